import { Failure } from '../failure.ts';
import type { ClientKey } from '../keys/client-key.ts';
import { listKeys } from '../sentry/list-keys.ts';
import type { Listing } from '../sentry/listing.ts';
import type { Session } from '../sentry/session.ts';

/**
 * Milliseconds after which a key that has its place in the order can be seen by everyone: the one
 * assumption about Sentry that "concurrent runs agree" rests on. Measured on a saturated Sentry 23.7.1, the
 * worst of 348 keys was visible 308 ms after its date.
 */
export const VISIBILITY_DELAY_MS = 1000;

/**
 * Whether a key may be younger than `withinMs` milliseconds. By {@link Listing.serverTime} it looks
 * younger than it is, never older.
 */
export function isRecent(key: ClientKey, { serverTime }: Listing, withinMs: number): boolean {
  return serverTime === undefined || (key.dateCreated ?? 0) > serverTime - withinMs;
}

/**
 * Waits before another look at the keys.
 *
 * @throws {Failure} when there is no time for it
 */
export async function pauseBeforeLook(session: Session, milliseconds: number): Promise<void> {
  if (await session.client.pause(milliseconds)) return;
  throw new Failure(
    'No time was left to see what other runs are doing. Run the job again, or give it a longer ' +
      'timeout.',
  );
}

/** Lists once more, when every key is visible that got its place in the order before now. */
export async function listOnceVisible(session: Session, name: string): Promise<Listing> {
  await pauseBeforeLook(session, VISIBILITY_DELAY_MS);
  return listKeys(session, name);
}
