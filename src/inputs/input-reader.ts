import { distance } from 'fastest-levenshtein';
import { isSlug } from '../model/base-url.ts';
import { quote } from '../text.ts';

/** One input of the step. */
export interface Input {
  /** Trimmed; `''` means not given. */
  readonly text: string;
  /** The input's name, and the variable it came from, if any. */
  readonly label: string;
}

/** A problem with an input. */
export interface Problem {
  /** The item of the list, such as `keys[2] (api)`. */
  readonly item?: string;
  readonly input: string;
  /** A sentence with the value and how to fix it. */
  readonly text: string;
  /** Whether the input is valid, but nothing uses it. */
  readonly isUnused?: boolean;
}

/** Values that override the step's inputs. */
interface Item {
  /** `undefined` if it is the step itself. */
  readonly label: string | undefined;
  readonly values: ReadonlyMap<string, string>;
}

/** Returns `undefined` for invalid text. */
type Parse<T> = (text: string) => T | undefined;

/** How to fix the input, as the end of a sentence; it can depend on the given text. */
type Hint = string | ((text: string) => string);

/** The defaults in action.yml of inputs that are an error if nothing uses them. */
const DEFAULTS: Readonly<Record<string, string>> = {
  'secret-stores': 'actions',
  'create-project': 'false',
  ephemeral: 'false',
};

/** What to use instead of a former input. */
const REPLACED: Readonly<Record<string, string>> = {
  'if-exists': 'use mode: ensure, update, rotate or create',
  'if-missing': 'use mode: find, which never creates a key, or mode: update',
  state: 'use mode: retire',
  retire: 'use retire-method',
  'keys-file': 'use keys, which takes the path of a file too',
  shard: 'use several steps, each with its own list in keys',
  repository: 'use github-repository',
  environment: 'use github-environment',
  organization: 'use github-organization',
  visibility: 'use github-visibility',
};

/** Reads inputs one by one and collects their problems, to report all of them. */
export class InputReader {
  readonly problems: Problem[] = [];
  readonly env: NodeJS.ProcessEnv;
  /** The names of the inputs that were read. */
  readonly asked = new Set<string>();
  readonly #item: Item | undefined;

  constructor(env: NodeJS.ProcessEnv, item?: Item) {
    this.env = env;
    this.#item = item;
  }

  /**
   * An input's text, or that of its fallback variable. The runner upper-cases the names of inputs and keeps their
   * dashes: `rate-limit` arrives as `INPUT_RATE-LIMIT`.
   */
  get(name: string, fallback?: string): Input {
    this.asked.add(name);
    const given = this.#item?.values.get(name) ?? this.env[`INPUT_${name.toUpperCase()}`];
    const text = given?.trim() ?? '';
    const other = (fallback === undefined ? undefined : this.env[fallback])?.trim() ?? '';
    if (text !== '' || other === '') return { text, label: name };
    return { text: other, label: `${name} (from the environment variable ${fallback ?? ''})` };
  }

  /** Whether an input was given. */
  has(name: string): boolean {
    return this.get(name).text !== '';
  }

  /** Whether an input was given, other than by its default. */
  isSet(name: string): boolean {
    const { text } = this.get(name);
    return text !== '' && text !== DEFAULTS[name];
  }

  /** Adds a problem. It belongs to the list item unless the value is from the step's own input. */
  refuse(input: string, text: string, isUnused = false): void {
    const item = this.#item;
    const [name = '', variable] = input.split(' ');
    const isMissing = variable === undefined && !this.has(name);
    const isOwn = item !== undefined && (item.values.has(name) || isMissing);
    const problem = {
      ...(isOwn && item.label !== undefined && { item: item.label }),
      input,
      text,
      ...(isUnused && { isUnused }),
    };
    // An input can be read more than once.
    if (!this.problems.some((one) => one.input === input && one.text === text)) {
      this.problems.push(problem);
    }
  }

  /** Reads an optional input. */
  parse<T>({ text, label }: Input, parse: Parse<T>, hint: Hint): T | undefined {
    if (text === '') return undefined;
    const value = parse(text);
    if (value === undefined) {
      this.refuse(label, `${quote(text)} is not valid; ${hintFor(hint, text)}.`);
    }
    return value;
  }

