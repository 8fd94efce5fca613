import { systemClock } from '../../src/net/clock.ts';

test('counts milliseconds', () => {
  const earliest = process.uptime() * 1000;
  const now = systemClock.now();
  expect(now).toBeGreaterThanOrEqual(earliest);
  expect(now).toBeLessThanOrEqual(process.uptime() * 1000);
});

test('waits', async () => {
  await expect(systemClock.sleep(0)).resolves.toBeUndefined();
});
