import type { DesiredKey } from '../../src/keys/desired-key.ts';
import { problemsOf, read, secret, type Variables } from './read.ts';

test('inputs that are not given get their defaults', () => {
  expect(read()).toEqual({
    sentry: {
      ...{ token: 'sntryi_ab12', org: 'acme' },
      ...{ baseUrl: new URL('https://sentry.io'), timeout: 120 },
    },
    // What is undefined counts as absent.
    key: {
      ...{ project: 'web', ifExists: 'reuse', ifMissing: 'create' },
      ...{ state: 'present', retire: 'deactivate' },
      destinations: [],
    },
    warnings: [
      expect.stringMatching(/^No name was given, .* every run creates another client key/),
    ],
    ...{ ephemeral: false, dryRun: false, mask: true },
  });
});

test('white space around a value is ignored, and a blank value counts as not given', () => {
  expect(read({ org: ' acme\r\n', name: '  ', token: 'ab12\n', mask: ' ' })).toMatchObject({
    sentry: { org: 'acme', token: 'ab12' },
    key: { name: undefined },
    mask: true,
  });
});

test('an empty input takes the value of its environment variable', () => {
  const empty = { token: '', org: ' ', project: '' };
  const env = { SENTRY_AUTH_TOKEN: 'cd34\n', SENTRY_ORG: ' other\n', SENTRY_PROJECT: 'api' };
  expect(read({}, env)).toEqual(read());
  expect(read(empty, env)).toMatchObject({
    sentry: { token: 'cd34', org: 'other' },
    key: { project: 'api' },
  });
  expect(problemsOf(empty, { ...env, SENTRY_ORG: 'a/b' })).toEqual([
    expect.stringMatching(/^org \(from the environment variable SENTRY_ORG\): "a\/b" is not valid/),
  ]);
  expect(problemsOf(empty)).toEqual(
    ['token', 'org', 'project'].map(
      (name) => expect.stringMatching(`^${name}: missing; `) as unknown,
    ),
  );
});

test.each(['true', 'True', 'TRUE', 'false', 'False', 'FALSE'])('%s is a boolean', (text) => {
  const value = text.toLowerCase() === 'true';
  const booleans = { ephemeral: value, dryRun: value, mask: value };
  expect(read({ ephemeral: text, 'dry-run': text, mask: text })).toMatchObject(booleans);
});

const team = { 'create-project': 'true', team: 'platform' };

test.each<[Variables, Partial<DesiredKey>]>([
  [{ project: 'w'.repeat(100) }, { project: 'w'.repeat(100) }],
  // Sentry counts characters, not bytes or UTF-16 units.
  [{ name: '🔑'.repeat(64) }, { name: '🔑'.repeat(64) }],
  [{ 'rate-limit': '1000/1h' }, { rateLimit: { count: 1000, window: 3600 } }],
  [{ 'rate-limit': 'none' }, { rateLimit: null }],
  [{ 'sdk-version': '10.x' }, { sdkVersion: '10.x' }],
  [{ 'sdk-version': 'Z'.repeat(20) }, { sdkVersion: 'Z'.repeat(20) }],
  [{ loader: 'none' }, { loader: new Set() }],
  [{ loader: 'debug, replay ,debug' }, { loader: new Set(['replay', 'debug'] as const) }],
  [team, { newProject: { team: 'platform', platform: undefined } }],
  [{ ...team, platform: 'node' }, { newProject: { team: 'platform', platform: 'node' } }],
  [{ ...team, 'create-project': 'false' }, { newProject: undefined }],
  [{ 'if-exists': 'create' }, { ifExists: 'create', name: undefined }],
  [
    { 'if-exists': 'Reuse', retire: 'DELETE' },
    { ifExists: 'reuse', retire: 'delete' },
  ],
  [{ name: 'ci', 'if-missing': 'fail' }, { ifMissing: 'fail' }],
])('%j is valid', (inputs, key) => {
  expect(read(inputs).key).toMatchObject(key);
});

