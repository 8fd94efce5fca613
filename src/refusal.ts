import { addressOf, isHosted } from './base.ts';
import { Failure, NoProject } from './failure.ts';
import type { Answer, NoAnswer } from './http.ts';
import { members } from './json.ts';
import { isSlug } from './slug.ts';
import { quote } from './text.ts';

/** What was asked of Sentry, in the words of an error. */
export interface Question {
  /** Such as `create a client key`. */
  readonly verb: string;
  readonly base: URL;
  readonly org: string;
  readonly project: string;
  /** The team in which the project is to be created, where that was asked. */
  readonly team?: string;
}

/**
 * What an answer other than a success means and what to do about it. Sentry's statuses decide,
 * not its texts, which change between versions.
 */
export function explainAnswer(answer: Answer, question: Question): Failure {
  const { verb, base, org, project, team } = question;
  const { status } = answer;
  const said = detail(answer.body);
  const answered = asAnswered(said, status);
  const server = `Sentry at ${addressOf(base)}`;

  if (status === 429) {
    return new Failure(
      `Sentry limits requests at the moment and did not ${verb} (429). Run the job again later.`,
    );
  }
  if (status >= 500) {
    return new Failure(
      `${server} failed when it was asked to ${verb} (${status}). Run the job again when it is well.`,
    );
  }
  if (isWebPage(answer.body)) return new Failure(explainWebPage(answer, question));
  switch (status) {
    case 301:
    case 302:
    case 307:
    case 308:
      return new Failure(
        `${server} answered with a redirect${target(answer, base)} (${status}) when it was asked to ` +
          `${verb}, which is not followed so that the token stays where it belongs. Check url and ` +
          'project, and that no log-in page stands in front of Sentry.',
      );
    case 400:
      return new Failure(
        `Sentry refused to ${verb}: ${fieldMessages(answer.body)} (400).` +
          (team === undefined ? '' : ' Write another project, team or platform.'),
      );
    case 401:
      return new Failure(
        asksForSignOn(answer.body)
          ? `Sentry wants a single sign-on for ${org} before it accepts this token${answered}. ` +
              'Use the token of an internal integration, which belongs to the organization and ' +
              'not to a person.'
          : `${server} did not accept the token${answered}. Check that the token is copied whole, ` +
              'neither expired nor revoked, and was made on this Sentry.',
      );
    case 403:
      // Looking takes less, but whoever looks here is about to create or change.
      return new Failure(
        team === undefined
          ? `The token may not ${verb} in ${org}/${project}${answered}. It needs the scope ` +
              'project:write: give the internal integration that it belongs to the permission ' +
              '"Project: Read & Write", or make a personal token with that scope.'
          : `The token may not ${verb} in ${org}${answered}. It needs the scope project:write (the ` +
              'permission "Project: Read & Write" of an internal integration) and, only where the ' +
              'organization does not let its members create projects, also org:write ' +
              '("Organization: Read & Write").',
      );
    case 404: {
      const elsewhere = !isHosted(base)
        ? 'that url is where this Sentry is served.'
        : // This address finds the region itself.
          base.hostname === 'sentry.io'
          ? 'that the token belongs to that organization.'
          : 'whether the organization lives in another region (us; Germany is de).';
      return team === undefined
        ? new NoProject(
            `${server} has no project ${project} in an organization ${org} that this token can ` +
              `see (404). Check org and project, and ${elsewhere}`,
          )
        : new Failure(
            `${server} has no team ${team} in an organization ${org} that this token can see ` +
              `(404). Check org and team, and ${elsewhere}`,
          );
    }
    default:
      return new Failure(
        `${server} did not ${verb}${answered}. Check url, and what stands between the runner and Sentry.`,
      );
  }
}

/**
 * What it means that there is no answer and what to do about it.
 *
 * @param question.setting what says where the server is, such as `url or region`
 */
export function explainNoAnswer(
  error: NoAnswer,
  { verb, base, setting }: { verb: string; base: URL; setting: string },
): Failure {
  const code = codeOf(error);
  const hint = error.timedOut
    ? 'Check that the runner can reach it, or give a longer timeout.'
    : (HINTS.find(({ codes }) => codes.test(code))?.hint(setting) ??
      'Check the network between the runner and the server, and run the job again.');
  const reason = error.timedOut ? 'the time was up' : printableReason(error, code);
  return new Failure(
    `No answer from ${addressOf(base)} when it was asked to ${verb}: ${reason}. ${hint}`,
    { cause: error.cause },
  );
}

/** What a success that cannot be read means: nearly always an address that is not Sentry's. */
export function explainUnreadable(answer: Answer, question: Question): Failure {
  return new Failure(
    isWebPage(answer.body)
      ? explainWebPage(answer, question)
      : `${addressOf(question.base)} answered ${answer.status} with something that is not JSON when ` +
          `it was asked to ${question.verb}. Check that url is the address of a Sentry server.`,
  );
}

