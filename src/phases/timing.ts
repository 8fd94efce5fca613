import { Failure } from '../failure.ts';
import type { ClientKey } from '../model/client-key.ts';
import type { Mode } from '../model/modes.ts';
import type { Listing } from '../sentry/listing.ts';
import type { Session } from '../sentry/session.ts';

/**
 * Milliseconds after which every run can see a key: the one assumption about Sentry that agreement between concurrent
 * runs rests on. On a saturated Sentry 23.7.1, the slowest of 348 keys was visible 308 ms after its date.
 */
export const VISIBILITY_DELAY_MS = 1000;

/**
 * Milliseconds after which a new key of a rotation is the one that all rotations of that moment use: it is seen, and
 * the others are removed.
 */
const ROTATION_SETTLED_MS = 3 * VISIBILITY_DELAY_MS;

/** Milliseconds after which a second key of a name is not one that a run is about to give up, however throttled it is. */
export const DUPLICATE_STAYS_MS = 60_000;

/** Looks at the most while a key is unsettled; each one waits {@link VISIBILITY_DELAY_MS}. */
export const mostLooks = (mode: Mode): number => (mode === 'rotate' ? 5 : 1);

/**
 * Milliseconds after which a new project is settled: every run sees it, and the run that created it has taken over the
 * key that Sentry created with it.
 */
export const PROJECT_SETTLED_MS = 5000;

/** Milliseconds between two looks at a project that is not settled. */
export const PROJECT_LOOK_INTERVAL_MS = 500;

/**
 * Milliseconds for which a look at a key holds. If many DSNs are stored, the last one has its turn many minutes after
 * the keys were looked at, and must not replace a DSN that another run stored in the meantime.
 */
export const LOOK_HOLDS_MS = 5000;

/**
 * Whether a key may be younger than `withinMs` milliseconds. By {@link Listing.serverTime} it looks younger than it is,
 * never older.
 */
export function isRecent(key: ClientKey, { serverTime }: Listing, withinMs: number): boolean {
  return serverTime === undefined || (key.dateCreated ?? 0) > serverTime - withinMs;
}

/** Whether a key is so young that it may still give way to an older one of the same moment. */
export function isUnsettled(key: ClientKey, listing: Listing, mode: Mode): boolean {
  return isRecent(key, listing, mode === 'rotate' ? ROTATION_SETTLED_MS : VISIBILITY_DELAY_MS);
}

/**
 * Waits before another look at the keys.
 *
 * @throws {Failure} when there is no time for it
 */
export async function pauseBeforeLook(session: Session, milliseconds: number): Promise<void> {
  if (await session.client.pause(milliseconds)) return;
  throw new Failure('No time was left to check what other runs are doing. Run the job again, or set a longer timeout.');
}
