import { type Log, nodeRuntime } from '../../src/net/runtime.ts';

test('a run has a clock, IDs for new keys, and a name that Sentry sees', () => {
  const { clock, newKeyId, userAgent } = nodeRuntime({} as Log);
  expect(clock.now()).toBeLessThanOrEqual(clock.now());
  expect(newKeyId()).toMatch(/^[0-9a-f]{32}$/);
  expect(newKeyId()).not.toBe(newKeyId());
  expect(userAgent).toMatch(/^sentry-client-key\/\d+\.\d+\.\d+ \(node \d+\..+; \w+\)$/);
});
