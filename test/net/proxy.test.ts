import { proxyFor } from '../../src/net/proxy.ts';

const NAMES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY', 'no_proxy', 'NO_PROXY'];
const before = { ...process.env };

function setVariables(variables: Readonly<Record<string, string | undefined>>): void {
  // All before any: on Windows, two of the names are one variable.
  for (const name of NAMES) Reflect.deleteProperty(process.env, name);
  for (const name of NAMES) {
    const value = variables[name];
    if (value !== undefined) process.env[name] = value;
  }
}

afterEach(() => {
  setVariables(before);
});

const proxy = 'http://proxy.example.com:3128/';
const other = 'http://other.example.com/';

test.each([
  ['https://sentry.io', {}, undefined],
  ['https://sentry.io', { https_proxy: proxy }, proxy],
  ['https://sentry.io', { https_proxy: '', HTTPS_PROXY: proxy }, proxy],
  ['https://sentry.io', { https_proxy: '10.0.0.1:3128' }, 'http://10.0.0.1:3128/'],
  ['https://sentry.io', { https_proxy: `http://me:50%25@a.example` }, 'http://me:50%25@a.example/'],
  ['https://sentry.io', { http_proxy: proxy }, undefined],
  ['https://sentry.io', { https_proxy: proxy, no_proxy: 'sentry.io' }, undefined],
  ['https://sentry.io', { https_proxy: 'no address', no_proxy: 'sentry.io' }, undefined],
  ['https://localhost', { https_proxy: proxy }, undefined],
  ['http://sentry.example', { http_proxy: other, https_proxy: proxy }, other],
  ['http://sentry.example', { https_proxy: proxy }, undefined],
])('the proxy for %s, with %j: %s', (url, variables, href) => {
  setVariables(variables);
  expect(proxyFor(new URL(url))?.href).toBe(href);
});

test.each([
  'http://me:50%off@proxy.example.com',
  'http://proxy.example.com:99999',
  'http://proxy.example.com/path',
  'proxy corp:80',
  'socks5://proxy.example.com:1080',
])('a proxy that cannot be used is an error: %s', (https_proxy) => {
  setVariables({ https_proxy });
  expect(() => proxyFor(new URL('https://sentry.io'))).toThrow(
    'The variable https_proxy does not name a proxy that can be used: set its address, such as ' +
      'http://proxy.example.com:3128, with the special characters of a user name or password ' +
      'percent-encoded (% as %25, # as %23, @ as %40), or name the server in no_proxy.',
  );
});

test('the error names the variable of the protocol', () => {
  setVariables({ http_proxy: 'socks5://proxy.example.com' });
  expect(() => proxyFor(new URL('http://sentry.example'))).toThrow(/^The variable http_proxy does/);
});
