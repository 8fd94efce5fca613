import { BrowserClient, defaultStackParser, makeFetchTransport } from '@sentry/browser';
import fc from 'fast-check';
import { isDsn, oddityOf, requireUsable } from '../../src/model/dsn.ts';
import { aKey } from '../harness/keys.ts';

const key = 'ab12'.repeat(8);

test.each([
  [`https://${key}@o1.ingest.us.sentry.io/4506`, 'o1.ingest.us.sentry.io', '4506'],
  [`https://${key}@sentry.example.com/a/b-c/1`, 'sentry.example.com', '1'],
  [`http://${key}@127.0.0.1:9000/1`, '127.0.0.1', '1'],
  [`https://${key}@[::1]:9000/1`, '[::1]', '1'],
  [`https://${key}@o1.acme.com/a+b/c%20d/e:f@g,h;i=(j)&k!/1`, 'o1.acme.com', '1'],
])('%s is a DSN, also for the browser SDK', (dsn, host, projectId) => {
  expect(isDsn(dsn)).toBe(true);
  const client = new BrowserClient({
    ...{ dsn, integrations: [], stackParser: defaultStackParser, transport: makeFetchTransport },
  });
  expect(client.getDsn()).toMatchObject({ publicKey: key, host, projectId });
});

test.each([
  [`https://${key.toUpperCase()}@SENTRY.io/1`, true],
  [`https://${key}:${key}@sentry.io/1`, false],
  [`https://sentry.io/api/1/security/?sentry_key=${key}`, false],
  ['None', false],
  [`https://${key}@sentry.io:99999/1`, false],
  ['https://:ab12@sentry.io/', false],
  [`https://${key}@sentry.io/1\n::error::`, false],
  [`https://${key}@sentry.io/"><script>/1`, false],
  [`https://${key}@sentry.io/a//1`, false],
])('%j is a DSN: %p', (text, is) => {
  expect(isDsn(text)).toBe(is);
});

test('a DSN is always a plain address', () => {
  const part = (right: string, ...others: string[]) =>
    fc.oneof({ weight: 3, arbitrary: fc.constant(right) }, fc.constantFrom(...others));
  const hosts = ['a.io:8080', '[::1]', '127.0.0.1', 'é.io', 'a\tb', "a'b", 'a`b', 'a!b', 'a%74b'];
  const paths = ['/a/1', '/1x', '/1/', '/a', '/1?', '/1#a', '/1\n', '/1 2', '/é/1', '/"/1', '\\1'];
  const address = fc
    .tuple(
      part('https://', 'http://', 'https:', 'https:///', 'ftp://', 'HTTPS://', ' https://'),
      part('ab12', 'xyz', '', '%61', 'a b', 'ab12:ab12', 'ab12:None', 'ab12:', 'ab12:"', 'ab12@'),
      part('@', '', '@@', '\n'),
      part('sentry.io', '', 'sentry.io:', ...hosts),
      part('/1', '', '/', '<', ...paths),
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(address, (text) => {
      if (!isDsn(text)) return;
      const { protocol, host, username, password, pathname, search, hash } = new URL(text);
      expect(text).toMatch(/^https?:[!-~]+$/i);
      expect(text).not.toMatch(/["'`\\<>]/);
      expect(protocol).toMatch(/^https?:$/);
      expect(host).not.toBe('');
      expect(text).toContain(`@${host}/`);
      expect(username).toMatch(/^[0-9a-f]+$/);
      expect(password).toBe('');
      expect(pathname + search + hash).toMatch(/^(?:\/[^\s"'`\\<>?#/]+)*\/[0-9]+$/);
    }),
    { numRuns: 5000 },
  );
});

const hosted = new URL('https://de.sentry.io');
const selfHosted = new URL('https://sentry.acme.com');

test.each([
  ['', selfHosted, /its public DSN is empty\. Set system\.url-prefix in the server's config\.yml and/],
  ['None', selfHosted, /is not a DSN\. Check system\.url-prefix in the server's config\.yml\.$/],
  ['None', hosted, /is not a DSN\. Check the organization's DSN Endpoint Override\.$/],
  [`https://${key}@sentry.acme.com//1`, selfHosted, /the address in system\.url-prefix .* has a slash at its end/],
  [`https://${key}@sentry.acme.com/a//1`, hosted, /the address in the .* Endpoint Override has a slash at its end/],
])('a key with the DSN %j of %s is not delivered', (dsn, server, error) => {
  expect(() => {
    requireUsable(aKey('a1', { dsn }), server);
  }).toThrow(error);
});

test('a key that receives events is delivered', () => {
  requireUsable(aKey('a1', { dsn: `https://${key}@sentry.io/1` }), hosted);
  expect(() => {
    requireUsable(aKey('a1', { isActive: false }), hosted);
  }).toThrow(/is not active/);
});

const onLoopback = new URL('http://127.0.0.1:9000');
const internal = new URL('https://sentry');

test.each<[string, URL, RegExp | undefined]>([
  ['http://ab@sentry.acme.com/2', selfHosted, /uses http, not https.* Check system\.url-prefix/],
  ['http://ab@relay.acme.com/2', hosted, /uses http, not https.* Check the organization's DSN Endpoint Override\.$/],
  [
    'http://ab@nginx/2',
    selfHosted,
    /"http:\/\/\*\*\*@nginx\/2" uses http, not https .*, and has a host name without a dot/,
  ],
  ['http://ab@nginx/2', onLoopback, /has a host name without a dot/],
  ['https://ab@localhost:9000/2', selfHosted, /leads to the machine of the app itself/],
  ['https://ab@127.0.0.1/2', hosted, /leads to the machine of the app itself/],
  ['https://ab@[::1]/2', internal, /leads to the machine of the app itself/],
  ['http://ab@localhost:9000/2', onLoopback, undefined],
  ['https://ab@sentry/2', internal, undefined],
  ['https://ab@[fd00::1]/2', selfHosted, undefined],
  ['https://ab@relay.acme.com/a+b/2', hosted, undefined],
])('%s of %s: the warning is %s', (dsn, server, warning) => {
  const oddity = oddityOf(dsn, server);
  if (warning === undefined) expect(oddity).toBeUndefined();
  else expect(oddity).toMatch(warning);
});