const invalid: Readonly<Record<string, readonly string[]>> = {
  org: ['acme/web', '..', '%2e%2e', 'acme?x'],
  project: ['wéb', 'w'.repeat(101)],
  region: ['us.sentry.io', '-us', 'us-', 'us/', 'a@evil.example/', 'x'.repeat(64)],
  url: [
    ...['a.example', 'file:///etc/passwd', 'https:\\\\a.example', 'https://a b.example'],
    ...['http://a.example', 'http://127.0.0.1.a.example', 'http://localhost.a.example'],
    ...['https://a.example?', 'https://a.example/?a=b', 'https://a.example/#a'],
    ...['https://a.example/%2e%2e%2f', 'https://a.example/api/0/', 'https://a.example/api/0/x'],
    ...['https://sentry.io/organizations/acme/', 'https://de.sentry.io/settings'],
  ],
  name: ['n'.repeat(65), 'a\nb'],
  'rate-limit': ['5/25h'],
  'use-case': ['other'],
  'sdk-version': ['10 x', '.x', '9'.repeat(21)],
  loader: ['replay, feedbak', 'replay,', 'none, replay', 'Replay'],
  'create-project': ['yes'],
  team: ['a team'],
  platform: ['node/express'],
  'if-exists': ['constructor'],
  'if-missing': ['ignore'],
  state: ['gone'],
  retire: ['remove'],
  ephemeral: ['yes'],
  'dry-run': ['1'],
  mask: ['no'],
  timeout: ['0', '3601', '1.5', '1m', '1e2'],
  'secret-name': ['1X', 'GITHUB_X', 'github_x'],
  'secret-stores': ['actions,agents', 'actions,'],
  'variable-name': ['A-B'],
  repository: ['web', 'acme/..', 'acme/web/x'],
  environment: ['..', 'a\nb', 'e'.repeat(256)],
  organization: ['a/b'],
  visibility: ['public'],
};

test.each(
  Object.entries(invalid).flatMap(([name, values]) =>
    values.map((value) => [name, value] as const),
  ),
)('%s: %j is an error that says what would be right', (name, value) => {
  const [problem = '', ...others] = problemsOf({ ...secret, [name]: value });
  expect(others).toEqual([]);
  expect(problem.startsWith(`${name}: "${value.replace('\n', '\\n').slice(0, 200)}`)).toBe(true);
  expect(problem).toMatch(
    /" is not valid; (?:write|a key name is|this is the address|the token would) /,
  );
});

test.each<[Variables, string]>([
  [{ state: 'absent' }, 'state: absent'],
  [{ state: 'absent', 'if-exists': 'rotate' }, 'state: absent'],
  [{ 'if-exists': 'update' }, 'if-exists: update'],
  [{ 'if-exists': 'rotate' }, 'if-exists: rotate'],
  [{ 'if-exists': 'fail' }, 'if-exists: fail'],
  [{ 'if-missing': 'fail' }, 'if-missing: fail'],
])('%j needs a name', (inputs, because) => {
  const missing = expect.stringContaining(`name: missing; ${because} `) as string;
  expect(problemsOf(inputs)).toEqual([missing]);
  expect(problemsOf({ ...inputs, name: 'ci' })).toEqual([]);
});

test('max-age and grace are about rotation, and are read in seconds', () => {
  const rotate = { name: 'ci', 'if-exists': 'rotate', 'max-age': '30d', grace: '12h' };
  expect(read(rotate).key).toMatchObject({ maxAge: 2_592_000, grace: 43_200 });
  expect(read({ name: 'ci' }).key).toMatchObject({ maxAge: undefined, grace: undefined });
  expect(problemsOf({ ...rotate, 'if-exists': 'reuse' })).toEqual([
    'max-age: was given together with if-exists: reuse, and is about rotation. Write if-exists: rotate, or ' +
      'leave max-age out.',
    'grace: was given together with if-exists: reuse, and is about rotation. Write if-exists: rotate, or ' +
      'leave grace out.',
  ]);
  expect(problemsOf({ ...rotate, 'max-age': '30', grace: '1 week' })).toEqual([
    'max-age: "30" is not valid; write hours, days or weeks, such as 12h, 30d or 4w; at most 10 years.',
    'grace: "1 week" is not valid; write hours, days or weeks, such as 12h, 30d or 4w; at most 10 years.',
  ]);
});

test('a name that is set aside has at most 45 characters', () => {
  const rotate = { 'if-exists': 'rotate', grace: '7d' };
  expect(problemsOf({ ...rotate, name: '🔑'.repeat(45) })).toEqual([]);
  expect(problemsOf({ ...rotate, name: 'x'.repeat(46) })).toEqual([
    expect.stringMatching(/^name: has more than 45 characters\. .* Write a shorter name\.$/),
  ]);
  expect(problemsOf({ 'if-exists': 'rotate', name: 'x'.repeat(64) })).toEqual([]);
});

