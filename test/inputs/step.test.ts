import type { DesiredKey } from '../../src/model/desired-key.ts';
import { problemsOf, read, secret, type Variables } from './read.ts';

test('inputs that are not given get their defaults', () => {
  expect(read()).toEqual({
    sentry: {
      ...{ token: 'sntryi_ab12', org: 'acme' },
      ...{ baseUrl: new URL('https://sentry.io'), timeout: 120, headers: {} },
    },
    // What is undefined counts as absent.
    key: {
      ...{ project: 'web', mode: 'ensure', retireMethod: 'deactivate' },
      ...{ envNames: [], destinations: [], mayBeAbsent: false },
    },
    ...{ mode: 'ensure', retireMethod: 'deactivate' },
    ...{ ephemeral: false, dryRun: false, mask: true },
  });
});

const team = { 'create-project': 'true', team: 'platform' };

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
  expect(read(empty, env)).toMatchObject({ sentry: { token: 'cd34', org: 'other' }, key: { project: 'api' } });
  expect(problemsOf(empty, { ...env, SENTRY_ORG: 'a/b' })).toEqual([
    expect.stringMatching(/^org \(from the environment variable SENTRY_ORG\): "a\/b" is not valid/),
  ]);
  expect(problemsOf(empty)).toEqual(
    ['token', 'org', 'project'].map((name) => expect.stringMatching(`^${name}: missing; `) as unknown),
  );
});

test.each(['true', 'True', 'TRUE', 'false', 'False', 'FALSE'])('%s is a boolean', (text) => {
  const value = text.toLowerCase() === 'true';
  const booleans = { ephemeral: value, dryRun: value, mask: value };
  expect(read({ mode: 'create', ephemeral: text, 'dry-run': text, mask: text })).toMatchObject(booleans);
});

const rotate = { name: 'ci', mode: 'rotate', 'max-age': '30d', grace: '7d' };

test.each<[Variables, Partial<DesiredKey>]>([
  // Sentry counts characters, not bytes or UTF-16 units.
  [{ name: '🔑'.repeat(64) }, { name: '🔑'.repeat(64) }],
  [{ 'rate-limit': '1000/1h' }, { rateLimit: { count: 1000, window: 3600 } }],
  [{ 'rate-limit': 'none' }, { rateLimit: null }],
  [{ 'sdk-version': '10.x' }, { sdkVersion: '10.x' }],
  [{ 'use-case': 'profiling' }, { useCase: 'profiling' }],
  [{ loader: 'none' }, { loader: new Set() }],
  [{ loader: 'debug, replay ,debug' }, { loader: new Set(['replay', 'debug'] as const) }],
  [{ loader: 'debug\nreplay\n' }, { loader: new Set(['replay', 'debug'] as const) }],
  [team, { newProject: { team: 'platform', platform: undefined } }],
  [{ ...team, platform: 'node' }, { newProject: { team: 'platform', platform: 'node' } }],
  [
    { mode: 'create', name: '' },
    { mode: 'create', name: undefined },
  ],
  [{ name: '' }, { mode: 'ensure', name: undefined }],
  [
    { mode: 'Retire', 'retire-method': 'DELETE' },
    { mode: 'retire', retireMethod: 'delete' },
  ],
  [{ mode: 'find', name: 'ci (until 2026-12-03)' }, { mode: 'find' }],
  [rotate, { maxAge: 2_592_000, grace: 604_800 }],
  [{ ...rotate, grace: 'none' }, { grace: undefined }],
])('%j is valid', (inputs, key) => {
  expect(read({ name: 'ci', ...inputs }).key).toMatchObject(key);
});

const stored = { ...secret, name: 'ci' };

