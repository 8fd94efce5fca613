import { Failure } from '../failure.ts';
import type { ClientKey } from '../model/client-key.ts';
import { type KeyPatch, requireOffered } from '../model/drift.ts';
import { keysPage } from '../model/base-url.ts';
import { deleteKey, updateKey } from '../sentry/change-keys.ts';
import type { Session } from '../sentry/session.ts';
import { quote } from '../text.ts';
import type { KeyRun } from './key-run.ts';

/**
 * @returns the key after the change, which is also in `run.progress`
 * @throws {Failure} when the change fails, or when the key is gone
 */
export async function change(key: ClientKey, patch: KeyPatch | undefined, run: KeyRun): Promise<ClientKey> {
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

export function retiredMeanwhile(name: string, session: Session): Failure {
  return new Failure(
    `The client key ${quote(name)} was retired by another run or in Sentry while this step ran. Check ` +
      `${keysPage(session)} and run the job again.`,
  );
}

/** @throws {Failure} when the call fails, or when the server ignores it, as GlitchTip does */
export async function deactivate(key: ClientKey, { session }: Pick<KeyRun, 'session'>): Promise<void> {
  const updated = await updateKey(session, key, { isActive: false });
  if (updated?.isActive !== true) return;
  throw new Failure(
    `Sentry accepted the call that deactivates the client key ${quote(key.name)}, but the key is still ` +
      'active. This server cannot deactivate keys: set retire-method: delete.',
  );
}

/**
 * Deletes a key that this run created, or deactivates it if the token cannot delete keys.
 *
 * @throws {Failure} when neither works
 */
export async function removeOwn(own: ClientKey, run: KeyRun): Promise<void> {
  if ((await deleteKey(run.session, own)) !== undefined) await deactivate(own, run);
}
