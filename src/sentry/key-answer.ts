import { Failure } from '../failure.ts';
import type { ClientKey } from '../model/client-key.ts';
import { type Loader, LOADER_OPTIONS, type LoaderOption, parseSdkVersion } from '../model/loader.ts';
import { asObject, isBoolean, isNumber, isString, isText } from '../net/json.ts';
import { quote } from '../text.ts';

/** The member of `dynamicSdkLoaderOptions` for each option. */
export const LOADER_MEMBERS = {
  replay: 'hasReplay',
  performance: 'hasPerformance',
  debug: 'hasDebug',
  feedback: 'hasFeedback',
  'logs-and-metrics': 'hasLogsAndMetrics',
} as const satisfies Record<LoaderOption, string>;

/**
 * The members of an answer that are checked here. `id` and `dsn.public` are required. Any other member can be missing
 * or null, but must not have the wrong type. GlitchTip sends no `secret`, and older servers omit null members.
 */
export interface ClientKeyAnswer {
  id: string;
  name?: string | null | undefined;
  label?: string | null | undefined;
  projectId?: number | string | null | undefined;
  isActive?: boolean | null | undefined;
  rateLimit?: { count: number; window: number } | null | undefined;
  dateCreated?: string | null | undefined;
  browserSdkVersion?: string | null | undefined;
  useCase?: string | null | undefined;
  dsn: { public: string };
}

/**
 * Reads one client key from Sentry's answer.
 *
 * @param doing the beginning of an error, such as `Sentry created a client key, but`
 * @throws {Failure} when the answer is not a client key
 */
export function readClientKey(answer: unknown, doing: string): ClientKey {
  const wrong: string[] = [];
  /** Reads an optional member, and records it if its type is wrong. */
  const read = <T>(value: unknown, is: (value: unknown) => value is T, path: string) => {
    if (value == null || is(value)) return value ?? undefined;
    wrong.push(path);
    return undefined;
  };
  /** Reads a required member. */
  const need = <T>(value: unknown, is: (value: unknown) => value is T, path: string) => read(value ?? {}, is, path);
  const members = asObject(answer) as { readonly [K in keyof ClientKeyAnswer]: unknown };
  const id = need(members.id, isId, 'id') ?? '';
  const dsn = need(asObject(members.dsn)['public'], isString, 'dsn.public') ?? '';
  const name = read(members.name ?? members.label, isString, 'name') ?? '';
  const projectId = read(members.projectId, isNumberOrString, 'projectId');
  const limit = asObject(members.rateLimit);
  const date = read(members.dateCreated, isString, 'dateCreated') ?? '';
  const version = read(members.browserSdkVersion, isString, 'browserSdkVersion') ?? '';
  const key: ClientKey = {
    id,
    name,
    projectId: String(projectId ?? dsn.split('/').at(-1)),
    isActive: read(members.isActive, isBoolean, 'isActive') ?? true,
    rateLimit:
      members.rateLimit == null
        ? null
        : {
            count: need(limit['count'], isNumber, 'rateLimit.count') ?? 0,
            window: need(limit['window'], isNumber, 'rateLimit.window') ?? 0,
          },
    dateCreated: parseDate(date),
    sdkVersion: parseSdkVersion(version),
    sdkVersions: sdkVersionsIn(answer),
    loader: loaderIn(answer),
    useCase: read(members.useCase, isString, 'useCase'),
    dsn,
    answer,
  };
  if (wrong.length === 0) return key;
  const problems = wrong.map((path) => `${quote(path)} is not what it should be`);
  throw new Failure(
    `${doing} the answer is not a client key: ${problems.join(', ')}. Check that url is the ` +
      'address of a Sentry server.',
  );
}

/** Whether this can be a key's ID, and is safe in a path. */
export function isId(value: unknown): value is string {
  return isString(value) && /^[0-9a-z-]{1,64}$/i.test(value);
}

function isNumberOrString(value: unknown): value is number | string {
  return isNumber(value) || isString(value);
}

/** The SDK versions that a key's answer offers as pairs of value and label; `undefined` if none. */
export function sdkVersionsIn(answer: unknown): string[] | undefined {
  const { choices } = asObject(asObject(answer)['browserSdk']);
  if (!Array.isArray(choices)) return undefined;
  const versions = choices.flatMap((pair: unknown) => {
    const version = asObject(pair)[0];
    return isText(version) ? (parseSdkVersion(version) ?? []) : [];
  });
  return versions.length === 0 ? undefined : versions;
}

function loaderIn(answer: unknown): Loader {
  const options = asObject(asObject(answer)['dynamicSdkLoaderOptions']);
  return new Set(LOADER_OPTIONS.filter((option) => options[LOADER_MEMBERS[option]] === true));
}

// `Date.parse` stops at milliseconds. Sentry's dates have microseconds, or no fraction at all if it is zero.
function parseDate(text: string): number | undefined {
  const milliseconds = Date.parse(text);
  const rest = /\.\d{3}(\d{1,3})/.exec(text)?.[1] ?? '';
  return Number.isNaN(milliseconds) ? undefined : milliseconds + Number(rest.padEnd(3, '0')) / 1000;
}
