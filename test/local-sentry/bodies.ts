import type { LoggedRequest } from '../local-server/log.ts';
import { badRequest, internalError, Refusal } from './answers.ts';
import {
  boolean,
  choice,
  fail,
  type Field,
  integer,
  Invalid,
  notBlank,
  nullable,
  object,
  required,
  text,
} from './fields.ts';
import { olderSdkVersions, sdkVersions } from './keys.ts';
import { platforms } from './projects.ts';
import { isReserved, slugPattern } from './slugs.ts';

const MAX_INTEGER = 2 ** 31 - 1;

const pattern = 'This value does not match the required pattern.';
const hex32 = notBlank(text({ pattern: /^[a-f0-9]{32}$/, invalid: pattern }));

/** A limit of a server that takes a count up to this one. */
const rateLimit = (maxCount: number) =>
  object({ count: nullable(integer(0, maxCount)), window: nullable(integer(0, 24 * 60 * 60)) });

/** Sentry looks for the options that it knows in whatever comes, before it looks at its type. */
const loaderOptions = (options: Record<string, Field<boolean>>) => {
  const known = object(options);
  return nullable((value) => {
    if (typeof value === 'number' || typeof value === 'boolean') throw internalError();
    if (typeof value === 'string') return {};
    if (!Array.isArray(value)) return known(value);
    if (value.some((name) => typeof name === 'string' && Object.hasOwn(options, name))) {
      throw internalError();
    }
    return {};
  });
};

/** What both calls check, also where it has no effect. */
const shared = {
  name: nullable(text({ max: 64 })),
  public: nullable(hex32),
  secret: nullable(hex32),
  isActive: boolean,
};
const olderOptions = { hasReplay: boolean, hasPerformance: boolean, hasDebug: boolean };
const today = {
  ...shared,
  browserSdkVersion: choice([...sdkVersions, ...olderSdkVersions]),
  dynamicSdkLoaderOptions: loaderOptions({ ...olderOptions, hasFeedback: boolean, hasLogsAndMetrics: boolean }),
};
const in2023 = {
  ...shared,
  browserSdkVersion: choice(olderSdkVersions),
  dynamicSdkLoaderOptions: loaderOptions(olderOptions),
  rateLimit: nullable(rateLimit(Infinity)),
};

/** The body of a POST. Some of it, `isActive` for one, has no effect; a use case has one for Sentry's staff only. */
export const keyToCreate = object({
  ...today,
  rateLimit: rateLimit(MAX_INTEGER),
  useCase: choice(['user', 'profiling', 'tempest', 'demo']),
});

/** The body of a PUT. */
export const keyChanges = object({ ...today, rateLimit: nullable(rateLimit(MAX_INTEGER)) });

/** The body of a POST and a PUT for an older server, which drops what it does not know. */
export const olderKey = object(in2023);

const slug: Field<string> = (value) => {
  const asked = notBlank(text({ max: 100 }))(value);
  if (!slugPattern.test(asked)) {
    return fail(
      'Enter a valid slug consisting of lowercase letters, numbers, underscores or hyphens. ' +
        'It cannot be entirely numeric.',
    );
  }
  return asked;
};

const olderSlug = notBlank(text({ max: 50, pattern: /^[a-z0-9_-]+$/, invalid: pattern }));

const projectName: Field<string> = (value) => {
  const asked = notBlank(text({ max: 50 }))(value);
  return isReserved(asked) ? fail(`The name "${asked}" is reserved and not allowed.`) : asked;
};

/** Text that may be empty, unlike a choice. */
const platform: Field<string> = (value) => {
  const asked = text()(value);
  return asked === '' || platforms.has(asked) ? asked : fail('Invalid platform');
};

/** The body of a POST for a project. Its `default_rules` are about alerts: none are played here. */
export const projectToCreate = object(
  { name: required(projectName), slug: nullable(slug), platform: nullable(platform), default_rules: boolean },
  ['name'],
);

/** The same for an older server, which has other rules for names and slugs. */
export const olderProjectToCreate = object(
  {
    name: required(notBlank(text({ max: 50 }))),
    slug: nullable(olderSlug),
    platform: nullable(platform),
    default_rules: boolean,
  },
  ['name'],
);

/**
 * Reads and checks a body; no body counts as `{}`.
 *
 * @throws Refusal with the complaints
 */
export function readBody<Value>(
  { headers, rawBody }: Pick<LoggedRequest, 'headers' | 'rawBody'>,
  body: Field<Value>,
): Value {
  const type = headers['content-type'] ?? '';
  if (rawBody !== '' && !/^application\/json\b/i.test(type)) {
    throw new Refusal(415, { detail: `Unsupported media type "${type}" in request.` });
  }
  try {
    const value = parse(rawBody || '{}');
    if (value === null) throw new Invalid({ non_field_errors: ['No data provided'] });
    return body(value);
  } catch (error) {
    throw error instanceof Invalid ? new Refusal(400, error.complaints) : error;
  }
}

/** @throws Refusal */
function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw badRequest(`JSON parse error - ${String(error)}`);
  }
}
