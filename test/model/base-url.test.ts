import fc from 'fast-check';
import { addressOf, isHosted, pageOf, parseBaseUrl, projectOf } from '../../src/model/base-url.ts';

const longest = `https://sentry.example/${'a'.repeat(2000 - 'https://sentry.example/'.length)}`;

test.each([
  ['https://sentry.io', 'https://sentry.io/'],
  ['https://sentry.example/sentry', 'https://sentry.example/sentry'],
  ['https://sentry.example/a/b///', 'https://sentry.example/a/b'],
  ['HTTPS://Sentry.Example:443/A', 'https://sentry.example/A'],
  ['http://localhost:9000', 'http://localhost:9000/'],
  ['http://[::1]', 'http://[::1]/'],
  ['http://127.0.0.12', 'http://127.0.0.12/'],
  [longest, longest],
])('%s is an address', (text, href) => {
  expect(parseBaseUrl(text)?.href).toBe(href);
});

test.each([
  ['', 'is empty'],
  ['sentry.example', 'has no scheme'],
  ['http://sentry.example', 'is not encrypted'],
  ['http://localhost.example', 'only looks like this machine'],
  ['http://not-localhost', 'only looks like this machine'],
  ['ftp://localhost', 'is of another protocol'],
  ['https://me@sentry.example', 'has a user'],
  ['https://:secret@sentry.example', 'has a password'],
  ['https://sentry.example?', 'has a query'],
  ['https://sentry.example/#', 'has a fragment'],
  ['https://sentry .example', 'has a space'],
  ['https://sentry.example/a%2fb', 'has an encoded path'],
  [`${longest}a`, 'is too long'],
])('%s %s', (text) => {
  expect(parseBaseUrl(text)).toBeUndefined();
});

test.each([
  ['https://sentry.io', 'https://sentry.io', true],
  ['https://sentry.io.example/', 'https://sentry.io.example', false],
  ['https://sentry.example:8443/a/b', 'https://sentry.example:8443/a/b', false],
])('%s is written %s; hosted by Sentry: %p', (text, address, hosted) => {
  const url = new URL(text);
  expect([addressOf(url), isHosted(url)]).toEqual([address, hosted]);
});

test('a base URL is encrypted or local, and calls stay on its host and under its path', () => {
  const mostly = (right: string, ...others: string[]) =>
    fc.oneof({ weight: 2, arbitrary: fc.constant(right) }, fc.constantFrom(...others));
  const hosts = ['localhost', 'localhost.evil.io', '127.0.0.1', '127.0.0.1.evil.io', '127.evil.io'];
  const pieces = ['sentry', '..', '.', '%2e', '%2f', '?', '#', '\\', '~', ' ', '\n', 'é'];
  const parts = fc.tuple(
    mostly('https://', 'http://', 'ftp://', 'https:'),
    mostly('', 'me@', 'me:pw@', 'localhost:1@', '@'),
    fc.constantFrom(...hosts, '[::1]', '10.0.0.1', 'a.io', 'Sentry.IO'),
    mostly('', ':8443', ':', ':0', '?', '#', '@evil.io', '\\', '\\@evil.io'),
    fc.array(mostly('/', ...pieces), { maxLength: 6 }).map((path) => `/${path.join('')}`),
  );
  let valid = 0;
  fc.assert(
    fc.property(parts, ([scheme, user, host, port, path]) => {
      const url = parseBaseUrl(`${scheme}${user}${host}${port}${path}`);
      if (url === undefined) return;
      valid += 1;
      const isLocal = /^(?:localhost|127\.[0-9.]+|\[::1\])$/.test(url.hostname);
      expect(isLocal ? ['http:', 'https:'] : ['https:']).toContain(url.protocol);
      expect(url.hostname).toBe(host.toLowerCase());
      expect(url.href).toMatch(/^https?:\/\/[\w.:[\]-]+(?:\/[\w.~-]*)*$/);
      const call = `${url.href.replace(/\/$/, '')}/api/0/`;
      expect(new URL(call).href).toBe(call);
    }),
    { numRuns: 1500 },
  );
  expect(valid).toBeGreaterThan(100);
});

test.each([
  ['https://de.sentry.io', 'https://sentry.io/settings/acme/projects/web/keys/'],
  ['https://sentry.example/a', 'https://sentry.example/a/settings/acme/projects/web/keys/'],
])('the pages of keys at %s', (base, keys) => {
  const place = { baseUrl: new URL(base), org: 'acme', project: 'web' };
  expect(projectOf(place)).toBe('acme/web');
  expect(pageOf(place, undefined)).toBe(keys);
  expect(pageOf(place, { id: 'ab' })).toBe(`${keys}ab/`);
});
