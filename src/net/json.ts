/** Foreign JSON: nothing in it is trusted to be there or to be of a type. */

/** Objects and arrays within each other; no answer that is read here has more than five. */
const MAX_DEPTH = 100;

/** The value that a text is, or `undefined` where it is no JSON, or nested too deeply to be used. */
export function parseJson(text: string): unknown {
  if (isTooDeep(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether JSON is nested so deeply that code which walks it could fail. */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const mark = text[index];
    if (mark === '"') {
      index = endOfString(text, index);
    } else if (mark === '[' || mark === '{') {
      depth += 1;
      if (depth > MAX_DEPTH) return true;
    } else if (mark === ']' || mark === '}') {
      depth -= 1;
    }
  }
  return false;
}

/** Where the string ends that begins at a quote; the end of the text if it does not end. */
function endOfString(text: string, start: number): number {
  for (let end = start; ;) {
    end = text.indexOf('"', end + 1);
    if (end === -1) return text.length;
    let slashes = 0;
    while (text[end - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return end;
  }
}

/** The members of a JSON object; none where it is anything else. */
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

/** Whether this is a text that says something. */
export function isText(value: unknown): value is string {
  return isString(value) && value !== '';
}

/**
 * Reads the members of one JSON object, by the type `T` that it should have, and notes the paths of
 * those that are missing or of another type.
 */
export class ObjectReader<T> {
  readonly #value: Readonly<Record<string, unknown>>;
  readonly #path: string;
  /** Paths, such as `dsn.public`. */
  readonly wrong: string[];

  constructor(value: unknown, path = '', wrong: string[] = []) {
    this.#value = asObject(value);
    this.#path = path;
    this.wrong = wrong;
  }

  /** A member that has to be there. */
  require<K extends keyof T & string>(
    name: K,
    is: (value: unknown) => value is NonNullable<T[K]>,
  ): NonNullable<T[K]> | undefined {
    const value = this.#value[name];
    if (is(value)) return value;
    this.wrong.push(`${this.#path}${name}`);
    return undefined;
  }

  /** A member that may be missing or `null`. */
  read<K extends keyof T & string>(
    name: K,
    is: (value: unknown) => value is NonNullable<T[K]>,
  ): NonNullable<T[K]> | undefined {
    return this.#value[name] == null ? undefined : this.require(name, is);
  }

  /** A member that is an object itself. */
  object<K extends keyof T & string>(name: K): ObjectReader<NonNullable<T[K]>> {
    return new ObjectReader(this.#value[name], `${this.#path}${name}.`, this.wrong);
  }

  has(name: keyof T & string): boolean {
    return this.#value[name] != null;
  }
}
