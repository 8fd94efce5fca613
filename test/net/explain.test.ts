import { explainNoResponse } from '../../src/net/explain.ts';
import { NoResponse } from '../../src/net/http.ts';

test.each([
  ['ENOTFOUND', 'The host name does not exist or is not known here: check url or region.'],
  ['EAI_AGAIN', 'The host name does not exist or is not known here: check url or region.'],
  ['ECONNREFUSED', 'Nothing answers there: check url or region, and the proxy'],
  ['ERR_PROXY_TUNNEL', 'The proxy of https_proxy did not let it through'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'is for another name: check url or region, or have the server'],
  ['CERT_HAS_EXPIRED', 'The certificate there is out of date: renew it on the server.'],
  ['EPROTO', 'What answers there does not speak TLS: check url or region and its port.'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'of your own authority, set NODE_EXTRA_CA_CERTS'],
  ['ECONNRESET', 'Check the network between the runner and the server'],
  ['time', 'the time was up. Check that the runner can reach it, or give a longer timeout.'],
])('%s: %s', (code, hint) => {
  const cause = Object.assign(new Error('broken'), { code });
  const question = { verb: 'look', baseUrl: new URL('https://sentry.io') };
  const error = explainNoResponse(
    new NoResponse(cause, false, code === 'time'),
    question,
    'url or region',
  );
  expect(error.message).toContain('No answer from https://sentry.io when it was asked to look: ');
  expect(error.message).toContain(hint);
});
