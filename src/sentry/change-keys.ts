import { Failure } from '../failure.ts';
import type { ClientKey } from '../model/client-key.ts';
import type { KeyPatch } from '../model/drift.ts';
import { type HttpResult, NoResponse } from '../net/http.ts';
import { asObject, isNumber, parseJson } from '../net/json.ts';
import { isTransient } from '../net/retrying-client.ts';
import { quote } from '../text.ts';
import { LOADER_MEMBERS } from './key-answer.ts';
import { keyOf, questionOf, sendAboutKeys, statusOf, successOf } from './request.ts';
import type { Session } from './session.ts';

/**
 * Reads one key; `undefined` if it does not exist.
 *
 * @throws {Failure} when Sentry refuses, or cannot be reached in time
 */
export async function getKey(session: Session, id: string): Promise<ClientKey | undefined> {
  const result = await sendAboutKeys(session, 'GET', `${id}/`, isTransient);
  if (statusOf(result) === 404) return undefined;
  const question = questionOf(session, 'look at the client key');
  const key = keyOf(session, result, question, 'Sentry was asked for a client key, but');
  return requireSame(key, id);
}

/**
 * @returns the key after the change, or `undefined` if it is gone
 * @throws {Failure} when Sentry refuses, or cannot be reached in time
 */
export async function updateKey(session: Session, key: ClientKey, patch: KeyPatch): Promise<ClientKey | undefined> {
  const put = (sdkVersion: string | undefined) =>
    sendAboutKeys(session, 'PUT', `${key.id}/`, isTransient, updateBody(patch, sdkVersion));
  // Servers from before September 2026 reset the version to the project's default if a PUT omits it.
  const first = await put(patch.sdkVersion ?? key.sdkVersion);
  // Sentry refuses a version that it no longer offers, even if the key already has it.
  const isRefused = patch.sdkVersion === undefined && isAboutVersion(first);
  const result = isRefused ? await put(undefined) : first;
  if (statusOf(result) === 404) return undefined;
  const question = questionOf(session, 'change the client key', quote(key.name));
  const changed = keyOf(session, result, question, 'Sentry changed the client key, but');
  return requireSame(changed, key.id);
}

/**
 * Deletes a key. A key that is already gone is treated as deleted.
 *
 * @returns `undefined` if the key is deleted, or the error if the token is not allowed to delete it
 * @throws {Failure} when Sentry refuses, or cannot be reached in time
 */
export async function deleteKey(session: Session, key: ClientKey): Promise<Failure | undefined> {
  const result = await sendAboutKeys(session, 'DELETE', `${key.id}/`, isTransient);
  if (statusOf(result) === 404) return undefined;
  const question = questionOf(session, 'delete the client key', quote(key.name));
  try {
    successOf(result, { ...question, isDelete: true });
    return undefined;
  } catch (error) {
    if (error instanceof Failure && statusOf(result) === 403) return error;
    throw error;
  }
}

/** @throws {Failure} when the answer is about a different key than the request */
function requireSame(key: ClientKey, id: string): ClientKey {
  if (key.id === id) return key;
  throw new Failure(
    `Sentry was asked about the client key ${id}, but its answer is about ${key.id}. Check that url ` +
      'is the address of a Sentry server.',
  );
}

/** Whether a server refused a PUT because of its SDK version. */
function isAboutVersion(result: HttpResult): boolean {
  if (result instanceof NoResponse || result.status !== 400) return false;
  return 'browserSdkVersion' in asObject(parseJson(result.body));
}

/** Contains only changes, because Sentry merges the loader options one by one. */
function updateBody({ name, isActive, rateLimit, loader }: KeyPatch, browserSdkVersion: string | undefined): object {
  const switched = [...(loader ?? [])].map(([option, on]) => [LOADER_MEMBERS[option], on] as const);
  // JSON omits undefined members.
  return {
    ...{ name, isActive, rateLimit, browserSdkVersion },
    ...(loader && { dynamicSdkLoaderOptions: Object.fromEntries(switched) }),
  };
}

/** Seconds. A key that received an error event within this time is in use. */
const IN_USE = 7 * 24 * 3600;

/**
 * How many error events a key received in the 7 days before a moment, including dropped ones. Sentry counts by whole
 * days (UTC), so all of the first day is included. Transactions and replays are not included.
 *
 * The endpoint is not part of the public API. The page of a key in Sentry's settings uses it to draw a chart
 * (sentry/api/endpoints/project_key_stats).
 *
 * @param serverTime the moment, in milliseconds since the epoch
 * @returns `unavailable` if the server has no such figures or does not let the token see them (400, 403, 404),
 *   `unknown` if it could not be reached or its answer cannot be read
 */
export async function recentEvents(
  session: Session,
  id: string,
  serverTime: number,
): Promise<number | 'unavailable' | 'unknown'> {
  const until = Math.floor(serverTime / 1000);
  const since = until - IN_USE;
  const query = `since=${since}&until=${until}&resolution=1d`;
  const result = await sendAboutKeys(session, 'GET', `${id}/stats/?${query}`, isTransient);
  if (result instanceof NoResponse) return 'unknown';
  if ([400, 403, 404].includes(result.status)) return 'unavailable';
  const days = result.status === 200 ? parseJson(result.body) : undefined;
  if (!Array.isArray(days)) return 'unknown';
  const totals = days.map((day: unknown) => asObject(day)['total']);
  if (!totals.every(isNumber)) return 'unknown';
  return totals.reduce((sum, total) => sum + total, 0);
}
