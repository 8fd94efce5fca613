import { Failure } from '../failure.ts';
import type { ClientKey } from '../keys/client-key.ts';
import { getKey } from '../sentry/change-keys.ts';
import { createKey, type KeyCreateResult } from '../sentry/create.ts';
import { listKeys } from '../sentry/list-keys.ts';
import { isSuccess } from '../sentry/request.ts';
import { keysPage } from '../sentry/session.ts';
import type { KeyRun } from './key-run.ts';
import type { Finding } from './look.ts';

/**
 * Creates exactly one key. The create carries an ID of this run, which is unique at the server. So after a
 * lost answer, asking for that ID tells whether it was done, and sending it again cannot make a second key.
 *
 * A server may ignore the ID (GlitchTip does), and then never finds it. So a run that has listed the keys
 * of its name lists them again before it sends another create: a new one among them is the one to share,
 * whoever created it.
 *
 * @returns the key of this run, which is also in `run.progress`; `undefined` where there is one to share
 * @throws {Failure} when it was not created, or when nobody can tell; `run.progress` says which
 */
export async function createOnce(
  { knownIds }: Finding,
  run: KeyRun,
): Promise<ClientKey | undefined> {
  const { session, newKeyId, progress } = run;
  let id: string | undefined = newKeyId;
  for (let attempt = 1; ; attempt++) {
    const isInDoubt = progress.keyCreated === 'maybe';
    const answer = await tryToCreate(run, id);
    if ('refusesId' in answer) {
      id = undefined;
      continue;
    }
    if ('created' in answer) {
      const { created } = answer;
      if (knownIds?.has(created.id) === true) throw notNew(created);
      if (isInDoubt && created.id !== id) warnOfOther(run);
      return own(created, run);
    }

    const { unconfirmed, result } = answer;
    if (id === undefined && knownIds === undefined) {
      const reason = 'This server takes no IDs, so that a new client key cannot be recognized.';
      throw new Failure(`${unconfirmed.message} ${reason}`, { cause: unconfirmed.cause });
    }
    const next = 'looking whether the key is there';
    if (!(await session.client.wait(result, attempt, next))) throw unconfirmed;
    const found = id === undefined ? undefined : await getKey(session, id);
    if (found !== undefined) return own(found, run);
    if (knownIds !== undefined && (await isAnyNew(run, knownIds))) return undefined;
    // It was done, by a server that ignores the ID and whose answer cannot be read.
    if (isSuccess(result)) throw unconfirmed;
  }
}

/** Sends one create. A refusal says nothing about an earlier one whose answer was lost. */
async function tryToCreate(run: KeyRun, id: string | undefined): Promise<KeyCreateResult> {
  const { desired, session, progress } = run;
  const before = progress.keyCreated;
  progress.keyCreated = 'maybe';
  try {
    const answer = await createKey(session, desired, id);
    if (!('refusesId' in answer)) return answer;
    progress.keyCreated = before;
    return (await findEarlier(run, before)) ?? answer;
  } catch (error) {
    progress.keyCreated = before;
    const earlier = error instanceof Failure ? await findEarlier(run, before) : undefined;
    if (earlier === undefined) throw error;
    return earlier;
  }
}

/** The key of an earlier create whose answer was lost, where a later one was refused. */
async function findEarlier(
  { session, newKeyId }: KeyRun,
  before: KeyRun['progress']['keyCreated'],
): Promise<{ created: ClientKey } | undefined> {
  const found = before === 'maybe' ? await getKey(session, newKeyId) : undefined;
  return found && { created: found };
}

function own(key: ClientKey, { session, progress }: KeyRun): ClientKey {
  progress.keyCreated = 'yes';
  progress.key = key;
  progress.seenAt = session.clock.now();
  return key;
}

async function isAnyNew(
  { desired, session }: KeyRun,
  known: ReadonlySet<string>,
): Promise<boolean> {
  const { keys } = await listKeys(session, desired.name ?? '');
  return keys.some(({ id, isActive }) => isActive && !known.has(id));
}

function notNew({ id }: ClientKey): Failure {
  return new Failure(
    `Sentry was asked to create a client key, and answered with one that was already there (${id}). ` +
      'Check that url is the address of a Sentry server.',
  );
}

function warnOfOther({ session }: KeyRun): void {
  session.log.warning(
    'An answer to a create was lost, and this server does not take the ID that a create carries. So there ' +
      `may be another new client key, which nobody uses: see ${keysPage(session)}.`,
  );
}
