import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from './answers.ts';
import type { Dialect } from './keys.ts';

/** How much of the API callers get, all of them together. */
export interface ApiLimit {
  /** Requests in one second by the server's clock. */
  perSecond: number;
  /** Requests under way at once. */
  concurrent: number;
}

/** Where a caller stands. */
interface Standing extends ApiLimit {
  /** Requests that are left in this second. */
  remaining: number;
  /** Seconds since the epoch at which they are counted anew. */
  reset: number;
  /** More that may be under way; null where that was not looked at, since no requests are left. */
  concurrentRemaining: number | null;
}

/**
 * The headers by which Sentry says where a caller stands.
 *
 * @param isOlder a server of 2025 or before writes "None" for a missing value, as Python does
 */
export const limitHeaders = (standing: Standing, isOlder: boolean): Record<string, string> => ({
  'x-sentry-rate-limit-limit': String(standing.perSecond),
  'x-sentry-rate-limit-remaining': String(standing.remaining),
  'x-sentry-rate-limit-reset': String(standing.reset),
  'x-sentry-rate-limit-concurrentlimit': String(standing.concurrent),
  ...((standing.concurrentRemaining !== null || isOlder) && {
    'x-sentry-rate-limit-concurrentremaining': String(standing.concurrentRemaining ?? 'None'),
  }),
});

/** Sentry says JSON and calls it HTML, by its framework's habit. */
export const LIMIT_TYPE = { 'content-type': 'text/html; charset=utf-8' } as const;

/** @param isOlder as a server of 2023 says it: nothing but a text, and the same for both limits */
export function limitBody(standing: Standing, isOlder: boolean): string {
  const { perSecond, concurrent, concurrentRemaining } = standing;
  const isTooOften = concurrentRemaining === null || isOlder;
  const detail = isTooOften
    ? 'You are attempting to use this endpoint too frequently. ' + `Limit is ${perSecond} requests in 1 seconds`
    : 'You are attempting to go above the allowed concurrency for this endpoint. ' +
      `Concurrency limit is ${concurrent}`;
  return JSON.stringify(isOlder ? detail : { detail });
}

/** Holds callers of the API to its limits, and lets each call take its time. */
export class ApiLimiter {
  readonly #limit: ApiLimit | undefined;
  readonly #latency: number;
  readonly #isOlder: boolean;
  readonly #now: () => number;
  readonly #underWay = new Set<FastifyRequest>();
  #window = { second: -Infinity, used: 0 };

  /**
   * @param limit without it, answers have no headers about one
   * @param latency milliseconds of real time that a call takes before its work is done
   * @param now milliseconds since the epoch
   */
  constructor(limit: ApiLimit | undefined, latency: number, dialect: Dialect, now: () => number) {
    this.#limit = limit;
    this.#latency = latency;
    this.#isOlder = dialect === 'older';
    this.#now = now;
  }

  /** Lets go of each call once its work is done. To be added before what keeps answers back. */
  attachRelease(app: FastifyInstance): void {
    app.addHook('onSend', (request, _reply, _body, done) => {
      this.#underWay.delete(request);
      done();
    });
  }

  /** Counts each call, or refuses it. To be added after what keeps calls from their work. */
  attachCount(app: FastifyInstance): void {
    app.addHook('preHandler', async (request, reply) => {
      const { call } = request.entry;
      if (call === 'other' || call === 'envelope') return;
      if (this.#limit) void reply.headers(limitHeaders(this.#count(this.#limit, request), this.#isOlder));
      if (this.#latency > 0) await sleep(this.#latency, undefined, { ref: false });
    });
  }

  /** @throws Refusal */
  #count(limit: ApiLimit, request: FastifyRequest): Standing {
    const second = Math.floor(this.#now() / 1000);
    if (second !== this.#window.second) this.#window = { second, used: 0 };
    const left = limit.perSecond - this.#window.used;
    const reset = second + 1;
    if (left <= 0) {
      throw this.#refusal({ ...limit, remaining: 0, reset, concurrentRemaining: null });
    }
    this.#window.used += 1;
    const free = limit.concurrent - this.#underWay.size;
    const standing = { ...limit, remaining: left - 1, reset };
    if (free <= 0) throw this.#refusal({ ...standing, concurrentRemaining: 0 });
    this.#underWay.add(request);
    return { ...standing, concurrentRemaining: free - 1 };
  }

  #refusal(standing: Standing): Refusal {
    const headers = { ...limitHeaders(standing, this.#isOlder), ...LIMIT_TYPE };
    return new Refusal(429, limitBody(standing, this.#isOlder), headers);
  }
}
