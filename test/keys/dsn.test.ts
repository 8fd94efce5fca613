import { BrowserClient, defaultStackParser, makeFetchTransport } from '@sentry/browser';
import { isDsn, isEndpoint, isSecretDsn } from '../../src/keys/dsn.ts';

const key = 'ab12'.repeat(8);

test.each([
  [`https://${key}@o1.ingest.us.sentry.io/4506`, 'o1.ingest.us.sentry.io', '4506'],
  [`https://${key}@sentry.example.com/sentry/1`, 'sentry.example.com', '1'],
  [`http://${key}@127.0.0.1:9000/1`, '127.0.0.1', '1'],
  [`https://${key}@[::1]:9000/1`, '[::1]', '1'],
])('%s is a DSN, also to the SDK for browsers', (dsn, host, projectId) => {
  expect(isDsn(dsn)).toBe(true);

  const client = new BrowserClient({
    dsn,
    integrations: [],
    stackParser: defaultStackParser,
    transport: makeFetchTransport,
  });
  expect(client.getDsn()).toMatchObject({ publicKey: key, host, projectId });
});

test.each([
  '',
  'None',
  `//${key}@sentry.io/1`,
  `ftp://${key}@sentry.io/1`,
  'https://sentry.io/1',
  `https://${key}:${key}@sentry.io/1`,
  `https://not-hex@sentry.io/1`,
  `https://${key}@sentry.io/`,
  `https://${key}@sentry.io/web`,
  `https://${key}@sentry.io/1?a=b`,
  `https://${key}@sentry.io/1#a`,
  `https://${key}@sentry.io/1\n`,
  ` https://${key}@sentry.io/1`,
  `https://${key}@sentry.io/1 2`,
  `https://${key}@sentry.io/\u00e9/1`,
  `https://${key}@sentry.io\\1`,
  `https://${key}@/1`,
  `https:///${key}@sentry.io/1`,
  `https://${key}:@sentry.io/1`,
  `https://${key}@sen%74ry.io/1`,
  `https://${key}@sentry!.io/1`,
  `https://${key}@sentry.io:/1`,
])('%j is none', (text) => {
  expect(isDsn(text)).toBe(false);
});

test('a DSN of the old kind carries a secret as its password', () => {
  expect(isSecretDsn(`https://${key}:${key}@sentry.io/1`)).toBe(true);
  expect(isSecretDsn(`https://${key}@sentry.io/1`)).toBe(false);
  expect(isSecretDsn(`https://${key}:None@sentry.io/1`)).toBe(false);
});

test.each([
  [`https://sentry.io/api/1/security/?sentry_key=${key}`, true],
  [`https://sentry.io/api/1/cron/___MONITOR_SLUG___/${key}/`, true],
  ['/js-sdk-loader/x.min.js', false],
  ['', false],
  ['https://me@sentry.io/', false],
  ['https://sentry.io/\n::error::', false],
  ['https://sentry.io/"><script>', false],
  ['javascript:alert(1)', false],
])('isEndpoint(%j) is %s', (text, expected) => {
  expect(isEndpoint(text)).toBe(expected);
});
