import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from './clock.ts';
import { type Answer, NoAnswer, type Request, type Send } from './http.ts';
import { quote } from './text.ts';

/** What came of a request in the end. */
export type Reply = Answer | NoAnswer;

/** The time that all requests of a run share. */
export interface Patience {
  /** The server, in the words of log lines. */
  readonly who: string;
  readonly clock: Clock;
  /** From 0 to less than 1, as `Math.random` gives. */
  readonly random: () => number;
  /**
   * Milliseconds that all requests and waits may take together. What passes between them, such as
   * the time that another server takes, does not count.
   */
  readonly timeout: number;
  /** Takes the one line that is said for each wait. */
  readonly say: (line: string) => void;
}

/** A server that is asked with patience. */
export interface PatientServer {
  /**
   * Sends a request, and again while its reply is one that `repeatable` says may be repeated and
   * there is time. Never throws for what the server did: the last reply is the result.
   */
  ask(request: Request, repeatable: (reply: Reply) => boolean): Promise<Reply>;
  /**
   * Waits before the `attempt`th repetition (from 1 on) of what `reply` came of: as long as the
   * server says, else by exponential back-off with full jitter, but `atLeast` milliseconds.
   *
   * @returns false, at once, when there is not enough time left
   */
  wait(reply: Reply, attempt: number, next: string, atLeast?: number): Promise<boolean>;
  /** Waits without a reason in a reply. @returns false, at once, when there is not enough time */
  pause(milliseconds: number): Promise<boolean>;
}

const LONGEST_ATTEMPT = 30_000;
const FIRST_BACKOFF = 500;
const LONGEST_BACKOFF = 10_000;

export function patient(send: Send, { who, clock, random, timeout, say }: Patience): PatientServer {
  let spent = 0;
  let since: number | undefined;
  const left = (): number => timeout - spent - (since === undefined ? 0 : clock.now() - since);

  /** Counts the time of what is done; what is done within it is counted already. */
  async function counted<T>(work: () => Promise<T>): Promise<T> {
    if (since !== undefined) return work();
    since = clock.now();
    try {
      return await work();
    } finally {
      spent = timeout - left();
      since = undefined;
    }
  }

  const attemptTimeout = Math.min(timeout / 3, LONGEST_ATTEMPT);

  async function attempt(request: Request): Promise<Reply> {
    const most = Math.min(attemptTimeout, left());
    if (most < 1) return new NoAnswer('no time was left to ask', false, true);
    try {
      return await send(request, Math.floor(most));
    } catch (error) {
      if (error instanceof NoAnswer) return error;
      throw error;
    }
  }

  const hasTime = (milliseconds: number): boolean => milliseconds < left();

  function pause(milliseconds: number): Promise<boolean> {
    return counted(async () => {
      if (!hasTime(milliseconds)) return false;
      await clock.sleep(milliseconds);
      return true;
    });
  }

  async function wait(reply: Reply, attempts: number, next: string, atLeast = 0): Promise<boolean> {
    const backoff = random() * Math.min(LONGEST_BACKOFF, FIRST_BACKOFF * 2 ** (attempts - 1));
    const asked = reply instanceof NoAnswer ? undefined : askedWait(reply.headers);
    // A server that asks for next to nothing would be asked without a pause.
    const least = asked === undefined ? atLeast : Math.max(atLeast, FIRST_BACKOFF);
    const milliseconds = Math.max(asked ?? backoff, least);
    if (!hasTime(milliseconds)) return false;
    say(`${inShort(reply, who)}; ${next} in ${(milliseconds / 1000).toFixed(1)} s.`);
    return pause(milliseconds);
  }

  return {
    pause,
    wait,
    ask(request, repeatable) {
      return counted(async () => {
        let told: Reply | undefined;
        for (let attempts = 1; ; attempts++) {
          const reply = await attempt(request);
          if (!repeatable(reply)) return reply;
          // The last attempt has little time; what an earlier one brought says more than its time-out.
          told = reply instanceof NoAnswer && reply.timedOut ? (told ?? reply) : reply;
          if (!(await wait(reply, attempts, 'asking again'))) return told;
        }
      });
    },
  };
}

/** Whether something that can be done twice without harm (GET, PUT, DELETE) may be tried again. */
export function mayPass(reply: Reply): boolean {
  return reply instanceof NoAnswer || [429, 500, 502, 503, 504].includes(reply.status);
}

/** Whether the server certainly did nothing and may be asked again, whatever was asked of it. */
export function surelyNotDone(reply: Reply): boolean {
  return reply instanceof NoAnswer ? !reply.maybeReceived : reply.status === 429;
}

/**
 * Milliseconds that a server wants to be left alone: `Retry-After` (seconds or a date), else
 * Sentry's `X-Sentry-Rate-Limit-Reset` (epoch seconds; Sentry sends no `Retry-After` of its own),
 * else GitHub's `X-RateLimit-Reset` (the same) where nothing remains of its limit.
 * Moments are read against the server's own `Date`, since this machine's clock may be wrong.
 * `undefined` where nothing is said or the moment has passed.
 */
function askedWait(headers: IncomingHttpHeaders): number | undefined {
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

function inShort(reply: Reply, who: string): string {
  if (!(reply instanceof NoAnswer)) return `${who} answered ${reply.status}`;
  if (reply.timedOut) return `${who} did not answer in time`;
  return `No answer from ${who}: ${quote(reply.message)}`;
}