test.each([1, 3600])('timeout may be %d seconds', (timeout) => {
  expect(read({ timeout: String(timeout) }).sentry.timeout).toBe(timeout);
});

test('create-project needs a team, and a project that is a new slug', () => {
  expect(problemsOf({ ...team, team: '' })).toEqual([expect.stringMatching(/^team: missing; /)]);
  expect(problemsOf({ ...team, project: '4506' })).toEqual([
    expect.stringContaining('project: "4506" cannot be the slug of a new project; '),
  ]);
});

test.each<[Variables, RegExp]>([
  [{ project: 'Web' }, /^project: "Web" is not valid; slugs are lower case, so write web\.$/],
  [{ org: 'ACME' }, /^org: "ACME" is not valid; slugs are lower case, so write acme\.$/],
  [
    { project: 'web, api' },
    /^project: "web, api" is not valid; this input names one project; for several, give the input keys a list/,
  ],
  [{ org: 'a/b' }, /; write the slug or numeric ID of the Sentry organization, such as acme\.$/],
  [{ org: 'a, b' }, /; write the slug or numeric ID of the Sentry organization, such as acme\.$/],
  [{ project: 'a/b' }, /; write the slug or numeric ID of the Sentry project, such as web\.$/],
  [{ project: 'a, b/c' }, /; write the slug or numeric ID of the Sentry project, such as web\.$/],
  [{ project: '["web","api"]' }, /give the input keys a list, with a project and a name each\.$/],
  [{ project: 'web,api,' }, /give the input keys a list, with a project and a name each\.$/],
  [{ project: '["web"]' }, /; write the slug or numeric ID of the Sentry project, such as web\.$/],
  [{ project: 'web api' }, /give the input keys a list, with a project and a name each\.$/],
  [
    { url: 'https://a.example/sentry/settings/acme/' },
    /; this is the address of a page or of the API; cut what comes after https:\/\/a\.example\/sentry\.$/,
  ],
  [{ url: 'https://a.example/api/0/' }, /cut what comes after https:\/\/a\.example\.$/],
  [
    { url: 'https://acme.sentry.io/organizations/acme/' },
    /this is the address of a page of sentry\.io; leave url out, or write the region/,
  ],
  [
    { 'if-missing': 'fail', 'if-exists': 'fail', name: 'ci' },
    /^if-missing: .* one of the two always fails\. Leave one of them out\.$/,
  ],
  [
    { 'if-missing': 'fail', 'if-exists': 'create', name: 'ci' },
    /^if-missing: .* does not look what is there\. Leave one of them out\.$/,
  ],
  [
    { ...team, 'if-missing': 'fail', name: 'ci' },
    /^if-missing: .* with create-project, which .* with the project\. Leave one of them out\.$/,
  ],
])('%j: the error says what to change', (inputs, problem) => {
  expect(problemsOf(inputs)).toEqual([expect.stringMatching(problem)]);
});

test.each<[Variables, number]>([
  [{}, 1],
  [{ name: 'ci' }, 0],
  [{ 'if-exists': 'create' }, 0],
])('%j: %d warnings about the name', (inputs, count) => {
  expect(read(inputs).warnings).toHaveLength(count);
});

test('ephemeral and rotate cannot be used together', () => {
  expect(problemsOf({ name: 'ci', ephemeral: 'true', 'if-exists': 'rotate' })).toEqual([
    'ephemeral: true was given together with if-exists: rotate; the job would end without any key of the ' +
      'name. Leave one of them out.',
  ]);
});

test.each(['secret-name', 'variable-name'])('ephemeral and %s cannot be used together', (name) => {
  const inputs = { name: 'ci', ephemeral: 'true', 'github-token': 'ghp_x', [name]: 'DSN' };
  expect(problemsOf(inputs)).toEqual([
    expect.stringMatching(
      /^ephemeral: true was given together with secret-name or variable-name; /,
    ),
  ]);
  expect(problemsOf({ ...inputs, state: 'absent' })).toEqual([]);
  expect(problemsOf({ ...inputs, [name]: '' })).toEqual([]);
});
