import { type HttpResponse, NoResponse } from '../../src/net/http.ts';
import { answer, LATENCY_MS, pacedServer } from './paced-server.ts';

/** Of requests without any limit: twenty at once. */
const inTwenties = (count: number) => Array.from({ length: count }, (_, index) => Math.floor(index / 20) * LATENCY_MS);

test('sends twenty requests at once, without a pace, where the server names no limit', async () => {
  const { times, arrivals, sendMany } = pacedServer(() => answer());
  const results = await sendMany(70);
  expect(results.map(({ result }) => result)).toEqual(Array(70).fill(answer()));
  expect(times()).toEqual(inTwenties(70));
  expect(Math.max(...arrivals.map(({ atOnce }) => atOnce))).toBe(20);
});

test('sends fewer at once as soon as the server says so', async () => {
  const headers = { 'x-sentry-rate-limit-concurrentlimit': '3.9' };
  const { arrivals, sendMany } = pacedServer((number) => answer(200, number < 25 ? headers : {}));
  await sendMany(50);
  expect(arrivals.slice(0, 20).map(({ at }) => at)).toEqual(Array(20).fill(0));
  expect(Math.max(...arrivals.slice(20).map(({ atOnce }) => atOnce))).toBe(3);
});

const date = 'Thu, 01 Jan 2026 00:00:00 GMT';
const seconds = (after: number) => String(Date.parse(date) / 1000 + after);

test.each([
  ['Retry-After', { 'retry-after': '7' }, 7000],
  ['Sentry says when it counts anew', { date, 'x-sentry-rate-limit-reset': seconds(4) }, 4000],
])('one refusal holds all others back: %s', async (_, headers, pauseMs) => {
  const refusal = answer(429, headers);
  const { times, sendMany } = pacedServer((number) => (number === 5 ? refusal : answer()));
  const results = await sendMany(60);
  expect(results.map(({ result }) => result)).toEqual(results.map((_, index) => (index === 5 ? refusal : answer())));
  // Those before it in the same moment were answered, and five took their places.
  const sentAfter = times().filter((at) => at > LATENCY_MS);
  expect(times().filter((at) => at < LATENCY_MS)).toHaveLength(20);
  expect(times().filter((at) => at === LATENCY_MS)).toHaveLength(5);
  expect(sentAfter[0]).toBe(LATENCY_MS + pauseMs);
  expect(sentAfter).toHaveLength(35);
});

test('a request that has no time to wait gets the refusal, and is not sent', async () => {
  const refusal = answer(429, { 'retry-after': '60' });
  const { arrivals, sendMany } = pacedServer((number) => (number === 0 ? refusal : answer()));
  const results = await sendMany(50, 30_000);
  expect(arrivals).toHaveLength(20);
  const refused = results.filter(({ result }) => (result as Partial<HttpResponse>).status === 429);
  expect(refused).toEqual(Array(31).fill({ result: refusal, at: LATENCY_MS }));
});

test('waiting for other requests takes none of the time of a request', async () => {
  const slow = answer(200, { 'x-sentry-rate-limit-limit': '1', 'x-sentry-rate-limit-concurrentlimit': '25' });
  const { arrivals, sendMany } = pacedServer(() => slow);
  const results = await sendMany(40, 2000);
  expect(results.map(({ result }) => result)).toEqual(Array(40).fill(slow));
  expect(new Set(arrivals.map(({ timeoutMs }) => timeoutMs))).toEqual(new Set([2000]));
});

test('a token that was refused once is not sent again', async () => {
  const refusal = answer(401);
  const { arrivals, sendMany } = pacedServer(() => refusal);
  const results = await sendMany(50);
  expect(arrivals).toHaveLength(20);
  expect(results.map(({ result }) => result)).toEqual(Array(50).fill(refusal));
});

test('a server that was given up gets no more requests', async () => {
  const { throttle, arrivals, sendMany } = pacedServer(() => answer());
  throttle.giveUp();
  const [one] = await sendMany(1);
  expect(arrivals).toEqual([]);
  expect(one?.result).toBeInstanceOf(NoResponse);
  expect(one?.result).toMatchObject({ maybeReceived: false, code: 'ERR_GIVEN_UP' });
});
