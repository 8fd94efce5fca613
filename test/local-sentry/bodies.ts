import { badRequest, Refusal } from './answers.ts';
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

const hex32 = notBlank(text({ pattern: /^[a-f0-9]{32}$/ }));
const rateLimit = object({ count: nullable(integer(0, 2 ** 31 - 1)), window: nullable(integer(0, 24 * 60 * 60)) });

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
  dynamicSdkLoaderOptions: object({ ...olderOptions, hasFeedback: boolean, hasLogsAndMetrics: boolean }),
};

/** The body of a POST. Some of it, `isActive` for one, has no effect; a use case has one for Sentry's staff only. */
export const keyToCreate = object({ ...today, rateLimit, useCase: choice(['user', 'profiling', 'tempest', 'demo']) });

/** The body of a PUT. */
export const keyChanges = object({ ...today, rateLimit: nullable(rateLimit) });

/** The body of a POST and a PUT for an older server, which drops what it does not know. */
export const olderKey = object({
  ...shared,
  browserSdkVersion: choice(olderSdkVersions),
  dynamicSdkLoaderOptions: object(olderOptions),
  rateLimit: nullable(rateLimit),
});

const slug: Field<string> = (value) => {
  const asked = notBlank(text({ max: 100 }))(value);
  if (/^(?![0-9]+$)[a-z0-9_-]+$/.test(asked)) return asked;
  return fail(
    'Enter a valid slug consisting of lowercase letters, numbers, underscores or hyphens. ' +
      'It cannot be entirely numeric.',
  );
};

/** Some names that Sentry needs for addresses of its own. */
const reserved = new Set(['auth', 'members', 'projects', 'settings', 'teams']);

const projectName: Field<string> = (value) => {
  const asked = notBlank(text({ max: 50 }))(value);
  return reserved.has(asked) ? fail(`The name "${asked}" is reserved and not allowed.`) : asked;
};

const platform: Field<string> = (value) => (platforms.has(String(value)) ? String(value) : fail('Invalid platform'));

/** The body of a POST for a project. */
export const projectToCreate = object(
  { name: required(projectName), slug: nullable(slug), platform: nullable(platform) },
  ['name'],
);

/** The same for an older server, which has other rules for names and slugs. */
export const olderProjectToCreate = object(
  {
    name: required(notBlank(text({ max: 50 }))),
    slug: nullable(notBlank(text({ max: 50, pattern: /^[a-z0-9_-]+$/ }))),
    platform: nullable(platform),
  },
  ['name'],
);

/**
 * Reads and checks a body; no body counts as `{}`.
 *
 * @throws Refusal with the complaints
 */
export function readBody<Value>(rawBody: string, body: Field<Value>): Value {
  try {
    return body(JSON.parse(rawBody || '{}'));
  } catch (error) {
    if (error instanceof SyntaxError) throw badRequest(`JSON parse error - ${String(error)}`);
    throw error instanceof Invalid ? new Refusal(400, error.complaints) : error;
  }
}
