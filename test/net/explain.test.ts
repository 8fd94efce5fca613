import { asAnswered, explainNoResponse } from '../../src/net/explain.ts';
import { NoResponse } from '../../src/net/http.ts';

const question = { verb: 'look', baseUrl: new URL('https://sentry.io') };

const explain = (error: NoResponse) => explainNoResponse(error, question, 'url or region');

/** What follows from an error that Node gives this code. */
function hintFor(code: string): string {
  const error = explain(new NoResponse(Object.assign(new Error('broken'), { code }), false, false));
  const before = `No answer from https://sentry.io when it was asked to look: "broken" (${code}). `;
  expect(error.message.slice(0, before.length)).toBe(before);
  return error.message.slice(before.length);
}

const unknownHost = 'The host name does not exist or is not known here: check url or region.';
const nobody = 'Nothing answers there: check url or region, and the proxy of https_proxy or a firewall in between.';
const proxy = 'The proxy of https_proxy did not let it through: check the proxy and no_proxy.';
const otherName =
  'The certificate there is for another name: check url or region, or have the server certified for ' +
  'the name that is used. NODE_EXTRA_CA_CERTS does not help with this.';
const outOfDate =
  'The certificate there is out of date: renew it on the server. NODE_EXTRA_CA_CERTS does not help with ' + 'this.';
const noTls = 'The server there does not use TLS: check url or region and its port.';
const tooOld =
  'The server there only uses TLS versions older than 1.2, which are not secure: enable TLS 1.2 or 1.3 on it, or ' +
  'check url or region.';
const clientCertificate =
  'The server there requires a client certificate, which the step cannot send: have it accept the runner without one, ' +
  'or check url or region.';
const ciphers =
  'The server there requires a client certificate, which the step cannot send, or its ciphers are too old. Check its ' +
  'TLS settings, and url or region.';
const authority =
  'The encrypted connection failed. For a certificate of your own authority, set NODE_EXTRA_CA_CERTS in ' +
  "the step's env to the path of its PEM file.";
const network = 'Check the network between the runner and the server, and run the job again.';

test.each([
  ['ENOTFOUND', unknownHost],
  ['ECONNREFUSED', nobody],
  ['ERR_PROXY_TUNNEL', proxy],
  ['ERR_TLS_CERT_ALTNAME_INVALID', otherName],
  ['CERT_HAS_EXPIRED', outOfDate],
  ['EPROTO', noTls],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', authority],
  ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', tooOld],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', clientCertificate],
  ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', ciphers],
  ['ERR_BODY_TOO_LONG', 'Its response does not end: check url or region, and what is in front of the server.'],
  ['ECONNRESET', network],
])('%s: %s', (code, hint) => {
  expect(hintFor(code)).toBe(hint);
});

test('a time-out says so, whatever else Node says', () => {
  const cause = Object.assign(new Error('broken'), { code: 'ENOTFOUND' });
  const error = explain(new NoResponse(cause, true, true));
  expect(error.message).toBe(
    'No answer from https://sentry.io when it was asked to look: the time was up. ' +
      'Check that the runner can reach it, or give a longer timeout.',
  );
  expect(error.cause).toBe(cause);
});

test.each([
  [Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }), '"read ECONNRESET"'],
  [new Error('the connection was closed'), '"the connection was closed"'],
  ['no error', '"no error"'],
])('the reason is told once: %j', (cause, reason) => {
  expect(explain(new NoResponse(cause, false, false)).message).toBe(
    `No answer from https://sentry.io when it was asked to look: ${reason}. ${network}`,
  );
});

test('what a server said is told with its status', () => {
  expect(asAnswered('No such team.', 404)).toBe(': "No such team." (404)');
  expect(asAnswered('', 502)).toBe(' (502)');
});

test('the reason is the same for every key of a list', () => {
  const of = (name: string, project: string) =>
    explainNoResponse(
      new NoResponse('reset', true, false),
      { ...question, verb: 'change the client key', name, project },
      'url',
    );
  expect(of('"ci"', 'web').message).toContain('asked to change the client key "ci": "reset"');
  expect(of('"ci"', 'web').reason).toContain('asked to change the client key …: "reset"');
  expect(of('"cd"', 'api').reason).toBe(of('"ci"', 'web').reason);
});
