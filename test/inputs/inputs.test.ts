import { Failure } from '../../src/failure.ts';
import { readStep } from '../../src/inputs/step.ts';
import { scenario, TOKEN } from '../harness/scenario.ts';

const valid = { INPUT_TOKEN: TOKEN, INPUT_ORG: 'acme', INPUT_PROJECT: 'web' };

/** The problems that are found with the given variables beside the required ones, in order. */
function problems(env: Record<string, string | undefined>): string[] {
  try {
    readStep({ ...valid, ...env });
    return [];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const [title, ...lines] = error.message.split('\n');
    expect(title).toBe("Nothing was sent to Sentry, the step's inputs need a change:");
    return lines;
  }
}

test('what is not given gets its default', () => {
  expect(readStep(valid)).toEqual({
    sentry: { token: TOKEN, org: 'acme', baseUrl: new URL('https://sentry.io'), timeout: 120 },
    github: undefined,
    key: {
      project: 'web',
      name: undefined,
      rateLimit: undefined,
      useCase: undefined,
      sdkVersion: undefined,
      loader: undefined,
      newProject: undefined,
      ifExists: 'reuse',
      state: 'present',
      retire: 'deactivate',
      envName: undefined,
      destinations: [],
    },
    ephemeral: false,
    dryRun: false,
    mask: true,
  });
});

test('white space around a value does not count, and a blank value is none', () => {
  const env = { ...valid, INPUT_ORG: ' acme\n', INPUT_NAME: '  ', INPUT_TOKEN: `${TOKEN}\n` };
  expect(readStep(env)).toMatchObject({
    sentry: { org: 'acme', token: TOKEN },
    key: { name: undefined },
  });
});

test.each([
  [{ INPUT_REGION: 'de' }, 'https://de.sentry.io/'],
  [{ INPUT_REGION: 'US' }, 'https://us.sentry.io/'],
  [{ INPUT_URL: 'https://sentry.example.com' }, 'https://sentry.example.com/'],
  [{ INPUT_URL: 'https://example.com:8443/sentry//' }, 'https://example.com:8443/sentry'],
  [{ INPUT_URL: 'http://localhost:9000' }, 'http://localhost:9000/'],
  [{ INPUT_URL: 'http://127.0.0.9' }, 'http://127.0.0.9/'],
  [{ INPUT_URL: 'http://[::1]:9000' }, 'http://[::1]:9000/'],
  [{ SENTRY_URL: 'https://sentry.example.com/' }, 'https://sentry.example.com/'],
  [{ SENTRY_URL: 'https://sentry.example.com/', INPUT_REGION: 'de' }, 'https://de.sentry.io/'],
  [{ SENTRY_URL: 'not an address', INPUT_REGION: 'de' }, 'https://de.sentry.io/'],
  [
    { SENTRY_URL: 'https://one.example.com/', INPUT_URL: 'https://two.example.com' },
    'https://two.example.com/',
  ],
])('%j: calls go to %s', (env, base) => {
  expect(readStep({ ...valid, ...env }).sentry.baseUrl.href).toBe(base);
});

test.each(['true', 'True', 'TRUE', ''])('mask: %j masks', (mask) => {
  expect(readStep({ ...valid, INPUT_MASK: mask }).mask).toBe(true);
});

test.each(['false', 'False', 'FALSE'])('mask: %j does not', (mask) => {
  expect(readStep({ ...valid, INPUT_MASK: mask }).mask).toBe(false);
});

test.each([
  ['none', []],
  ['replay', ['replay']],
  ['logs-and-metrics, replay ,debug', ['replay', 'debug', 'logs-and-metrics']],
  ['performance,performance', ['performance']],
])('loader: %j switches on %j', (loader, options) => {
  expect(readStep({ ...valid, INPUT_LOADER: loader }).key.loader).toEqual(new Set(options));
});

const create = { 'INPUT_CREATE-PROJECT': 'true' };

test('create-project takes a team, and a platform where there is one', () => {
  const team = { ...valid, ...create, INPUT_TEAM: 'platform' };
  expect(readStep(team).key.newProject).toEqual({ team: 'platform', platform: undefined });
  expect(readStep({ ...team, INPUT_PLATFORM: 'node' }).key.newProject).toEqual({
    team: 'platform',
    platform: 'node',
  });
});

test('without create-project, team and platform mean nothing', () => {
  const env = { ...valid, INPUT_TEAM: 'platform', INPUT_PLATFORM: 'node' };
  expect(readStep(env).key.newProject).toBeUndefined();
});

