import { parseJson } from '../../src/net/json.ts';

test.each([
  ['{"a":[1,null,"b"]}', { a: [1, null, 'b'] }],
  ['7', 7],
  ['', undefined],
  ['{"a":', undefined],
  ['<html>', undefined],
])('%s is read as %j', (text, value) => {
  expect(parseJson(text)).toEqual(value);
});

test('JSON that is nested too deep to be written again is none', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  expect(parseJson(deep)).toBeUndefined();
  expect(parseJson(`{"a":{"b":"${'['.repeat(100_000)}"}}`)).toEqual({ a: { b: '['.repeat(100_000) } });
});
