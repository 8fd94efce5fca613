/** How often is tried what hardly passes by itself. */
import { NoResponse, type Send } from '../../src/net/http.ts';
import { isTransient, RetryingClient } from '../../src/net/retrying-client.ts';
import { VirtualClock } from '../harness/in-process.ts';

const request = { method: 'GET', url: new URL('https://sentry.io/'), headers: {} } as const;

test.each([
  ['HOSTNAME_MISMATCH', 1],
  ['ENOTFOUND', 3],
  ['EPROTO', 3],
  ['EAI_AGAIN', 10],
  ['ECONNREFUSED', 5],
  ['ERR_BODY_TOO_LONG', 2],
  ['ECONNRESET', 10],
  ['', 10],
])('%s is tried %d times', async (code, times) => {
  const clock = new VirtualClock();
  let attempts = 0;
  const send: Send = () => {
    attempts += 1;
    if (attempts === 10) return Promise.resolve({ status: 200, headers: {}, body: '' });
    return Promise.reject(new NoResponse(Object.assign(new Error('no'), { code }), false, false));
  };
  const log = { info: () => undefined };
  const client = new RetryingClient('Sentry', send, 120, { clock, random: () => 0.999, log });
  await client.request(request, isTransient);
  expect(attempts).toBe(times);
  if (times < 10) expect(clock.now()).toBeLessThan(10_000);
});
