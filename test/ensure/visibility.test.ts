import { isRecent, pauseBeforeLook } from '../../src/ensure/visibility.ts';
import type { ClientKey } from '../../src/keys/client-key.ts';
import type { Listing } from '../../src/sentry/listing.ts';
import { scriptedSession } from '../sentry/scripted.ts';

test.each<[dateCreated: number | undefined, serverTime: number | undefined, boolean]>([
  [1001, 1300, true],
  [1000, 1300, false],
  [undefined, 1300, false],
  // Where a server does not say what time it is, any key may be young.
  [1000, undefined, true],
])('a key of %p is recent at %p: %p', (dateCreated, serverTime, expected) => {
  expect(isRecent({ dateCreated } as ClientKey, { serverTime } as Listing, 300)).toBe(expected);
});

test('fails if no time is left to wait for other runs', async () => {
  const { session } = scriptedSession([], 1);
  await pauseBeforeLook(session, 701);
  await expect(pauseBeforeLook(session, 300)).rejects.toThrow('No time was left to see what other');
});
