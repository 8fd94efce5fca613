import { Failure } from '../failure.ts';
import type { ClientKey } from '../keys/client-key.ts';
import type { RetireMethod } from '../keys/desired-key.ts';
import { untilOf } from '../keys/plan.ts';
import { deleteKey, updateKey } from '../sentry/change-keys.ts';
import type { Session } from '../sentry/session.ts';
import { quote } from '../text.ts';
import type { KeyRun } from './key-run.ts';
import { mayRetire, setAside } from './set-aside.ts';

/**
 * Deals, one after the other, with the keys that the run's plan leaves over: retires them, or sets them aside
 * where the plan has a day; and retires those that were set aside and whose day is over.
 *
 * @throws {Failure} at the first key of which that could not be done; `run.progress` has how many were
 */
export async function retire(run: KeyRun): Promise<void> {
  const { desired, session, progress } = run;
  const { plan } = progress;
  if (plan === undefined) return;
  const until = untilOf(plan);
  for (const key of 'retire' in plan ? plan.retire : []) {
    if (key.id === progress.key?.id) {
      // Whatever a server says: what was delivered stays.
    } else if (until === '') {
      await retireKey(session, key, desired.retire);
      progress.retired += 1;
    } else {
      await setAside(key, until, run);
      progress.setAside += 1;
    }
    progress.settled += 1;
  }
  const due = 'due' in plan ? plan.due : undefined;
  if (due === undefined) return;
  const { keys, serverTime } = due;
  for (const key of keys) {
    if (await mayRetire(key, serverTime, session)) {
      await retireKey(session, key, desired.retire);
      progress.retired += 1;
    }
    progress.settled += 1;
  }
}

/**
 * Retires one key; one that is already gone counts as retired.
 *
 * @throws {Failure} when it could not be retired
 */
export async function retireKey(
  session: Session,
  key: ClientKey,
  method: RetireMethod,
): Promise<void> {
  if (method === 'deactivate') return deactivate(session, key);
  if (await deleteKey(session, key)) return;
  throw new Failure(
    `The token may not delete the client key ${quote(key.name)} (403). retire: delete needs the ` +
      'scope project:admin: give the internal integration that the token belongs to the ' +
      'permission "Project: Admin", or write retire: deactivate.',
  );
}

/**
 * Takes a key of this very run away again; deactivates it where the token may not delete.
 *
 * @throws {Failure} when neither could be done
 */
export async function removeOwn(session: Session, key: ClientKey): Promise<void> {
  if (!(await deleteKey(session, key))) await deactivate(session, key);
}

/**
 * Takes the key of a rotation away again that reached nobody, so that failed rotations do not pile up
 * keys: the older ones still work.
 *
 * @returns whether it is gone; if it is not, the next rotation finishes with it
 */
export async function takeBack({ session, progress }: KeyRun): Promise<boolean> {
  const { plan, key, keyCreated, delivered } = progress;
  if (plan?.action !== 'rotate' || keyCreated !== 'yes' || key === undefined) return false;
  if (delivered.length > 0) return false;
  try {
    await removeOwn(session, key);
  } catch (error) {
    if (error instanceof Failure) return false;
    throw error;
  }
  progress.keyCreated = 'no';
  progress.key = undefined;
  return true;
}

async function deactivate(session: Session, key: ClientKey): Promise<void> {
  const updated = await updateKey(session, key, { isActive: false });
  if (updated?.isActive !== true) return;
  // GlitchTip answers such a call with success and changes nothing.
  throw new Failure(
    `Sentry took the call that deactivates the client key ${quote(key.name)}, but the key is still ` +
      'active. Servers that cannot deactivate keys need retire: delete.',
  );
}
