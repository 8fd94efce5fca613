/** Foreign JSON: nothing in it is trusted to be there or to be of a type. */

/** Levels of nesting that can be written again. */
const SAFE_DEPTH = 2000;

/** The value of a text, or `undefined` if it is not JSON, or nested too deep to be written again. */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    // JSON.parse takes any depth, and an output may be this value as JSON. Fewer brackets are not nested deeper.
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

/** Whether this is a text that is not empty. */
export function isText(value: unknown): value is string {
  return isString(value) && value !== '';
}
