import type { IncomingHttpHeaders } from 'node:http';

/**
 * Milliseconds that a server wants to be left alone: `Retry-After` (seconds or a date), else
 * Sentry's `X-Sentry-Rate-Limit-Reset` (epoch seconds; Sentry sends no `Retry-After` of its own),
 * else GitHub's `X-RateLimit-Reset` (the same) where nothing remains of its limit.
 * Moments are read against the server's own `Date`, since this machine's clock may be wrong.
 * `undefined` where nothing is said or the moment has passed.
 */
export function retryAfterMs(headers: IncomingHttpHeaders): number | undefined {
  const now = Date.parse(headers.date ?? '');
  const after = headers['retry-after'];
  const reset = headers['x-sentry-rate-limit-reset'];
  const remains = headers['x-ratelimit-remaining'] !== '0';
  const moments = [
    after === undefined || /^\d+$/.test(after) ? Number(after) * 1000 : Date.parse(after) - now,
    Number(reset) * 1000 - now,
    remains ? 0 : Number(headers['x-ratelimit-reset']) * 1000 - now,
  ];
  return moments.find((milliseconds) => milliseconds > 0);
}
