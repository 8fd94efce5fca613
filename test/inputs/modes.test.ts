/** Which inputs a mode needs, and which it refuses. */
import { problemsOf, type Variables } from './read.ts';

const team = { 'create-project': 'true', team: 'platform' };
const rotate = { name: 'ci', mode: 'rotate', 'max-age': '30d', grace: '7d' };

const needsName = { update: { 'rate-limit': 'none' }, rotate, retire: {} };

test.each(Object.entries(needsName))('mode: %s needs a name', (mode, inputs) => {
  const missing = `name: missing; mode: ${mode} needs it.`;
  expect(problemsOf({ ...inputs, mode, name: '' })).toEqual([missing]);
  expect(problemsOf({ ...inputs, mode, name: 'ci' })).toEqual([]);
});

test('mode: rotate needs max-age and grace', () => {
  expect(problemsOf({ name: 'ci', mode: 'rotate' })).toEqual([
    'max-age: missing; mode: rotate needs it.',
    'grace: missing; mode: rotate needs it.',
  ]);
});

test('mode: update needs a setting', () => {
  expect(problemsOf({ name: 'ci', mode: 'update' })).toEqual([
    'mode: update needs something to change: rate-limit, sdk-version, loader.',
  ]);
  for (const setting of [{ 'rate-limit': 'none' }, { 'sdk-version': '9.x' }, { loader: 'none' }]) {
    expect(problemsOf({ name: 'ci', mode: 'update', ...setting })).toEqual([]);
  }
});

test('settings need a name', () => {
  const settings = { 'rate-limit': '1000/1h', 'sdk-version': '10.x', loader: 'replay' };
  expect(problemsOf(settings)).toEqual(
    Object.keys(settings).map(
      (input) => `${input}: needs name: without it, the step would change a key that it does not name.`,
    ),
  );
  expect(problemsOf({ ...settings, mode: 'create' })).toEqual([]);
});

/** Everything that some modes do not use, each with a value that is valid. */
const SOME: Variables = {
  ...{ 'rate-limit': 'none', 'sdk-version': '9.x', loader: 'none', 'use-case': 'user' },
  ...{ 'max-age': '30d', grace: '7d', 'retire-method': 'delete', ephemeral: 'true' },
  ...{ 'create-project': 'true', team: 'platform', platform: 'node' },
  ...{ 'env-name': 'SENTRY_DSN', 'secret-name': 'SENTRY_DSN', 'variable-name': 'SENTRY_DSN' },
  ...{ 'secret-stores': 'codespaces', 'github-repository': 'acme/api' },
  ...{ 'github-organization': 'acme', 'github-environment': 'eu', 'github-visibility': 'all' },
};
const settings = ['rate-limit', 'sdk-version', 'loader'];
const toStore = Object.keys(SOME).filter((input) => /^(?:env|secret|variable|github)-/.test(input));

test.each<[string, string[]]>([
  ['ensure', [...settings, 'use-case', 'create-project', 'team', 'platform', ...toStore]],
  ['update', [...settings, ...toStore]],
  ['rotate', [...settings, 'use-case', 'max-age', 'grace', 'retire-method', ...toStore]],
  [
    'create',
    [...settings, ...['use-case', 'create-project', 'team', 'platform', 'ephemeral', 'retire-method'], ...toStore],
  ],
  ['find', toStore],
  ['retire', ['retire-method', 'max-age', ...toStore.filter((input) => !/^env-|visibility/.test(input))]],
])('mode: %s refuses the inputs that it does not use', (mode, used) => {
  const inputs = { ...SOME, name: 'ci', mode, 'github-token': 'ghp_ab12' };
  const refused = problemsOf(inputs).flatMap((problem) => {
    const [, input = '', modes = ''] =
      /^([\w-]+): only applies to (.*); this step has mode: \w+\.$/.exec(problem) ?? [];
    // Those that would be right are named.
    if (input !== '') expect(modes).toMatch(/^mode: \w+(?:, mode: \w+)*$/);
    if (input !== '') expect(modes.split(', ')).not.toContain(`mode: ${mode}`);
    return input === '' ? [] : [input];
  });
  const unused = Object.keys(SOME).filter((input) => !used.includes(input));
  expect(refused.sort()).toEqual(unused.sort());
});

test.each(['team', 'platform'])('%s only applies together with create-project', (input) => {
  expect(problemsOf({ name: 'ci', [input]: 'node' })).toEqual([`${input}: only applies together with create-project.`]);
});

test('a name that is set aside has at most 45 characters', () => {
  expect(problemsOf({ ...rotate, name: '🔑'.repeat(45) })).toEqual([]);
  expect(problemsOf({ ...rotate, name: 'x'.repeat(46) })).toEqual([
    expect.stringMatching(/^name: has more than 45 characters\. .* Use a shorter name\.$/),
  ]);
  expect(problemsOf({ ...rotate, grace: 'none', name: 'x'.repeat(64) })).toEqual([]);
});

test('the name of a key that a rotation replaced is refused, except to find and to retire it', () => {
  const name = 'ci (until 2026-12-03)';
  const refused = [`name: "${name}" is the name of a key that a rotation replaced. Use the name before the bracket.`];
  expect(problemsOf({ name })).toEqual(refused);
  expect(problemsOf({ name, mode: 'create' })).toEqual(refused);
  expect(problemsOf({ name, mode: 'update', loader: 'none' })).toEqual(refused);
  expect(problemsOf({ ...rotate, name })).toEqual(refused);
  expect(problemsOf({ name, mode: 'retire' })).toEqual([]);
});

test('create-project needs a team, and a project that is a new slug', () => {
  expect(problemsOf({ ...team, team: '' })).toEqual([
    'team: missing; create-project needs the team that a new project belongs to.',
  ]);
  expect(problemsOf({ ...team, project: '4506' })).toEqual([
    'project: "4506" cannot be the slug of a new project; with create-project, use lowercase letters, digits, ' +
      '- and _, and not only digits.',
  ]);
});

test.each(['secret-name', 'variable-name', 'create-project'])('ephemeral and %s cannot be combined', (input) => {
  const value = input === 'create-project' ? team : { [input]: 'DSN', 'github-token': 'ghp_x' };
  const inputs = { name: 'ci', mode: 'create', ...value };
  expect(problemsOf({ ...inputs, ephemeral: 'true' })).toEqual([
    `${input}: cannot be combined with ephemeral: the key is retired when the job ends.`,
  ]);
  expect(problemsOf(inputs)).toEqual([]);
});

test('create only takes retire-method for an ephemeral key', () => {
  const inputs = { name: 'ci', mode: 'create', 'retire-method': 'delete' };
  expect(problemsOf({ ...inputs, ephemeral: 'true' })).toEqual([]);
  expect(problemsOf(inputs)).toEqual(['retire-method: only applies to mode: create together with ephemeral.']);
});
