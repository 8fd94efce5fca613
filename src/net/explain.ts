import { Failure } from '../failure.ts';
import { quote } from '../text.ts';
import { addressOf } from '../model/base-url.ts';
import type { NoResponse } from './http.ts';

/** A request to a server, described for an error. */
export interface Question {
  /** Such as `change the client key`. */
  readonly verb: string;
  /** The name of the key or project to show after the verb. */
  readonly name?: string | undefined;
  readonly project?: string;
  readonly baseUrl: URL;
}

/** The verb and the name, such as `change the client key "ci"`. */
export function askedTo({ verb, name }: Question): string {
  return name === undefined ? verb : `${verb} ${name}`;
}

/**
 * Creates an error about a question. Its `reason` has `…` for the names, so it is the same for every key of a list.
 *
 * @param write writes the message
 * @param Kind the class of the error
 */
export function failureAbout<Q extends Question>(
  question: Q,
  write: (question: Q) => string,
  options: { readonly cause?: unknown; readonly unavailable?: URL | undefined } = {},
  Kind = Failure,
): Failure {
  const anonymous = {
    ...question,
    ...(question.name !== undefined && { name: '…' }),
    ...(question.project !== undefined && { project: '…' }),
  };
  return new Kind(write(question), { ...options, reason: write(anonymous) });
}

/**
 * The error for an unanswered request, with its cause and advice.
 *
 * @param setting the inputs that hold the server's address, such as `url or region`
 */
export function explainNoResponse(error: NoResponse, question: Question, setting: string): Failure {
  const { code, timedOut, message, cause } = error;
  const hint = timedOut
    ? 'Check that the runner can reach it, or give a longer timeout.'
    : (HINTS.find(([what]) => what.test(code) || what.test(message))?.[1] ??
      'Check the network between the runner and the server, and run the job again.');
  const withCode = message.includes(code) ? quote(message) : `${quote(message)} (${code})`;
  const why = timedOut ? 'the time was up' : withCode;
  return failureAbout(
    question,
    (asked) =>
      `No answer from ${addressOf(asked.baseUrl)} when it was asked to ${askedTo(asked)}: ${why}. ` +
      hint.replace('{setting}', setting),
    { cause, unavailable: question.baseUrl },
  );
}

/** A server's words, if any, and its status, as the end of a sentence. */
export function asAnswered(said: string, status: number): string {
  return said === '' ? ` (${status})` : `: ${quote(said)} (${status})`;
}

/** Hints by Node's code. While Node sends, the code is EPROTO, and only the message names the server's TLS alert. */
const HINTS: readonly (readonly [what: RegExp, hint: string])[] = [
  [/^(?:ENOTFOUND|EAI_)/, 'The host name does not exist or is not known here: check {setting}.'],
  [
    /^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)$/,
    'Nothing answers there: check {setting}, and the proxy of https_proxy or a firewall in between.',
  ],
  [/^ERR_BODY_TOO_LONG$/, 'Its response does not end: check {setting}, and what is in front of the server.'],
  [/^ERR_PROXY/, 'The proxy of https_proxy did not let it through: check the proxy and no_proxy.'],
  [
    /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    'The certificate there is for another name: check {setting}, or have the server certified for the ' +
      'name that is used. NODE_EXTRA_CA_CERTS does not help with this.',
  ],
  [
    /^CERT_(?:HAS_EXPIRED|NOT_YET_VALID)$/,
    'The certificate there is out of date: renew it on the server. NODE_EXTRA_CA_CERTS does not help with ' + 'this.',
  ],
  [
    /alert[ _]protocol[ _]version|unsupported[ _]protocol/i,
    'The server there only uses TLS versions older than 1.2, which are not secure: enable TLS 1.2 or 1.3 on it, or ' +
      'check {setting}.',
  ],
  [
    /certificate[ _]required/i,
    'The server there requires a client certificate, which the step cannot send: have it accept the runner without ' +
      'one, or check {setting}.',
  ],
  [
    /handshake[ _]failure/i,
    'The server there requires a client certificate, which the step cannot send, or its ciphers are too old. Check ' +
      'its TLS settings, and {setting}.',
  ],
  [
    /^(?:EPROTO|ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG)$/,
    'The server there does not use TLS: check {setting} and its port.',
  ],
  [
    /CERT|^ERR_TLS|^ERR_SSL|^UNABLE_TO_/,
    'The encrypted connection failed. For a certificate of your own authority, set NODE_EXTRA_CA_CERTS in ' +
      "the step's env to the path of its PEM file.",
  ],
];
