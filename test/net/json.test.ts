import {
  asObject,
  isBoolean,
  isNumber,
  isString,
  isText,
  isTooDeep,
  ObjectReader,
  parseJson,
} from '../../src/net/json.ts';

const nested = (depth: number, open = '[', close = ']') => open.repeat(depth) + close.repeat(depth);

test.each([
  ['{"a":[1,null,"b"]}', { a: [1, null, 'b'] }],
  ['7', 7],
  ['', undefined],
  ['{"a":', undefined],
  ['<html>', undefined],
])('%s is read as %j', (text, value) => {
  expect(parseJson(text)).toEqual(value);
});

test('a value that is nested too deeply is not read', () => {
  expect(JSON.stringify(parseJson(nested(100)))).toBe(nested(100));
  expect(parseJson(nested(101))).toBeUndefined();
});

test.each([
  ['arrays', nested(100), nested(101)],
  ['objects', '{"a":'.repeat(100), '{"a":'.repeat(101)],
  ['both', nested(50, '[{"a":', '}]'), nested(51, '[{"a":', '}]')],
  ['what is closed before', `${'[]{}'.repeat(200)}${nested(100)}`, `[]${nested(101)}`],
  ['brackets in strings', `"${'[{'.repeat(200)}"`, `"${']}'.repeat(200)}"${nested(101)}`],
  ['a quote in a string', `"\\"${'['.repeat(200)}"`, `"\\"]"${nested(101)}`],
  ['a backslash at the end of a string', `"\\\\"${nested(100)}`, `"\\\\"${nested(101)}`],
  ['three backslashes', `"\\\\\\"${'['.repeat(200)}"`, `"\\\\\\"]"${nested(101)}`],
  ['an empty string', `""${nested(100)}`, `""${nested(101)}`],
  ['a string without an end', `"${'['.repeat(200)}`, `""${'['.repeat(101)}"`],
])('counts levels: %s', (_what, allowed, tooDeep) => {
  expect([isTooDeep(allowed), isTooDeep(tooDeep)]).toEqual([false, true]);
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

interface Answer {
  readonly id: string;
  readonly count: number | null;
  readonly dsn: { readonly public: string };
}

test('reads the members of an object, and notes those that are wrong', () => {
  const reader = new ObjectReader<Answer>({ id: 'a', count: 'seven', dsn: { public: 7 } });
  expect(reader.require('id', isString)).toBe('a');
  expect(reader.wrong).toEqual([]);
  expect(reader.read('count', isNumber)).toBeUndefined();
  expect(reader.object('dsn').require('public', isString)).toBeUndefined();
  expect(reader.wrong).toEqual(['count', 'dsn.public']);
});

test('a member that may be missing is not wrong where it is', () => {
  const reader = new ObjectReader<Answer>({ id: null, count: null });
  expect(reader.read('count', isNumber)).toBeUndefined();
  expect(reader.read('dsn', (value): value is Answer['dsn'] => isString(value))).toBeUndefined();
  expect(reader.wrong).toEqual([]);
  expect(reader.require('id', isString)).toBeUndefined();
  expect(reader.wrong).toEqual(['id']);
  expect(new ObjectReader<Answer>({ count: 0 }).read('count', isNumber)).toBe(0);
});

test('says whether a member is there', () => {
  const reader = new ObjectReader<Answer>({ id: '', count: null });
  expect([reader.has('id'), reader.has('count'), reader.has('dsn')]).toEqual([true, false, false]);
});
