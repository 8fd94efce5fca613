import { targetOf } from '../../src/github/target.ts';
import { problemsOf, read, secret, type Variables } from './read.ts';

const variable = { 'variable-name': 'SENTRY_DSN', 'github-token': 'ghp_ab12' };
const acmeWeb = { kind: 'repository', owner: 'acme', repo: 'web' };
const acme = { kind: 'organization', org: 'acme', visibility: 'private' };
const name = 'e'.repeat(255);

test.each([
  [{}, acmeWeb],
  [{ repository: 'other/.api.js' }, { kind: 'repository', owner: 'other', repo: '.api.js' }],
  [{ environment: 'a/eu west' }, { ...acmeWeb, kind: 'environment', environment: 'a/eu west' }],
  [{ environment: name }, { ...acmeWeb, kind: 'environment', environment: name }],
  [{ organization: 'acme' }, acme],
  [
    { organization: 'acme', visibility: 'all' },
    { ...acme, visibility: 'all' },
  ],
])('%j: the DSN is stored there', (where, owner) => {
  const { github, key } = read({ ...secret, ...where });
  expect(github).toEqual({ token: 'ghp_ab12', apiUrl: new URL('https://api.github.com') });
  expect(key.destinations).toEqual([
    { kind: 'secret', store: 'actions', name: 'SENTRY_DSN', owner },
  ]);
});

const stores = (text: string) => ({ ...secret, 'secret-stores': text });

test.each<[Variables, string[]]>([
  [{ 'github-token': 'ghp_ab12', visibility: 'private' }, []],
  [variable, ['variable']],
  [{ ...secret, ...variable }, ['actions', 'variable']],
  [stores('dependabot'), ['dependabot']],
  [stores('codespaces, actions,codespaces,dependabot'), ['actions', 'dependabot', 'codespaces']],
])('%j: the DSN is stored in %j', (inputs, kinds) => {
  const { github, key } = read(inputs);
  expect(github === undefined).toBe(kinds.length === 0);
  expect(key.destinations.map((it) => (it.kind === 'secret' ? it.store : it.kind))).toEqual(kinds);
});

test.each<[Variables, RegExp]>([
  [{ ...secret, organization: 'acme', environment: 'x' }, /^environment: "x" .* together with org/],
  [{ ...secret, organization: 'acme', repository: 'a/b' }, /^repository: "a\/b" .* together with/],
  [{ ...stores('actions,dependabot'), environment: 'x' }, /^secret-stores: "dependabot" has no /],
  [
    { ...variable, 'secret-stores': 'codespaces' },
    /^secret-stores: "codespaces" .* add secret-name/,
  ],
  [{ environment: 'production' }, /^environment: "production" was given, but nothing to store/],
  [{ repository: 'acme/api' }, /^repository: "acme\/api" was given, but nothing to store/],
  ...[{ ...secret, visibility: 'all' }, { visibility: 'all' }].map(
    (inputs): [Variables, RegExp] => [
      inputs,
      /^visibility: all was given without organization, and is about its secrets and variables\. Add organization, or leave visibility out\.$/,
    ],
  ),
  [{ organization: 'acme' }, /^organization: "acme" .* nothing to store .* is the input org\.$/],
  [{ 'secret-name': 'X' }, /^github-token: missing; .*GITHUB_TOKEN cannot/],
  [{ 'variable-name': 'X' }, /^github-token: missing/],
  [{ 'github-token': 'two words' }, /^github-token: contains spaces(?!.*two words)/],
])('%j is an error', (inputs, problem) => {
  expect(problemsOf(inputs)).toEqual([expect.stringMatching(problem)]);
});

test('without GITHUB_REPOSITORY, a step needs repository or organization', () => {
  const none = { GITHUB_REPOSITORY: '' };
  expect(problemsOf(secret, none)).toEqual([
    'repository: missing; write owner/name, or organization.',
  ]);
  expect(problemsOf({ ...secret, repository: 'acme/api' }, none)).toEqual([]);
  expect(problemsOf({ ...secret, organization: 'acme' }, none)).toEqual([]);
});

test('a secret of an environment needs the permission for environments', () => {
  const targets = read({ ...secret, environment: 'eu' }).key.destinations.map(targetOf);
  expect(targets).toMatchObject([
    {
      title: 'the secret SENTRY_DSN of the environment eu of acme/web',
      permission: 'the repository permission "Environments: write"',
    },
  ]);
});
