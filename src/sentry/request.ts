import { Failure } from '../failure.ts';
import type { ClientKey } from '../model/client-key.ts';
import { addressOf, isSlug, projectOf } from '../model/base-url.ts';
import { explainNoResponse } from '../net/explain.ts';
import { type HttpRequest, type HttpResponse, type HttpResult, NoResponse } from '../net/http.ts';
import { asObject, isNumber, isString, isText, parseJson } from '../net/json.ts';
import { isSuccess } from '../net/retrying-client.ts';
import { quote } from '../text.ts';
import { readClientKey } from './key-answer.ts';
import { explainRefusal, explainUnreadable, type SentryQuestion } from './refusals.ts';
import type { Masked, OrganizationSession, Session } from './session.ts';

type IsRetryable = (result: HttpResult) => boolean;

/**
 * Sends a request to Sentry; all requests to Sentry pass through here.
 *
 * @param path what follows `/api/0/`
 */
export function send(
  { client, baseUrl, token, userAgent, headers }: OrganizationSession,
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
        ...headers,
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
 * Sentry answers every call for a renamed project with 302 and does nothing. It is followed by hand, once, since a
 * client that follows by itself turns a POST into a GET.
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
  const slug = session.isRenamed ? undefined : newSlugIn(result, baseUrl);
  if (slug === undefined || slug === project) return result;
  log.warning(
    `The project ${projectOf(session)} was renamed to ${quote(slug)}, which is used this time. Set ` +
      `project: ${slug} in the workflow.`,
  );
  session.isRenamed = true;
  session.project = slug;
  return sendOnce();
}

/**
 * The slug that a project was renamed to, from the 302 that Sentry answers to any call for it:
 * `{"slug":…,"detail":{"extra":{"url":…,"slug":…}}}`, with the new path in `Location`. The scheme there does not
 * matter: behind a proxy, a server may write http for its own https address.
 *
 * @returns `undefined` for every other response, and for one that leads to another host
 */
function newSlugIn(result: HttpResult, baseUrl: URL): string | undefined {
  if (result instanceof NoResponse || result.status !== 302) return undefined;
  const detail = asObject(asObject(parseJson(result.body))['detail']);
  const { slug } = asObject(detail['extra']);
  const target = URL.parse(result.headers.location ?? '', baseUrl.href);
  return target?.host === baseUrl.host && isString(slug) && isSlug(slug) ? slug : undefined;
}

/**
 * What is asked about the session's project.
 *
 * @param name of the key or the project that the verb is about, as it is shown
 */
export function questionOf({ baseUrl, org, project }: Session, verb: string, name?: string): SentryQuestion {
  return { verb, name, baseUrl, org, project };
}

/** @throws {Failure} when there is no response, or one that is no success */
export function successOf(result: HttpResult, question: SentryQuestion): HttpResponse {
  if (result instanceof NoResponse) throw explainNoResponse(result, question, 'url or region');
  if (!isSuccess(result)) throw explainRefusal(result, question);
  return result;
}

/** @throws {Failure} when there is no success with JSON in it */
export function jsonOf(result: HttpResult, question: SentryQuestion): unknown {
  const response = successOf(result, question);
  const json = parseJson(response.body);
  if (json === undefined) throw explainUnreadable(response, question, 'JSON');
  return json;
}

/**
 * @param doing the beginning of an error
 * @throws {Failure} when there is no success with a client key in it
 */
export function keyOf(session: Session, result: HttpResult, question: SentryQuestion, doing: string): ClientKey {
  const key = readMasked(session, jsonOf(result, question), doing);
  requireOwn(session, key.projectId);
  return key;
}

/**
 * Checks, if the session's project was given by its ID, that a key belongs to it: Sentry prefers the project that has
 * this number as its slug.
 *
 * @param projectId of the key
 * @throws {Failure} when it belongs to another project
 */
export function requireOwn({ project }: Session, projectId: unknown): void {
  const id = isNumber(projectId) || isString(projectId) ? String(projectId) : '';
  if (id === project || !/^\d+$/.test(id) || !/^\d+$/.test(project)) return;
  throw new Failure(
    `The project ${project} is not the one with this ID: Sentry answered with a client key of the project with the ID ` +
      `${id}, whose slug is ${project}. Set project to the slug of the project that you mean, or to ${id}.`,
  );
}

/**
 * Reads one client key from a part of an answer. Its secrets are masked first: a server may repeat them in any answer
 * to come.
 *
 * @param doing the beginning of an error
 * @throws {Failure} when it is no client key
 */
export function readMasked({ log, masked }: OrganizationSession, answer: unknown, doing: string): ClientKey {
  for (const secret of secretsIn(answer, masked)) log.mask(secret);
  return readClientKey(answer, doing);
}

/** The status of a response, 0 if there is none. */
export function statusOf(result: HttpResult): number {
  return result instanceof NoResponse ? 0 : result.status;
}

/**
 * Everything in an answer that must not be shown in a log. It is found without trusting the shape of the answer, so it
 * can be masked before the answer is checked.
 *
 * @param masked what is among it
 */
export function secretsIn(answer: unknown, masked: Masked): string[] {
  const { secret, public: publicKey, id, dsn: endpoints } = asObject(answer);
  const dsn = asObject(endpoints);
  // GlitchTip shows the ID with dashes, and leaves them out in addresses.
  const carriers = [publicKey, id].filter(isText).flatMap((one) => [one, one.replaceAll('-', '')]);
  return [
    ...(isText(secret) ? [secret] : []),
    ...Object.values(dsn)
      .filter(isText)
      .filter(
        (address) =>
          (isText(secret) && address.includes(secret)) ||
          (URL.parse(address)?.password ?? '') !== '' ||
          (masked !== 'secrets' && address === dsn['public']) ||
          (masked === 'endpoints' && carriers.some((carrier) => address.includes(carrier))),
      ),
  ];
}
