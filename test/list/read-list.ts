/** Reads inputs about a list of keys in this process, as the runner passes them. */
import { readListStep } from '../../src/list/read-list.ts';
import { environmentOf, problemsIn, type Variables } from '../inputs/read.ts';

type Item = Readonly<Record<string, unknown>>;

/**
 * @param keys the text of the list, or its items
 * @param env variables beside the inputs
 */
export function readList(keys: string | readonly Item[], inputs: Variables = {}, env: Variables = {}) {
  const text = typeof keys === 'string' ? keys : JSON.stringify(keys);
  const {
    keys: read,
    mostChanges,
    needsSlugs,
    title,
    warnings,
    ...step
  } = readListStep(environmentOf({ keys: text, ...inputs }, env));
  return { ...step, keys: read.map(({ desired }) => desired), list: { mostChanges, needsSlugs, title, warnings } };
}

/** The problems that the error lists; none where the inputs are valid. */
export function listProblemsOf(...given: Parameters<typeof readList>): string[] {
  return problemsIn(() => readList(...given));
}
