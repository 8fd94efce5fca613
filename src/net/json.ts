/** Reads foreign JSON without trusting that a member exists or has a certain type. */

/** The nesting depth that `JSON.stringify` can surely write. */
const SAFE_DEPTH = 2000;

/** Parses JSON; `undefined` if the text is not JSON, or is nested too deeply to be written again. */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    // JSON.parse accepts any depth, but an output might write this value again. Fewer brackets cannot nest too deeply.
    if (text.split(/[[{]/, SAFE_DEPTH).length === SAFE_DEPTH) JSON.stringify(value);
    return value;
  } catch {
    return undefined;
  }
}

/** The members of a JSON object; none for anything else. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

export function isString(value: unknown): value is string {
  return typeof value === 'string';
}

export function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

export function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

/** Whether this is a non-empty string. */
export function isText(value: unknown): value is string {
  return isString(value) && value !== '';
}
