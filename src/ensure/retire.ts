import { Failure } from '../failure.ts';
import type { ClientKey } from '../keys/client-key.ts';
import type { RetireMethod } from '../keys/desired-key.ts';
import { dueIn, isRotation, replacedBy, untilOf } from '../keys/plan.ts';
import { deleteKey, updateKey } from '../sentry/change-keys.ts';
import type { Session } from '../sentry/session.ts';
import { quote } from '../text.ts';
import { isCurrent } from './current.ts';
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
  if (isRotation(plan)) await requireStillCurrent(run);
  const until = untilOf(plan);
  for (const key of replacedBy(plan)) {
    if (key.id === progress.key?.id) {
      // Whatever a server says: what was delivered stays.
    } else if (until === '') {
      await retireKey(session, key, desired.retire);
      progress.retired += 1;
    } else {
      await setAside(key, until, run);
      progress.setAside += 1;
    }
    progress.dealtWith += 1;
  }
  const due = dueIn(plan);
  if (due === undefined) return;
  const { keys, serverTime } = due;
  for (const key of keys) {
    if (await mayRetire(key, serverTime, session)) {
      await retireKey(session, key, desired.retire);
      progress.retired += 1;
    }
    progress.dealtWith += 1;
  }
}

/**
 * Checks that the delivered key is still the current one: a rotation that began meanwhile may have replaced it,
 * and with the older keys gone too, none would be left.
 *
 * @throws {Failure} when it is not
 */
async function requireStillCurrent({ session, progress: { key } }: KeyRun): Promise<void> {
  if (key !== undefined && (await isCurrent(session, key))) return;
  throw new Failure(
    'Another run replaced the client key while this step delivered it, so that this step retires none. Run ' +
      'the job again, and give rotations a common concurrency group.',
  );
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
  const refusal = await deleteKey(session, key);
  if (refusal !== undefined) throw refusal;
}

/**
 * Takes a key of this very run away again; deactivates it where the token may not delete.
 *
 * @throws {Failure} when neither could be done
 */
export async function removeOwn(session: Session, key: ClientKey): Promise<void> {
  if ((await deleteKey(session, key)) !== undefined) await deactivate(session, key);
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
