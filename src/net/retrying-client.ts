import { quote } from '../text.ts';
import { type HttpRequest, type HttpResult, NoResponse, type Send } from './http.ts';
import { retryAfterMs } from './retry-after.ts';
import type { Log, Runtime } from './runtime.ts';
import { TimeBudget } from './time-budget.ts';

const MAX_ATTEMPT_MS = 30_000;
const FIRST_BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 10_000;

/**
 * A client for one server.
 *
 * @param server in the words of log lines
 * @param timeoutSeconds that all its requests and waits may take together
 */
export function withRetries(
  server: string,
  send: Send,
  timeoutSeconds: number,
  runtime: Needed,
): RetryingClient {
  const budget = new TimeBudget(timeoutSeconds * 1000, runtime.clock);
  return new RetryingClient({ server, send, budget, ...runtime });
}

interface Needed extends Pick<Runtime, 'clock' | 'random'> {
  readonly log: Pick<Log, 'info'>;
}

interface Options extends Needed {
  readonly server: string;
  readonly send: Send;
  readonly budget: TimeBudget;
}

/** Sends requests, and again where that may help and there is time. */
export class RetryingClient {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /**
   * Sends a request, and again while its result is one that `isRetryable` says may be repeated and
   * there is time. Never throws for what the server did: the last result is returned.
   */
  request(request: HttpRequest, isRetryable: (result: HttpResult) => boolean): Promise<HttpResult> {
    return this.#options.budget.spend(async () => {
      let told: HttpResult | undefined;
      for (let attempt = 1; ; attempt++) {
        const result = await this.#attempt(request);
        if (!isRetryable(result) || attempt >= mostAttempts(result)) return result;
        // The last attempt has little time; what an earlier one brought says more than its time-out.
        told = result instanceof NoResponse && result.timedOut ? (told ?? result) : result;
        if (!(await this.wait(result, attempt, 'asking again'))) return told;
      }
    });
  }

  /** Counts the time that something takes beside requests, such as reading long answers. */
  spend<T>(work: () => Promise<T>): Promise<T> {
    return this.#options.budget.spend(work);
  }

  async #attempt(request: HttpRequest): Promise<HttpResult> {
    const { send, budget } = this.#options;
    const { totalMs, leftMs } = budget;
    const most = Math.min(totalMs / 3, MAX_ATTEMPT_MS, leftMs);
    if (most < 1) return new NoResponse('no time was left to ask', false, true);
    try {
      return await send(request, Math.floor(most));
    } catch (error) {
      if (error instanceof NoResponse) return error;
      throw error;
    }
  }

  /**
   * Waits before the `attempt`th repetition (from 1 on) of what `result` came of: as long as the
   * server says, else by exponential back-off with full jitter.
   *
   * @param next what is done then, as the middle of a log line
   * @returns false, at once, when there is not enough time left
   */
  async wait(result: HttpResult, attempt: number, next: string): Promise<boolean> {
    const { budget, random, server, log } = this.#options;
    const backoff = random() * Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempt - 1));
    const asked = result instanceof NoResponse ? undefined : retryAfterMs(result.headers);
    // A server that asks for next to nothing would be asked without a pause.
    const milliseconds = asked === undefined ? backoff : Math.max(asked, FIRST_BACKOFF_MS);
    if (milliseconds >= budget.leftMs) return false;
    log.info(`${inShort(result, server)}; ${next} in ${(milliseconds / 1000).toFixed(1)} s.`);
    return this.pause(milliseconds);
  }

  /** Waits without a result as the reason. @returns false, at once, when there is not enough time */
  pause(milliseconds: number): Promise<boolean> {
    const { budget, clock } = this.#options;
    return budget.spend(async () => {
      if (milliseconds >= budget.leftMs) return false;
      await clock.sleep(milliseconds);
      return true;
    });
  }
}

/** Whether something that can be done twice without harm (GET, PUT, DELETE) may be tried again. */
export function isTransient(result: HttpResult): boolean {
  return result instanceof NoResponse || [429, 500, 502, 503, 504].includes(result.status);
}

/** Whether the server certainly did nothing and may be asked again, whatever was asked of it. */
export function isSurelyNotDone(result: HttpResult): boolean {
  return result instanceof NoResponse ? !result.maybeReceived : result.status === 429;
}

/** What hardly passes by itself is not waited for until the time is up. */
function mostAttempts(result: HttpResult): number {
  if (!(result instanceof NoResponse)) return Infinity;
  if (/CERT|^UNABLE_TO_|^INVALID_CA$|^HOSTNAME_MISMATCH$/.test(result.code)) return 1;
  return result.code === 'ENOTFOUND' ? 3 : Infinity;
}

function inShort(result: HttpResult, server: string): string {
  if (!(result instanceof NoResponse)) return `${server} answered ${result.status}`;
  if (result.timedOut) return `${server} did not answer in time`;
  return `No answer from ${server}: ${quote(result.message)}`;
}
