import * as v from 'valibot';
import { isDsn, isEndpoint, isSecretDsn } from './dsn.ts';
import { Failure } from './failure.ts';
import { members } from './json.ts';
import { LOADER_MEMBERS, LOADER_OPTIONS, type Loader, parseSdkVersion } from './loader.ts';
import type { RateLimit } from './rate-limit.ts';
import { quote } from './text.ts';

/**
 * The members of `dsn` that are outputs of their own, with the output's name. Older and compatible
 * servers send fewer.
 */
export const ENDPOINTS = {
  csp: 'csp',
  security: 'security',
  minidump: 'minidump',
  nel: 'nel',
  unreal: 'unreal',
  crons: 'crons',
  cdn: 'cdn',
  playstation: 'playstation',
  integration: 'integration',
  otlp_traces: 'otlp-traces',
  otlp_logs: 'otlp-logs',
} as const;
export type Endpoint = keyof typeof ENDPOINTS;

/** A Sentry client key as the rest of the action sees it. */
export interface ClientKey {
  /** The public key, which is what Sentry's paths call the key's ID. */
  readonly id: string;
  readonly name: string;
  readonly projectId: string;
  readonly isActive: boolean;
  readonly rateLimit: RateLimit | null;
  /** Milliseconds since the epoch, with microseconds as a fraction; `undefined` for old keys. */
  readonly dateCreated: number | undefined;
  /** The browser SDK version of the Loader Script; `undefined` where the server has none. */
  readonly sdkVersion: string | undefined;
  /** The versions that the server offers; `undefined` where it does not say. */
  readonly sdkVersions: readonly string[] | undefined;
  /** The Loader Script options that are on; those that the server does not know are off. */
  readonly loader: Loader;
  /** Only shown to Sentry's own staff. */
  readonly useCase: string | undefined;
  /** As the server sent it; {@link requireDsn} tells whether it is one. */
  readonly dsn: string;
  readonly secretDsn: string | undefined;
  /** Only those that the server sent and that are addresses. */
  readonly endpoints: Readonly<Partial<Record<Endpoint, string>>>;
  /** Sentry's whole answer. */
  readonly answer: unknown;
}

// `id`, `dsn.public` and what decides (active, limit) have to be right; whatever else is missing
// or null is only not passed on. GlitchTip sends no `secret`, older servers omit null members.
const Answer = v.object({
  id: v.pipe(v.string(), v.regex(/^[0-9a-z-]{1,64}$/i)),
  name: v.nullish(v.string()),
  label: v.nullish(v.string()),
  projectId: v.nullish(v.union([v.number(), v.string()])),
  isActive: v.nullish(v.boolean(), true),
  rateLimit: v.nullish(v.object({ count: v.number(), window: v.number() }), null),
  dateCreated: v.nullish(v.string()),
  browserSdkVersion: v.nullish(v.string()),
  useCase: v.nullish(v.string()),
  secret: v.nullish(v.string()),
  dsn: v.objectWithRest({ public: v.string(), secret: v.nullish(v.string()) }, v.unknown()),
});

/** What a server may answer, as far as it is read here. */
export type ClientKeyAnswer = v.InferInput<typeof Answer>;

/**
 * Everything in an answer that must not be read in a log, found without trusting its shape, so
 * that it can be masked before the answer is judged.
 *
 * @param maskPublic whether the public DSN, and the endpoints that carry its key, are among it
 */
export function secretsIn(answer: unknown, maskPublic: boolean): string[] {
  const key = members(answer);
  const secret = key['secret'];
  const dsn = members(key['dsn']);
  const addresses = Object.values(dsn).filter(isText);
  const carriers = [key['public'], key['id']].filter(isText);
  return [
    ...(isText(secret) ? [secret] : []),
    ...addresses.filter(
      (address) =>
        (isText(secret) && address.includes(secret)) ||
        hasPassword(address) ||
        (maskPublic &&
          (address === dsn['public'] || carriers.some((carrier) => address.includes(carrier)))),
    ),
  ];
}

/**
 * Reads one client key out of Sentry's answer.
 *
 * @param doing what was asked for, as the beginning of an error: `Sentry created a client key, but`
 * @throws {Failure} when the answer is no client key
 */
export function readClientKey(answer: unknown, doing: string): ClientKey {
  const result = v.safeParse(Answer, answer);
  if (!result.success) {
    const problems = result.issues.map((issue) => {
      const path = v.getDotPath(issue) ?? 'the answer';
      return `${quote(path)} is not what it should be`;
    });
    throw new Failure(
      `${doing} the answer is not a client key: ${problems.join(', ')}. Check that url is the ` +
        'address of a Sentry server.',
    );
  }
  const key = result.output;
  const secretDsn = key.dsn.secret ?? '';
  const endpoints: Partial<Record<Endpoint, string>> = {};
  for (const endpoint of Object.keys(ENDPOINTS) as Endpoint[]) {
    const address = key.dsn[endpoint];
    if (isText(address) && isEndpoint(address)) endpoints[endpoint] = address;
  }
  return {
    id: key.id,
    name: key.name ?? key.label ?? '',
    projectId: String(key.projectId ?? key.dsn.public.split('/').at(-1)),
    isActive: key.isActive,
    rateLimit: key.rateLimit,
    dateCreated: parseDate(key.dateCreated ?? ''),
    sdkVersion: parseSdkVersion(key.browserSdkVersion ?? ''),
    sdkVersions: sdkVersionsIn(answer),
    loader: loaderIn(answer),
    useCase: key.useCase ?? undefined,
    dsn: key.dsn.public,
    secretDsn: isSecretDsn(secretDsn) ? secretDsn : undefined,
    endpoints,
    answer,
  };
}

/** The SDK versions that a key's answer offers as pairs of value and label; `undefined` if none. */
export function sdkVersionsIn(answer: unknown): string[] | undefined {
  const { choices } = members(members(answer)['browserSdk']);
  if (!Array.isArray(choices)) return undefined;
  const versions = choices.flatMap((pair: unknown) => {
    const version = members(pair)[0];
    return isText(version) ? (parseSdkVersion(version) ?? []) : [];
  });
  return versions.length === 0 ? undefined : versions;
}

function loaderIn(answer: unknown): Loader {
  const options = members(members(answer)['dynamicSdkLoaderOptions']);
  return new Set(LOADER_OPTIONS.filter((option) => options[LOADER_MEMBERS[option]] === true));
}

/**
 * @param page where people find the key in Sentry
 * @throws {Failure} when the key's public DSN is empty or malformed, and so of no use
 */
export function requireDsn(key: ClientKey, page: string): void {
  if (isDsn(key.dsn)) return;
  throw new Failure(
    key.dsn === ''
      ? `The client key is there (see ${page}), but its public DSN is empty. This happens on a ` +
          'self-hosted Sentry without system.url-prefix: set it in its config.yml and run the ' +
          'job again.'
      : `The client key is there (see ${page}), but what Sentry calls its public DSN is none. On a ` +
          'self-hosted Sentry, check system.url-prefix in its config.yml.',
  );
}

// The clock of JavaScript stops at milliseconds; Sentry's dates have microseconds, or no fraction
// at all where it is zero.
function parseDate(text: string): number | undefined {
  const milliseconds = Date.parse(text);
  const rest = /\.\d{3}(\d{1,3})/.exec(text)?.[1] ?? '';
  return Number.isNaN(milliseconds) ? undefined : milliseconds + Number(rest.padEnd(3, '0')) / 1000;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function hasPassword(address: string): boolean {
  return (URL.parse(address)?.password ?? '') !== '';
}
