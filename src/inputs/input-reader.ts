import { distance } from 'fastest-levenshtein';
import { isSlug } from '../model/base-url.ts';
import { quote } from '../text.ts';

/** One input as the step was given it. */
export interface Input {
  /** Trimmed; `''` counts as not given. */
  readonly text: string;
  /** The input's name, and the variable it came from if it was not an input. */
  readonly label: string;
}

/** What is wrong with an input. */
export interface Problem {
  /** The item of a list that it is in, such as `keys[2] (api)`. */
  readonly item?: string;
  readonly input: string;
  /** A sentence, with the value and what would be right. */
  readonly text: string;
  /** Whether the input would be right if something else used it. */
  readonly isUnused?: boolean;
}

/** Values that go before the inputs of the step. */
interface Item {
  /** `undefined` if it is the step itself. */
  readonly label: string | undefined;
  readonly values: ReadonlyMap<string, string>;
}

/** Gives `undefined` for what it does not accept. */
type Parse<T> = (text: string) => T | undefined;

/** What would be right, as the end of a sentence; it may depend on the text that was given. */
type Hint = string | ((text: string) => string);

/** The defaults of action.yml for inputs that are an error if something else does not use them. */
const DEFAULTS: Readonly<Record<string, string>> = {
  'secret-stores': 'actions',
  'create-project': 'false',
  ephemeral: 'false',
};

/** What to use instead of an input of before. */
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

/** Reads inputs one by one and collects what is wrong with them, to report all of it. */
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

  /** Notes a problem. It belongs to the item of a list unless the step's own input has the value. */
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
    // An input may be read more than once.
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
   * Refuses inputs of before, and those whose name is nearly that of an input: a step with `dry_run: true` would do
   * what it was told not to do. The runner warns of all others.
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

/** Why a name is none of these; `undefined` if it resembles none of them. */
export function reasonAgainst(given: string, names: readonly string[]): string | undefined {
  const instead = Object.hasOwn(REPLACED, given) ? REPLACED[given] : undefined;
  if (instead !== undefined) return `there is no such input; ${instead}.`;
  const meant = names.find((name) => isNear(given, name));
  return meant === undefined ? undefined : `there is no such input; did you mean ${meant}?`;
}

/**
 * The same letters or, the longer the name is, one or two wrong. To short names every word is near, such as that of a
 * variable that some workflow calls `INPUT_STAGE`.
 */
function isNear(given: string, name: string): boolean {
  const letters = (text: string) => text.replace(/[-_\s]/g, '');
  const mostWrong = name.length < 6 ? 0 : name.length < 9 ? 1 : 2;
  return distance(letters(given), letters(name)) <= mostWrong;
}

/** Takes a text that a pattern matches. */
export function matching(pattern: RegExp): Parse<string> {
  return (text) => (pattern.test(text) ? text : undefined);
}

function hintFor(hint: Hint, text: string): string {
  return typeof hint === 'string' ? hint : hint(text);
}

/** The parts of a list that are not empty. */
export function splitList(text: string, separator = /[,\n]/): string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Reads a list of words. @returns those of `words` that it has, in their order; `undefined` if it has any other or none */
export function parseList<T extends string>(text: string, words: readonly T[]): T[] | undefined {
  const given = splitList(text);
  const known = words.filter((word) => given.includes(word));
  const isKnown = given.every((word) => known.some((one) => one === word));
  return isKnown && known.length > 0 ? known : undefined;
}

// The words that YAML 1.2 takes for a boolean, as the toolkit's getBooleanInput does.
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
