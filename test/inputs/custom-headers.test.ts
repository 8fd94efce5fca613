/** `SENTRY_CUSTOM_HEADERS`: what a self-hosted Sentry behind a log-in proxy needs. */
import { problemsOf, read } from './read.ts';

const variable = (headers: string) => ({ SENTRY_CUSTOM_HEADERS: headers });
const many = (count: number) => Array.from({ length: count }, (_, index) => `x-${index}`);

test.each([
  ['X-A: 1; X-B :a:b\n \n', { 'x-a': '1', 'x-b': 'a:b' }],
  // Only the whole name is reserved.
  ['X-Host: 1;Hosted: 2', { 'x-host': '1', hosted: '2' }],
  [`${many(20).join(': 1;')}: 1`, Object.fromEntries(many(20).map((name) => [name, '1']))],
  [`X-A: ${'x'.repeat(8187)}`, { 'x-a': 'x'.repeat(8187) }],
])('%j is read as %j', (headers, pairs) => {
  expect(read({}, variable(headers)).sentry.headers).toEqual(pairs);
});

const invalid = 'header 1 is not valid; use Name: Value, separated by ; or line breaks.';
const tooLong = 'is too long; use at most 20 headers and 8192 characters.';

test.each([
  ['Authorization: Bearer x', 'header 1 is Authorization, which cannot be set here.'],
  ['X-A: 1; Cookie: x', 'header 2 is Cookie, which cannot be set here.'],
  ['Content-Type: x', 'header 1 is Content-Type, which cannot be set here.'],
  ['accept-language: x', 'header 1 is accept-language, which cannot be set here.'],
  ['Proxy-Authorization: x', 'header 1 is Proxy-Authorization, which cannot be set here.'],
  ['X-A: 1\nx-a: 2', 'header 2 is x-a again. Remove one.'],
  ['X A: 1', invalid],
  ['X-A: a\u0001b', invalid],
  ['no-value', invalid],
  [`${many(21).join(': 1;')}: 1`, tooLong],
  [`X-A: ${'x'.repeat(8188)}`, tooLong],
])('%j is refused', (headers, problem) => {
  expect(problemsOf({}, variable(headers))).toEqual([`SENTRY_CUSTOM_HEADERS (an environment variable): ${problem}`]);
});
