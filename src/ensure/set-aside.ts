import { Failure } from '../failure.ts';
import type { ClientKey } from '../keys/client-key.ts';
import { setAsideName } from '../keys/rotation.ts';
import { updateKey } from '../sentry/change-keys.ts';
import { keyPage, type Session } from '../sentry/session.ts';
import { eventsOfLastDay } from '../sentry/usage.ts';
import { quote } from '../text.ts';
import type { KeyRun } from './key-run.ts';

/**
 * Sets a key aside that a rotation replaced: gives it a name by which nothing finds it but later rotations,
 * and leaves it working.
 *
 * @param until the day (UTC) until which it works
 * @throws {Failure} when that fails, or when the server does not rename keys; one that is gone is set aside
 */
export async function setAside(key: ClientKey, until: string, { session }: KeyRun): Promise<void> {
  const name = setAsideName(key.name, until);
  const changed = await updateKey(session, key, { name });
  if (changed === undefined || changed.name === name) return;
  throw new Failure(
    `Sentry took the call that renames the client key ${quote(key.name)} to ${quote(name)}, but the key ` +
      'kept its name. Servers that cannot rename keys can do no rotation with grace: leave grace out.',
  );
}

/**
 * Whether a key that was set aside may be retired now that its day is over. One that took error events today
 * or yesterday (UTC) stays, with a warning. Where Sentry has no figures, its day decides.
 *
 * @param serverTime milliseconds since the epoch
 */
export async function mayRetire(
  key: ClientKey,
  serverTime: number,
  session: Session,
): Promise<boolean> {
  const events = await eventsOfLastDay(session, key.id, serverTime);
  const page = keyPage(session, key.id);
  if (events === 'unavailable') {
    session.log.info(
      `Sentry has no figures on how much the client key ${quote(key.name)} is used, so that its day ` +
        'decides. It is retired.',
    );
    return true;
  }
  if (events === 'unknown') {
    session.log.warning(
      `Sentry did not say how much the client key ${quote(key.name)} is used, so that it is not retired ` +
        `yet. The next run asks again. See ${page}.`,
    );
    return false;
  }
  if (events === 0) return true;
  session.log.warning(
    `The client key ${quote(key.name)} took ${events} error ${events === 1 ? 'event' : 'events'} since ` +
      'yesterday (UTC), so that it is not retired. Give whatever still sends with it the new DSN, or ' +
      `retire it by hand: see ${page}.`,
  );
  return false;
}
