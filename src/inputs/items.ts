import {
  type ErrorCode,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
  type YAMLError,
} from 'yaml';
import { quote } from '../text.ts';
import { nearestName } from './near-miss.ts';

/** The inputs that an item of a list may have. */
export const ITEM_INPUTS = [
  ...['project', 'name', 'rate-limit', 'use-case', 'sdk-version', 'loader'],
  ...['create-project', 'team', 'platform', 'if-exists', 'if-missing', 'max-age', 'grace'],
  ...['state', 'retire', 'env-name', 'secret-name', 'secret-stores', 'variable-name'],
  ...['repository', 'environment', 'organization', 'visibility'],
] as const;

/** The inputs that are about all keys of a list. */
export const STEP_INPUTS = [
  ...['token', 'org', 'region', 'url', 'github-token', 'keys', 'keys-file', 'shard'],
  ...['ephemeral', 'dry-run', 'mask', 'timeout'],
] as const;

/** One item of a list. */
export interface Item {
  /** By the name of the input; `undefined` is one that cannot be read. Those that are empty are left out. */
  readonly values: ReadonlyMap<string, string | undefined>;
  /** What is wrong with its form. */
  readonly problems: readonly string[];
}

const MAX_ITEMS = 10_000;

/**
 * Reads a list of keys, in YAML or JSON. Every value is taken as it is written: `1e3` and `007` stay what they
 * are. Nothing of YAML's that would be more than a list of plain values is taken, so that a list says what it
 * seems to say, and none can grow by aliases within aliases.
 *
 * @param problems what is wrong with the list as a whole is added here
 */
export function parseItems(text: string, problems: string[]): Item[] {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    schema: 'failsafe',
    // With `silent`, all documents but the first would be left out without a word.
    logLevel: 'error',
    lineCounter: lines,
    // Both take time that grows with the square of the length: the line of each error, and each pair of names.
    prettyErrors: false,
    uniqueKeys: false,
  });
  const [broken] = [...document.errors, ...document.warnings];
  if (broken !== undefined) {
    problems.push(`keys: this cannot be read as YAML or JSON: ${inWords(broken, lines)}.`);
    return [];
  }
  const list = document.contents;
  if (!isSeq<Node>(list) || list.tag !== undefined) {
    problems.push(
      `keys: write a list, such as [{"project": "web", "name": "ci"}].${explainNoList(list)}`,
    );
    return [];
  }
  if (list.items.length === 0) {
    problems.push('keys: the list is empty. If that is fine, skip the step with an if.');
  }
  if (list.items.length > MAX_ITEMS) {
    problems.push(
      `keys: the list has ${list.items.length} items, and one step takes ${MAX_ITEMS}. Split it into ` +
        'several files, with a step or a job for each.',
    );
    return [];
  }
  const reader = new ItemReader();
  return list.items.map((item) => reader.read(item));
}

/** What the parser says to programmers. */
const EXPLAINED: Partial<Record<ErrorCode, string>> = {
  MULTIPLE_DOCS: 'another document begins (---), and one list is all that is read',
  RESOURCE_EXHAUSTION: 'it is nested too deep',
};

function inWords({ code, message, pos }: YAMLError, lines: LineCounter): string {
  const { line, col } = lines.linePos(pos[0]);
  return `${EXPLAINED[code] ?? quote(message)} at line ${line}, column ${col}`;
}

function explainNoList(node: Node | null): string {
  if (isMap(node)) return ' This is an object.';
  if (!isScalar(node)) return explainForm(node);
  const { type } = node;
  const text = textOf(node);
  if (type !== 'PLAIN') {
    return ' This is a text in quotes: if it comes out of toJSON, leave toJSON out.';
  }
  if (/^(?:Array|Object)$/.test(text)) {
    return ` "${text}" is what an expression makes of a list or an object: write \${{ toJSON(…) }}.`;
  }
  return /\/|\.(?:ya?ml|json)$/.test(text)
    ? ' For the path of a file, there is the input keys-file.'
    : '';
}

/** What is not taken of YAML where a list or an item should be; `''` for anything else. */
function explainForm(node: Node | null): string {
  if (isAlias(node)) return ' An alias cannot stand for it.';
  return node?.tag === undefined ? '' : ' Leave the tag out.';
}

/** What nothing can be read of. */
const UNREADABLE = new Map(ITEM_INPUTS.map((name) => [name, undefined]));

/** Reads the items of one list. */
class ItemReader {
  readonly #values = new ValueReader();
  /** Whether the error has the names of all inputs; once is enough. */
  #isTold = false;

  read(node: Node): Item {
    if (!isMap<Node, Node | null>(node) || node.tag !== undefined) {
      const problem = `write inputs and their values, such as - project: web.${explainForm(node)}`;
      return { values: UNREADABLE, problems: [problem] };
    }
    const values = new Map<string, string | undefined>();
    const problems: string[] = [];
    const names = new Set<string>();
    for (const { key, value } of node.items) {
      const given = this.#values.read(key) ?? '';
      const text = value === null ? '' : this.#values.read(value);
      const hasExpression = text?.includes('${{') === true;
      const name = meantBy(given);
      if (name !== given || !isOneOf(ITEM_INPUTS, name)) problems.push(this.#refuse(given, name));
      else if (names.has(name)) problems.push(`${name}: was given twice. Leave one out.`);
      else if (text === undefined) {
        problems.push(`${name}: write a plain value, with no list, object, tag or alias of one.`);
      } else if (hasExpression) {
        problems.push(
          `${name}: has an expression (\${{ … }}). GitHub replaces expressions in workflows, and in no file. ` +
            'Write the value itself.',
        );
      }
      // What is meant by a wrong name is read, too, so that nothing seems to be missing.
      if (isOneOf(ITEM_INPUTS, name) && !names.has(name) && text?.trim() !== '') {
        values.set(name, hasExpression ? undefined : text);
      }
      names.add(name);
    }
    return { values, problems };
  }

  #refuse(given: string, meant: string): string {
    if (isOneOf(STEP_INPUTS, meant)) {
      return `${quote(given)}: ${meant} is an input of the step, for all keys of the list. Write it there.`;
    }
    const unknown = `${quote(given)}: there is no such input of one key`;
    if (meant !== '') return `${unknown}; did you mean ${meant}?`;
    if (this.#isTold) return `${unknown}.`;
    this.#isTold = true;
    return (
      `${unknown}. There are ${ITEM_INPUTS.join(', ')}. What is the same for all keys can be an input of ` +
      'the step instead.'
    );
  }
}

/** The input that somebody means who writes this; `''` where it is near none. */
function meantBy(given: string): string {
  return nearestName(given.toLowerCase(), [...ITEM_INPUTS, ...STEP_INPUTS]) ?? '';
}

function isOneOf(names: readonly string[], name: string): boolean {
  return names.includes(name);
}

/** Reads plain values, and aliases of them. */
class ValueReader {
  readonly #anchors = new Map<string, string>();

  /** @returns the value as it is written, `''` for none; `undefined` where it is not plain */
  read(node: Node): string | undefined {
    if (isAlias(node)) return this.#anchors.get(node.source);
    if (!isScalar(node) || node.tag !== undefined) return undefined;
    const text = textOf(node);
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, text);
    return text;
  }
}

function textOf({ value, type }: Scalar): string {
  const text = typeof value === 'string' ? value : '';
  return type === 'PLAIN' && /^(?:~|null|Null|NULL)$/.test(text) ? '' : text;
}
