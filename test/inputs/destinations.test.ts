import { targetOf } from '../../src/github/target.ts';
import { problemsOf, read, secret, type Variables } from './read.ts';

const variable = { 'variable-name': 'SENTRY_DSN', 'github-token': 'ghp_ab12' };
const acmeWeb = { kind: 'repository', owner: 'acme', repo: 'web' };
const acme = { kind: 'organization', org: 'acme', visibility: undefined };
const name = 'e'.repeat(255);

test.each([
  [{}, acmeWeb],
  [{ 'github-repository': 'other/.api.js' }, { kind: 'repository', owner: 'other', repo: '.api.js' }],
  [{ 'github-environment': 'a/eu west' }, { ...acmeWeb, kind: 'environment', environment: 'a/eu west' }],
  [{ 'github-environment': name }, { ...acmeWeb, kind: 'environment', environment: name }],
  [{ 'github-organization': 'acme' }, acme],
  [
    { 'github-organization': 'acme', 'github-visibility': 'all' },
    { ...acme, visibility: 'all' },
  ],
])('%j: the DSN is stored there', (where, owner) => {
  const { github, key } = read({ ...secret, ...where });
  expect(github).toEqual({ token: 'ghp_ab12', apiUrl: new URL('https://api.github.com') });
  expect(key.destinations).toEqual([{ kind: 'secret', store: 'actions', name: 'SENTRY_DSN', owner }]);
});

const stores = (text: string) => ({ ...secret, 'secret-stores': text });

test.each<[Variables, string[]]>([
  [{ 'github-token': 'ghp_ab12', 'secret-stores': 'actions' }, []],
  [variable, ['variable']],
  [{ ...secret, ...variable }, ['actions', 'variable']],
  [stores('dependabot'), ['dependabot']],
  [stores('codespaces, actions,codespaces,dependabot'), ['actions', 'dependabot', 'codespaces']],
])('%j: the DSN is stored in %j', (inputs, kinds) => {
  const { github, key } = read(inputs);
  expect(github === undefined).toBe(kinds.length === 0);
  expect(key.destinations.map((it) => (it.kind === 'secret' ? it.store : it.kind))).toEqual(kinds);
});

const organization = { ...secret, 'github-organization': 'acme' };
const combined = 'cannot be combined with github-organization; the DSN is stored in one or the other.';
const alone = 'only applies together with secret-name or variable-name.';

test.each<[Variables, string]>([
  [{ ...organization, 'github-environment': 'x' }, `github-environment: ${combined}`],
  [{ ...organization, 'github-repository': 'a/b' }, `github-repository: ${combined}`],
  [
    { ...stores('actions,dependabot'), 'github-environment': 'x' },
    'secret-stores: an environment has Actions secrets only; remove github-environment, or use secret-stores: actions.',
  ],
  [{ ...variable, 'secret-stores': 'codespaces' }, 'secret-stores: only applies together with secret-name.'],
  [{ 'github-environment': 'production' }, `github-environment: ${alone}`],
  [{ 'github-repository': 'acme/api' }, `github-repository: ${alone}`],
  [{ 'github-organization': 'acme' }, `github-organization: ${alone}`],
  ...[{ ...secret, 'github-visibility': 'all' }, { 'github-visibility': 'all' }].map((inputs): [Variables, string] => [
    inputs,
    'github-visibility: only applies together with github-organization.',
  ]),
  ...['secret-name', 'variable-name'].map((input): [Variables, string] => [
    { [input]: 'X' },
    'github-token: missing; use a token that can write secrets or variables, such as ${{ ' +
      "secrets.SECRETS_TOKEN }}. The workflow's own GITHUB_TOKEN cannot.",
  ]),
  [
    { 'github-token': 'two words' },
    'github-token: contains spaces, quotes, line breaks or characters that tokens do not have. Copy the token again.',
  ],
])('%j is an error', (inputs, problem) => {
  expect(problemsOf(inputs)).toEqual([problem]);
});

test('a dry run needs no token for GitHub', () => {
  const { github, key } = read({ 'secret-name': 'SENTRY_DSN', 'dry-run': 'true' });
  expect(github).toBeUndefined();
  expect(key.destinations).toHaveLength(1);
});

test.each(['secret-name', 'variable-name'])('the name of a token is no %s', (input) => {
  for (const name of ['SENTRY_AUTH_TOKEN', 'sentry_keys_token', 'SENTRY_TOKEN']) {
    expect(problemsOf({ 'github-token': 'ghp_ab12', [input]: name })).toEqual([
      `${input}: "${name}" is not valid; use letters, digits and _, not starting with a digit or GITHUB_, and ` +
        'not the name of a token.',
    ]);
  }
});

test('without GITHUB_REPOSITORY, a step needs github-repository or github-organization', () => {
  const none = { GITHUB_REPOSITORY: '' };
  expect(problemsOf(secret, none)).toEqual(['github-repository: missing; use owner/name, or github-organization.']);
  expect(problemsOf({ ...secret, 'github-repository': 'acme/api' }, none)).toEqual([]);
  expect(problemsOf(organization, none)).toEqual([]);
});

test('a secret of an environment needs the permission for environments', () => {
  const targets = read({ ...secret, 'github-environment': 'eu' }).key.destinations.map(targetOf);
  expect(targets).toMatchObject([
    {
      title: 'the secret SENTRY_DSN of the environment eu of acme/web',
      permission: 'the repository permission "Environments: write"',
    },
  ]);
});
