// Sentry checks bodies with Django REST framework; the messages are that framework's.

/** Why a value is refused: messages, or for an object the same again for each of its members. */
export type Complaints = string[] | { [member: string]: Complaints };

export class Invalid extends Error {
  readonly complaints: Complaints;

  constructor(complaints: Complaints) {
    super('invalid value');
    this.complaints = complaints;
  }
}

export const fail = (message: string): never => {
  throw new Invalid([message]);
};

/** Turns a member into what the server works with. */
export type Field<Value> = (value: unknown) => Value;
type Members<Shape, Needed extends keyof Shape> = { [Name in keyof Shape]?: ValueOf<Shape[Name]> } & {
  [Name in Needed]: ValueOf<Shape[Name]>;
};
type ValueOf<Member> = Member extends Field<infer Value> ? Value : never;

export const nullable =
  <Value>(field: Field<Value>): Field<Value | null> =>
  (value) =>
    value === null ? null : field(value);

export const required =
  <Value>(field: Field<Value>): Field<Value> =>
  (value) =>
    value === null ? fail('This field may not be null.') : field(value);

/** Text, trimmed. */
export const text =
  ({ max = Infinity, pattern = /(?:)/ }: { max?: number; pattern?: RegExp }): Field<string> =>
  (value) => {
    if (typeof value !== 'string') return fail('Not a valid string.');
    const trimmed = value.trim();
    if (Array.from(trimmed).length > max) return fail(`Ensure this field has no more than ${max} characters.`);
    return pattern.test(trimmed) ? trimmed : fail('This value does not match the required pattern.');
  };

export const notBlank =
  (field: Field<string>): Field<string> =>
  (value) =>
    value === '' ? fail('This field may not be blank.') : field(value);

export const integer =
  (min: number, max: number): Field<number> =>
  (value) => {
    if (!Number.isInteger(value)) return fail('A valid integer is required.');
    const number = Number(value);
    if (number > max) return fail(`Ensure this value is less than or equal to ${max}.`);
    return number < min ? fail(`Ensure this value is greater than or equal to ${min}.`) : number;
  };

export const boolean = required((value) => (typeof value === 'boolean' ? value : fail('Must be a valid boolean.')));

export const choice = (choices: readonly string[]): Field<string> =>
  required((value) => {
    const chosen = String(value);
    return choices.includes(chosen) ? chosen : fail(`"${chosen}" is not a valid choice.`);
  });

/**
 * Members that are not named are dropped silently; complaints come about all members at once.
 *
 * @param needed the members that may not be left out
 */
export const object = <Shape extends Record<string, Field<unknown>>, Needed extends keyof Shape & string = never>(
  shape: Shape,
  needed: readonly Needed[] = [],
): Field<Members<Shape, Needed>> =>
  required((value) => {
    const given = new Map<string, unknown>(Object.entries(value as object));
    const members: Record<string, unknown> = {};
    const complaints: Record<string, Complaints> = {};
    for (const name of needed) {
      if (!given.has(name)) complaints[name] = ['This field is required.'];
    }
    for (const [name, member] of given) {
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
