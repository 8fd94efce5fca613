import { isNewSlug, isSlug } from '../../src/model/base-url.ts';

test.each<[text: string, isAny: boolean, isNew: boolean]>([
  ['web', true, true],
  ['web_2-a', true, true],
  ['4506', true, false],
  ['4506a', true, true],
  ['a4506', true, true],
  ['x'.repeat(100), true, true],
  ['x'.repeat(101), false, false],
  ['', false, false],
  ['Web', false, false],
  ['web/', false, false],
  ['/web', false, false],
  ['../x', false, false],
  ['a b', false, false],
])('%j: a slug or an ID %p, a new slug %p', (text, isAny, isNew) => {
  expect([isSlug(text), isNewSlug(text)]).toEqual([isAny, isNew]);
});
