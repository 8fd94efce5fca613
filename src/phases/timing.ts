import { Failure } from '../failure.ts';
import type { ClientKey } from '../model/client-key.ts';
import type { Mode } from '../model/modes.ts';
import type { Listing } from '../sentry/listing.ts';
import type { Session } from '../sentry/session.ts';

/**
 * Milliseconds until every run can see a new key. Agreement between concurrent runs rests on this one assumption about
 * Sentry. On a saturated Sentry 23.7.1, the slowest of 348 keys was visible 308 ms after its date.
 */
export const VISIBILITY_DELAY_MS = 1000;

/**
 * Milliseconds until concurrent rotations all use the same new key. By then, every run sees it, and the others are
 * removed.
 */
const ROTATION_SETTLED_MS = 3 * VISIBILITY_DELAY_MS;

/** Milliseconds after which a duplicate key is there to stay. By then, even a throttled run would have given it up. */
export const DUPLICATE_STAYS_MS = 60_000;

/** The maximum number of further looks while a key is unsettled. Each one waits {@link VISIBILITY_DELAY_MS}. */
export const mostLooks = (mode: Mode): number => (mode === 'rotate' ? 5 : 1);

/**
 * Milliseconds until a new project is settled. By then, every run sees it, and the run that created it has taken over
 * the key that Sentry created with it.
 */
export const PROJECT_SETTLED_MS = 5000;

/** Milliseconds between two looks at an unsettled project. */
export const PROJECT_LOOK_INTERVAL_MS = 500;

/**
 * Milliseconds for which a look at a key stays valid. If many DSNs are stored, the last one is stored many minutes
 * after the look. It must not replace a DSN that another run stored meanwhile.
 */
export const LOOK_HOLDS_MS = 5000;

/**
 * Whether a key might be younger than `withinMs` milliseconds. {@link Listing.serverTime} can make it look younger than
 * it is, but never older.
 */
export function isRecent(key: ClientKey, { serverTime }: Listing, withinMs: number): boolean {
  return serverTime === undefined || (key.dateCreated ?? 0) > serverTime - withinMs;
}

/** Whether a key is so young that it might still give way to an older one from the same moment. */
export function isUnsettled(key: ClientKey, listing: Listing, mode: Mode): boolean {
  return isRecent(key, listing, mode === 'rotate' ? ROTATION_SETTLED_MS : VISIBILITY_DELAY_MS);
}

/**
 * Waits before another look at the keys.
 *
 * @throws {Failure} when too little time is left
 */
export async function pauseBeforeLook(session: Session, milliseconds: number): Promise<void> {
  if (await session.client.pause(milliseconds)) return;
  throw new Failure('No time was left to check what other runs are doing. Run the job again, or set a longer timeout.');
}
