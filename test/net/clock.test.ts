import { systemClock } from '../../src/net/clock.ts';

test('counts milliseconds', () => {
  const earliest = process.uptime() * 1000;
  const now = systemClock.now();
  expect(now).toBeGreaterThanOrEqual(earliest);
  expect(now).toBeLessThanOrEqual(process.uptime() * 1000);
});

test('waits, and goes on', async () => {
  let isOver = false;
  const wait = systemClock.sleep(1).then(() => (isOver = true));
  for (let task = 0; task < 10; task++) await Promise.resolve();
  expect(isOver).toBe(false);
  await wait;
});
