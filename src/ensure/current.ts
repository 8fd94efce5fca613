import { Failure } from '../failure.ts';
import type { ClientKey } from '../keys/client-key.ts';
import { getKey } from '../sentry/change-keys.ts';
import type { Session } from '../sentry/session.ts';
import { quote } from '../text.ts';
import type { KeyRun } from './key-run.ts';

/**
 * Milliseconds for which a look at a key holds. Where many DSNs are stored, the last one has its turn many minutes
 * after the keys were looked at, and must not replace the DSN that another run has stored meanwhile.
 */
const LOOK_HOLDS_MS = 5000;

/** Whether a key works and has its name: one that a rotation replaced is inactive, gone or set aside. */
export async function isCurrent(session: Session, key: ClientKey): Promise<boolean> {
  const now = await getKey(session, key.id);
  return now?.isActive === true && now.name === key.name;
}

/**
 * Checks, where the last look at a key is some time ago, that it is still the one to deliver.
 *
 * @throws {Failure} when it is not, or when Sentry cannot be asked
 */
export async function requireCurrent(
  key: ClientKey,
  { session, progress, beganAt }: KeyRun,
): Promise<void> {
  const now = session.clock.now();
  if (now - (progress.seenAt ?? beganAt) < LOOK_HOLDS_MS) return;
  if (!(await isCurrent(session, key))) {
    throw new Failure(
      `Another run replaced or retired the client key ${quote(key.name)} before its DSN was stored, so that it ` +
        'is not stored. Run the job again.',
    );
  }
  progress.seenAt = now;
}
