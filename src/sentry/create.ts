import { Failure } from '../failure.ts';
import type { ClientKey } from '../model/client-key.ts';
import type { DesiredKey, DesiredProject } from '../model/desired-key.ts';
import { asAnswered } from '../net/explain.ts';
import { type HttpResponse, type HttpResult, NoResponse } from '../net/http.ts';
import { asObject, isString } from '../net/json.ts';
import { isSuccess, isSurelyNotDone } from '../net/retrying-client.ts';
import { quote } from '../text.ts';
import { detailIn } from './refusals.ts';
import { jsonOf, keyOf, questionOf, send, sendAboutKeys, statusOf } from './request.ts';
import type { Session } from './session.ts';

/** A create request that might have succeeded. */
interface Unconfirmed {
  /** The error to throw if that cannot be determined. */
  readonly unconfirmed: Failure;
  readonly result: HttpResult;
}

/** The created object, or an unconfirmed request. */
export type CreateResult<T> = { readonly created: T } | Unconfirmed;

/**
 * Creates a key. Retries only if the key certainly was not created. A limit of `null` is omitted, because Sentry's
 * create refuses it with 400 although its documentation allows null for no limit. A key created without the member has
 * no limit.
 *
 * @param id of the new key: 32 lower-case hex digits. Sentry accepts it as `public`, a member that its documentation
 *   omits. It creates nothing if a key with this ID exists, because the column is unique (sentry/api/serializers,
 *   `ProjectKeyPostSerializer`). A server can ignore it.
 * @throws {Failure} when the key certainly was not created
 */
export async function createKey(
  session: Session,
  { name, rateLimit, useCase }: Partial<Pick<DesiredKey, 'name' | 'rateLimit' | 'useCase'>>,
  id: string,
): Promise<CreateResult<ClientKey>> {
  const body = {
    public: id,
    ...(name !== undefined && { name }),
    ...(rateLimit != null && { rateLimit }),
    ...(useCase !== undefined && { useCase }),
  };
  const result = await sendAboutKeys(session, 'POST', '', isSurelyNotDone, body);
  const question = questionOf(session, 'create a client key');
  return createResultOf(result, () => keyOf(session, result, question, 'Sentry answered, but'));
}

/**
 * Decides whether a create request succeeded, failed or is unconfirmed.
 *
 * @param read extracts the created object from the result
 * @throws {Failure} when it certainly was not created
 */
function createResultOf<T>(result: HttpResult, read: () => T): CreateResult<T> {
  try {
    return { created: read() };
  } catch (error) {
    if (error instanceof Failure && maybeDone(result)) return { unconfirmed: error, result };
    throw error;
  }
}

/** Whether a create request might have succeeded although its answer does not confirm it. */
function maybeDone(result: HttpResult): boolean {
  if (result instanceof NoResponse) return result.maybeReceived;
  // A proxy can answer 408 even after the request reached the server.
  return isSuccess(result) || result.status >= 500 || result.status === 408;
}

/** In characters. This is Sentry's limit. */
const MAX_PROJECT_NAME = 50;

/**
 * Creates the session's project. Retries only if it certainly was not created.
 *
 * @returns `conflict` if the slug might be in use, with Sentry's words and the status, as the end of a sentence
 * @throws {Failure} when it certainly was not created
 */
export async function createProject(
  session: Session,
  { team, platform }: DesiredProject,
): Promise<CreateResult<'new'> | { readonly conflict: string }> {
  const { org, project } = session;
  const result = await send(session, 'POST', `teams/${org}/${team}/projects/`, isNotMade, {
    name: project.slice(0, MAX_PROJECT_NAME),
    // Without a slug, Sentry makes one up, and a retry would create a second project.
    slug: project,
    ...(platform !== undefined && { platform }),
  });
  if (isTaken(result)) return { conflict: asAnswered(detailIn(result.body), result.status) };
  const question = { ...questionOf(session, 'create the project', project), team };
  const answer = createResultOf(result, () => asObject(jsonOf(result, question))['slug']);
  if ('unconfirmed' in answer) return answer;
  if (answer.created === project) return { created: 'new' };
  throw new Failure(
    `Sentry was asked to create the project ${project}, but its answer is about ` +
      `${isString(answer.created) ? quote(answer.created) : 'no project'}. Look at the ` +
      `organization's projects, and create ${project} by hand.`,
  );
}

function isNotMade(result: HttpResult): boolean {
  return isSurelyNotDone(result) || (statusOf(result) === 409 && !isTaken(result));
}

/**
 * Whether the slug is in use. Other conflicts are temporary, such as "Max allowed ID retry reached. Please try again in
 * a second".
 */
function isTaken(result: HttpResult): result is HttpResponse {
  return !(result instanceof NoResponse) && result.status === 409 && !/try again/i.test(result.body);
}
