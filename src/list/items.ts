import {
  type ErrorCode,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
} from 'yaml';
import type { Problem } from '../inputs/input-reader.ts';
import { quote } from '../text.ts';

/** One item of a list. */
export interface Item {
  readonly label: string;
  /** By the name of the input, as they were written. */
  readonly values: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

const MAX_ITEMS = 10_000;

/**
 * Reads a list of keys, in YAML or JSON: plain values only, each as it is written, so `1e3` and `007` stay what they
 * are.
 *
 * @param refuse takes what is wrong with the list as a whole
 */
export function parseItems(text: string, refuse: (problem: string) => void): Item[] {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    schema: 'failsafe',
    customTags: ['null'],
    // With `silent`, all documents but the first would be left out without a word.
    logLevel: 'error',
    lineCounter: lines,
    // Both take time that grows with the square of the length: the line of each error, and each pair of names.
    prettyErrors: false,
    uniqueKeys: false,
  });
  const [broken] = [...document.errors, ...document.warnings];
  if (broken !== undefined) {
    const { line, col } = lines.linePos(broken.pos[0]);
    const reason = EXPLAINED[broken.code] ?? quote(broken.message);
    refuse(`cannot be read as YAML or JSON: ${reason} at line ${line}, column ${col}.`);
    return [];
  }
  const list = document.contents;
  if (!isSeq<Node>(list)) {
    refuse(`use a list, such as [{"project": "web", "name": "ci"}].${explainNoList(list)}`);
    return [];
  }
  if (list.items.length > MAX_ITEMS) {
    refuse(
      `the list has ${list.items.length} items, but one step takes ${MAX_ITEMS}. Split it into several lists, with ` +
        'a step for each.',
    );
    return [];
  }
  return list.items.map(readItem);
}

const TAG = 'YAML reads a value that begins with ! as a tag, so quote it';

/** What the parser explains to programmers only. */
const EXPLAINED: Partial<Record<ErrorCode, string>> = {
  MULTIPLE_DOCS: 'a second document begins (---)',
  RESOURCE_EXHAUSTION: 'it is nested too deep',
  TAG_RESOLVE_FAILED: TAG,
  BAD_ALIAS: 'YAML reads a value that begins with * as an alias, so quote it',
};

function explainNoList(node: unknown): string {
  if (isMap(node)) return ' This is an object.';
  if (!isScalar(node)) return '';
  if (node.type !== 'PLAIN') {
    return ' This is a text in quotes: if it comes from toJSON, leave toJSON out.';
  }
  return node.value === 'Array' || node.value === 'Object'
    ? ' An expression turns a list into this text: use ${{ toJSON(…) }}.'
    : '';
}

function readItem(node: Node, index: number): Item {
  const pairs: readonly Pair[] = isMap(node) ? node.items : [];
  const values = new Map<string, string>();
  const wrong: [input: string, text: string][] = isMap(node)
    ? []
    : [['item', 'use inputs and their values, such as - project: web.']];
  const seen = new Set<string>();
  for (const { key, value } of pairs) {
    const name = textOf(key);
    const text = textOf(value);
    if (seen.has(name)) wrong.push([name, 'is there twice. Remove one.']);
    seen.add(name);
    if (isAlias(value) || (value !== null && !isScalar(value))) {
      wrong.push([name, 'use a plain value instead of a list, an object or an alias.']);
    } else if (hasTag(key) || hasTag(value)) {
      wrong.push([name, `${TAG}.`]);
    } else if (text.includes('${{')) {
      wrong.push([name, 'has an expression (${{ … }}). GitHub only expands expressions in workflows.']);
    }
    if (text.trim() !== '') values.set(name, text);
  }
  const project = values.get('project')?.trim() ?? '';
  const label = `keys[${index}]${/^[\w-]+$/.test(project) ? ` (${project})` : ''}`;
  return { label, values, problems: wrong.map(([input, text]) => ({ item: label, input: memberTitle(input), text })) };
}

/** A member of an item, safe to show: anybody may have written it. */
export function memberTitle(name: string): string {
  return /^[\w-]{1,64}$/.test(name) ? name : quote(name);
}

/** Whether a node has a tag that is written down. It may have made anything of the value. */
function hasTag(node: unknown): boolean {
  return isScalar(node) && node.tag !== undefined;
}

function textOf(node: unknown): string {
  return isScalar<string | null>(node) && !hasTag(node) ? (node.value ?? '') : '';
}
