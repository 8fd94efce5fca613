import { isAlias, isMap, isScalar, isSeq, type Node, parseDocument, type Scalar } from 'yaml';
import { quote } from '../text.ts';
import { nearestName } from './near-miss.ts';

/** The inputs that an item of a list may have. */
export const ITEM_INPUTS = [
  ...['project', 'name', 'rate-limit', 'use-case', 'sdk-version', 'loader'],
  ...['create-project', 'team', 'platform', 'if-exists', 'if-missing', 'max-age', 'grace'],
  ...['state', 'retire', 'env-name', 'secret-name', 'secret-stores', 'variable-name'],
  ...['repository', 'environment', 'organization', 'visibility'],
] as const;

/** The inputs that an item has, by name; those that are empty are left out. */
export type Item = ReadonlyMap<string, string>;

const MAX_ITEMS = 10_000;

/**
 * Reads a list of keys, in YAML or JSON. Every value is taken as it is written: `1e3` and `007` stay what they
 * are. Nothing of YAML's that would be more than a list of plain values is taken, so that a list says what it
 * seems to say, and none can grow by aliases within aliases.
 *
 * @param problems what is wrong is added here
 */
export function parseItems(text: string, problems: string[]): Item[] {
  const document = parseDocument(text, { schema: 'failsafe', logLevel: 'silent' });
  const [broken] = [...document.errors, ...document.warnings];
  if (broken !== undefined) {
    const [said = ''] = broken.message.split('\n');
    problems.push(`keys: this is neither YAML nor JSON that can be read: ${quote(said)}.`);
    return [];
  }
  const list = document.contents;
  if (!isSeq<Node>(list) || list.tag !== undefined) {
    problems.push('keys: write a list, each item of which has inputs such as project and name.');
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
  const values = new ValueReader();
  return list.items.map((item, index) => readItem(item, `keys[${index}]`, values, problems));
}

function readItem(node: Node, label: string, values: ValueReader, problems: string[]): Item {
  const item = new Map<string, string>();
  if (!isMap<Node, Node | null>(node) || node.tag !== undefined || node.anchor !== undefined) {
    problems.push(`${label}: write inputs and their values, such as project: web and name: ci.`);
    return item;
  }
  for (const { key, value } of node.items) {
    const name = values.read(key) ?? '';
    const text = value === null ? '' : values.read(value);
    if (!ITEM_INPUTS.some((input) => input === name)) {
      problems.push(`${label}: ${unknown(name)}`);
    } else if (text === undefined) {
      problems.push(`${label}: ${name}: write a plain value: no list, no object and no tag.`);
    } else if (text.trim() !== '') {
      item.set(name, text);
    }
  }
  return item;
}

function unknown(name: string): string {
  const meant = nearestName(name, ITEM_INPUTS);
  const hint =
    meant === undefined
      ? `an item has ${ITEM_INPUTS.join(', ')}; all others are inputs of the step.`
      : `did you mean ${meant}?`;
  return `${quote(name)}: there is no such input of one key; ${hint}`;
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
