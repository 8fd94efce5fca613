import { Failure } from '../failure.ts';
import type { ClientKey } from '../keys/client-key.ts';
import { driftOf, type KeyPatch, patchFor, requireOffered } from '../keys/drift.ts';
import { updateKey } from '../sentry/change-keys.ts';
import { quote } from '../text.ts';
import { remove, retiredMeanwhile } from './agree.ts';
import type { KeyRun } from './key-run.ts';

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
  throw retiredMeanwhile(key.name, session);
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
  await remove(own, session);
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
