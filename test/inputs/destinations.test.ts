import { Failure } from '../../src/failure.ts';
import { readStep } from '../../src/inputs/step.ts';
import { targetOf } from '../../src/github/target.ts';
import { TOKEN } from '../harness/scenario.ts';

const GITHUB_TOKEN = `github_pat_${'7e'.repeat(30)}`;

const valid = {
  INPUT_TOKEN: TOKEN,
  INPUT_ORG: 'acme',
  INPUT_PROJECT: 'web',
  GITHUB_REPOSITORY: 'acme/web',
};

/** Reads a step's `with`. */
function read(inputs: Record<string, string>, env: Record<string, string> = {}) {
  const variables = Object.entries(inputs).map(([name, value]) => [
    `INPUT_${name.toUpperCase()}`,
    value,
  ]);
  return readStep({ ...valid, ...env, ...Object.fromEntries(variables) } as typeof valid);
}

function problems(inputs: Record<string, string>, env: Record<string, string> = {}): string[] {
  try {
    read(inputs, env);
    return [];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return error.message.split('\n').slice(1);
  }
}

describe('env-name', () => {
  test.each(['SENTRY_DSN', '_x', 'NEXT_PUBLIC_SENTRY_DSN', 'PATHS', 'MY_PATH', 'LDAP'])(
    '%s is fine',
    (name) => {
      expect(read({ 'env-name': name }).key.envName).toBe(name);
    },
  );

  test.each([
    'NODE_OPTIONS',
    'node_options',
    'PATH',
    'Path',
    'LD_PRELOAD',
    'DYLD_INSERT_LIBRARIES',
    'GITHUB_TOKEN',
    'RUNNER_TEMP',
    'ACTIONS_RUNTIME_TOKEN',
    'INPUT_TOKEN',
    'BASH_ENV',
    '1X',
    'A-B',
    'A B',
    'A=B',
    'A\nB',
    'Ä',
    'x'.repeat(256),
  ])('%j is refused', (name) => {
    expect(problems({ 'env-name': name })).toEqual([expect.stringMatching(/^env-name: ".*write/)]);
  });
});

const secret = { 'secret-name': 'SENTRY_DSN', 'github-token': GITHUB_TOKEN };

test.each([
  [{}, { kind: 'repository', owner: 'acme', repo: 'web' }],
  [{ repository: 'other/api.js' }, { kind: 'repository', owner: 'other', repo: 'api.js' }],
  [
    { environment: 'preview/eu west' },
    { kind: 'environment', owner: 'acme', repo: 'web', environment: 'preview/eu west' },
  ],
  [{ organization: 'acme' }, { kind: 'organization', org: 'acme', visibility: 'private' }],
  [
    { organization: 'acme', visibility: 'all' },
    { kind: 'organization', org: 'acme', visibility: 'all' },
  ],
])('%j: stored there', (where, owner) => {
  const { github, key } = read({ ...secret, ...where });
  expect(github).toEqual({ token: GITHUB_TOKEN, apiUrl: new URL('https://api.github.com') });
  expect(key.destinations).toEqual([
    { kind: 'secret', store: 'actions', name: 'SENTRY_DSN', owner },
  ]);
});

test('nothing is stored unless it is asked for', () => {
  expect(read({ 'github-token': GITHUB_TOKEN, visibility: 'private' }).github).toBeUndefined();
  // What does not matter is not judged either.
  expect(read({}, { GITHUB_API_URL: 'http://github.example.com' }).github).toBeUndefined();
});

test('GITHUB_API_URL says where GitHub is', () => {
  const GITHUB_API_URL = 'https://github.example.com/api/v3';
  expect(read(secret, { GITHUB_API_URL }).github?.apiUrl.href).toBe(GITHUB_API_URL);
  expect(problems(secret, { GITHUB_API_URL: 'http://github.example.com' })).toEqual([
    expect.stringContaining(
      'GITHUB_API_URL (an environment variable): "http://github.example.com"',
    ),
  ]);
});

test.each([
  ['codespaces, actions', ['actions', 'codespaces']],
  ['dependabot,dependabot', ['dependabot']],
  ['actions,dependabot,codespaces', ['actions', 'dependabot', 'codespaces']],
])('secret-stores: %s', (text, stores) => {
  const { destinations } = read({ ...secret, 'secret-stores': text }).key;
  expect(destinations).toMatchObject(stores.map((store) => ({ kind: 'secret', store })));
  expect(destinations).toHaveLength(stores.length);
});

test.each<[Record<string, string>, RegExp]>([
  [{ ...secret, 'secret-name': '1X' }, /^secret-name: "1X" is not valid; write letters/],
  [{ ...secret, 'secret-name': 'GITHUB_X' }, /^secret-name: "GITHUB_X" .*GITHUB_/],
  [{ ...secret, 'secret-name': 'github_x' }, /^secret-name: "github_x" .*GITHUB_/],
  [{ ...secret, 'variable-name': 'A-B' }, /^variable-name: "A-B" is not valid; write letters/],
  [{ ...secret, 'secret-stores': 'actions,agents' }, /^secret-stores: "actions,agents".*comma/],
  [{ ...secret, 'secret-stores': 'actions,' }, /^secret-stores: "actions," is not valid/],
  [{ ...secret, repository: 'web' }, /^repository: "web" is not valid; write owner\/name/],
  [{ ...secret, repository: 'acme/..' }, /^repository: "acme\/\.\." is not valid/],
  [{ ...secret, repository: 'acme/web/x' }, /^repository: "acme\/web\/x" is not valid/],
  [{ ...secret, organization: 'a/b' }, /^organization: "a\/b" is not valid/],
  [{ ...secret, environment: '..' }, /^environment: "\.\." is not valid/],
  [{ ...secret, environment: 'a\nb' }, /^environment: "a\\nb" is not valid/],
  [
    { ...secret, organization: 'acme', visibility: 'public' },
    /^visibility: "public".*private, all/,
  ],
  [{ ...secret, organization: 'acme', environment: 'x' }, /^environment: "x" .* together with org/],
  [{ ...secret, organization: 'acme', repository: 'a/b' }, /^repository: "a\/b" .* together with/],
  [
    { ...secret, environment: 'x', 'secret-stores': 'dependabot' },
    /^secret-stores: "dependabot" has no environments/,
  ],
  [
    { 'secret-stores': 'codespaces', 'variable-name': 'X', 'github-token': GITHUB_TOKEN },
    /^secret-stores: "codespaces" was given without a secret/,
  ],
  [{ environment: 'production' }, /^environment: "production" was given, but nothing to store/],
  [{ organization: 'acme' }, /^organization: "acme" was given, but nothing to store/],
  [{ repository: 'acme/api' }, /^repository: "acme\/api" was given, but nothing to store/],
  [{ 'secret-name': 'X' }, /^github-token: missing; .*GITHUB_TOKEN cannot/],
  [{ 'variable-name': 'X' }, /^github-token: missing/],
  [{ ...secret, 'github-token': 'two words' }, /^github-token: contains spaces/],
])('%j is refused', (inputs, problem) => {
  const found = problems(inputs);
  expect(found).toEqual([expect.stringMatching(problem)]);
  expect(found.join()).not.toContain(inputs['github-token'] ?? 'two words');
});

test('without a repository of its own the step has to be told one', () => {
  expect(problems(secret, { GITHUB_REPOSITORY: '' })).toEqual([
    'repository: missing; write owner/name, or organization.',
  ]);
});

test('each target has its path and names the permission that it takes', () => {
  const told = (inputs: Record<string, string>) => {
    const targets = read({ ...secret, ...inputs }).key.destinations.map(targetOf);
    return targets.map(({ title, path, permission }) => [title, path, permission]);
  };
  expect(
    told({ 'secret-stores': 'actions,dependabot,codespaces', 'variable-name': 'SENTRY_DSN' }),
  ).toEqual([
    [
      'the secret SENTRY_DSN of acme/web',
      '/repos/{owner}/{repo}/actions/secrets',
      'the repository permission "Secrets: write"',
    ],
    [
      'the Dependabot secret SENTRY_DSN of acme/web',
      '/repos/{owner}/{repo}/dependabot/secrets',
      'the repository permission "Dependabot secrets: write"',
    ],
    [
      'the Codespaces secret SENTRY_DSN of acme/web',
      '/repos/{owner}/{repo}/codespaces/secrets',
      'the repository permission "Codespaces secrets: write"',
    ],
    [
      'the variable SENTRY_DSN of acme/web',
      '/repos/{owner}/{repo}/actions/variables',
      'the repository permission "Variables: write"',
    ],
  ]);
  expect(told({ environment: 'production' })).toEqual([
    [
      'the secret SENTRY_DSN of the environment production of acme/web',
      '/repos/{owner}/{repo}/environments/{environment}/secrets',
      'the repository permission "Environments: write"',
    ],
  ]);
  expect(told({ organization: 'acme', 'secret-stores': 'dependabot' })).toEqual([
    [
      'the Dependabot secret SENTRY_DSN of the organization acme',
      '/orgs/{org}/dependabot/secrets',
      'the organization permission "Dependabot secrets: write"',
    ],
  ]);
});
