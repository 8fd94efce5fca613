import { asObject, isBoolean, isNumber, isString, isText, isWritable, parseJson } from '../../src/net/json.ts';

test.each([
  ['{"a":[1,null,"b"]}', { a: [1, null, 'b'] }],
  ['7', 7],
  ['', undefined],
  ['{"a":', undefined],
  ['<html>', undefined],
])('%s is read as %j', (text, value) => {
  expect(parseJson(text)).toEqual(value);
});

test('JSON of any depth is read, and known to be too deep to be written', () => {
  const deep = parseJson(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
  expect(Array.isArray(deep)).toBe(true);
  expect([isWritable(deep), isWritable({ a: [1] })]).toEqual([false, true]);
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
