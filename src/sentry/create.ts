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

/** A create that may or may not have been done. */
interface Unconfirmed {
  /** The error to throw if that cannot be found out. */
  readonly unconfirmed: Failure;
  readonly result: HttpResult;
}

/** What a create made, or that it is unconfirmed. */
export type CreateResult<T> = { readonly created: T } | Unconfirmed;

/**
 * Creates a key. Sends again only what certainly was not done. A limit of `null` stays out: Sentry's create refuses it
 * with 400, although its documentation takes null for no limit, and a key without the member has none.
 *
 * @param id of the new key: 32 hex digits, lower case. Sentry takes it as `public`, which its documentation does not
 *   name, and creates nothing if there is such a key (sentry/api/serializers, `ProjectKeyPostSerializer`; the column is
 *   unique). A server may ignore it.
 * @throws {Failure} when it certainly was not created
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
 * What came of a create.
 *
 * @param read finds what was created in the result
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

/** Whether a create may have been done although it was not answered as such. */
function maybeDone(result: HttpResult): boolean {
  if (result instanceof NoResponse) return result.maybeReceived;
  // A proxy answers 408 for a server that it may have reached.
  return isSuccess(result) || result.status >= 500 || result.status === 408;
}

/** Characters; Sentry's own bound. */
const MAX_PROJECT_NAME = 50;

/**
 * Creates the session's project. Sends again only what certainly was not done.
 *
 * @returns if the slug may be in use, Sentry's words and the status, as the end of a sentence
 * @throws {Failure} when it certainly was not created
 */
export async function createProject(
  session: Session,
  { team, platform }: DesiredProject,
): Promise<CreateResult<'new'> | { readonly conflict: string }> {
  const { org, project } = session;
  const result = await send(session, 'POST', `teams/${org}/${team}/projects/`, isNotMade, {
    name: project.slice(0, MAX_PROJECT_NAME),
    // Without it Sentry makes one up, and a repeat makes a second project.
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

/** Whether the slug is in use. Other conflicts pass, such as "Max allowed ID retry reached. Please try again in a second". */
function isTaken(result: HttpResult): result is HttpResponse {
  return !(result instanceof NoResponse) && result.status === 409 && !/try again/i.test(result.body);
}
