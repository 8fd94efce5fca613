import type { LoggedRequest } from '../local-server/log.ts';
import { badRequest, Refusal } from './answers.ts';
import { sdkVersions, useCases } from './keys.ts';
import { platforms } from './projects.ts';
import { isReserved, slugPattern } from './slugs.ts';

// Sentry checks bodies with Django REST framework; the messages are that framework's.

/** Why a value is refused: messages, or for an object the same again for each of its members. */
type Complaints = string[] | { [member: string]: Complaints };

class Invalid extends Error {
  readonly complaints: Complaints;

  constructor(complaints: Complaints) {
    super('invalid value');
    this.complaints = complaints;
  }
}

const fail = (message: string): never => {
  throw new Invalid([message]);
};

/** Turns a member into what the server works with. */
type Field<Value> = (value: unknown) => Value;
type Members<Shape, Needed extends keyof Shape> = {
  [Name in keyof Shape]?: ValueOf<Shape[Name]>;
} & { [Name in Needed]: ValueOf<Shape[Name]> };
type ValueOf<Member> = Member extends Field<infer Value> ? Value : never;

const nullable =
  <Value>(field: Field<Value>): Field<Value | null> =>
  (value) =>
    value === null ? null : field(value);

const required =
  <Value>(field: Field<Value>): Field<Value> =>
  (value) =>
    value === null ? fail('This field may not be null.') : field(value);

/** Text, trimmed. */
const text =
  (maxLength = Infinity): Field<string> =>
  (value) => {
    if (typeof value !== 'string' && typeof value !== 'number') return fail('Not a valid string.');
    const trimmed = String(value).trim();
    return Array.from(trimmed).length > maxLength
      ? fail(`Ensure this field has no more than ${maxLength} characters.`)
      : trimmed;
  };

const notBlank =
  (field: Field<string>): Field<string> =>
  (value) =>
    field(value) || fail('This field may not be blank.');

const slug: Field<string> = (value) => {
  const asked = notBlank(text(100))(value);
  if (!slugPattern.test(asked)) {
    return fail(
      'Enter a valid slug consisting of lowercase letters, numbers, underscores or hyphens. ' +
        'It cannot be entirely numeric.',
    );
  }
  return asked;
};

const projectName: Field<string> = (value) => {
  const asked = notBlank(text(50))(value);
  return isReserved(asked) ? fail(`The name "${asked}" is reserved and not allowed.`) : asked;
};

/** Text that may be empty, unlike a choice. */
const platform: Field<string> = (value) => {
  const asked = text()(value);
  return asked === '' || platforms.has(asked) ? asked : fail('Invalid platform');
};

const integer =
  (min: number, max: number): Field<number> =>
  (value) => {
    const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isInteger(number)) {
      return fail('A valid integer is required.');
    }
    if (number > max) return fail(`Ensure this value is less than or equal to ${max}.`);
    if (number < min) return fail(`Ensure this value is greater than or equal to ${min}.`);
    return number;
  };

const boolean = required((value) =>
  typeof value === 'boolean' ? value : fail('Must be a valid boolean.'),
);

const choice = (choices: readonly string[]): Field<string> =>
  required((value) => {
    const chosen = typeof value === 'string' ? value : JSON.stringify(value);
    return choices.includes(chosen) ? chosen : fail(`"${chosen}" is not a valid choice.`);
  });

/**
 * Members that are not named are dropped silently; complaints come about all members at once.
 *
 * @param needed the members that may not be left out
 */
const object = <
  Shape extends Record<string, Field<unknown>>,
  Needed extends keyof Shape & string = never,
>(
  shape: Shape,
  needed: readonly Needed[] = [],
): Field<Members<Shape, Needed>> =>
  required((value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      const kind = Array.isArray(value) ? 'list' : typeof value;
      const complaint = `Invalid data. Expected a dictionary, but got ${kind}.`;
      throw new Invalid({ non_field_errors: [complaint] });
    }
    const members: Record<string, unknown> = {};
    const complaints: Record<string, Complaints> = {};
    for (const name of needed) {
      if (!Object.hasOwn(value, name)) complaints[name] = ['This field is required.'];
    }
    for (const [name, member] of Object.entries(value)) {
      try {
        if (Object.hasOwn(shape, name)) members[name] = shape[name]?.(member);
      } catch (error) {
        if (!(error instanceof Invalid)) throw error;
        complaints[name] = error.complaints;
      }
    }
    if (Object.keys(complaints).length > 0) throw new Invalid(complaints);
    return members as Members<Shape, Needed>;
  });

const rateLimit = object({
  count: nullable(integer(0, 2 ** 31 - 1)),
  window: nullable(integer(0, 24 * 60 * 60)),
});

const hex32: Field<string> = (value) => {
  const asked = text()(value);
  return /^[a-f0-9]{32}$/.test(asked)
    ? asked
    : fail('This value does not match the required pattern.');
};

/** The body of a POST. Whatever else a client sends with it, `isActive` for one, has no effect. */
export const keyToCreate = object({
  name: nullable(text(64)),
  public: nullable(hex32),
  secret: nullable(hex32),
  rateLimit,
  useCase: choice(useCases),
});

/** The body of a POST for GlitchTip of 2022, which calls the name by another word. */
export const labelledKeyToCreate = object({ label: nullable(text(64)) });

/** The body of a PUT for a server that knows these options of the loader. */
const changes = <Options extends Record<string, Field<boolean>>>(loaderOptions: Options) =>
  object({
    name: nullable(text(64)),
    isActive: boolean,
    rateLimit: nullable(rateLimit),
    browserSdkVersion: choice(sdkVersions),
    dynamicSdkLoaderOptions: object(loaderOptions),
  });

const olderOptions = { hasReplay: boolean, hasPerformance: boolean, hasDebug: boolean };

/** The body of a PUT today. */
export const keyChanges = changes({
  ...olderOptions,
  hasFeedback: boolean,
  hasLogsAndMetrics: boolean,
});

/** The body of a PUT for an older server, which drops what it does not know. */
export const olderKeyChanges = changes(olderOptions);

/** The body of a POST for a project. Its `default_rules` are about alerts: none are played here. */
export const projectToCreate = object(
  {
    name: required(projectName),
    slug: nullable(slug),
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
    return body(JSON.parse(rawBody || '{}'));
  } catch (error) {
    if (error instanceof Invalid) throw new Refusal(400, error.complaints);
    throw badRequest(`JSON parse error - ${String(error)}`);
  }
}
