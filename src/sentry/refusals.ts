import { Failure, NoProject } from '../failure.ts';
import { addressOf, isHosted } from '../net/base-url.ts';
import { asAnswered, type Question } from '../net/explain.ts';
import type { HttpResponse } from '../net/http.ts';
import { asksForSignOn, detailIn, fieldMessagesIn } from './error-body.ts';
import { explainWebPage, isWebPage } from './web-page.ts';

/** What was asked of Sentry, in the words of an error. */
export interface SentryQuestion extends Question {
  readonly org: string;
  readonly project: string;
  /** The team in which the project is to be created, where that was asked. */
  readonly team?: string;
  /** Whether nothing was to be changed by it; what the step does next may need more. */
  readonly isLook?: boolean;
  /** Whether a key was to be deleted, which needs more than all else. */
  readonly isDelete?: boolean;
}

/**
 * What a response other than a success means and what to do about it. Sentry's statuses decide,
 * not its texts, which change between versions.
 */
export function explainRefusal(response: HttpResponse, question: SentryQuestion): Failure {
  const { verb, baseUrl, team } = question;
  const { status, body } = response;
  const server = `Sentry at ${addressOf(baseUrl)}`;
  if (status === 429) {
    return new Failure(
      `Sentry limits requests at the moment and did not ${verb} (429). Run the job again later.`,
    );
  }
  if (status >= 500) {
    return new Failure(
      `${server} failed when it was asked to ${verb} (${status}). Run the job again when Sentry ` +
        'works again.',
    );
  }
  if (isWebPage(response)) return explainWebPage(response, question);
  const detail = detailIn(body);
  const answered = asAnswered(detail, status);
  switch (status) {
    case 301:
    case 302:
    case 307:
    case 308:
      return new Failure(
        `${server} answered with a redirect${otherOrigin(response, baseUrl)} (${status}) when it was ` +
          `asked to ${verb}. It is not followed, so that the token stays where it belongs. Check url ` +
          'and project, and that no log-in page stands in front of Sentry.',
      );
    case 400:
      return new Failure(
        `Sentry refused to ${verb}: ${fieldMessagesIn(body)} (400).` +
          (team === undefined ? '' : ' Write another project, team or platform.'),
      );
    case 401:
      return explainUnauthorized(answered, body, question);
    case 403:
      // GlitchTip answers so where Sentry answers 401.
      return /^invalid token\b/i.test(detail)
        ? explainUnauthorized(answered, body, question)
        : explainForbidden(answered, detail, question);
    case 404:
      return explainNotFound(question);
    default:
      return new Failure(
        `${server} did not ${verb}${answered}. Check url, and what stands between the runner and Sentry.`,
      );
  }
}

function explainUnauthorized(
  answered: string,
  body: string,
  { baseUrl, org }: SentryQuestion,
): Failure {
  return new Failure(
    asksForSignOn(body)
      ? `Sentry wants a single sign-on for ${org} before it accepts this token${answered}. ` +
          'Use the token of an internal integration, which belongs to the organization and ' +
          'not to a person.'
      : `Sentry at ${addressOf(baseUrl)} did not accept the token${answered}. Check that the token ` +
          'is copied whole, has not expired or been revoked, and was made on this Sentry.',
  );
}

/** Where scopes are not what is missing. */
const OWNER =
  'If it has the scope, it belongs to another organization, or to a person who is a plain member of this ' +
  'one: Sentry lets a token do no more than its owner may.';

function explainForbidden(
  answered: string,
  detail: string,
  { verb, org, project, team, isLook = false, isDelete = false }: SentryQuestion,
): Failure {
  if (team === undefined) {
    const [scope, permission] = isDelete
      ? ['project:admin', 'Project: Admin']
      : ['project:write', 'Project: Read & Write'];
    const enough = isLook ? ' (project:read for dry-run and if-missing: fail)' : '';
    const instead = isDelete ? ' Or write retire: deactivate, which needs project:write only.' : '';
    return new Failure(
      `The token may not ${verb} in ${org}/${project}${answered}. It needs the scope ` +
        `${scope}${enough}: give the internal integration that it belongs to the permission ` +
        `"${permission}", or make a personal token with that scope.${instead} ${OWNER}`,
    );
  }
  const mayNot = `The token may not ${verb} in ${org}${answered}.`;
  return new Failure(
    // Sentry's words. Where another version has others, the longer text says this, too.
    /\bdisabled\b.* for members\b/i.test(detail)
      ? `${mayNot} This organization does not let its members create projects, so the token needs the ` +
          'scope org:write too ("Organization: Read & Write"). Or create the project once by hand.'
      : `${mayNot} It needs the scope project:write (the permission "Project: Read & Write" of an ` +
          'internal integration) and, only where the organization does not let its members create ' +
          `projects, also org:write ("Organization: Read & Write"). ${OWNER}`,
  );
}

function explainNotFound({ baseUrl, org, project, team }: SentryQuestion): Failure {
  const server = `Sentry at ${addressOf(baseUrl)}`;
  const where = !isHosted(baseUrl)
    ? 'that url is where this Sentry is served.'
    : // This address finds the region itself.
      baseUrl.hostname === 'sentry.io'
      ? 'that the token belongs to that organization.'
      : 'whether the organization lives in another region (us; Germany is de).';
  return team === undefined
    ? new NoProject(
        `${server} has no project ${project} in an organization ${org} that this token can ` +
          `see (404). Check org and project, and ${where}${onIds(baseUrl, org, project)}`,
      )
    : new Failure(
        `${server} has no team ${team} in an organization ${org} that this token can see ` +
          `(404). Check org and team, and ${where}${onIds(baseUrl, org, team)}`,
      );
}

/** Sentry 23.7.1 finds nothing by an ID; the hosted one does. */
function onIds(baseUrl: URL, ...names: readonly string[]): string {
  return !isHosted(baseUrl) && names.some((name) => /^\d+$/.test(name))
    ? ' Older servers take slugs only, no IDs: write the slug.'
    : '';
}

/** Where a redirect leads, without what may be secret in an address; `''` where that is not said. */
function otherOrigin({ headers }: HttpResponse, baseUrl: URL): string {
  const origin = URL.parse(headers.location ?? '', baseUrl.href)?.origin;
  return origin === undefined || origin === baseUrl.origin || origin === 'null'
    ? ''
    : ` to ${origin}`;
}
