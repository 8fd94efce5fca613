import { type HttpResponse, NoResponse, type Send } from '../../src/net/http.ts';
import { isSuccess, isSurelyNotDone, isTransient, RetryingClient } from '../../src/net/retrying-client.ts';
import { VirtualClock } from '../harness/in-process.ts';

const ignore = () => undefined;
const answer = (status: number, headers = {}): HttpResponse => ({ status, headers, body: '' });

const ok = answer(200);
const limited = answer(429, { 'retry-after': '7' });
const impatient = answer(503, { 'retry-after': 'Thu, 01 Jan 2026 00:00:01 GMT', date: '2026-01-01T00:00:00.999Z' });
const failed = answer(500);
const unsent = new NoResponse('refused', false, false);
const lost = new NoResponse('reset', true, false);
const late = new NoResponse('time', true, true);

/** A client of a server that gives these replies one after the other, and the last one forever. */
function clientFor(replies: (HttpResponse | Error)[], timeout: number, random: number) {
  const clock = new VirtualClock();
  const lines: string[] = [];
  /** Milliseconds that each attempt may take. */
  const attempts: number[] = [];
  const send: Send = (_request, timeoutMs) => {
    const reply = replies[Math.min(attempts.length, replies.length - 1)] ?? ok;
    attempts.push(timeoutMs);
    if (!(reply instanceof Error)) return Promise.resolve(reply);
    if (reply === late) clock.pass(timeoutMs);
    return Promise.reject(reply);
  };
  const log = { info: (line: string) => lines.push(line), warning: ignore, debug: ignore };
  const client = new RetryingClient('Sentry', send, timeout, { clock, random: () => random, log });
  const request = { method: 'GET', url: new URL('https://sentry.io/'), headers: {} } as const;
  const ask = () => client.request(request, isTransient);
  return { client, ask, clock, lines, attempts, waits: clock.waits };
}

const backoff = [500, 1000, 2000, 4000, 8000, 10_000, 10_000];
const sevenTimes = [...Array<HttpResponse>(7).fill(failed), ok];
const third = { reply: late, attempts: [10_000, 10_000, 9250] };

test.each<[string, (HttpResponse | Error)[], timeout: number, random: number, object]>([
  ['waits as long as the server says', [limited, ok], 120, 0.5, { waits: [7000] }],
  ['waits half a second at least', [impatient, ok], 120, 0.5, { waits: [500] }],
  ['backs off if the server says nothing', [answer(502), ok], 120, 0.5, { waits: [250] }],
  ['backs off from half a second to ten', sevenTimes, 120, 1, { waits: backoff }],
  ['backs off with full jitter', sevenTimes, 120, 0, { waits: backoff.map(() => 0) }],
  ['returns the last answer if a wait is too long', [limited], 7, 0.5, { reply: limited, waits: [] }],
  ['ends within the timeout', [failed], 20, 1, { reply: failed, waits: backoff.slice(0, 5) }],
  ['gives an attempt a third of the time', [late, late, late, ok], 30, 0.5, third],
  ['gives an attempt 30 seconds', [late, ok], 3600, 0.5, { attempts: [30_000, 30_000] }],
  ['does not let a time-out hide an answer', [failed, late], 20, 0.5, { reply: failed }],
])('%s', async (_what, replies, timeout, random, expected) => {
  const { ask, clock, ...told } = clientFor(replies, timeout, random);
  expect({ reply: await ask(), ...told }).toMatchObject({ reply: ok, ...expected });
  expect(clock.now()).toBeLessThanOrEqual(timeout * 1000);
});

test.each([
  [limited, 'Sentry answered 429; asking again in 7.0 s.'],
  [lost, 'No answer from Sentry: "reset"; asking again in 0.3 s.'],
  [late, 'Sentry did not answer in time; asking again in 0.3 s.'],
])('says why it waits: %j: %s', async (reply, line) => {
  const { ask, lines } = clientFor([reply, ok], 120, 0.5);
  await ask();
  expect(lines).toEqual([line]);
});

test('says why it waits once for equal reasons in a row, and how often it asks if that is few', async () => {
  const refused = new NoResponse(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }), false, false);
  const { ask, lines, attempts } = clientFor([failed, failed, lost, failed, ok, failed, ok, refused], 120, 0.5);
  for (let count = 0; count < 3; count++) await ask();
  expect(lines.map((line) => line.replace(/\d\.\d/, '…'))).toEqual([
    'Sentry answered 500; asking again in … s.',
    'No answer from Sentry: "reset"; asking again in … s.',
    ...Array<string>(2).fill('Sentry answered 500; asking again in … s.'),
    'No answer from Sentry: "refused"; asking again in … s, 5 attempts at most.',
  ]);
  expect(attempts).toHaveLength(7 + 5);
});

test('neither sends nor waits if no time is left', async () => {
  const { client, ask, attempts, waits } = clientFor([ok], 1, 0.5);
  expect(await client.pause(999.5)).toBe(true);
  expect(await client.pause(0.5)).toBe(false);
  expect(await ask()).toMatchObject({ message: 'no time was left to ask', maybeReceived: false, timedOut: true });
  expect({ attempts, waits }).toEqual({ attempts: [], waits: [999.5] });
});

test('counts the time of other work', async () => {
  const { client, ask, clock, attempts } = clientFor([ok], 1, 0.5);
  const work = () => {
    clock.pass(1000);
    return Promise.resolve('read');
  };
  expect(await client.spend(work)).toBe('read');
  expect(await ask()).toMatchObject({ timedOut: true });
  expect(attempts).toEqual([]);
});

test('200 to 299 is a success', () => {
  const results = [lost, ...[199, 200, 299, 300].map((status) => answer(status))];
  expect(results.filter(isSuccess)).toEqual([answer(200), answer(299)]);
});

test('throws what is not about the network', async () => {
  await expect(clientFor([new TypeError('own')], 1, 0).ask()).rejects.toThrow('own');
});

test.each<[string, HttpResponse | NoResponse, boolean, boolean]>([
  ...[200, 204, 302, 400, 401, 403, 404, 408, 409, 418, 501].map(
    (status) => [`${status}`, answer(status), false, false] as const,
  ),
  ...[500, 502, 503, 504].map((status) => [`${status}`, answer(status), true, false] as const),
  ['a lost answer', lost, true, false],
  ['429', limited, true, true],
  ['what was never sent', unsent, true, true],
] as [string, HttpResponse, boolean, boolean][])('%s: transient %p, surely not done %p', (_what, result, ...is) => {
  expect([isTransient(result), isSurelyNotDone(result)]).toEqual(is);
});
