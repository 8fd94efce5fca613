import { formatRateLimit, parseRateLimit, sameRateLimit, showRateLimit } from '../../src/model/rate-limit.ts';

test.each([
  ['1000/1h', '1000/3600'],
  ['500/30m', '500/1800'],
  ['100/60s', '100/60'],
  ['1/1', '1/1'],
  ['2147483647/24h', '2147483647/86400'],
  ['none', 'none'],
])('%s is %s', (text, formatted) => {
  const limit = parseRateLimit(text);
  expect(limit === undefined ? undefined : formatRateLimit(limit)).toBe(formatted);
});

test.each([
  ...['', 'None', '5', '/1h', '5/', '5/1h/1', 'x5/1h', '5 / 1h', '5/1 h', '5/1hh', '5/1h\n'],
  ...['0/1h', '-5/1h', '+5/1h', '1.5/1h', '1e3/1h', '0x1/1h', '٥/1h', '2147483648/1h'],
  ...['5/0', '5/1.5h', '5/1w', '5/1d', '5/1H', '5/25h', '5/1441m', '5/86401'],
  `${'9'.repeat(400)}/1`,
])('%j is not a rate limit', (text) => {
  expect(parseRateLimit(text)).toBeUndefined();
});

test.each([
  [{ count: 1, window: 2 }, { window: 2, count: 1 }, true],
  [{ count: 1, window: 2 }, { count: 1, window: 3 }, false],
  [{ count: 1, window: 2 }, null, false],
])('%j and %j are the same limit: %s', (a, b, same) => {
  expect(sameRateLimit(a, b)).toBe(same);
  expect(sameRateLimit(b, a)).toBe(same);
});

test.each([
  [null, 'none'],
  [{ count: 500, window: 1800 }, '500/30m'],
  [{ count: 5, window: 90 }, '5/90s'],
  [{ count: 5, window: 7200 }, '5/2h'],
])('%j is shown as %s, which reads as the same', (limit, text) => {
  expect(showRateLimit(limit)).toBe(text);
  expect(parseRateLimit(text)).toEqual(limit);
});
