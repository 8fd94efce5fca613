import {
  Composer,
  type CST,
  type ErrorCode,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  Parser,
  type YAMLError,
  YAMLParseError,
} from 'yaml';
import type { Problem } from '../inputs/input-reader.ts';
import { quote } from '../text.ts';

/** One item of a list. */
export interface Item {
  /** Such as `keys[2] (api)`; `undefined` if it is the step itself. */
  readonly label: string | undefined;
  /** By input name, as written. */
  readonly values: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

const MAX_ITEMS = 10_000;

/**
 * Reads a list of keys, in YAML or JSON: plain values only, each as written, so `1e3` and `007` stay unchanged.
 *
 * @param refuse receives problems with the whole list
 */
export function parseItems(text: string, refuse: (problem: string) => void): Item[] {
  const lines = new LineCounter();
  const { list, fault } = readYaml(text, lines);
  if (fault !== undefined) {
    const { line, col } = lines.linePos(fault.pos[0]);
    const reason = EXPLAINED[fault.code] ?? quote(fault.message);
    refuse(`cannot be read as YAML or JSON: ${reason} at line ${line}, column ${col}.`);
    return [];
  }
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

/** Where a fault is, as the composer gives it. */
type Place = number | readonly [number, ...number[]] | { readonly offset: number };

/** Reads a text up to its first fault. */
function readYaml(
  text: string,
  lines: LineCounter,
): { readonly list?: unknown; readonly fault?: YAMLError | undefined } {
  // Its check for duplicate names would compare each pair of names.
  const composer = new Composer({ schema: 'failsafe', customTags: ['null'], uniqueKeys: false });
  let fault: YAMLError | undefined;
  // Not public, but without it all faults are collected: one for each character takes minutes and gigabytes.
  Reflect.set(composer, 'onError', (place: Place, code: ErrorCode, message: string) => {
    const at = typeof place === 'number' ? place : 'offset' in place ? place.offset : place[0];
    throw (fault ??= new YAMLParseError([at, at], code, message));
  });
  try {
    const tokens = upToError(new Parser(lines.addNewLine).parse(text));
    const [document, second] = composer.compose(tokens, true, text.length);
    const tooMany = second && new YAMLParseError([second.range[0], second.range[1]], 'MULTIPLE_DOCS', '');
    return { list: document?.contents, fault: document?.errors[0] ?? tooMany };
  } catch (error) {
    if (error !== fault) throw error;
    return { fault };
  }
}

function* upToError(tokens: Iterable<CST.Token>): Generator<CST.Token> {
  for (const token of tokens) {
    yield token;
    if (token.type === 'error') return;
  }
}

const TAG = 'YAML reads a value that begins with ! as a tag, so quote it';

/** Errors whose own text is too technical. */
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

/** A member of an item, safe to show: it can be any text. */
export function memberTitle(name: string): string {
  return /^[\w-]{1,64}$/.test(name) ? name : quote(name);
}

/** Whether a node has an explicit tag, which can turn the value into anything. */
function hasTag(node: unknown): boolean {
  return isScalar(node) && node.tag !== undefined;
}

function textOf(node: unknown): string {
  return isScalar<string | null>(node) && !hasTag(node) ? (node.value ?? '') : '';
}
