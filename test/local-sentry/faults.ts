import type { Fault as ServerFault } from '../local-server/faults.ts';
import type { ApiCall } from './access.ts';

export { badGateway } from '../local-server/faults.ts';

/** The calls that the server knows; `envelope` is an SDK's delivery to the ingest side. */
export type Call = ApiCall | 'envelope';

/** Something that goes wrong with a call; an envelope is hit only where the fault names it. */
export type Fault = ServerFault<Call>;

/**
 * Sentry's own rate limit: JSON that says it is HTML, and no Retry-After unless a CDN adds one.
 *
 * @param options.older as a server of 2023 says it: nothing but a text
 * @param options.resetInSeconds from `now` to X-Sentry-Rate-Limit-Reset; 1 by default
 * @param options.retryAfter value of a Retry-After header; without it there is none
 * @param options.now milliseconds since the epoch; Date.now by default
 */
export function tooManyRequests(
  options: {
    older?: boolean;
    resetInSeconds?: number;
    retryAfter?: string;
    now?: () => number;
  } = {},
): Fault {
  const { older = false, resetInSeconds = 1, retryAfter, now = Date.now } = options;
  const detail =
    'You are attempting to use this endpoint too frequently. Limit is 40 requests in 1 seconds';
  return {
    strike: 'answer',
    status: 429,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'x-sentry-rate-limit-limit': '40',
      'x-sentry-rate-limit-remaining': '0',
      'x-sentry-rate-limit-reset': String(Math.floor(now() / 1000) + resetInSeconds),
      'x-sentry-rate-limit-concurrentlimit': '25',
      // Who has used up all requests of a second was not counted among those at once.
      'x-sentry-rate-limit-concurrentremaining': 'None',
      ...(retryAfter !== undefined && { 'retry-after': retryAfter }),
    },
    body: JSON.stringify(older ? detail : { detail }),
  };
}
