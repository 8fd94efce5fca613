import type { IncomingHttpHeaders } from 'node:http';
import { quote } from '../text.ts';
import { type HttpRequest, type HttpResult, NoResponse, type Send } from './http.ts';
import type { Clock, Log, Runtime } from './runtime.ts';

const MAX_ATTEMPT_MS = 30_000;
const FIRST_BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 10_000;

/**
 * The time that all requests of a run to one server, and the waits between them, may take together. It excludes time
 * spent elsewhere, such as on another server.
 */
class TimeBudget {
  readonly totalMs: number;
  readonly #clock: Clock;
  #spentMs = 0;
  /** When the running timer started; `undefined` if nothing is being timed. */
  #since: number | undefined;

  /** @param totalMs milliseconds */
  constructor(totalMs: number, clock: Clock) {
    this.totalMs = totalMs;
    this.#clock = clock;
  }

  get leftMs(): number {
    const running = this.#since === undefined ? 0 : this.#clock.now() - this.#since;
    return this.totalMs - this.#spentMs - running;
  }

  /** Excludes a part of the time that is being spent. */
  giveBack(milliseconds: number): void {
    this.#spentMs -= milliseconds;
  }

  /** Charges the duration of some work to the budget. Nested calls are only charged once. */
  async spend<T>(work: () => Promise<T>): Promise<T> {
    if (this.#since !== undefined) return work();
    this.#since = this.#clock.now();
    try {
      return await work();
    } finally {
      this.#spentMs = this.totalMs - this.leftMs;
      this.#since = undefined;
    }
  }
}

interface Needed extends Pick<Runtime, 'clock' | 'random'> {
  readonly log: Pick<Log, 'info'>;
}

/** Sends requests to one server, and retries them while that can help and time is left. */
export class RetryingClient {
  readonly #server: string;
  readonly #send: Send;
  readonly #budget: TimeBudget;
  readonly #runtime: Needed;
  /** The reason for the last wait, if all attempts since then failed. */
  #lastReason = '';

  /**
   * @param server its name in log lines
   * @param timeout seconds that all its requests and waits may take together
   */
  constructor(server: string, send: Send, timeout: number, runtime: Needed) {
    this.#server = server;
    this.#send = send;
    this.#budget = new TimeBudget(timeout * 1000, runtime.clock);
    this.#runtime = runtime;
  }

  /**
   * Sends a request, and retries it while `isRetryable` accepts the result and time is left. Never throws because of
   * the server; returns the last useful result instead.
   */
  request(request: HttpRequest, isRetryable: (result: HttpResult) => boolean): Promise<HttpResult> {
    return this.#budget.spend(async () => {
      let last: HttpResult | undefined;
      for (let attempt = 1; ; attempt++) {
        const result = await this.#attempt(request);
        const isOver = !isRetryable(result);
        const most = mostAttempts(result);
        if (isOver) this.#lastReason = '';
        if (isOver || attempt >= most) return result;
        // The last attempt has little time left, so an earlier result is more useful than its timeout.
        last = result instanceof NoResponse && result.timedOut ? (last ?? result) : result;
        if (!(await this.wait(result, attempt, 'asking again', most))) return last;
      }
    });
  }

  /** Charges other work to the time budget, such as reading long answers. */
  spend<T>(work: () => Promise<T>): Promise<T> {
    return this.#budget.spend(work);
  }

  async #attempt(request: HttpRequest): Promise<HttpResult> {
    const { totalMs, leftMs } = this.#budget;
    const most = Math.min(totalMs / 3, MAX_ATTEMPT_MS, leftMs);
    if (most < 1) return new NoResponse('no time was left to ask', false, true);
    try {
      return await this.#send(request, Math.floor(most), (milliseconds) => {
        this.#budget.giveBack(milliseconds);
      });
    } catch (error) {
      if (error instanceof NoResponse) return error;
      throw error;
    }
  }

  /**
   * Waits before the `attempt`th retry of a request, counted from 1. The result can ask for a delay. Otherwise it is
   * exponential back-off with full jitter. The log shows the reason unless it is the same as for the last wait.
   *
   * @param next the next step, as the middle of a log line
   * @param most attempts, including the first one
   * @returns false, without waiting, if too little time is left
   */
  async wait(result: HttpResult, attempt: number, next: string, most = Infinity): Promise<boolean> {
    const { random, log } = this.#runtime;
    const backoff = random() * Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempt - 1));
    const asked = result instanceof NoResponse ? undefined : retryAfterMs(result.headers);
    // Even if a server asks for a very short delay, do not retry without a pause.
    const milliseconds = asked === undefined ? backoff : Math.max(asked, FIRST_BACKOFF_MS);
    if (milliseconds >= this.#budget.leftMs) return false;
    const reason = `${inShort(result, this.#server)}; ${next}`;
    const bound = most === Infinity ? '' : `, ${most} attempts at most`;
    if (reason !== this.#lastReason) log.info(`${reason} in ${(milliseconds / 1000).toFixed(1)} s${bound}.`);
    this.#lastReason = reason;
    return this.pause(milliseconds);
  }

  /** Waits for a reason other than a result. @returns false, without waiting, if too little time is left */
  pause(milliseconds: number): Promise<boolean> {
    return this.#budget.spend(async () => {
      if (milliseconds >= this.#budget.leftMs) return false;
      await this.#runtime.clock.sleep(milliseconds);
      return true;
    });
  }
}

