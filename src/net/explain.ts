import { Failure } from '../failure.ts';
import { quote } from '../text.ts';
import { addressOf } from './base-url.ts';
import type { NoResponse } from './http.ts';

/** What was asked of a server, in the words of an error. */
export interface Question {
  /** Such as `create a client key`. */
  readonly verb: string;
  readonly baseUrl: URL;
}

/**
 * What it means that there is no response, and what to do about it.
 *
 * @param setting what says where the server is, such as `url or region`
 */
export function explainNoResponse(
  error: NoResponse,
  { verb, baseUrl }: Question,
  setting: string,
): Failure {
  const { code } = error;
  const hint = error.timedOut
    ? 'Check that the runner can reach it, or give a longer timeout.'
    : (HINTS.find(({ codes }) => codes.test(code))?.hint(setting) ??
      'Check the network between the runner and the server, and run the job again.');
  const reason = error.timedOut ? 'the time was up' : reasonOf(error, code);
  return new Failure(
    `No answer from ${addressOf(baseUrl)} when it was asked to ${verb}: ${reason}. ${hint}`,
    { cause: error.cause },
  );
}

/** What a server said, as the end of a sentence: its words, if any, and its status. */
export function asAnswered(said: string, status: number): string {
  return said === '' ? ` (${status})` : `: ${quote(said)} (${status})`;
}

const HINTS: readonly { readonly codes: RegExp; readonly hint: (setting: string) => string }[] = [
  {
    codes: /^(?:ENOTFOUND|EAI_)/,
    hint: (setting) => `The host name does not exist or is not known here: check ${setting}.`,
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
      'for the name that is used. NODE_EXTRA_CA_CERTS does not help with this.',
  },
  {
    codes: /^CERT_(?:HAS_EXPIRED|NOT_YET_VALID)$/,
    hint: () =>
      'The certificate there is out of date: renew it on the server. NODE_EXTRA_CA_CERTS does not help ' +
      'with this.',
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

function reasonOf(error: NoResponse, code: string): string {
  const message = quote(error.message);
  return code === '' || error.message.includes(code) ? message : `${message} (${code})`;
}
