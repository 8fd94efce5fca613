import { connect } from '../../src/net/http.ts';
import { type Log, nodeRuntime } from '../../src/net/runtime.ts';

test('a run has the network, an ID of its own for each key, and a name', () => {
  const log = {} as Log;
  const runtime = nodeRuntime(log);
  expect(runtime).toMatchObject({ connect, random: Math.random, log });
  const { versions, platform } = process;
  expect(runtime.userAgent).toMatch(/^sentry-client-key\/\d+\.\d+\.\d+ \(/);
  expect(runtime.userAgent).toContain(` (node ${versions.node}; ${platform})`);
  const ids = [runtime.newKeyId(), runtime.newKeyId()];
  expect(ids).toEqual(Array(2).fill(expect.stringMatching(/^[0-9a-f]{32}$/)));
  expect(ids[0]).not.toBe(ids[1]);
});

test('the clock counts milliseconds', async () => {
  const { clock } = nodeRuntime({} as Log);
  const before = clock.now();
  await clock.sleep(20);
  const passed = clock.now() - before;
  expect(passed).toBeGreaterThan(15);
  expect(passed).toBeLessThan(5000);
});
