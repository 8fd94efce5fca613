import { type Item, parseItems } from '../../src/list/items.ts';

/** The items of a list, and what is wrong with it as a whole. */
function parse(text: string): { items: readonly Item[]; refused: readonly string[] } {
  const refused: string[] = [];
  const items = parseItems(text, (problem) => refused.push(problem));
  return { items, refused };
}

/** What is wrong with the list, and with each item of it. */
export function problemsOf(text: string): string[] {
  const { items, refused } = parse(text);
  const problems = items.flatMap((item) => item.problems);
  return [...refused, ...problems.map(({ item = '', input, text }) => `${item}: ${input}: ${text}`)];
}

/** The values of each item; there must be no problem. */
export function itemsOf(text: string): Record<string, string | undefined>[] {
  expect(problemsOf(text)).toEqual([]);
  return parse(text).items.map(({ values }) => Object.fromEntries(values));
}

/** How each item is named in errors. */
export function labelsOf(text: string): (string | undefined)[] {
  return parse(text).items.map(({ label }) => label);
}
