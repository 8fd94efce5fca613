/** The wording of errors about inputs. */
import { problemsOf, secret, type Variables } from './read.ts';

const HOSTED = 'on sentry.io, leave url out, or set the region of the organization, such as region: de.';
const MANY = 'this input names one project, by its slug; for several, use projects.';

test.each<[Variables, string]>([
  [{ project: 'Web' }, 'project: "Web" is not valid; slugs are lower case, so use web.'],
  [{ org: 'ACME' }, 'org: "ACME" is not valid; slugs are lower case, so use acme.'],
  [{ org: 'a, b' }, 'org: "a, b" is not valid; use the slug or numeric ID of the Sentry organization, such as acme.'],
  [{ project: 'a/b' }, 'project: "a/b" is not valid; use the slug or numeric ID of the Sentry project, such as web.'],
  ...['web, api', 'web-*', '!web', '["web"]', 'web api'].map((project): [Variables, string] => [
    { project },
    `project: ${JSON.stringify(project).replaceAll('\\"', '"')} is not valid; ${MANY}`,
  ]),
  [
    { project: '' },
    'project: missing; use the slug or numeric ID of the Sentry project, such as web, or use projects. If the ' +
      'step has keys or projects, the expression for it came out empty.',
  ],
  [{ name: 'preview-*' }, 'name: "preview-*" is not valid; this input is one literal name; for patterns, use names.'],
  [{ name: 'a\nb' }, 'name: "a\\nb" is not valid; a key name is one line of at most 64 characters.'],
  [
    { region: 'us.sentry.io' },
    'region: "us.sentry.io" is not valid; use the first part of the host name alone, such as us or de.',
  ],
  [
    { url: 'sentry.example.com:8443/sentry/' },
    'url: "sentry.example.com:8443/sentry/" is not valid; add https:// in front: ' +
      'https://sentry.example.com:8443/sentry.',
  ],
  [
    { url: 'http://sentry.example.com:9000' },
    'url: "http://sentry.example.com:9000" is not valid; the token would be sent unencrypted, so use an ' +
      'address with https (http on loopback only). If your Sentry has none, put a reverse proxy with TLS in ' +
      'front of it.',
  ],
  ...['https://sentry.io/settings/acme/', 'https://acme.sentry.io/organizations/acme/', 'https://sentry.io/acme'].map(
    (url): [Variables, string] => [{ url }, `url: "${url}" is not valid; ${HOSTED}`],
  ),
  [
    { loader: 'feedbak' },
    'loader: "feedbak" is not valid; use a list of replay, performance, debug, feedback, logs-and-metrics; or ' +
      'none.',
  ],
  [{ mode: 'replace' }, 'mode: "replace" is not valid; use one of ensure, update, rotate, create, find, retire.'],
  [
    { mode: 'rotate', 'max-age': '30', grace: '7d' },
    'max-age: "30" is not valid; use minutes, hours, days or weeks, such as 5m, 12h, 30d or 4w; at most 10 years.',
  ],
  [
    { mode: 'rotate', 'max-age': '30d', grace: '1 week' },
    'grace: "1 week" is not valid; use minutes, hours, days or weeks, such as 5m, 12h, 30d or 4w; at most 10 ' +
      'years; or none.',
  ],
  [
    { ...secret, 'secret-stores': 'all' },
    'secret-stores: "all" is not valid; use a list of actions, dependabot, codespaces.',
  ],
  [
    { token: 'sntrys_abc' },
    'token: this is an organization token (sntrys_…), which cannot manage client keys. Create an internal ' +
      'integration (Settings > Custom Integrations) with the permission "Project: Read & Write" and use its ' +
      'token. The secret SENTRY_AUTH_TOKEN often contains an organization token for releases, so store the new ' +
      'token under another name, such as SENTRY_KEYS_TOKEN.',
  ],
  [
    { token: 'http://ab12@sentry.example/1' },
    'token: this is an address, such as a DSN, instead of a token. A DSN can send events but cannot manage ' +
      'client keys. Use the token of an internal integration.',
  ],
  [
    { token: '$TOKEN' },
    'token: this looks like an unexpanded shell variable. GitHub only expands expressions, such as ' +
      '${{ secrets.SENTRY_KEYS_TOKEN }}.',
  ],
])('%j', (inputs, problem) => {
  expect(problemsOf({ name: 'ci', ...inputs })).toEqual([problem]);
});
