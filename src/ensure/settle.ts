import { Failure } from '../failure.ts';
import type { ClientKey } from '../keys/client-key.ts';
import { isShared } from '../keys/desired-key.ts';
import { driftOf, type KeyPatch, patchFor, requireOffered } from '../keys/drift.ts';
import { getKey, updateKey } from '../sentry/change-keys.ts';
import { keysPage, type Session } from '../sentry/session.ts';
import { quote } from '../text.ts';
import type { KeyRun } from './key-run.ts';
import { removeOwn } from './retire.ts';
import { listOnceVisible } from './visibility.ts';

/**
 * Changes a key.
 *
 * @returns the key as it is then, which is also in `run.progress`
 * @throws {Failure} when that fails, or when the key is gone
 */
export async function change(
  key: ClientKey,
  patch: KeyPatch | undefined,
  run: KeyRun,
): Promise<ClientKey> {
  const { session, progress } = run;
  if (patch === undefined) return key;
  requireOffered(patch, key.sdkVersions);
  const changed = await updateKey(session, key, patch);
  if (changed?.isActive === true) {
    progress.key = changed;
    return changed;
  }
  progress.keyCreated = 'no';
  progress.key = undefined;
  throw retiredMeanwhile(key, session);
}

/**
 * Gives up a new key that the server gave another name than was asked for: the next run would not find
 * it, and create another one.
 *
 * @throws {Failure} when it has another name
 */
export async function requireName(own: ClientKey, run: KeyRun): Promise<ClientKey> {
  const { desired, session, progress } = run;
  const { name = own.name } = desired;
  if (name === own.name) return own;
  await removeOwn(session, own);
  progress.keyCreated = 'no';
  progress.key = undefined;
  throw new Failure(
    `Sentry gave the new client key the name ${quote(own.name)} instead of ${quote(name)}, so that ` +
      'the next run would not find it. The key was removed again. Write a name that this server ' +
      'keeps as it is.',
  );
}

/**
 * Sets what Sentry ignores when it creates a key.
 *
 * @throws {Failure} when that fails
 */
export async function complete(own: ClientKey, run: KeyRun): Promise<ClientKey> {
  const { sdkVersion, loader } = run.desired;
  return change(own, patchFor(driftOf({ sdkVersion, loader }, own)), run);
}

/**
 * Finds the key that all runs use that created one of this name at the same moment: the oldest. Where
 * that is not this run's own, its own is removed.
 *
 * @throws {Failure} when that cannot be found out
 */
export async function agree(own: ClientKey, run: KeyRun): Promise<ClientKey> {
  const { desired, session, progress } = run;
  if (desired.name === undefined || !isShared(desired)) return own;
  const listing = await listOnceVisible(session, desired.name);
  const oldest = listing.keys.find(({ isActive }) => isActive);
  if (oldest === undefined) {
    // It was retired meanwhile, or the list lags behind.
    if ((await getKey(session, own.id))?.isActive === true) return own;
    throw retiredMeanwhile(own, session);
  }
  if (oldest.id === own.id) return own;
  await removeOwn(session, own);
  progress.keyCreated = 'no';
  progress.key = oldest;
  return oldest;
}

function retiredMeanwhile(key: ClientKey, session: Session): Failure {
  return new Failure(
    `The client key ${quote(key.name)} was retired by someone else while this step ran: see ` +
      `${keysPage(session)}. Run the job again.`,
  );
}
