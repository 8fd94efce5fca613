import { distance } from 'fastest-levenshtein';
import { quote } from './text.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** One input as the step was given it. */
export interface Found {
  /** Trimmed; `''` counts as not given. */
  readonly text: string;
  /** The input's name, and the variable it came from where it was not an input. */
  readonly label: string;
}

/**
 * An input's text, or that of its fallback variable. The runner upper-cases the names of inputs and
 * leaves dashes alone: `rate-limit` arrives as `INPUT_RATE-LIMIT`.
 */
export function find(env: Env, name: string, fallback?: string): Found {
  const input = env[`INPUT_${name.toUpperCase()}`]?.trim() ?? '';
  if (input !== '' || fallback === undefined) return { text: input, label: name };
  const text = env[fallback]?.trim() ?? '';
  return {
    text,
    label: text === '' ? name : `${name} (from the environment variable ${fallback})`,
  };
}

/** Gives `undefined` for what it does not take. */
export type Parse<T> = (text: string) => T | undefined;

/** Reads inputs one by one and collects what is wrong with them, so that all of it can be told. */
export class Reader {
  /** Each with the input, its value and what would be right. */
  readonly problems: string[] = [];
  readonly env: Env;
  readonly #asked = new Set<string>();

  constructor(env: Env) {
    this.env = env;
  }

  find(name: string, fallback?: string): Found {
    this.#asked.add(name);
    return find(this.env, name, fallback);
  }

  /**
   * Refuses inputs whose name is nearly that of one: a step with `dry_run: true` would do what it was
   * told not to. All others are left to the runner, which warns of them.
   */
  refuseNearMisses(): void {
    const asked = [...this.#asked];
    for (const [variable, value = ''] of Object.entries(this.env)) {
      const given = /^INPUT_(.+)$/.exec(variable)?.[1]?.toLowerCase() ?? '';
      if (given === '' || value.trim() === '' || this.#asked.has(given)) continue;
      const meant = asked.find((name) => isNearly(given, name));
      if (meant === undefined) continue;
      this.problems.push(`${quote(given)}: there is no such input; did you mean ${meant}?`);
    }
  }

  /** @param right what would be right, as the end of a sentence */
  read<T>(found: Found, parse: Parse<T>, right: string): T | undefined {
    if (found.text === '') return undefined;
    const value = parse(found.text);
    if (value === undefined) {
      this.problems.push(`${found.label}: ${quote(found.text)} is not valid; ${right}.`);
    }
    return value;
  }

  require<T>(found: Found, parse: Parse<T>, right: string): T | undefined {
    if (found.text === '') this.problems.push(`${found.label}: missing; ${right}.`);
    return this.read(found, parse, right);
  }

  word<T extends string>(name: string, words: readonly T[]): T | undefined {
    const parse = (text: string): T | undefined => words.find((word) => word === text);
    return this.read(this.find(name), parse, `write one of ${words.join(', ')}`);
  }

  boolean(name: string): boolean | undefined {
    return this.read(this.find(name), parseBoolean, 'write true or false');
  }
}

/**
 * Reads a comma list.
 *
 * @returns the words of it in the order of `words`; undefined where there is any other
 */
export function parseWords<T extends string>(text: string, words: readonly T[]): T[] | undefined {
  const given = text.split(',').map((word) => word.trim());
  const known = words.filter((word) => given.includes(word));
  return given.every((word) => known.some((one) => one === word)) ? known : undefined;
}

/**
 * Whether somebody may have meant `name`: the same letters, or, the longer it is, one or two wrong. In
 * short names every word is near, such as that of a variable that some workflow calls `INPUT_STAGE`.
 */
function isNearly(given: string, name: string): boolean {
  const letters = (text: string) => text.replace(/[-_\s]/g, '');
  const wrong = name.length < 6 ? 0 : name.length < 9 ? 1 : 2;
  return distance(letters(given), letters(name)) <= wrong;
}

// The words that YAML 1.2 takes for a boolean, as the toolkit's getBooleanInput does.
function parseBoolean(text: string): boolean | undefined {
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  return /^(?:false|False|FALSE)$/.test(text) ? false : undefined;
}
