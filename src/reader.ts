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
  return { text, label: text === '' ? name : `${name} (from the variable ${fallback})` };
}

/** Gives `undefined` for what it does not take. */
export type Parse<T> = (text: string) => T | undefined;

/** Reads inputs one by one and collects what is wrong with them, so that all of it can be told. */
export class Reader {
  /** Each with the input, its value and what would be right. */
  readonly problems: string[] = [];
  readonly env: Env;

  constructor(env: Env) {
    this.env = env;
  }

  find(name: string, fallback?: string): Found {
    return find(this.env, name, fallback);
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

// The words that YAML 1.2 takes for a boolean, as the toolkit's getBooleanInput does.
function parseBoolean(text: string): boolean | undefined {
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  return /^(?:false|False|FALSE)$/.test(text) ? false : undefined;
}
