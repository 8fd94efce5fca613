import { BrowserClient, defaultStackParser, makeFetchTransport } from '@sentry/browser';
import fc from 'fast-check';
import { isDsn, isEndpoint, isSecretDsn, requireUsable } from '../../src/keys/dsn.ts';
import { aKey } from '../harness/keys.ts';

const key = 'ab12'.repeat(8);

/** What an address is taken for. */
function kindOf(text: string): string {
  const kinds = { DSN: isDsn(text), 'secret DSN': isSecretDsn(text), endpoint: isEndpoint(text) };
  const names = Object.entries(kinds).flatMap(([name, is]) => (is ? [name] : []));
  return names.length === 0 ? 'nothing' : names.join();
}

test.each([
  [`https://${key}@o1.ingest.us.sentry.io/4506`, 'o1.ingest.us.sentry.io', '4506'],
  [`https://${key}@sentry.example.com/a/b-c/1`, 'sentry.example.com', '1'],
  [`http://${key}@127.0.0.1:9000/1`, '127.0.0.1', '1'],
  [`https://${key}@[::1]:9000/1`, '[::1]', '1'],
])('%s is a DSN, also for the browser SDK', (dsn, host, projectId) => {
  expect(kindOf(dsn)).toBe('DSN');
  const client = new BrowserClient({
    ...{ dsn, integrations: [], stackParser: defaultStackParser, transport: makeFetchTransport },
  });
  expect(client.getDsn()).toMatchObject({ publicKey: key, host, projectId });
});

test.each<[kind: string, text: string]>([
  ['DSN', `https://${key.toUpperCase()}@SENTRY.io/1`],
  ['secret DSN', `https://${key}:${key}@sentry.io/1`],
  ['endpoint', `https://sentry.io/api/1/security/?sentry_key=${key}`],
  ['endpoint', `https://sentry.io/api/1/cron/___MONITOR_SLUG___/${key}/`],
  ...['', 'None', '/js-sdk-loader/x.min.js', `//${key}@sentry.io/1`, 'javascript:alert(1)'].map(
    (text): [string, string] => ['nothing', text],
  ),
  ['nothing', `https://${key}@sentry.io:99999/1`],
  ['nothing', 'https://:ab12@sentry.io/'],
  ...['https://me@sentry.io/', 'https://sentry.io/\n::error::', 'https://sentry.io/"><script>'].map(
    (text): [string, string] => ['nothing', text],
  ),
])('%s: %j', (kind, text) => {
  expect(kindOf(text)).toBe(kind);
});

test('a DSN or an endpoint is always a plain address', () => {
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
      const kind = kindOf(text);
      if (kind === 'nothing') return;
      const { protocol, host, username, password, pathname, search, hash } = new URL(text);
      expect(text).toMatch(/^https?:[!-~]+$/i);
      expect(text).not.toMatch(/["'`\\<>]/);
      expect(protocol).toMatch(/^https?:$/);
      expect(host).not.toBe('');
      if (kind === 'endpoint') {
        expect(username + password).toBe('');
        return;
      }
      expect(text).toContain(`@${host}/`);
      expect(username).toMatch(/^[0-9a-f]+$/);
      expect(password).toMatch(kind === 'DSN' ? /^$/ : /^[0-9a-f]+$/);
      expect(pathname + search + hash).toMatch(/^(?:\/[\w.~-]+)*\/[0-9]+$/);
    }),
    { numRuns: 5000 },
  );
});

test('a key that takes no events is an error', () => {
  const requiring = (dsn: string) => () => {
    requireUsable(aKey('a1', { dsn }));
  };
  expect(requiring(`https://${key}@sentry.io/1`)).not.toThrow();
  expect(requiring('')).toThrow(/its public DSN is empty\. .* system\.url-prefix/);
  expect(() => {
    requireUsable(aKey('a1', { isActive: false }));
  }).toThrow(/it is not active/);
  expect(requiring('None')).toThrow(/is not a DSN\. .* system\.url-prefix/);
});