test('create-project needs a team', () => {
  expect(problems(create)).toEqual([
    'team: missing; create-project needs the team that a new project belongs to.',
  ]);
});

test.each(['Web', '4506'])('create-project: %s cannot be a new slug', (project) => {
  expect(problems({ ...create, INPUT_TEAM: 'platform', INPUT_PROJECT: project })).toEqual([
    `project: "${project}" cannot be the slug of a new project; with create-project, write ` +
      'lowercase letters, digits, - and _, and not only digits.',
  ]);
});

test.each([
  ['DRY_RUN', 'dry-run'],
  ['DRYRUN', 'dry-run'],
  ['EPHEMRAL', 'ephemeral'],
  ['RATE LIMIT', 'rate-limit'],
  ['ORGANISATION', 'organization'],
  ['PROJECTS', 'project'],
  ['GITHUBTOKEN', 'github-token'],
  ['TIME-OUT', 'timeout'],
])('the input %s is refused, since %s is meant', (given, meant) => {
  expect(problems({ [`INPUT_${given}`]: 'secret' })).toEqual([
    `"${given.toLowerCase()}": there is no such input; did you mean ${meant}?`,
  ]);
});

test.each([
  ...['INPUT_NODE', 'INPUT_WORKDIR', 'INPUT_', 'XINPUT_DRY_RUN', 'INPUT_STAGE', 'INPUT_TASK'],
  ...['INPUT_REASON', 'INPUT_FOLDER', 'INPUT_HEADER', 'INPUT_ORDER', 'INPUT_RETRY', 'INPUT_GAME'],
])('%s is left to the runner', (variable) => {
  expect(problems({ [variable]: 'x' })).toEqual([]);
});

test.each(['secret-name', 'variable-name'])(
  'ephemeral and %s do not go together, but where keys are retired',
  (name) => {
    const env = {
      ...{ INPUT_NAME: 'ci', INPUT_EPHEMERAL: 'true', [`INPUT_${name.toUpperCase()}`]: 'DSN' },
      ...{ 'INPUT_GITHUB-TOKEN': 'ghp_x', GITHUB_REPOSITORY: 'acme/web' },
    };
    expect(problems(env)).toEqual([
      'ephemeral: true was given together with secret-name or variable-name; what is stored would ' +
        'be a DSN that is dead when the job ends. Leave one of them out.',
    ]);
    expect(problems({ ...env, INPUT_STATE: 'absent' })).toEqual([]);
  },
);

test('a near miss without a value is as if it was not given', () => {
  expect(problems({ INPUT_DRY_RUN: ' ' })).toEqual([]);
});

test('a name may have 64 characters, however many bytes they take', () => {
  expect(readStep({ ...valid, INPUT_NAME: '🔑'.repeat(64) }).key.name).toBe('🔑'.repeat(64));
});

test.each([
  ['org', 'acme/web'],
  ['org', '..'],
  ['org', '%2e%2e'],
  ['org', 'acme?x'],
  ['project', 'web api'],
  ['project', 'wéb'],
  ['project', 'w'.repeat(101)],
  ['region', 'us.sentry.io'],
  ['region', '-us'],
  ['region', 'us/'],
  ['region', 'a@evil.example/'],
  ['region', 'x'.repeat(64)],
  ['url', 'sentry.example.com'],
  ['url', 'http://sentry.example.com'],
  ['url', 'http://127.0.0.1.example.com'],
  ['url', 'http://localhost.example.com'],
  ['url', 'https://sentry.example.com/?a=b'],
  ['url', 'https://sentry.example.com/#a'],
  ['url', 'https://sentry.example.com?'],
  ['url', 'https://sentry.example.com/api/0/'],
  ['url', 'https://sentry.example.com/api/0/projects/acme/web/keys'],
  ['url', 'https://sentry.io/organizations/acme/'],
  ['url', 'https://de.sentry.io/settings'],
  ['url', 'https://sentry.example.com/%2e%2e%2f'],
  ['url', 'https://sentry .example.com'],
  ['url', 'https:\\\\sentry.example.com'],
  ['url', 'file:///etc/passwd'],
  ['name', 'n'.repeat(65)],
  ['name', 'a\nb'],
  ['rate-limit', '5/25h'],
  ['use-case', 'other'],
  ['sdk-version', '10 x'],
  ['sdk-version', '.x'],
  ['sdk-version', '9'.repeat(21)],
  ['loader', 'replay, feedbak'],
  ['loader', 'replay,'],
  ['loader', 'none, replay'],
  ['loader', 'Replay'],
  ['create-project', 'yes'],
  ['team', 'a team'],
  ['platform', 'node/express'],
  ['if-exists', 'Reuse'],
  ['if-exists', 'constructor'],
  ['state', 'gone'],
  ['retire', 'remove'],
  ['ephemeral', 'yes'],
  ['dry-run', '1'],
  ['mask', 'no'],
  ['timeout', '0'],
  ['timeout', '3601'],
  ['timeout', '1.5'],
  ['timeout', '1m'],
])('%s: %j is refused with its value and what would be right', (name, value) => {
  const shown = value.replace('\n', '\\n').replaceAll('\\\\', '\\\\');
  expect(problems({ [`INPUT_${name.toUpperCase()}`]: value })).toEqual([
    expect.stringMatching(/^\S+: ".*" is not valid; (write|a key name is) /),
  ]);
  expect(problems({ [`INPUT_${name.toUpperCase()}`]: value })[0]).toContain(`${name}: "${shown}"`);
});

