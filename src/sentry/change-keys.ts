import { Failure } from '../failure.ts';
import type { ClientKey } from '../keys/client-key.ts';
import type { KeyPatch } from '../keys/drift.ts';
import { NoResponse } from '../net/http.ts';
import { isTransient } from '../net/retrying-client.ts';
import { quote } from '../text.ts';
import { LOADER_MEMBERS } from './client-key.ts';
import { keyOf, questionOf, sendAboutKeys, statusOf, successOf } from './request.ts';
import type { Session } from './session.ts';

/**
 * Reads one key; `undefined` when it is not there.
 *
 * @throws {Failure} when Sentry refuses, or cannot be reached in the time there is
 */
export async function getKey(session: Session, id: string): Promise<ClientKey | undefined> {
  const result = await sendAboutKeys(session, 'GET', `${id}/`, isTransient);
  if (statusOf(result) === 404) return undefined;
  const question = questionOf(session, 'look at the client key');
  const key = await keyOf(session, result, question, 'Sentry was asked for a client key, but');
  return requireSame(key, id);
}

/**
 * Changes a key.
 *
 * @returns the key as it is then, or `undefined` when it is gone
 * @throws {Failure} when Sentry refuses, or cannot be reached in the time there is
 */
export async function updateKey(
  session: Session,
  key: ClientKey,
  patch: KeyPatch,
): Promise<ClientKey | undefined> {
  const body = updateBody(patch, key);
  const result = await sendAboutKeys(session, 'PUT', `${key.id}/`, isTransient, body);
  if (statusOf(result) === 404) return undefined;
  const question = questionOf(session, `change the client key ${quote(key.name)}`);
  const changed = await keyOf(session, result, question, 'Sentry changed the client key, but');
  return requireSame(changed, key.id);
}

/**
 * Deletes a key; one that is already gone counts as deleted.
 *
 * @returns the error when the token may not, `undefined` when the key is deleted
 * @throws {Failure} when Sentry refuses, or cannot be reached in the time there is
 */
export async function deleteKey(session: Session, key: ClientKey): Promise<Failure | undefined> {
  const result = await sendAboutKeys(session, 'DELETE', `${key.id}/`, isTransient);
  if (statusOf(result) === 404) return undefined;
  const asked = questionOf(session, `delete the client key ${quote(key.name)}`);
  const question = { ...asked, isDelete: true };
  if (!(result instanceof NoResponse) && result.status === 403) {
    const { explainRefusal } = await import('./refusals.ts');
    return explainRefusal(result, question);
  }
  await successOf(result, question);
  return undefined;
}

/** @throws {Failure} when an answer is about another key than the one that was asked about */
function requireSame(key: ClientKey, id: string): ClientKey {
  if (key.id === id) return key;
  throw new Failure(
    `Sentry was asked about the client key ${id}, but its answer is about ${key.id}. Check that url ` +
      'is the address of a Sentry server.',
  );
}

/** Only what changes; Sentry merges the options of the loader one by one. */
function updateBody({ sdkVersion, loader, ...patch }: KeyPatch, key: ClientKey): object {
  // Sentry resets the version to the project's default when a PUT does not name it.
  const browserSdkVersion = sdkVersion ?? key.sdkVersion;
  const switched = [...(loader ?? [])].map(([option, on]) => [LOADER_MEMBERS[option], on] as const);
  return {
    ...patch,
    ...(browserSdkVersion !== undefined && { browserSdkVersion }),
    ...(loader && { dynamicSdkLoaderOptions: Object.fromEntries(switched) }),
  };
}
