/** What is said about inputs, word for word. */
import { problemsOf, read, secret, type Variables } from './read.ts';

const NAME_RULE =
  'write letters, digits and _, no digit first, and nothing that starts with GITHUB_.';

test.each<[Variables, string]>([
  [
    { region: 'us', url: 'https://sentry.example.com' },
    'region: "us" was given together with url; keep region for sentry.io, or url for a self-hosted Sentry.',
  ],
  [
    { region: 'us.sentry.io' },
    'region: "us.sentry.io" is not valid; write the first part of the host name alone, such as us or de.',
  ],
  [
    { url: 'sentry.example.com' },
    'url: "sentry.example.com" is not valid; write https:// in front: https://sentry.example.com.',
  ],
  [
    { url: 'sentry.example.com:8443/sentry/' },
    'url: "sentry.example.com:8443/sentry/" is not valid; write https:// in front: ' +
      'https://sentry.example.com:8443/sentry.',
  ],
  [
    { url: 'http://sentry.example.com:9000' },
    'url: "http://sentry.example.com:9000" is not valid; the token would be sent unencrypted, so write an ' +
      'address with https (http on loopback only). If your Sentry has none, put a reverse proxy with TLS in ' +
      'front of it.',
  ],
  [
    { url: 'me@sentry.example.com' },
    'url: "me@sentry.example.com" is not valid; write the address of your Sentry, such as ' +
      'https://sentry.example.com: https (http on loopback only), without /api/0 and with nothing else after ' +
      'the path that Sentry is served under.',
  ],
  [
    { url: 'ftp://a.example/settings/' },
    'url: "ftp://a.example/settings/" is not valid; write the address of your Sentry, such as ' +
      'https://sentry.example.com: https (http on loopback only), without /api/0 and with nothing else after ' +
      'the path that Sentry is served under.',
  ],
  [
    { url: 'http://a.example/api/0' },
    'url: "http://a.example/api/0" is not valid; this is the address of a page or of the API; cut what comes ' +
      'after http://a.example.',
  ],
  [
    { url: 'https://sentry.io/settings/acme/' },
    'url: "https://sentry.io/settings/acme/" is not valid; this is the address of a page of sentry.io; leave ' +
      'url out, or write the region of the organization, such as region: de.',
  ],
  [
    { url: 'https://sentry.io/acme' },
    'url: "https://sentry.io/acme" is not valid; write the address of your Sentry, such as ' +
      'https://sentry.example.com: https (http on loopback only), without /api/0 and with nothing else after ' +
      'the path that Sentry is served under.',
  ],
  [
    { ephemeral: 'true', ...secret },
    'ephemeral: true was given together with secret-name or variable-name; what is stored would be a DSN that ' +
      'is dead when the job ends. Leave one of them out.',
  ],
  [
    { 'create-project': 'true', team: 'platform', project: '4506' },
    'project: "4506" cannot be the slug of a new project; with create-project, write lowercase letters, ' +
      'digits, - and _, and not only digits.',
  ],
  [
    { loader: 'feedbak' },
    'loader: "feedbak" is not valid; write a comma-separated list of replay, performance, debug, feedback, ' +
      'logs-and-metrics, or none.',
  ],
  [
    { 'if-exists': 'replace' },
    'if-exists: "replace" is not valid; write one of reuse, update, rotate, create, fail.',
  ],
  [{ ...secret, 'secret-name': '1' }, `secret-name: "1" is not valid; ${NAME_RULE}`],
  [
    { ...secret, 'secret-stores': 'all' },
    'secret-stores: "all" is not valid; write a comma-separated list of actions, dependabot, codespaces.',
  ],
  [
    { ...secret, 'secret-stores': 'dependabot, codespaces', environment: 'eu' },
    'secret-stores: "dependabot, codespaces" has no environments; leave environment out, or write ' +
      'secret-stores: actions.',
  ],
  [
    { ...secret, organization: 'acme', environment: 'eu' },
    'environment: "eu" was given together with organization; the DSN is stored at one or the other.',
  ],
  [
    { environment: 'eu' },
    'environment: "eu" was given, but nothing to store there; add secret-name or variable-name.',
  ],
  [
    { organization: 'acme' },
    'organization: "acme" was given, but nothing to store there; add secret-name or variable-name. The Sentry ' +
      'organization is the input org.',
  ],
  [
    { token: 'sntrys_abc' },
    'token: this is an organization token (sntrys_…), and Sentry does not let those manage client keys. Create ' +
      'an internal integration (Settings > Custom Integrations) with the permission "Project: Read & Write" ' +
      'and use its token. The secret SENTRY_AUTH_TOKEN often holds an organization token for releases: store ' +
      'this one under another name, such as SENTRY_KEYS_TOKEN.',
  ],
  [
    { token: 'http://ab12@sentry.example/1' },
    'token: this is an address, such as a DSN, and not a token. A DSN can send events, but not manage client ' +
      'keys: give the token of an internal integration.',
  ],
  [
    { token: '$TOKEN' },
    'token: this is the name of a variable ($NAME or ${…}), which nobody replaces here. Write an expression, ' +
      'such as ${{ secrets.SENTRY_KEYS_TOKEN }}.',
  ],
])('%j', (inputs, problem) => {
  expect(problemsOf({ name: 'ci', ...inputs })).toEqual([problem]);
});

test('a missing token on a pull request', () => {
  expect(problemsOf({ token: '', name: 'ci' }, { GITHUB_EVENT_NAME: 'pull_request' })).toEqual([
    'token: missing; give a Sentry token with the scope project:write, such as ' +
      '${{ secrets.SENTRY_KEYS_TOKEN }}. On pull requests from forks and from Dependabot GitHub passes no ' +
      'secrets to workflows: skip this step there.',
  ]);
});

test("the address of GitHub's API", () => {
  const variable = 'GITHUB_API_URL (an environment variable)';
  expect(problemsOf({ ...secret, name: 'ci' }, { GITHUB_API_URL: 'http://a.example' })).toEqual([
    `${variable}: "http://a.example" is not valid; write an address with https (http on loopback only).`,
  ]);
  const given = read({ ...secret, name: 'ci' }, { GITHUB_API_URL: ' https://a.example\n' });
  expect(given.github?.apiUrl.href).toBe('https://a.example/');
});

test('a step without a name', () => {
  expect(read().warnings).toEqual([
    'No name was given, so that Sentry invents one, and every run creates another client key. Write a name, ' +
      'such as name: ci, or if-exists: create if you mean it. If the workflow does give a name, its expression ' +
      'came out empty.',
  ]);
});

test.each(['untrue', 'trueish', 'unfalse', 'falsehood'])('%s is no boolean', (text) => {
  expect(problemsOf({ name: 'ci', mask: text })).toEqual([
    `mask: "${text}" is not valid; write true or false.`,
  ]);
});

test.each([
  [{ 'secret-name': 'MY_GITHUB_DSN' }],
  [{ environment: 'v1..' }],
  [{ environment: '..v1' }],
  [{ repository: 'acme/web..' }],
])('%j is right', (inputs) => {
  expect(problemsOf({ ...secret, name: 'ci', ...inputs })).toEqual([]);
});

test.each(['sntryu_ghp_ab12', 'a-https://b'])('the token %s is right', (token) => {
  expect(problemsOf({ token, name: 'ci' })).toEqual([]);
});
