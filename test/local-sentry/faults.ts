import type { Fault as ServerFault } from '../local-server/faults.ts';
import type { ApiCall } from './access.ts';
import { LIMIT_TYPE, limitBody, limitHeaders } from './api-limit.ts';

export { badGateway } from '../local-server/faults.ts';

/** The calls that the server knows; `envelope` is an SDK's delivery to the ingest side. */
export type Call = ApiCall | 'envelope';

/** Something that goes wrong with a call; an envelope is hit only where the fault names it. */
export type Fault = ServerFault<Call>;

/** Sentry answers a call with a status, and does nothing; by default with a refusal that says "no". */
export function answer(call: Call, status: number, body: string | object = { detail: 'no' }): Fault {
  return { call, strike: 'answer', status, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

/**
 * Sentry's own rate limit: JSON that says it is HTML, and no Retry-After unless a CDN adds one.
 *
 * @param options.resetInSeconds from `now` to X-Sentry-Rate-Limit-Reset; 1 by default
 * @param options.retryAfter value of a Retry-After header; without it there is none
 * @param options.now milliseconds since the epoch
 */
export function tooManyRequests(options: { resetInSeconds?: number; retryAfter?: string; now: () => number }): Fault {
  const { resetInSeconds = 1, retryAfter, now } = options;
  const standing = {
    ...{ perSecond: 40, remaining: 0, reset: Math.floor(now() / 1000) + resetInSeconds },
    // Who has used up all requests of a second was not counted among those at once.
    ...{ concurrent: 25, concurrentRemaining: null },
  };
  return {
    strike: 'answer',
    status: 429,
    headers: {
      ...LIMIT_TYPE,
      ...limitHeaders(standing, false),
      ...(retryAfter !== undefined && { 'retry-after': retryAfter }),
    },
    body: limitBody(standing, false),
  };
}
