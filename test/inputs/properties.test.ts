import fc from 'fast-check';
import { Failure } from '../../src/failure.ts';
import { readStep, type Step } from '../../src/inputs/read-step.ts';
import { manifest } from '../harness/local-runner.ts';

const TOKENS = ['Sentry-T0ken', 'GitHub-T0ken'] as const;
const INPUTS = Object.keys(manifest.inputs).filter((name) => !name.endsWith('token'));
const VARIABLES = [
  ...INPUTS.map((name) => `INPUT_${name.toUpperCase()}`),
  ...['SENTRY_ORG', 'SENTRY_PROJECT', 'SENTRY_URL', 'GITHUB_API_URL', 'GITHUB_EVENT_NAME'],
];

const rough = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3 }),
      fc.constantFrom('::error::x', '##[error]', '\n', '\u2028', '"', '/', 'https://u:pw@a.io'),
      fc.constantFrom('a', 'x'.repeat(64), 'x'.repeat(300)),
    ),
    { maxLength: 5 },
  )
  .map((pieces) => pieces.join(''));
/** Each is valid for some input. */
const value = fc.constantFrom(
  ...['true', 'none', 'web', ' Web\n', '42', 'de', 'https://a.io/x/', 'http://localhost', '1/24h'],
  ...['debug, logs-and-metrics', 'node', 'update', 'rotate', 'create', 'find', 'retire', 'delete'],
  ...['30d', '5m'],
  ...['3600', 'SENTRY_DSN', 'path', 'codespaces, actions', 'a/b', 'a/..', 'a b/c', 'all', 'ключ'],
);
const tokenOf = (token: string) =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constant(token) },
    fc.constantFrom('', `sntrys_${token}`, `${token}\n${token}`, `é ::x::${token}`),
  );
const environment = fc
  .record({
    INPUT_TOKEN: tokenOf(TOKENS[0]),
    SENTRY_AUTH_TOKEN: tokenOf(TOKENS[0]),
    'INPUT_GITHUB-TOKEN': tokenOf(TOKENS[1]),
    'INPUT_SECRET-NAME': fc.constantFrom('', 'SENTRY_DSN'),
    GITHUB_REPOSITORY: fc.constantFrom('acme/web', 'acme/web', 'acme/web', '', ' '),
    // Few at a time, or hardly any step would be valid.
    more: fc.dictionary(
      fc.constantFrom(...VARIABLES),
      fc.oneof({ weight: 3, arbitrary: value }, { weight: 1, arbitrary: rough }),
      { maxKeys: 4 },
    ),
  })
  .map(({ more, ...env }) => ({ ...{ INPUT_ORG: 'acme', INPUT_PROJECT: 'web', INPUT_NAME: 'ci', ...env, ...more } }));

test('any environment gives a valid step, or one error that is safe to show', () => {
  const count = { valid: 0, stored: 0, refused: 0 };
  fc.assert(
    fc.property(environment, (env) => {
      let step: Step;
      try {
        step = readStep(env);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        count.refused += 1;
        expectSafe(error.message);
        return;
      }
      count[step.github === undefined ? 'valid' : 'stored'] += 1;
      expectValid(step);
    }),
    { numRuns: 1200 },
  );
  expect(Math.min(...Object.values(count))).toBeGreaterThan(20);
});

function expectSafe(message: string): void {
  const [, ...problems] = message.split('\n');
  expect(problems).not.toEqual([]);
  const labels = problems.map((problem) => /^([\w-]+)(?: \([^)]+\))?: [^:]/.exec(problem)?.[1]);
  expect([...INPUTS, 'token', 'github-token', 'GITHUB_API_URL']).toEqual(expect.arrayContaining(labels));
  expect(message).not.toMatch(/[^\P{Cc}\n]|^\s*::|##\[|[\u2028\u2029\u202e]|u:pw/mu);
  for (const token of TOKENS) expect(message).not.toContain(token);
}

function expectValid({ sentry, github, key, dryRun }: Step): void {
  const word = /^[\w-]{1,100}$/;
  const variable = /^(?!GITHUB_)[A-Z_]\w{0,254}$/i;
  const address = /^(?:https:\/\/[\w.-]+|http:\/\/localhost)(?::\d+)?(?:\/[\w.~-]*)*$/;
  const parts: [value: string | undefined, form: RegExp][] = [
    [sentry.token, /^(?!sntrys_)[!-~]+$/],
    [sentry.org, word],
    [sentry.baseUrl.href, address],
    [key.project, key.newProject === undefined ? word : /^(?![0-9]+$)[a-z0-9_-]{1,100}$/],
    [key.name, /^(?!\s)\P{Cc}{1,64}(?<!\s)$/u],
    [key.sdkVersion, /^[a-z0-9][a-z0-9.-]{0,19}$/i],
    [key.newProject?.team, word],
    [key.newProject?.platform, word],
    ...key.envNames.map((name): [string, RegExp] => [name, variable]),
    [github?.token, /^[!-~]+$/],
    [github?.apiUrl.href, address],
    ...key.destinations.flatMap(({ name, owner }): [string | undefined, RegExp][] => [
      [name, variable],
      [owner.kind === 'organization' ? owner.org : owner.owner, word],
      [owner.kind === 'organization' ? owner.org : owner.repo, /^(?!\.+$)[\w.-]{1,100}$/],
      ['environment' in owner ? owner.environment : undefined, /^(?!\.+$)\P{Cc}{1,255}$/u],
    ]),
  ];
  for (const [value, form] of parts) if (value !== undefined) expect(value).toMatch(form);
  if (key.name === undefined) expect(key.mode).toMatch(/^(?:ensure|create|find)$/);
  expect(key.destinations.length > 0 && !dryRun).toBe(github !== undefined);
}