const HINTS: readonly { readonly codes: RegExp; readonly hint: (setting: string) => string }[] = [
  {
    codes: /^(?:ENOTFOUND|EAI_)/,
    hint: (setting) => `The host name is not known here: check ${setting}.`,
  },
  {
    codes: /^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)$/,
    hint: (setting) =>
      `Nothing answers there: check ${setting}, and the proxy of https_proxy or a firewall in between.`,
  },
  {
    codes: /^ERR_PROXY/,
    hint: () => 'The proxy of https_proxy did not let it through: check the proxy and no_proxy.',
  },
  {
    codes: /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    hint: (setting) =>
      `The certificate there is for another name: check ${setting}, or have the server certified ` +
      'for the name that is used.',
  },
  {
    codes: /^CERT_(?:HAS_EXPIRED|NOT_YET_VALID)$/,
    hint: () => 'The certificate there is out of date: renew it on the server.',
  },
  {
    codes: /^(?:EPROTO|ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG)$/,
    hint: (setting) => `What answers there does not speak TLS: check ${setting} and its port.`,
  },
  {
    codes: /CERT|^ERR_TLS|^ERR_SSL|^UNABLE_TO_/,
    hint: () =>
      'The encrypted connection failed. For a certificate of your own authority, set ' +
      "NODE_EXTRA_CA_CERTS in the step's env to the path of its PEM file.",
  },
];

function codeOf(error: NoAnswer): string {
  const cause: unknown = error.cause;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string'
    ? cause.code
    : '';
}

function printableReason(error: NoAnswer, code: string): string {
  const message = quote(error.message);
  return code === '' || error.message.includes(code) ? message : `${message} (${code})`;
}

function explainWebPage(answer: Answer, { base, verb }: Question): string {
  return (
    `${addressOf(base)} answered with a web page (${answer.status}) when it was asked to ${verb}. ` +
    'Check that url is the address of a Sentry server, with the path that it is served under, ' +
    'and that no proxy or log-in page stands in front of it.'
  );
}

/**
 * The slug that a project was renamed to, out of the 302 that Sentry answers to any call for it:
 * `{"slug":…,"detail":{"extra":{"url":…,"slug":…}}}`, with the new path in `Location`.
 * `undefined` for every other answer, and for one that leads to another origin.
 */
export function newSlug(answer: Answer, base: URL): string | undefined {
  const slug = member(member(member(parse(answer.body), 'detail'), 'extra'), 'slug');
  const target = URL.parse(answer.headers.location ?? '', base.href);
  const stays = target?.origin === base.origin;
  return answer.status === 302 && stays && typeof slug === 'string' && isSlug(slug)
    ? slug
    : undefined;
}

/** Where a redirect leads, without what may be secret in an address; `''` where that is not said. */
function target({ headers }: Answer, base: URL): string {
  const origin = URL.parse(headers.location ?? '', base.href)?.origin;
  return origin === undefined || origin === base.origin || origin === 'null' ? '' : ` to ${origin}`;
}

/** What a server said, as the end of a sentence: its words, if any, and its status. */
export function asAnswered(said: string, status: number): string {
  return said === '' ? ` (${status})` : `: ${quote(said)} (${status})`;
}

function isWebPage(body: string): boolean {
  return body.trimStart().startsWith('<');
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function member(value: unknown, name: string): unknown {
  return members(value)[name];
}

/** Sentry's `detail`: a text, or an object with a `message`; `''` where there is neither. */
function detail(body: string): string {
  const found = member(parse(body), 'detail');
  const text = typeof found === 'string' ? found : member(found, 'message');
  return typeof text === 'string' ? text : '';
}

function asksForSignOn(body: string): boolean {
  return member(member(parse(body), 'detail'), 'code') === 'sso-required';
}

/**
 * The messages of a 400: `{"name":["…"]}`, nested for `rateLimit`, or `{"detail":"…"}`. Nothing else
 * is shown of a body, which may have anything in it.
 */
function fieldMessages(body: string): string {
  const messages = collect(parse(body), []);
  return messages.length === 0 ? 'it gave no reason' : messages.slice(0, 10).join(' ');
}

function collect(value: unknown, path: readonly string[]): string[] {
  if (typeof value !== 'object' || value === null || path.length > 4) return [];
  return Object.entries(value).flatMap(([name, item]) => {
    const isField = name !== 'detail' && name !== 'non_field_errors';
    const field = isField ? [...path, name] : path;
    const texts = Array.isArray(item) ? item : isField ? [] : [item];
    const said = texts.filter((text) => typeof text === 'string').map((text) => quote(text));
    if (said.length === 0) return collect(item, field);
    return [field.length === 0 ? said.join(' ') : `${asField(field)}: ${said.join(' ')}`];
  });
}

function asField(path: readonly string[]): string {
  const name = path.join('.');
  return /^[\w.]{1,64}$/.test(name) ? name : quote(name);
}