test.each([
  [{ INPUT_STATE: 'absent' }, /^name: missing; state: absent retires/],
  [{ 'INPUT_IF-EXISTS': 'update' }, /^name: missing; if-exists: update/],
  [{ 'INPUT_IF-EXISTS': 'rotate' }, /^name: missing; if-exists: rotate/],
  [{ 'INPUT_IF-EXISTS': 'fail' }, /^name: missing; if-exists: fail/],
])('%j needs a name', (env, problem) => {
  expect(problems(env)).toEqual([expect.stringMatching(problem)]);
  expect(problems({ ...env, INPUT_NAME: 'ci' })).toEqual([]);
});

test('state: absent does not mind if-exists, and says once that it needs a name', () => {
  expect(problems({ INPUT_STATE: 'absent', 'INPUT_IF-EXISTS': 'rotate' })).toHaveLength(1);
});

test.each(['reuse', 'create'])('if-exists: %s needs none', (ifExists) => {
  expect(problems({ 'INPUT_IF-EXISTS': ifExists })).toEqual([]);
});

test('a password in an address is not repeated', () => {
  expect(problems({ INPUT_URL: 'https://me:hunter2@sentry.example.com' })).toEqual([
    expect.stringContaining('"https://***@sentry.example.com"'),
  ]);
});

test('a value from an environment variable is named with it', () => {
  expect(problems({ INPUT_ORG: '', SENTRY_ORG: 'a/b' })).toEqual([
    expect.stringMatching(/^org \(from the environment variable SENTRY_ORG\): "a\/b" is not valid/),
  ]);
});

describe('token', () => {
  test.each([
    ['', /^token: missing; give a Sentry token with the scope project:write/],
    ['sntrys_abc', /^token: this is an organization token .* never .*"Project: Read & Write"/],
    ['two words', /^token: contains spaces/],
    ['schlüssel', /^token: contains spaces/],
  ])('%j', (token, problem) => {
    const found = problems({ INPUT_TOKEN: token });
    expect(found).toEqual([expect.stringMatching(problem)]);
    if (token !== '') expect(found[0]).not.toContain(token);
  });

  test.each(['pull_request', 'pull_request_review'])('none on %s: speaks of forks', (event) => {
    expect(problems({ INPUT_TOKEN: '', GITHUB_EVENT_NAME: event })).toEqual([
      expect.stringContaining('forks'),
    ]);
    expect(problems({ INPUT_TOKEN: '', GITHUB_EVENT_NAME: 'push' })[0]).not.toContain('forks');
    // GitHub does pass secrets there, so that something else is wrong.
    const target = { INPUT_TOKEN: '', GITHUB_EVENT_NAME: 'pull_request_target' };
    expect(problems(target)[0]).not.toContain('forks');
  });
});

test('all problems are told in one error, and nothing is sent', async () => {
  await scenario({}, async ({ sentry, run }) => {
    const result = await run({
      token: 'sntrys_secret',
      org: 'a/b',
      project: '',
      region: 'us',
      name: 'n'.repeat(65),
      'rate-limit': '0/1h',
      'use-case': 'x',
      mask: 'maybe',
      timeout: 'soon',
    });

    expect(result.exitCode).toBe(1);
    expect(result.errors).toHaveLength(1);
    expect(
      result.errors[0]
        ?.split('\n')
        .slice(1)
        .map((line) => line.split(':')[0]),
    ).toEqual([
      'token',
      'org',
      'region',
      'project',
      'name',
      'rate-limit',
      'use-case',
      'timeout',
      'mask',
    ]);
    expect(result.stdout).toMatch(/^::add-mask::sntrys_secret\n::error::[^\n]+\n$/);
    expect(sentry.requests).toEqual([]);
  });
});
