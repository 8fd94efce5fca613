import type { ClientKey } from '../keys/client-key.ts';
import { addressOf } from '../net/base-url.ts';
import { type HttpRequest, type HttpResponse, type HttpResult, NoResponse } from '../net/http.ts';
import { parseJson } from '../net/json.ts';
import { quote } from '../text.ts';
import { readClientKey } from './client-key.ts';
import type { SentryQuestion } from './refusals.ts';
import { secretsIn } from './secrets.ts';
import type { OrganizationSession, Session } from './session.ts';

type IsRetryable = (result: HttpResult) => boolean;

/**
 * The one place where requests to Sentry are made.
 *
 * @param path what follows `/api/0/`
 */
export function send(
  { client, baseUrl, token, userAgent }: OrganizationSession,
  method: HttpRequest['method'],
  path: string,
  isRetryable: IsRetryable,
  body?: object,
): Promise<HttpResult> {
  return client.request(
    {
      method,
      url: new URL(`${addressOf(baseUrl)}/api/0/${path}`),
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${token}`,
        'user-agent': userAgent,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    },
    isRetryable,
  );
}

/**
 * A request about the keys of the session's project.
 *
 * Sentry answers every call for a renamed project with 302 and does nothing. It is followed by hand,
 * once, since a client that follows by itself turns a POST into a GET.
 *
 * @param path what follows `…/keys/`
 */
export async function sendAboutKeys(
  session: Session,
  method: HttpRequest['method'],
  path: string,
  isRetryable: IsRetryable,
  body?: object,
): Promise<HttpResult> {
  const { org, project, baseUrl, log } = session;
  const sendOnce = (): Promise<HttpResult> =>
    send(session, method, `projects/${org}/${session.project}/keys/${path}`, isRetryable, body);
  const result = await sendOnce();
  if (result instanceof NoResponse || result.status !== 302 || session.isRenamed) return result;
  const { newSlugIn } = await import('./rename.ts');
  const slug = newSlugIn(result, baseUrl);
  if (slug === undefined || slug === project) return result;
  log.warning(
    `The project ${org}/${project} was renamed to ${quote(slug)}. It is used this time; write ` +
      `project: ${slug} into the workflow.`,
  );
  session.isRenamed = true;
  session.project = slug;
  return sendOnce();
}

/** What is asked about the session's project. */
export function questionOf({ baseUrl, org, project }: Session, verb: string): SentryQuestion {
  return { verb, baseUrl, org, project };
}

/**
 * What a refusal means is loaded only when there is one.
 *
 * @throws {Failure} when there is no response, or one that is no success
 */
export async function successOf(
  result: HttpResult,
  question: SentryQuestion,
): Promise<HttpResponse> {
  if (result instanceof NoResponse) {
    const { explainNoResponse } = await import('../net/explain.ts');
    throw explainNoResponse(result, question, 'url or region');
  }
  if (isSuccess(result)) return result;
  const { explainRefusal } = await import('./refusals.ts');
  throw explainRefusal(result, question);
}

/** @throws {Failure} when there is no success with JSON in it */
export async function jsonOf(result: HttpResult, question: SentryQuestion): Promise<unknown> {
  const response = await successOf(result, question);
  const json = parseJson(response.body);
  if (json !== undefined) return json;
  const { explainUnreadable } = await import('./web-page.ts');
  throw explainUnreadable(response, question);
}

/**
 * @param doing the beginning of an error
 * @throws {Failure} when there is no success with a client key in it
 */
export async function keyOf(
  session: Session,
  result: HttpResult,
  question: SentryQuestion,
  doing: string,
): Promise<ClientKey> {
  return readMasked(session, await jsonOf(result, question), doing);
}

/**
 * Reads one client key out of a part of an answer. Its secrets are masked first: a server may repeat
 * them in any answer to come.
 *
 * @param doing the beginning of an error
 * @throws {Failure} when it is no client key
 */
export function readMasked(
  { log, masked }: OrganizationSession,
  answer: unknown,
  doing: string,
): ClientKey {
  for (const secret of secretsIn(answer, masked)) log.mask(secret);
  return readClientKey(answer, doing);
}

export function isSuccess(result: HttpResult): boolean {
  const status = statusOf(result);
  return status >= 200 && status <= 299;
}

/** The status of a response, 0 where there is none. */
export function statusOf(result: HttpResult): number {
  return result instanceof NoResponse ? 0 : result.status;
}
