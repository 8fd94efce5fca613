/** How fast a throttle is where others use the same limit. */
import { answer, gapsIn, LATENCY_MS, pacedServer } from './paced-server.ts';

const headers = { 'x-sentry-rate-limit-limit': '40' };
const refusal = answer(429, { ...headers, 'retry-after': '2' });
const pace = 1000 / 38;

test('is half as slow again after a refusal, and as fast as before after a while', async () => {
  const { times, sendMany } = pacedServer((number) =>
    number === 0 ? refusal : answer(200, headers),
  );
  await sendMany(20 + 200);
  const paced = times().slice(20);
  expect(paced[0]).toBe(LATENCY_MS + 2000);
  const gaps = gapsIn(paced);
  expect(gaps[0]).toBeCloseTo(pace * 1.5, 6);
  for (const gap of gapsIn(gaps)) expect(gap).toBeLessThan(1e-6);
  expect(gaps.at(-1)).toBeCloseTo(pace, 6);
});

test('refusals of the same moment count once', async () => {
  const { times, sendMany } = pacedServer((number) => (number < 20 ? refusal : answer()));
  await sendMany(23);
  expect(gapsIn(times().slice(20))).toEqual([
    expect.closeTo(pace * 1.5, 6),
    expect.closeTo(pace * 1.5, 6),
  ]);
});

test('each refusal after that makes it slower again', async () => {
  const { times, sendMany } = pacedServer((number) => (number < 21 ? refusal : answer()));
  await sendMany(20);
  await sendMany(1);
  await sendMany(3);
  expect(gapsIn(times().slice(-3))).toEqual([
    expect.closeTo(pace * 1.5 ** 2, 6),
    expect.closeTo(pace * 1.5 ** 2, 6),
  ]);
});

test('is careful with a server that refuses and names no limit', async () => {
  const { times, sendMany } = pacedServer((number) => answer(number === 0 ? 429 : 200));
  await sendMany(20);
  await sendMany(3);
  expect(times()[20]).toBe(LATENCY_MS + 1000);
  expect(gapsIn(times().slice(-3))).toEqual([
    expect.closeTo(25 * 1.5 * 0.99 ** 19, 6),
    expect.closeTo(25 * 1.5 * 0.99 ** 19, 6),
  ]);
});

test('gets no slower than eight times, however often it is refused, and is soon as fast as before', async () => {
  const { times, sendMany } = pacedServer((number) =>
    number < 30 ? refusal : answer(200, headers),
  );
  for (let request = 0; request < 30; request++) await sendMany(1);
  await sendMany(240);
  const gaps = gapsIn(times().slice(30));
  expect(gaps[0]).toBeCloseTo(pace * 8, 6);
  expect(gaps.at(-1)).toBeCloseTo(pace, 6);
});
