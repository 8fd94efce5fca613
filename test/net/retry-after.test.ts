import { retryAfterMs } from '../../src/net/retrying-client.ts';

/** On this server it is 1 January, whatever the time is here. */
const date = 'Thu, 01 Jan 2026 00:00:00 GMT';
const second = (more: number): string => String(Date.parse(date) / 1000 + more);

const SENTRY = 'x-sentry-rate-limit-reset';
const GITHUB = 'x-ratelimit-reset';

test.each<[Record<string, string>, number | undefined]>([
  [{ 'retry-after': '7' }, 7000],
  [{ 'retry-after': 'Thu, 01 Jan 2026 00:00:09 GMT', date }, 9000],
  [{ [SENTRY]: second(3), date }, 3000],
  [{ 'retry-after': '2', [SENTRY]: second(3), date }, 2000],
  [{ [GITHUB]: second(4), 'x-ratelimit-remaining': '0', date }, 4000],
  // These say nothing, or nothing that is still to come.
  [{ date }, undefined],
  [{ 'retry-after': '0' }, undefined],
  [{ 'retry-after': 'soon', date }, undefined],
  [{ [SENTRY]: second(-3), date }, undefined],
  [{ [SENTRY]: second(3) }, undefined],
  [{ [GITHUB]: second(4), 'x-ratelimit-remaining': '1', date }, undefined],
])('%j: %p', (headers, milliseconds) => {
  expect(retryAfterMs(headers)).toBe(milliseconds);
});
