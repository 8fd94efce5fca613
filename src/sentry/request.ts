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
 * Sends a request to Sentry. All requests to Sentry pass through here.
 *
 * @param path the part after `/api/0/`
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
 * Sends a request about the keys of the session's project.
 *
 * Sentry answers every call for a renamed project with 302 and does nothing. The redirect is followed here, once,
 * because an HTTP client that follows it turns a POST into a GET.
 *
 * @param path the part after `…/keys/`
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
 * The new slug of a renamed project. Sentry answers any call for it with 302, the new path in `Location`, and this
 * body: `{"slug":…,"detail":{"extra":{"url":…,"slug":…}}}`. The scheme in `Location` is ignored, because a server
 * behind a proxy can write http for its own https address.
 *
 * @returns `undefined` for every other response, and for a redirect to another host
 */
function newSlugIn(result: HttpResult, baseUrl: URL): string | undefined {
  if (result instanceof NoResponse || result.status !== 302) return undefined;
  const detail = asObject(asObject(parseJson(result.body))['detail']);
  const { slug } = asObject(detail['extra']);
  const target = URL.parse(result.headers.location ?? '', baseUrl.href);
  return target?.host === baseUrl.host && isString(slug) && isSlug(slug) ? slug : undefined;
}

/**
 * Describes a request about the session's project for an error.
 *
 * @param name to show for the key or project that the verb is about
 */
export function questionOf({ baseUrl, org, project }: Session, verb: string, name?: string): SentryQuestion {
  return { verb, name, baseUrl, org, project };
}

/** @throws {Failure} when there is no response, or an unsuccessful one */
export function successOf(result: HttpResult, question: SentryQuestion): HttpResponse {
  if (result instanceof NoResponse) throw explainNoResponse(result, question, 'url or region');
  if (!isSuccess(result)) throw explainRefusal(result, question);
  return result;
}

/** @throws {Failure} when there is no successful response with JSON */
export function jsonOf(result: HttpResult, question: SentryQuestion): unknown {
  const response = successOf(result, question);
  const json = parseJson(response.body);
  if (json === undefined) throw explainUnreadable(response, question, 'JSON');
  return json;
}

/**
 * @param doing the beginning of an error
 * @throws {Failure} when there is no successful response with a client key, or the key belongs to another project
 */
export function keyOf(session: Session, result: HttpResult, question: SentryQuestion, doing: string): ClientKey {
  const key = readMasked(session, jsonOf(result, question), doing);
  requireOwn(session, key.projectId);
  return key;
}

/**
 * If the session's project was given by its ID, checks that a key belongs to it. Sentry prefers a project that has this
 * number as its slug.
 *
 * @param projectId of the key
 * @throws {Failure} when the key belongs to another project
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
 * Reads one client key from a part of an answer. Masks its secrets first, because a server can repeat them in any later
 * answer.
 *
 * @param doing the beginning of an error
 * @throws {Failure} when it is not a client key
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
 * Finds everything in an answer that must not appear in a log. It does not trust the shape of the answer, so secrets
 * can be masked before the answer is checked.
 *
 * @param masked how much of a key to mask
 */
export function secretsIn(answer: unknown, masked: Masked): string[] {
  const { secret, public: publicKey, id, dsn: endpoints } = asObject(answer);
  const dsn = asObject(endpoints);
  // GlitchTip's IDs have dashes, but its addresses omit them.
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
