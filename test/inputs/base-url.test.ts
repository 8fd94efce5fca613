import { problemsOf, read, secret, type Variables } from './read.ts';

test.each<[Variables, Variables, string]>([
  [{ region: 'de' }, {}, 'https://de.sentry.io/'],
  [{ region: 'US' }, {}, 'https://us.sentry.io/'],
  [{ url: 'https://sentry.io/' }, {}, 'https://sentry.io/'],
  [{ url: 'https://example.com:8443/a/b//' }, {}, 'https://example.com:8443/a/b'],
  [{ url: 'http://localhost:9000' }, {}, 'http://localhost:9000/'],
  [{ url: 'http://[::1]:9000' }, {}, 'http://[::1]:9000/'],
  [{}, { SENTRY_URL: 'https://one.example/' }, 'https://one.example/'],
  [{ region: 'de' }, { SENTRY_URL: 'http://one.example' }, 'https://de.sentry.io/'],
  [{ url: 'https://two.example' }, { SENTRY_URL: 'https://one.example' }, 'https://two.example/'],
])('%j %j: calls go to %s', (inputs, env, href) => {
  expect(read(inputs, env).sentry.baseUrl.href).toBe(href);
});

test('region and url cannot be used together', () => {
  expect(problemsOf({ region: 'us', url: 'https://sentry.example.com' })).toEqual([
    'region: cannot be combined with url; use region for sentry.io, or url for a self-hosted Sentry.',
  ]);
});

test.each(['eu', 'EU'])('the region %s is an error that names the right one', (region) => {
  expect(problemsOf({ region })).toEqual([`region: "${region}" is not valid; Sentry's region in the EU is de.`]);
});

test.each([
  ['https://a.example/sentry/settings', 'https://a.example/sentry'],
  ['http://a.example:9000/api/0/', 'https://a.example:9000'],
  ['http://localhost:9000/organizations/acme/', 'http://localhost:9000'],
])('the error about the page %s names the address %s', (url, server) => {
  expect(problemsOf({ url })).toEqual([
    `url: "${url}" is not valid; this is the address of a page or of the API; use ${server}.`,
  ]);
});

test('an error does not show the password in an address', () => {
  expect(problemsOf({ url: 'https://me:hunter2@sentry.example.com' })).toEqual([
    expect.stringContaining('"https://***@sentry.example.com"'),
  ]);
});

test('GITHUB_API_URL is the address of GitHub, and is read only if the DSN is stored', () => {
  const GITHUB_API_URL = 'https://github.example.com/api/v3';
  expect(read(secret, { GITHUB_API_URL }).github?.apiUrl.href).toBe(GITHUB_API_URL);
  const http = { GITHUB_API_URL: 'http://github.example.com' };
  expect(problemsOf({}, http)).toEqual([]);
  expect(problemsOf(secret, http)).toEqual([
    expect.stringMatching(/^GITHUB_API_URL \(an environment variable\): "http:\/\/github.example/),
  ]);
});
