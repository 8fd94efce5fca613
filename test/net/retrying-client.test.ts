import { type HttpResponse, NoResponse, type Send } from '../../src/net/http.ts';
import { isSurelyNotDone, isTransient, withRetries } from '../../src/net/retrying-client.ts';
import { VirtualClock } from '../harness/in-process.ts';

const request = { method: 'GET', url: new URL('https://sentry.io/'), headers: {} } as const;
const ok: HttpResponse = { status: 200, headers: {}, body: '' };

const ignore = () => undefined;
const silent = { info: ignore, warning: ignore, debug: ignore };

/** What a server that is wrong about everything but its own time says: it is 1 January there. */
const date = 'Thu, 01 Jan 2026 00:00:00 GMT';
const serverNow = Date.parse(date) / 1000;

function answer(status: number, headers: Record<string, string> = {}): HttpResponse {
  return { status, headers: { date, ...headers }, body: '' };
}

/** Asks a server that gives these replies one after the other, and the last one for ever. */
async function ask(replies: (HttpResponse | NoResponse)[], timeout = 120_000, random = 0.5) {
  const clock = new VirtualClock();
  const lines: string[] = [];
  const attempts: number[] = [];
  const send: Send = (_request, timeoutMs) => {
    const reply = replies[Math.min(attempts.length, replies.length - 1)] ?? ok;
    attempts.push(timeoutMs);
    if (!(reply instanceof NoResponse)) return Promise.resolve(reply);
    if (reply.timedOut) clock.pass(timeoutMs);
    return Promise.reject(reply);
  };
  const log = { ...silent, info: (line: string) => lines.push(line) };
  const client = withRetries('Sentry', send, timeout / 1000, { clock, random: () => random, log });
  const reply = await client.request(request, isTransient);
  return { reply, waits: clock.waits, lines, attempts, elapsed: clock.now() };
}

describe('how long it waits', () => {
  test.each([
    ['Retry-After in seconds', answer(429, { 'retry-after': '7' }), 7000],
    [
      "Retry-After as a date, by the server's own clock",
      answer(503, { 'retry-after': 'Thu, 01 Jan 2026 00:00:09 GMT' }),
      9000,
    ],
    [
      "X-Sentry-Rate-Limit-Reset, by the server's own clock",
      answer(429, { 'x-sentry-rate-limit-reset': String(serverNow + 3) }),
      3000,
    ],
    [
      'Retry-After before X-Sentry-Rate-Limit-Reset',
      answer(429, { 'retry-after': '2', 'x-sentry-rate-limit-reset': String(serverNow + 3) }),
      2000,
    ],
    [
      'a reset that has passed: back-off',
      answer(429, { 'x-sentry-rate-limit-reset': String(serverNow - 3) }),
      250,
    ],
    ['Retry-After: 0: back-off', answer(429, { 'retry-after': '0' }), 250],
    ['Retry-After that is nonsense: back-off', answer(429, { 'retry-after': 'soon' }), 250],
    [
      'a reset without a Date to read it against: back-off',
      { ...answer(429), headers: { 'x-sentry-rate-limit-reset': String(serverNow + 3) } },
      250,
    ],
    [
      'next to nothing: half a second',
      answer(429, { 'retry-after': new Date(Date.parse(date) + 1).toISOString() }),
      500,
    ],
    ['nothing said: back-off', answer(502), 250],
    ['no answer: back-off', new NoResponse('reset', true, false), 250],
  ])('%s', async (_what, first, wait) => {
    const { reply, waits, lines } = await ask([first, ok]);

    expect(reply).toBe(ok);
    expect(waits).toEqual([wait]);
    expect(lines).toEqual([
      expect.stringContaining(`asking again in ${(wait / 1000).toFixed(1)} s.`),
    ]);
  });

  test('backs off exponentially from half a second to ten, with full jitter', async () => {
    const failures = Array<HttpResponse>(7).fill(answer(500));
    expect((await ask([...failures, ok], 120_000, 0.999_999)).waits.map(Math.round)).toEqual([
      500, 1000, 2000, 4000, 8000, 10_000, 10_000,
    ]);
    expect((await ask([...failures, ok], 120_000, 0)).waits).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });
});

