import { asObject, isBoolean, isNumber, isString, isText, parseJson } from '../../src/net/json.ts';

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

test('a usual answer is not written again to find that out', () => {
  const { stringify } = JSON;
  let writes = 0;
  JSON.stringify = () => {
    writes += 1;
    return '';
  };
  parseJson('[{"a":{"b":[1]}}]');
  JSON.stringify = stringify;
  expect(writes).toBe(0);
});

test.each([
  [{ a: 1 }, { a: 1 }],
  [null, {}],
  [undefined, {}],
  ['text', {}],
  [7, {}],
])('the members of %j', (value, members) => {
  expect(asObject(value)).toEqual(members);
});

test.each([
  ['a', { isString: true, isNumber: false, isBoolean: false, isText: true }],
  ['', { isString: true, isNumber: false, isBoolean: false, isText: false }],
  [0, { isString: false, isNumber: true, isBoolean: false, isText: false }],
  [false, { isString: false, isNumber: false, isBoolean: true, isText: false }],
  [null, { isString: false, isNumber: false, isBoolean: false, isText: false }],
])('the type of %j', (value, is) => {
  const types = {
    isString: isString(value),
    isNumber: isNumber(value),
    isBoolean: isBoolean(value),
    isText: isText(value),
  };
  expect(types).toEqual(is);
});
