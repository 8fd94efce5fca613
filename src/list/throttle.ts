import PQueue from 'p-queue';
import type { Clock } from '../net/runtime.ts';
import { type HttpResponse, NoResponse, type Send } from '../net/http.ts';
import { retryAfterMs } from '../net/retrying-client.ts';

/** Pieces of work, or requests, that are under way at the same moment at the most. */
const MOST_AT_ONCE = 20;

/** The part of a limit that is used: requests that leave evenly do not arrive evenly. */
const USED_PART = 0.95;

/** Milliseconds between two requests at least, once a server has refused one and named no limit. */
const CAREFUL_INTERVAL_MS = 25;

/** Keys in a row that a server may leave without a useful answer. */
export const MOST_IN_VAIN = 5;

/** Milliseconds that a server is left alone that refuses and does not say for how long. */
const PAUSE_MS = 1000;

/** A response that says so, and until when it holds all requests back, in milliseconds. */
interface Refusal {
  readonly response: HttpResponse;
  readonly until: number;
}

/**
 * Keeps many runs together below the limits of one server: never more than 20 requests at once, nor more than its
 * headers allow, evenly over time; and one 429 holds all of them back. Sentry's limits are requests a second and
 * requests at once (`X-Sentry-Rate-Limit-Limit` and `-ConcurrentLimit`).
 */
export class Throttle {
  readonly #clock: Clock;
  readonly #isRefusal: (response: HttpResponse) => boolean;
  readonly #queue = new PQueue({ concurrency: MOST_AT_ONCE });
  /** Milliseconds between two requests where nobody else uses the limit. */
  #intervalMs = 0;
  #nextStart = 0;
  /** Requests that left before the server named a limit, which count too; and when the first one did. */
  readonly #unpaced = { count: 0, since: 0 };
  #refusal: Refusal | undefined;
  /** The answer that refused the token. */
  #rejection: HttpResponse | undefined;
  #isGivenUp = false;

  /** @param isRefusal whether a response is the server's limit; by default 429 */
  constructor(clock: Clock, isRefusal = ({ status }: HttpResponse): boolean => status === 429) {
    this.#clock = clock;
    this.#isRefusal = isRefusal;
  }

  /**
   * The same way to the server, held back where that is needed. A request that would have to wait longer for the server
   * than it may is answered with the refusal that everybody waits for; waiting for the other requests takes none of its
   * time. Once a token was refused (401), so are all later requests.
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

  /** Has every later request fail at once, since this server does not answer. */
  giveUp(): void {
    this.#isGivenUp = true;
  }

  /** @returns how long the server had all requests wait; or the refusal that there is no time to wait for */
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
      // Another request may have been refused meanwhile.
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

/** A refusal as it would read now: what is left of the pause, in milliseconds. */
function refusedFor({ status, headers, body }: HttpResponse, leftMs: number): HttpResponse {
  const seconds = String(Math.ceil(leftMs / 1000));
  return { status, headers: { ...headers, 'retry-after': seconds }, body };
}

/** A limit that a response names; `undefined` where it names none that makes sense. */
function limitIn({ headers }: HttpResponse, name: string): number | undefined {
  const limit = Number(headers[name]);
  return limit >= 1 ? Math.floor(limit) : undefined;
}

/** Does the same with many things, some of them side by side. Rejects with the first that `work` throws. */
export async function inQueue<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = new PQueue({ concurrency: MOST_AT_ONCE });
  await queue.addAll(items.map((item) => () => work(item)));
}
