import { BrowserClient, defaultStackParser, makeFetchTransport } from '@sentry/browser';
import fc from 'fast-check';
import { isDsn, requireUsable } from '../../src/model/dsn.ts';
import { aKey } from '../harness/keys.ts';

const key = 'ab12'.repeat(8);

test.each([
  [`https://${key}@o1.ingest.us.sentry.io/4506`, 'o1.ingest.us.sentry.io', '4506'],
  [`https://${key}@sentry.example.com/a/b-c/1`, 'sentry.example.com', '1'],
  [`http://${key}@127.0.0.1:9000/1`, '127.0.0.1', '1'],
  [`https://${key}@[::1]:9000/1`, '[::1]', '1'],
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
  ['', false],
  ['None', false],
  [`//${key}@sentry.io/1`, false],
  ['javascript:alert(1)', false],
  [`https://${key}@sentry.io:99999/1`, false],
  ['https://:ab12@sentry.io/', false],
  ['https://me@sentry.io/', false],
  [`https://${key}@sentry.io/1\n::error::`, false],
  [`https://${key}@sentry.io/"><script>/1`, false],
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
      expect(pathname + search + hash).toMatch(/^(?:\/[\w.~-]+)*\/[0-9]+$/);
    }),
    { numRuns: 5000 },
  );
});

test('a key that receives no events is an error', () => {
  const requiring = (dsn: string) => () => {
    requireUsable(aKey('a1', { dsn }));
  };
  expect(requiring(`https://${key}@sentry.io/1`)).not.toThrow();
  expect(requiring('')).toThrow(/its public DSN is empty\. .* system\.url-prefix/);
  expect(() => {
    requireUsable(aKey('a1', { isActive: false }));
  }).toThrow(/is not active/);
  expect(requiring('None')).toThrow(/is not a DSN\. .* system\.url-prefix/);
});
