import { Failure } from '../failure.ts';
import { keyPage } from '../model/base-url.ts';
import type { ClientKey } from '../model/client-key.ts';
import type { RetireMethod } from '../model/desired-key.ts';
import { setAsideName } from '../model/rotation.ts';
import { deleteKey, recentEvents, getKey, updateKey } from '../sentry/change-keys.ts';
import type { Session } from '../sentry/session.ts';
import { quote } from '../text.ts';
import { deactivate } from './change.ts';
import type { KeyRun } from './key-run.ts';

/**
 * Retires the keys that the plan replaces, one after the other, or sets them aside if the plan has a day. Then retires
 * the keys that are due, unless they are in use.
 *
 * @throws {Failure} at the first failure; `run.progress` has the number of keys dealt with
 */
export async function retire(run: KeyRun): Promise<void> {
  const { desired, progress } = run;
  const { plan } = progress;
  if (plan === undefined || plan.retire.length + plan.due.length === 0) return;
  if (plan.action !== 'retire') await requireStillCurrent(run);
  for (const key of plan.retire) {
    if (plan.until !== undefined) {
      await setAside(key, plan.until, run);
      progress.setAside += 1;
    } else if (key.id !== progress.key?.id) {
      // Never retire the delivered key, whatever the server answered.
      if (plan.action === 'retire') await warnIfInUse(key, plan.serverTime, run);
      await retireKey(key, desired.retireMethod, run);
      progress.retired += 1;
    }
    progress.dealtWith += 1;
  }
  for (const key of plan.due) {
    if (await mayRetire(key, plan.serverTime, run)) {
      await retireKey(key, desired.retireMethod, run);
      progress.retired += 1;
    }
    progress.dealtWith += 1;
  }
}

/**
 * Retires one key. A key that is already gone is treated as retired.
 *
 * @throws {Failure} when that fails
 */
export async function retireKey(key: ClientKey, method: RetireMethod, run: Pick<KeyRun, 'session'>): Promise<void> {
  switch (method) {
    case 'deactivate':
      return deactivate(key, run);
    case 'delete': {
      const refusal = await deleteKey(run.session, key);
      if (refusal !== undefined) throw refusal;
    }
  }
}

/** Whether a key is still active under its name. A key that a rotation replaced is inactive, gone or set aside. */
export async function isCurrent(session: Session, key: ClientKey): Promise<boolean> {
  const now = await getKey(session, key.id);
  return now?.isActive === true && now.name === key.name;
}

/**
 * Checks that the delivered key is still current. If a concurrent rotation replaced it, retiring the older keys too
 * could leave none.
 *
 * @throws {Failure} when it is not
 */
async function requireStillCurrent({ session, progress: { key } }: KeyRun): Promise<void> {
  if (key !== undefined && (await isCurrent(session, key))) return;
  throw new Failure(
    'Another run replaced this client key while its DSN was being delivered, so no older key was retired. Run ' +
      'the job again, and give rotations a common concurrency group.',
  );
}

/**
 * Renames a key so only later rotations find it, and leaves it working. A key that is already gone is treated as set
 * aside.
 *
 * @throws {Failure} when that fails, or when the server does not rename keys
 */
async function setAside(key: ClientKey, until: string, { session }: KeyRun): Promise<void> {
  const name = setAsideName(key.name, until);
  const changed = await updateKey(session, key, { name });
  if (changed === undefined || changed.name === name) return;
  throw new Failure(
    `Sentry accepted the call that renames the client key ${quote(key.name)} to ${quote(name)}, but the key ` +
      'kept its name. This server cannot rename keys, so a rotation needs grace: none.',
  );
}

/**
 * Whether an old key may be retired. A key that received error events in the last 7 days stays, with a warning. If
 * Sentry has no usage figures, the key's age decides, but `retire` does not delete it.
 */
async function mayRetire(key: ClientKey, serverTime: number | undefined, run: KeyRun): Promise<boolean> {
  const { session, desired } = run;
  const events = await eventsOf(key, serverTime, run);
  const page = keyPage(session, key.id);
  if (events === 0) return true;
  if (events === 'unavailable' && (desired.mode === 'rotate' || desired.retireMethod === 'deactivate')) {
    session.log.info(
      `Sentry reports no usage of the client key ${quote(key.name)}, so only its age decides: it is retired.`,
    );
    return true;
  }
  session.log.warning(
    typeof events === 'number'
      ? `The client key ${quote(key.name)} ${received(events)}, so it is not retired. Give whatever still uses it ` +
          `the new DSN, or retire it in Sentry: ${page}.`
      : events === 'unavailable'
        ? `Sentry reports no usage of the client key ${quote(key.name)}, so it is not deleted. Use retire-method: ` +
          `deactivate, or delete it in Sentry: ${page}.`
        : `Sentry did not answer how much the client key ${quote(key.name)} is used, so it is not retired yet. ` +
          `The next run asks again. See ${page}.`,
  );
  return false;
}

/** Warns of a key that is retired by its name although something still uses it. */
async function warnIfInUse(key: ClientKey, serverTime: number | undefined, run: KeyRun): Promise<void> {
  const events = await eventsOf(key, serverTime, run);
  if (typeof events !== 'number' || events === 0) return;
  run.session.log.warning(`The client key ${quote(key.name)} ${received(events)}. It is retired all the same.`);
}

function eventsOf({ id }: ClientKey, serverTime: number | undefined, { session }: KeyRun) {
  return serverTime === undefined ? 'unknown' : recentEvents(session, id, serverTime);
}

function received(events: number): string {
  return `received ${events} error ${events === 1 ? 'event' : 'events'} in the last 7 days`;
}
