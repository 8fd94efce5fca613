/** Keys that a server has and that are not quite right. */
import { check } from './row.ts';

test('a secret key that is too short to be one is not masked, with a warning', () =>
  check({
    title: '',
    keys: [{ secret: 'q7z' }],
    warnings: [/^The secret key of the client key "ci" has fewer than 8 characters, so it is not masked\./],
    key: 0,
    also: ({ masks }) => {
      expect(masks.filter((mask) => mask.length < 8)).toEqual([]);
    },
  }));
