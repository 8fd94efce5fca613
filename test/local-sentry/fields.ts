// Sentry checks bodies with Django REST framework; the messages are that framework's, and what it takes
// for text or a number is Python's.

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

/** Without what Python takes for white space: unlike JavaScript, U+001C…U+001F and U+0085 too, and not U+FEFF. */
const strip = (text: string): string => {
  const space = '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+';
  return text.replace(new RegExp(`^${space}|${space}$`, 'g'), '');
};

/** A JSON value as Python writes it. */
function asPython(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const pythonType = (value: unknown): string => {
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'boolean') return 'bool';
  return Number.isInteger(value) ? 'int' : 'float';
};

/**
 * Text, trimmed.
 *
 * @param rules.invalid what is said of values of other types
 */
export const text =
  (rules: { max?: number; pattern?: RegExp; invalid?: string } = {}): Field<string> =>
  (value) => {
    const { max = Infinity, pattern = /(?:)/, invalid = 'Not a valid string.' } = rules;
    if (typeof value !== 'string' && typeof value !== 'number') return fail(invalid);
    const trimmed = strip(String(value));
    if (trimmed === '') return '';
    const characters = Array.from(trimmed);
    const surrogate = characters.find((one) => /^[\ud800-\udfff]$/.test(one));
    const complaints = [
      characters.length > max && `Ensure this field has no more than ${max} characters.`,
      trimmed.includes('\0') && 'Null characters are not allowed.',
      surrogate !== undefined &&
        `Surrogate characters are not allowed: U+${surrogate.charCodeAt(0).toString(16).toUpperCase()}.`,
      !pattern.test(trimmed) && invalid,
    ].filter((one) => one !== false);
    if (complaints.length > 0) throw new Invalid(complaints);
    return trimmed;
  };

export const notBlank =
  (field: Field<string>): Field<string> =>
  (value) =>
    field(value) || fail('This field may not be blank.');

/** A whole number; an empty text is none. */
export const integer =
  (min: number, max: number): Field<number | null> =>
  (value) => {
    if (value === '') return null;
    const digits = asPython(value).replace(/\.0*\s*$/, '');
    if (!/^\s*[+-]?\d+(?:_\d+)*\s*$/.test(digits)) return fail('A valid integer is required.');
    const number = Number(digits.replaceAll('_', ''));
    if (number > max) return fail(`Ensure this value is less than or equal to ${max}.`);
    if (number < min) return fail(`Ensure this value is greater than or equal to ${min}.`);
    return number;
  };

const yes: readonly unknown[] = ['t', 'T', 'y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE']
  .concat('on', 'On', 'ON', '1')
  .map((word): unknown => word)
  .concat(1, true);
const no: readonly unknown[] = ['f', 'F', 'n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE']
  .concat('off', 'Off', 'OFF', '0')
  .map((word): unknown => word)
  .concat(0, false);

export const boolean = required((value) => {
  if (yes.includes(value)) return true;
  return no.includes(value) ? false : fail('Must be a valid boolean.');
});

export const choice = (choices: readonly string[]): Field<string> =>
  required((value) => {
    const chosen = asPython(value);
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
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      const complaint = `Invalid data. Expected a dictionary, but got ${pythonType(value)}.`;
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
