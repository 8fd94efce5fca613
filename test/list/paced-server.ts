/** A server that takes a while by a clock of its own, and a throttle before it. */
import type { HttpResponse, Send } from '../../src/net/http.ts';
import { Throttle } from '../../src/list/throttle.ts';
import { SharedClock } from '../harness/shared-clock.ts';

/** Milliseconds that each answer takes. */
export const LATENCY_MS = 100;

/** A request that came to the server. */
export interface Arrival {
  /** Milliseconds. */
  readonly at: number;
  /** Requests under way at that moment, this one among them. */
  readonly atOnce: number;
  /** Milliseconds that it may take. */
  readonly timeoutMs: number;
}

export const answer = (status = 200, headers = {}): HttpResponse => ({ status, headers, body: '' });

/** @param answers to the requests, by their number from 0 on */
export function pacedServer(answers: (number: number) => HttpResponse) {
  const clock = new SharedClock();
  const arrivals: Arrival[] = [];
  let atOnce = 0;
  const server: Send = async (_request, timeoutMs) => {
    atOnce += 1;
    const at = clock.now();
    const number = arrivals.push({ at, atOnce, timeoutMs }) - 1;
    await clock.sleep(LATENCY_MS);
    atOnce -= 1;
    return answers(number);
  };
  const throttle = new Throttle(clock);
  const send = throttle.over(server);
  const request = { method: 'GET', url: new URL('https://sentry.io/'), headers: {} } as const;
  /** Sends so many requests at the same moment; with what came of each, and when. */
  const sendMany = (count: number, timeoutMs = 1e6) =>
    Promise.all(
      Array.from({ length: count }, async () => {
        const result = await send(request, timeoutMs).catch((error: unknown) => error);
        return { result, at: clock.now() };
      }),
    );
  const times = () => arrivals.map(({ at }) => at);
  return { throttle, arrivals, times, sendMany };
}
