import { parseItems } from '../../src/inputs/items.ts';

/** The values of each item; there must be no problem. */
export function itemsOf(text: string): Record<string, string | undefined>[] {
  const problems: string[] = [];
  const items = parseItems(text, problems);
  expect([...problems, ...items.flatMap((item) => item.problems)]).toEqual([]);
  return items.map(({ values }) => Object.fromEntries(values));
}
