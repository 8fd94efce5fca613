import PQueue from 'p-queue';
import type { Clock } from '../net/runtime.ts';
import { type HttpResponse, NoResponse, type Send } from '../net/http.ts';
import { retryAfterMs } from '../net/retrying-client.ts';

/** The maximum number of concurrent tasks or requests. */
const MOST_AT_ONCE = 20;

/** The fraction of a limit to use: requests sent evenly don't arrive evenly. */
const USED_PART = 0.95;

/** Minimum milliseconds between two requests after a refusal from a server that named no limit. */
const CAREFUL_INTERVAL_MS = 25;

/** Maximum keys in a row without a useful answer from a server. */
export const MOST_IN_VAIN = 5;

/** Milliseconds to wait if a server refuses without a wait time. */
const PAUSE_MS = 1000;

/** The refusing response, and until when all requests must wait, in milliseconds. */
interface Refusal {
  readonly response: HttpResponse;
  readonly until: number;
}

/**
 * Keeps all runs together below the limits of one server: at most 20 concurrent requests and at most what its headers
 * allow, evenly over time. One 429 delays all requests. Sentry limits requests per second and concurrent requests
 * (`X-Sentry-Rate-Limit-Limit` and `-ConcurrentLimit`).
 */
export class Throttle {
  readonly #clock: Clock;
  readonly #isRefusal: (response: HttpResponse) => boolean;
  readonly #queue = new PQueue({ concurrency: MOST_AT_ONCE });
  /** Milliseconds between two requests if only this run uses the limit. */
  #intervalMs = 0;
  #nextStart = 0;
  /** Requests sent before the server named a limit, which also count, and the time of the first one. */
  readonly #unpaced = { count: 0, since: 0 };
  #refusal: Refusal | undefined;
  /** The answer that refused the token. */
  #rejection: HttpResponse | undefined;
  #isGivenUp = false;

  /** @param isRefusal whether a response is a rate limit; by default 429 */
  constructor(clock: Clock, isRefusal = ({ status }: HttpResponse): boolean => status === 429) {
    this.#clock = clock;
    this.#isRefusal = isRefusal;
  }

  /**
   * Wraps `send` and delays requests if needed. If a request would have to wait longer than its timeout, it gets the
   * refusal that caused the wait. Waiting for other requests does not use up its time. After a token is refused (401),
   * all later requests get the same answer.
   */
  over(send: Send): Send {
    const clock = this.#clock;
    return (request, timeoutMs, free) => {
      const asked = clock.now();
      return this.#queue.add(async () => {
        const turn = await this.#waitForTurn(timeoutMs);
        if ('status' in turn) return turn;
        free?.(clock.now() - asked - turn.pausedMs);
        const response = await send(request, Math.max(1, Math.floor(timeoutMs - turn.pausedMs)));
        this.#learn(response);
        return response;
      });
    };
  }

  /** Makes every later request fail at once: this server does not answer. */
  giveUp(): void {
    this.#isGivenUp = true;
  }

  /** @returns how long the server's limit delayed the request; or the refusal, if the wait is too long */
  async #waitForTurn(timeoutMs: number): Promise<HttpResponse | { readonly pausedMs: number }> {
    const clock = this.#clock;
    let pausedMs = 0;
    for (;;) {
      if (this.#isGivenUp) throw givenUp();
      if (this.#rejection !== undefined) return this.#rejection;
      const now = clock.now();
      const pauseMs = (this.#refusal?.until ?? 0) - now;
      if (this.#refusal !== undefined && pauseMs > 0) {
        if (pauseMs >= timeoutMs - pausedMs) return refusedFor(this.#refusal.response, pauseMs);
        await clock.sleep(pauseMs);
        pausedMs += clock.now() - now;
        continue;
      }
      const start = Math.max(now, this.#nextStart);
      if (this.#intervalMs === 0) this.#countUnpaced(start);
      this.#nextStart = start + this.#intervalMs;
      if (start > now) await clock.sleep(start - now);
      // Another request can be refused meanwhile.
      if ((this.#refusal?.until ?? 0) <= clock.now()) return { pausedMs };
    }
  }

  #countUnpaced(start: number): void {
    if (this.#unpaced.count === 0) this.#unpaced.since = start;
    this.#unpaced.count += 1;
  }

  #setPace(intervalMs: number): void {
    if (this.#intervalMs === 0) {
      const { count, since } = this.#unpaced;
      const latest = this.#clock.now() + MOST_AT_ONCE * intervalMs;
      this.#nextStart = Math.min(since + count * intervalMs, latest);
    }
    this.#intervalMs = intervalMs;
  }

  #learn(response: HttpResponse): void {
    const perSecond = limitIn(response, 'x-sentry-rate-limit-limit');
    const atOnce = limitIn(response, 'x-sentry-rate-limit-concurrentlimit');
    if (perSecond !== undefined) this.#setPace(1000 / (perSecond * USED_PART));
    if (atOnce !== undefined) this.#queue.concurrency = Math.min(atOnce, MOST_AT_ONCE);
    if (response.status === 401) this.#rejection = response;
    if (!this.#isRefusal(response)) return;
    const now = this.#clock.now();
    const pausedUntil = this.#refusal?.until ?? 0;
    this.#intervalMs ||= CAREFUL_INTERVAL_MS;
    const until = now + (retryAfterMs(response.headers) ?? PAUSE_MS);
    this.#refusal = { response, until: Math.max(until, pausedUntil) };
  }
}

function givenUp(): NoResponse {
  const error = new Error(
    `it gave no useful answer for ${MOST_IN_VAIN} client keys in a row, so it was not asked again`,
  );
  return new NoResponse(Object.assign(error, { code: 'ERR_GIVEN_UP' }), false, false);
}

/** A refusal, updated with the rest of the pause in milliseconds. */
function refusedFor({ status, headers, body }: HttpResponse, leftMs: number): HttpResponse {
  const seconds = String(Math.ceil(leftMs / 1000));
  return { status, headers: { ...headers, 'retry-after': seconds }, body };
}

/** A limit that a response names; `undefined` if it is missing or invalid. */
function limitIn({ headers }: HttpResponse, name: string): number | undefined {
  const limit = Number(headers[name]);
  return limit >= 1 ? Math.floor(limit) : undefined;
}

/** Runs `work` on all items, some concurrently. Rejects with the first error that `work` throws. */
export async function inQueue<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = new PQueue({ concurrency: MOST_AT_ONCE });
  await queue.addAll(items.map((item) => () => work(item)));
}