describe('when it ends', () => {
  test('at once, with the last answer, where the wait would pass the time', async () => {
    const limited = answer(429, { 'retry-after': '3600' });
    expect(await ask([limited])).toMatchObject({ reply: limited, waits: [], elapsed: 0 });
  });

  test('never later than the timeout', async () => {
    const { elapsed, reply } = await ask([answer(500)], 20_000, 0.999_999);
    expect(reply).toMatchObject({ status: 500 });
    expect(elapsed).toBeLessThanOrEqual(20_000);
    expect(elapsed).toBeGreaterThan(10_000);
  });

  test('one attempt takes a third of the time at most, and 30 seconds at most', async () => {
    const hang = new NoResponse('time', true, true);
    expect((await ask([hang, ok], 30_000)).attempts[0]).toBe(10_000);
    expect((await ask([hang, ok], 3_600_000)).attempts[0]).toBe(30_000);
  });

  test('an attempt never takes more than the time that is left', async () => {
    const hang = new NoResponse('time', true, true);
    const { attempts, elapsed } = await ask([hang], 30_000);
    expect(attempts.slice(0, 2)).toEqual([10_000, 10_000]);
    expect(attempts[2]).toBeLessThan(10_000);
    expect(elapsed).toBeLessThanOrEqual(30_000);
  });
});

test('a time-out at the very end does not hide what the server said before', async () => {
  const hang = new NoResponse('time', true, true);
  expect((await ask([answer(500), hang], 20_000)).reply).toMatchObject({ status: 500 });
  expect((await ask([hang], 20_000)).reply).toBe(hang);
});

describe('what is repeated', () => {
  const unsent = new NoResponse('refused', false, false);
  const lost = new NoResponse('reset', true, false);

  test.each([200, 204, 302, 400, 401, 403, 404, 409, 418, 501])('%i never', (status) => {
    expect(isTransient(answer(status))).toBe(false);
    expect(isSurelyNotDone(answer(status))).toBe(false);
  });

  test.each([500, 502, 503, 504])('%i, but not what must be done once', (status) => {
    expect(isTransient(answer(status))).toBe(true);
    expect(isSurelyNotDone(answer(status))).toBe(false);
  });

  test('429, and what was never sent, always', () => {
    for (const reply of [answer(429), unsent]) {
      expect(isTransient(reply)).toBe(true);
      expect(isSurelyNotDone(reply)).toBe(true);
    }
  });

  test('what was lost on the way, but not what must be done once', () => {
    expect(isTransient(lost)).toBe(true);
    expect(isSurelyNotDone(lost)).toBe(false);
  });

  test('a name that does not resolve is asked again and then told', async () => {
    const { reply, lines } = await ask(
      [new NoResponse('getaddrinfo ENOTFOUND x', false, false)],
      5000,
    );
    expect(reply).toBeInstanceOf(NoResponse);
    expect(lines[0]).toMatch(
      /^No answer from Sentry: "getaddrinfo ENOTFOUND x"; asking again in \d\.\d s\.$/,
    );
  });

  test("time that passes between its calls is not the server's, time within them is", async () => {
    const clock = new VirtualClock();
    const send: Send = () => {
      clock.pass(400);
      return Promise.resolve(ok);
    };
    const client = withRetries('Sentry', send, 1.5, { clock, random: () => 0, log: silent });
    expect(await client.request(request, isTransient)).toBe(ok);
    expect(await client.pause(400)).toBe(true);
    clock.pass(200_000);
    expect(await client.request(request, isTransient)).toBe(ok);
    // 1200 of 1500 ms are spent.
    expect(await client.pause(300)).toBe(false);
    expect(await client.pause(299)).toBe(true);
    expect(await client.pause(1)).toBe(false);
  });

  test('a fault of our own is none of the server', async () => {
    const send: Send = () => Promise.reject(new TypeError('ours'));
    const clock = new VirtualClock();
    const client = withRetries('Sentry', send, 1, { clock, random: () => 0, log: silent });
    await expect(client.request(request, isTransient)).rejects.toThrow('ours');
  });
});