/** Invalid values of an input, beside others that are valid with it. */
const invalid: readonly (readonly [Variables, string, readonly string[]])[] = [
  [stored, 'org', ['acme/web', '..', '%2e%2e', 'acme?x', 'acme*', 'ACME']],
  [stored, 'project', ['wéb', 'w'.repeat(101), '*', 'web-*', '!web', 'web, api', 'web\napi']],
  [stored, 'region', ['us.sentry.io', '-us', 'us-', 'us/', 'a@evil.example/', 'x'.repeat(64)]],
  [
    stored,
    'url',
    [
      ...['a.example', 'file:///etc/passwd', 'https:\\\\a.example', 'https://a b.example'],
      ...['http://a.example', 'http://127.0.0.1.a.example', 'http://localhost.a.example'],
      ...['https://a.example?', 'https://a.example/?a=b', 'https://a.example/#a'],
      ...['https://a.example/%2e%2e%2f', 'https://a.example/api/0/', 'https://a.example/api/0/x'],
      ...['https://sentry.io/organizations/acme/', 'https://de.sentry.io/settings'],
    ],
  ],
  [stored, 'name', ['n'.repeat(65), 'a\nb', 'preview-*', '*']],
  [stored, 'rate-limit', ['5/25h']],
  [stored, 'use-case', ['two words', 'x'.repeat(65)]],
  [stored, 'sdk-version', ['10 x', '.x', '9'.repeat(21)]],
  [stored, 'loader', ['replay, feedbak', ',', 'none, replay', 'Replay']],
  [{ ...stored, ...team }, 'create-project', ['yes']],
  [{ ...stored, ...team }, 'team', ['a team']],
  [{ ...stored, ...team }, 'platform', ['node/express']],
  [stored, 'mode', ['constructor', 'reuse']],
  [rotate, 'max-age', ['30', '59s', '0m', '1 week', 'none', '11y']],
  [rotate, 'grace', ['30', '1 week', '0d', 'None']],
  [rotate, 'retire-method', ['remove']],
  [{ mode: 'create' }, 'ephemeral', ['yes']],
  [stored, 'dry-run', ['1', 'untrue', 'trueish']],
  [stored, 'mask', ['no', 'unfalse', 'falsehood']],
  [stored, 'timeout', ['0', '3601', '1.5', '1m', '1e2']],
  [stored, 'secret-name', ['1X', 'GITHUB_X', 'github_x', ',']],
  [stored, 'secret-stores', ['actions,agents', ',']],
  [stored, 'variable-name', ['A-B']],
  [stored, 'github-repository', ['web', 'acme/..', 'acme/web/x']],
  [stored, 'github-environment', ['..', 'e'.repeat(256)]],
  [stored, 'github-organization', ['a/b']],
  [{ ...stored, 'github-organization': 'acme' }, 'github-visibility', ['public']],
];

test.each(invalid.flatMap(([others, name, values]) => values.map((value) => [name, value, others] as const)))(
  '%s: %j is an error that shows what would be right',
  (name, value, others) => {
    const [problem = '', ...more] = problemsOf({ ...others, [name]: value });
    expect(more).toEqual([]);
    // A word that is too long is left out rather than cut.
    const shown = value.length > 200 ? '…' : value.replace('\n', '\\n');
    expect(problem.startsWith(`${name}: "${shown}"`)).toBe(true);
    expect(problem).toMatch(
      /" is not valid; (?:use|add|slugs are|a key name is|this input is one|this input names one|this is the|on sentry|the token would) ?/,
    );
  },
);

test('mode: retire takes a max-age of an hour or more', () => {
  const retire = { name: 'ci', mode: 'retire' };
  expect(read({ ...retire, 'max-age': '60m' }).key.maxAge).toBe(3600);
  expect(problemsOf({ ...retire, 'max-age': '59m' })).toEqual([
    'max-age: "59m" is too short; mode: retire takes 1h or more.',
  ]);
});

test.each([1, 3600])('timeout can be %d seconds', (timeout) => {
  expect(read({ timeout: String(timeout) }).sentry.timeout).toBe(timeout);
});
