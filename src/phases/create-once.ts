import { Failure } from '../failure.ts';
import { keysPage } from '../model/base-url.ts';
import type { ClientKey } from '../model/client-key.ts';
import { nameOfNew } from '../model/desired-key.ts';
import type { Created } from '../model/progress.ts';
import { isSuccess } from '../net/retrying-client.ts';
import { getKey } from '../sentry/change-keys.ts';
import { createKey, type CreateResult } from '../sentry/create.ts';
import { listKeys } from '../sentry/listing.ts';
import type { KeyRun, KnownIds } from './key-run.ts';

/**
 * Creates exactly one key. The create request carries an ID that this run chose and that is unique on the server. After
 * a lost answer, looking up that ID shows whether the key exists, and a retry cannot create a duplicate.
 *
 * A server can ignore the ID, as GlitchTip does, and then the lookup never finds it. So a run that has listed the keys
 * with its name lists them again before it retries. If a new key appears, the runs share it, whichever run created it.
 *
 * @returns this run's key, which is also in `run.progress`; `undefined` if there is a key to share
 * @throws {Failure} when the key was not created, or when that cannot be determined; `run.progress` shows which
 */
export async function createOnce(knownIds: KnownIds, run: KeyRun): Promise<ClientKey | undefined> {
  const { session, newKeyId, progress } = run;
  for (let attempt = 1; ; attempt++) {
    const isInDoubt = progress.keyCreated === 'maybe';
    const answer = await tryToCreate(run);
    if ('created' in answer) {
      if (isInDoubt && answer.created.id !== newKeyId) warnOfOther(run);
      return own(answer.created, run);
    }
    const { unconfirmed, result } = answer;
    const next = 'checking whether the key exists';
    if (!(await session.client.wait(result, attempt, next))) throw unconfirmed;
    const found = await getKey(session, newKeyId);
    if (found !== undefined) return own(found, run);
    if (knownIds !== undefined && (await isAnyNew(knownIds, run))) return undefined;
    // The server created the key, but it ignored the ID and its answer cannot be read.
    if (isSuccess(result)) throw unconfirmed;
  }
}

/** Sends one create request. A refusal proves nothing about an earlier request whose answer was lost. */
async function tryToCreate(run: KeyRun): Promise<CreateResult<ClientKey>> {
  const { desired, session, progress, newKeyId } = run;
  const before = progress.keyCreated;
  progress.keyCreated = 'maybe';
  const rateLimit = progress.plan?.settings.rateLimit;
  const body = { name: nameOfNew(desired), rateLimit, useCase: desired.useCase };
  try {
    return await createKey(session, body, newKeyId);
  } catch (error) {
    progress.keyCreated = before;
    const earlier = error instanceof Failure ? await findEarlier(before, run) : undefined;
    if (earlier === undefined) throw error;
    return { created: earlier };
  }
}

/** Finds the key of an earlier create request whose answer was lost, after a later one was refused. */
async function findEarlier(before: Created, { session, newKeyId }: KeyRun): Promise<ClientKey | undefined> {
  return before === 'maybe' ? getKey(session, newKeyId) : undefined;
}

function own(key: ClientKey, { session, progress }: KeyRun): ClientKey {
  progress.keyCreated = 'yes';
  progress.key = key;
  progress.seenAt = session.clock.now();
  return key;
}

async function isAnyNew(known: ReadonlySet<string>, { desired, session }: KeyRun): Promise<boolean> {
  const { keys } = await listKeys(session, (name) => name === nameOfNew(desired));
  return keys.some(({ id, isActive }) => isActive && !known.has(id));
}

function warnOfOther({ session }: KeyRun): void {
  session.log.warning(
    "Sentry's response to a create request was lost, and this server ignores the ID that the request carries. " +
      `An unused duplicate may exist: see ${keysPage(session)}.`,
  );
}
