import { formatRateLimit, parseRateLimit, sameRateLimit } from '../../src/keys/rate-limit.ts';

test.each([
  ['1000/1h', 1000, 3600],
  ['500/30m', 500, 1800],
  ['100/60s', 100, 60],
  ['1000/7200', 1000, 7200],
  ['1/1', 1, 1],
  ['2147483647/24h', 2_147_483_647, 86_400],
  ['5/1440m', 5, 86_400],
])('%s is %i events in %i seconds', (text, count, window) => {
  expect(parseRateLimit(text)).toEqual({ count, window });
});

test('none is no limit', () => {
  expect(parseRateLimit('none')).toBeNull();
});

test.each([
  '0/1h',
  '5/0',
  '5/25h',
  '5/86401',
  '5',
  '/1h',
  '5/',
  '1.5/1h',
  '5/1.5h',
  '5/1w',
  '5/1d',
  '5/1H',
  '-5/1h',
  '5 / 1h',
  '5/1h/1',
  '2147483648/1h',
  '99999999999999999999999/1',
  'None',
  '',
  '1e3/1h',
  '٥/1h',
])('%j is no rate limit', (text) => {
  expect(parseRateLimit(text)).toBeUndefined();
});

test('is written as COUNT/SECONDS, or none', () => {
  expect(formatRateLimit({ count: 1000, window: 3600 })).toBe('1000/3600');
  expect(formatRateLimit(null)).toBe('none');
});

test.each([
  [{ count: 1, window: 2 }, { window: 2, count: 1 }, true],
  [{ count: 1, window: 2 }, { count: 1, window: 3 }, false],
  [{ count: 1, window: 2 }, { count: 3, window: 2 }, false],
  [{ count: 1, window: 2 }, null, false],
  [null, null, true],
])('%j and %j are the same limit: %s', (a, b, same) => {
  expect(sameRateLimit(a, b)).toBe(same);
  expect(sameRateLimit(b, a)).toBe(same);
});