/** Whether to retry a request that is safe to repeat (GET, PUT, DELETE). */
export function isTransient(result: HttpResult): boolean {
  return result instanceof NoResponse || [429, 500, 502, 503, 504].includes(result.status);
}

/** Whether the server certainly did nothing, so any request may be sent again. */
export function isSurelyNotDone(result: HttpResult): boolean {
  return result instanceof NoResponse ? !result.maybeReceived : result.status === 429;
}

/** Whether a result is a success, 200 to 299. */
export function isSuccess(result: HttpResult): boolean {
  return !(result instanceof NoResponse) && result.status >= 200 && result.status <= 299;
}

/** The maximum number of attempts. Some failures are unlikely to pass before the time is up. */
function mostAttempts(result: HttpResult): number {
  if (!(result instanceof NoResponse)) return Infinity;
  if (/CERT|^UNABLE_TO_|^INVALID_CA$|^HOSTNAME_MISMATCH$|^ERR_GIVEN_UP$/.test(result.code)) return 1;
  if (/^(?:ENOTFOUND|EPROTO)$|^ERR_SSL_/.test(result.code)) return 3;
  if (result.code === 'ERR_BODY_TOO_LONG') return 2;
  return result.code === 'ECONNREFUSED' ? 5 : Infinity;
}

function inShort(result: HttpResult, server: string): string {
  if (!(result instanceof NoResponse)) return `${server} answered ${result.status}`;
  if (result.timedOut) return `${server} did not answer in time`;
  return `No answer from ${server}: ${quote(result.message)}`;
}

/**
 * The delay that a server asks for, in milliseconds. `Retry-After` (seconds or a date) comes first. Sentry itself does
 * not send it, so `X-Sentry-Rate-Limit-Reset` (epoch seconds) is next. GitHub's `X-RateLimit-Reset` (epoch seconds) is
 * last, and only used if nothing remains of its limit. Moments are compared with the server's own `Date`, because this
 * machine's clock can be wrong.
 *
 * @returns `undefined` if no header names a future moment
 */
export function retryAfterMs(headers: IncomingHttpHeaders): number | undefined {
  const now = Date.parse(headers.date ?? '');
  const after = headers['retry-after'] ?? '';
  const reset = headers['x-sentry-rate-limit-reset'];
  const isUsedUp = headers['x-ratelimit-remaining'] === '0';
  const moments = [
    /^\d+$/.test(after) ? Number(after) * 1000 : Date.parse(after) - now,
    Number(reset) * 1000 - now,
    isUsedUp ? Number(headers['x-ratelimit-reset']) * 1000 - now : 0,
  ];
  return moments.find((milliseconds) => milliseconds > 0);
}
