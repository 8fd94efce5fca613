import { Failure, NoProject } from '../failure.ts';
import { addressOf, isHosted, projectOf } from '../model/base-url.ts';
import { asAnswered, askedTo, failureAbout, type Question } from '../net/explain.ts';
import type { HttpResponse } from '../net/http.ts';
import { asObject, isString, parseJson } from '../net/json.ts';
import { quote } from '../text.ts';

/** A request to Sentry, described for an error. */
export interface SentryQuestion extends Question {
  readonly org: string;
  readonly project: string;
  /** The team for the new project, if the request creates one. */
  readonly team?: string;
  /** Whether the request is read-only. The step's next request might need a wider scope. */
  readonly isLook?: boolean;
  /** Whether the request deletes a key, which needs the widest scope. */
  readonly isDelete?: boolean;
}

/**
 * The error for an unsuccessful response, with advice. It depends on Sentry's statuses instead of its texts, because
 * the texts change between versions.
 */
export function explainRefusal(response: HttpResponse, question: SentryQuestion): Failure {
  const isWeb = isWebPage(response) && response.status < 500 && response.status !== 429;
  const isMissing = response.status === 404 && question.team === undefined && !isWeb && !isForeign(response);
  return failureAbout(
    question,
    (asked) => (isWeb ? aboutWebPage(response, asked) : aboutStatus(response, asked)),
    { unavailable: response.status === 429 || response.status >= 500 ? question.baseUrl : undefined },
    isMissing ? NoProject : Failure,
  );
}

/** The error for a success that cannot be read. The cause is nearly always an address that is not Sentry's. */
export function explainUnreadable(
  response: HttpResponse,
  question: SentryQuestion,
  expected: 'JSON' | 'a list',
): Failure {
  return failureAbout(question, (asked) =>
    isWebPage(response)
      ? aboutWebPage(response, asked)
      : `${addressOf(asked.baseUrl)} answered ${response.status} with something that is not ${expected} when ` +
        `it was asked to ${askedTo(asked)}. Check that url is the address of a Sentry server.`,
  );
}

function isWebPage({ body }: HttpResponse): boolean {
  return body.trimStart().startsWith('<');
}

function aboutWebPage({ status }: HttpResponse, question: SentryQuestion): string {
  return (
    `${addressOf(question.baseUrl)} answered with a web page (${status}) when it was asked to ` +
    `${askedTo(question)}. Check that url is the address of a Sentry server, with the path that it is ` +
    'served under, and that no proxy or log-in page is in front of it.'
  );
}

/**
 * Whether something in front of Sentry refused. Sentry itself gives a reason, except for an organization that does not
 * exist.
 */
function isForeign({ status, body }: HttpResponse): boolean {
  return detailIn(body) === '' && (status === 401 || status === 403 || (status === 404 && body.trim() !== ''));
}

function aboutForeign({ status, body }: HttpResponse, question: SentryQuestion): string {
  return (
    `${addressOf(question.baseUrl)} refused to ${askedTo(question)}${asAnswered(body.trim(), status)}, but not with an ` +
    'error of Sentry: something in front of it answered, such as a log-in proxy, a firewall or a router. Let the ' +
    `runner pass it${isHosted(question.baseUrl) ? '' : ', with the headers in SENTRY_CUSTOM_HEADERS,'} and check url.`
  );
}

function aboutStatus(response: HttpResponse, question: SentryQuestion): string {
  const { baseUrl, team } = question;
  const { status, body } = response;
  const asked = askedTo(question);
  const server = `Sentry at ${addressOf(baseUrl)}`;
  if (isForeign(response)) return aboutForeign(response, question);
  const detail = detailIn(body);
  const answered = asAnswered(detail, status);
  if (status >= 500) {
    return `${server} failed when it was asked to ${asked} (${status}). Run the job again later.`;
  }
  switch (status) {
    case 301:
    case 302:
    case 307:
    case 308:
      return (
        `${server} answered with a redirect${otherOrigin(response, baseUrl)} (${status}) when it was ` +
        `asked to ${asked}. It is not followed, to keep the token on this server. Check url and project, ` +
        'and that no log-in page is in front of Sentry.'
      );
    case 400:
      return (
        `Sentry refused to ${asked}: ${fieldMessagesIn(body)} (400).` +
        (team === undefined ? '' : ' Use another project, team or platform.')
      );
    case 401:
      return aboutToken(answered, body, question);
    case 403:
      // GlitchTip answers an invalid token with 403 instead of 401.
      return /^invalid token\b/i.test(detail)
        ? aboutToken(answered, body, question)
        : aboutScope(answered, detail, question);
    case 404:
      return aboutMissing(question);
    case 429:
      return `Sentry limits requests at the moment and did not ${asked} (429). Run the job again later.`;
    default:
      return (
        `${server} did not ${asked}${answered}. Check url, and any proxy or firewall between the runner ` +
        'and Sentry.'
      );
  }
}

