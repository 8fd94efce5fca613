import { Failure } from '../failure.ts';
import type { ClientKey } from '../keys/client-key.ts';
import type { DesiredKey } from '../keys/desired-key.ts';
import { asObject, parseJson } from '../net/json.ts';
import { type HttpResult, NoResponse } from '../net/http.ts';
import { isSurelyNotDone } from '../net/retrying-client.ts';
import { keyOf, questionOf, sendAboutKeys } from './request.ts';
import type { Session } from './session.ts';

/** A create of which nobody knows whether it was done. */
interface Unconfirmed {
  /** What is told where that cannot be found out. */
  readonly unconfirmed: Failure;
  readonly result: HttpResult;
}

/** What a create made, or that it is unconfirmed. */
export type CreateResult<T> = { readonly created: T } | Unconfirmed;

/** What a create of a key made; or that the server does not let a create name the ID. */
export type KeyCreateResult = CreateResult<ClientKey> | { readonly refusesId: true };

/**
 * Creates a key. Sends again only what certainly was not done.
 *
 * @param id that the key is to have: 32 hex digits, lower case. Sentry takes it as `public`, which its
 *   documentation does not name, and makes nothing where there is such a key (sentry/api/serializers,
 *   `ProjectKeyPostSerializer`; the column is unique). A server may ignore it.
 * @throws {Failure} when it certainly was not created
 */
export async function createKey(
  session: Session,
  desired: Pick<DesiredKey, 'name' | 'rateLimit' | 'useCase'>,
  id: string | undefined,
): Promise<KeyCreateResult> {
  const body = createBody(desired, id);
  const result = await sendAboutKeys(session, 'POST', '', isSurelyNotDone, body);
  if (id !== undefined && isAboutId(result)) return { refusesId: true };
  const question = questionOf(session, 'create a client key');
  return createResultOf(result, () => keyOf(session, result, question, 'Sentry answered, but'));
}

/**
 * Only what was asked. A limit of `null` stays out: Sentry's create refuses it with 400, although
 * its documentation says that null means no limit, and a key without the member has none.
 */
function createBody(
  { name, rateLimit, useCase }: Parameters<typeof createKey>[1],
  id: string | undefined,
): object {
  return {
    ...(id !== undefined && { public: id }),
    // GlitchTip of 2022 takes the name by the other word only, which Sentry ignores.
    ...(name !== undefined && { name, label: name }),
    ...(rateLimit != null && { rateLimit }),
    ...(useCase !== undefined && { useCase }),
  };
}

/** Whether a refusal complains about the ID. */
function isAboutId(result: HttpResult): boolean {
  if (result instanceof NoResponse || result.status !== 400) return false;
  return asObject(parseJson(result.body))['public'] !== undefined;
}

/**
 * What came of a create.
 *
 * @param read finds what was created in the result
 * @throws {Failure} when it certainly was not created
 */
export async function createResultOf<T>(
  result: HttpResult,
  read: () => Promise<T>,
): Promise<CreateResult<T>> {
  try {
    return { created: await read() };
  } catch (error) {
    if (error instanceof Failure && maybeDone(result)) return { unconfirmed: error, result };
    throw error;
  }
}

/** Whether a create may have been done although it was not answered as such. */
function maybeDone(result: HttpResult): boolean {
  if (result instanceof NoResponse) return result.maybeReceived;
  // A proxy answers 408 for a server that it may have reached.
  return result.status < 300 || result.status >= 500 || result.status === 408;
}
