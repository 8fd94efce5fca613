import { Failure } from '../failure.ts';
import type { ClientKey } from '../keys/client-key.ts';
import { createKey, type CreateResult } from '../sentry/create.ts';
import { type Listing, listKeys } from '../sentry/list-keys.ts';
import type { KeyRun } from './key-run.ts';
import type { Finding } from './look.ts';
import { VISIBILITY_DELAY_MS } from './visibility.ts';

/**
 * Creates exactly one key. A create whose answer was lost is never simply sent again: the project's
 * keys tell whether it was done, and only where it was not is it sent again.
 *
 * Where the look listed the keys of the name, a key that is not among them is new. Where it did not,
 * the server's clock tells what is older than the request, to the second.
 *
 * @returns the key of this run, which is also in `run.progress`
 * @throws {Failure} when it was not created, or when nobody can tell; `run.progress` says which
 */
export async function createOnce({ knownIds }: Finding, run: KeyRun): Promise<ClientKey> {
  const { desired, session } = run;
  const sentAt = session.clock.now();
  let known = knownIds;
  for (let attempt = 1; ; attempt++) {
    const answer = await tryToCreate(run);
    if ('created' in answer) {
      if (known?.has(answer.created.id) === true) throw notNew(answer.created);
      return own(answer.created, run);
    }

    const { unconfirmed, result } = answer;
    if (desired.name === undefined) {
      throw withReason(unconfirmed, 'Without a name, a new client key cannot be recognized.');
    }
    const next = 'looking whether the key is there';
    if (!(await session.client.wait(result, attempt, next, VISIBILITY_DELAY_MS))) throw unconfirmed;

    const listing = await listKeys(session, desired.name);
    const candidates = newKeysIn(listing, known, sentAt);
    const [only, ...others] = candidates ?? [];
    if (candidates === undefined || others.length > 0) {
      throw withReason(unconfirmed, 'Which client key of this name is new cannot be told.');
    }
    if (only !== undefined) return own(only, run);
    known = new Set(listing.keys.map(({ id }) => id));
  }
}

/** Sends one create. A refusal says nothing about an earlier one whose answer was lost. */
async function tryToCreate({
  desired,
  session,
  progress,
}: KeyRun): Promise<CreateResult<ClientKey>> {
  const before = progress.keyCreated;
  progress.keyCreated = 'maybe';
  try {
    return await createKey(session, desired);
  } catch (error) {
    progress.keyCreated = before;
    throw error;
  }
}

function own(key: ClientKey, { progress }: KeyRun): ClientKey {
  progress.keyCreated = 'yes';
  progress.key = key;
  return key;
}

function notNew({ id }: ClientKey): Failure {
  return new Failure(
    `Sentry was asked to create a client key, and answered with one that was already there (${id}). ` +
      'Check that url is the address of a Sentry server.',
  );
}

function withReason({ message, cause }: Failure, reason: string): Failure {
  return new Failure(`${message} ${reason}`, { cause });
}

/**
 * The active keys that cannot have been there before: not listed then or, where nothing was listed,
 * not older than the request by the server's clock. This machine's clock only measures how long
 * before the listing the request was sent.
 *
 * @returns undefined when nothing tells
 */
function newKeysIn(
  { keys, askedAt, serverTime }: Listing,
  knownIds: ReadonlySet<string> | undefined,
  sentAt: number,
): ClientKey[] | undefined {
  const active = keys.filter(({ isActive }) => isActive);
  if (knownIds !== undefined) return active.filter(({ id }) => !knownIds.has(id));
  if (active.length === 0) return [];
  if (serverTime === undefined) return undefined;
  if (active.some(({ dateCreated }) => dateCreated === undefined)) return undefined;
  const sentBy = serverTime - (askedAt - sentAt);
  return active.filter(({ dateCreated = 0 }) => dateCreated >= sentBy);
}