  /** Reads a required input. */
  require<T>(input: Input, parse: Parse<T>, hint: Hint): T | undefined {
    if (input.text === '') this.refuse(input.label, `missing; ${hintFor(hint, '')}.`);
    return this.parse(input, parse, hint);
  }

  choice<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const parse = (text: string): T | undefined => choices.find((choice) => choice === text.toLowerCase());
    return this.parse(this.get(name), parse, `use one of ${choices.join(', ')}`);
  }

  boolean(name: string): boolean | undefined {
    return this.parse(this.get(name), parseBoolean, 'use true or false');
  }

  /**
   * Refuses former inputs, and names that are close to an input's name: with `dry_run: true`, a step would make
   * changes. The runner warns of all other names.
   */
  refuseUnknown(): void {
    for (const [variable, value = ''] of Object.entries(this.env)) {
      if (!variable.startsWith('INPUT_') || value.trim() === '') continue;
      const given = variable.slice('INPUT_'.length).toLowerCase();
      const reason = this.asked.has(given) ? undefined : reasonAgainst(given, [...this.asked]);
      if (reason !== undefined) this.refuse(given, reason);
    }
  }
}

/** Why a name is not valid; `undefined` if it resembles none of `names`. */
export function reasonAgainst(given: string, names: readonly string[]): string | undefined {
  const instead = Object.hasOwn(REPLACED, given) ? REPLACED[given] : undefined;
  if (instead !== undefined) return `there is no such input; ${instead}.`;
  const meant = names.find((name) => isNear(given, name));
  return meant === undefined ? undefined : `there is no such input; did you mean ${meant}?`;
}

/**
 * Whether the letters are equal; in longer names, one or two can differ. Short names are close to many words, such as a
 * workflow's own variable `INPUT_STAGE`.
 */
function isNear(given: string, name: string): boolean {
  const letters = (text: string) => text.replace(/[-_\s]/g, '');
  const mostWrong = name.length < 6 ? 0 : name.length < 9 ? 1 : 2;
  return distance(letters(given), letters(name)) <= mostWrong;
}

/** Accepts text that matches a pattern. */
export function matching(pattern: RegExp): Parse<string> {
  return (text) => (pattern.test(text) ? text : undefined);
}

function hintFor(hint: Hint, text: string): string {
  return typeof hint === 'string' ? hint : hint(text);
}

/** The non-empty parts of a list. */
export function splitList(text: string, separator = /[,\n]/): string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Reads a list of words. @returns the given `words`, in their order; `undefined` if there are others or none */
export function parseList<T extends string>(text: string, words: readonly T[]): T[] | undefined {
  const given = splitList(text);
  const known = words.filter((word) => given.includes(word));
  const isKnown = given.every((word) => known.some((one) => one === word));
  return isKnown && known.length > 0 ? known : undefined;
}

// The boolean words of YAML 1.2, the same as in the toolkit's getBooleanInput.
function parseBoolean(text: string): boolean | undefined {
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  return /^(?:false|False|FALSE)$/.test(text) ? false : undefined;
}

export function parseSlug(text: string): string | undefined {
  return isSlug(text) ? text : undefined;
}

/**
 * Reads the required slug or ID of an organization or a project.
 *
 * @param fallback the variable of Sentry's own tools
 */
export function readSlug(reader: InputReader, name: 'org' | 'project', fallback: string): string | undefined {
  const what = name === 'org' ? 'organization, such as acme' : 'project, such as web';
  return reader.require(reader.get(name, fallback), parseSlug, (text) => {
    const lower = text.toLowerCase();
    if (isSlug(lower)) return `slugs are lower case, so use ${lower}`;
    if (name === 'project' && /[*!,\s[\]]/.test(text)) {
      return 'this input names one project, by its slug; for several, use projects';
    }
    const hint =
      name === 'project' && text === '' && !reader.has('keys')
        ? ', or use projects. If the step has keys or projects, the expression for it came out empty'
        : '';
    return `use the slug or numeric ID of the Sentry ${what}${hint}`;
  });
}
