import { quote } from '../text.ts';
import { nearestName } from './near-miss.ts';

/** One input as the step was given it. */
export interface Input {
  /** Trimmed; `''` counts as not given. */
  readonly text: string;
  /** The input's name, and the variable it came from where it was not an input. */
  readonly label: string;
}

/**
 * An input's text, or that of its fallback variable. The runner upper-cases the names of inputs and
 * leaves dashes alone: `rate-limit` arrives as `INPUT_RATE-LIMIT`.
 */
export function inputOf(env: NodeJS.ProcessEnv, name: string, fallback?: string): Input {
  const text = env[`INPUT_${name.toUpperCase()}`]?.trim() ?? '';
  if (text !== '' || fallback === undefined) return { text, label: name };
  const other = env[fallback]?.trim() ?? '';
  return {
    text: other,
    label: other === '' ? name : `${name} (from the environment variable ${fallback})`,
  };
}

/** Gives `undefined` for what it does not take. */
type Parse<T> = (text: string) => T | undefined;

/** What would be right, as the end of a sentence; it may go by the text that was given. */
type Hint = string | ((text: string) => string);

/** Reads inputs one by one and collects what is wrong with them, so that all of it can be told. */
export class InputReader {
  /** Each with the input, its value and what would be right. */
  readonly problems: string[] = [];
  readonly env: NodeJS.ProcessEnv;
  readonly #names: Set<string>;

  /** @param names of inputs that other readers have read */
  constructor(env: NodeJS.ProcessEnv, names = new Set<string>()) {
    this.env = env;
    this.#names = names;
  }

  get(name: string, fallback?: string): Input {
    this.#names.add(name);
    return inputOf(this.env, name, fallback);
  }

  /** Whether an input was given. */
  has(name: string): boolean {
    return this.get(name).text !== '';
  }

  /** Reads an input that need not be given. */
  parse<T>(input: Input, parse: Parse<T>, hint: Hint): T | undefined {
    if (input.text === '') return undefined;
    const value = parse(input.text);
    if (value === undefined) {
      const right = hintFor(hint, input.text);
      const problem = `${input.label}: ${quote(input.text)} is not valid; ${right}.`;
      // An input may be read more than once.
      if (!this.problems.includes(problem)) this.problems.push(problem);
    }
    return value;
  }

  /** Reads an input that has to be given. */
  require<T>(input: Input, parse: Parse<T>, hint: Hint): T | undefined {
    if (input.text === '') this.problems.push(`${input.label}: missing; ${hintFor(hint, '')}.`);
    return this.parse(input, parse, hint);
  }

  choice<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const parse = (text: string): T | undefined =>
      choices.find((choice) => choice === text.toLowerCase());
    return this.parse(this.get(name), parse, `write one of ${choices.join(', ')}`);
  }

  boolean(name: string): boolean | undefined {
    return this.parse(this.get(name), parseBoolean, 'write true or false');
  }

  /**
   * Refuses inputs whose name is nearly that of one: a step with `dry_run: true` would do what it was
   * told not to do. All others are left to the runner, which warns of them.
   */
  refuseNearMisses(): void {
    for (const variable of Object.keys(this.env)) {
      if (!variable.startsWith('INPUT_')) continue;
      const given = variable.slice('INPUT_'.length).toLowerCase();
      if (this.#names.has(given) || (this.env[variable] ?? '').trim() === '') continue;
      const meant = nearestName(given, [...this.#names]);
      if (meant === undefined) continue;
      this.problems.push(`${quote(given)}: there is no such input; did you mean ${meant}?`);
    }
  }
}

function hintFor(hint: Hint, text: string): string {
  return typeof hint === 'string' ? hint : hint(text);
}

/**
 * Reads a comma-separated list.
 *
 * @returns the words of it in the order of `words`; `undefined` where there is any other
 */
export function parseList<T extends string>(text: string, words: readonly T[]): T[] | undefined {
  const given = text.split(',').map((word) => word.trim());
  const known = words.filter((word) => given.includes(word));
  return given.every((word) => known.some((one) => one === word)) ? known : undefined;
}

// The words that YAML 1.2 takes for a boolean, as the toolkit's getBooleanInput does.
function parseBoolean(text: string): boolean | undefined {
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  return /^(?:false|False|FALSE)$/.test(text) ? false : undefined;
}