function aboutToken(answered: string, body: string, { baseUrl, org }: SentryQuestion): string {
  return asObject(asObject(parseJson(body))['detail'])['code'] === 'sso-required'
    ? `Sentry requires single sign-on for ${org} before it accepts this token${answered}. ` +
        'Use the token of an internal integration, which belongs to the organization instead of a person.'
    : `Sentry at ${addressOf(baseUrl)} did not accept the token${answered}. Check that the token ` +
        'is copied whole, has not expired or been revoked, and was made on this Sentry.';
}

/** Advice for a token that is refused although it has the scope. */
const OWNER =
  'If it has the scope, it belongs to another organization, or to a person who is a plain member of this ' +
  'one: Sentry lets a token do no more than its owner may.';

function aboutScope(answered: string, detail: string, question: SentryQuestion): string {
  const { org, team, isLook = false, isDelete = false } = question;
  const where = team === undefined ? projectOf(question) : org;
  const refused = `The token may not ${askedTo(question)} in ${where}${answered}.`;
  // This matches Sentry's wording. If another version words it differently, the longer text below includes this advice.
  if (team !== undefined && /\bdisabled\b.* for members\b/i.test(detail)) {
    return (
      `${refused} This organization does not let its members create projects, so the token needs the scope ` +
      'org:write too ("Organization: Read & Write"). Or create the project once by hand.'
    );
  }
  const [scope, permission] = isDelete
    ? ['project:admin', 'Project: Admin']
    : ['project:write', 'Project: Read & Write'];
  const more =
    team === undefined ? '' : ', and org:write only if the organization does not let its members create projects';
  const enough = isLook ? ' (project:read for dry-run and mode: find)' : '';
  const instead = isDelete ? ' Or set retire-method: deactivate, which only needs project:write.' : '';
  return (
    `${refused} It needs the scope ${scope}${enough}${more}: give the internal integration that it belongs to the ` +
    `permission "${permission}", or make a personal token with that scope.${instead} ${OWNER}`
  );
}

function aboutMissing({ baseUrl, org, project, team }: SentryQuestion): string {
  const what = team === undefined ? `project ${project}` : `team ${team}`;
  const check = team === undefined ? 'project' : 'team';
  const hint = !isHosted(baseUrl)
    ? 'that url is the address under which this Sentry is served.'
    : // sentry.io routes each request to the right region.
      baseUrl.hostname === 'sentry.io'
      ? 'that the token belongs to that organization.'
      : 'whether the organization is in another region (us; Germany is de).';
  return (
    `Sentry at ${addressOf(baseUrl)} has no ${what} in an organization ${org} that this token can see ` +
    `(404). Check org and ${check}, and ${hint}`
  );
}

/**
 * Where a redirect leads, as a part of a message; `''` for this server. Only the origin is shown, because the rest of
 * an address can hold secrets.
 */
function otherOrigin({ headers }: HttpResponse, baseUrl: URL): string {
  const origin = URL.parse(headers.location ?? '', baseUrl.href)?.origin;
  return origin === undefined || origin === baseUrl.origin || origin === 'null' ? '' : ` to ${origin}`;
}

/** Sentry's `detail`: a text, or an object with a `message`; `''` if there is neither. */
export function detailIn(body: string): string {
  const detail = asObject(parseJson(body))['detail'];
  const text = isString(detail) ? detail : asObject(detail)['message'];
  return isString(text) ? text : '';
}

/**
 * The messages of a 400: `{"name":["…"]}`, nested for `rateLimit`, or `{"detail":"…"}`. The rest of the body is not
 * shown, because it can contain anything.
 */
function fieldMessagesIn(body: string): string {
  const messages = collect(parseJson(body));
  return messages.length === 0 ? 'it gave no reason' : messages.slice(0, 10).join(' ');
}

function collect(value: unknown, path: readonly string[] = [], depth = 0): string[] {
  if (depth > 4) return [];
  return Object.entries(asObject(value)).flatMap(([name, item]) => {
    const isField = name !== 'detail' && name !== 'non_field_errors';
    const field = isField ? [...path, name] : path;
    const texts: unknown[] = Array.isArray(item) ? item : isField ? [] : [item];
    const said = texts.filter(isString).map((text) => quote(text));
    if (said.length === 0) return collect(item, field, depth + 1);
    return [field.length === 0 ? said.join(' ') : `${fieldName(field)}: ${said.join(' ')}`];
  });
}

function fieldName(path: readonly string[]): string {
  const name = path.join('.');
  return /^[\w.]{1,64}$/.test(name) ? name : quote(name);
}
