import { IF_EXISTS, isShared } from '../../src/keys/desired-key.ts';

test('runs share a key when they look for one by its name', () => {
  const shared = IF_EXISTS.filter((ifExists) => isShared({ name: 'ci', ifExists }));
  expect(shared).toEqual(['reuse', 'update', 'rotate']);
  expect(IF_EXISTS.some((ifExists) => isShared({ name: undefined, ifExists }))).toBe(false);
});
