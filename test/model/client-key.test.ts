import { oldestFirst } from '../../src/model/client-key.ts';
import { aKey } from '../harness/keys.ts';

test('oldestFirst sorts by date; among equal or missing dates, the last in the list is the oldest', () => {
  const dates = { a1: 300, b2: 100.5, c3: undefined, d4: 100.25, e5: 300, f6: undefined };
  const newestFirst = Object.entries(dates).map(([digits, dateCreated]) => aKey(digits, { dateCreated }));
  const before = [...newestFirst];
  const sorted = oldestFirst(newestFirst).map(({ id }) => id.slice(0, 2));
  expect(sorted).toEqual(['f6', 'c3', 'd4', 'b2', 'e5', 'a1']);
  expect(newestFirst).toEqual(before);
});
