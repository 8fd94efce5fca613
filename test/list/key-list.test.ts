import { isAboutList } from '../../src/inputs/read-step.ts';
import { manifest } from '../harness/local-runner.ts';
import { type Variables } from '../inputs/read.ts';
import { listProblemsOf, readList } from './read-list.ts';

const web = { project: 'web', name: 'ci' };
const api = { project: 'api', name: 'ci' };
const github = { 'github-token': 'ghp_ab12' };

test('keys makes a step one about a list', () => {
  expect(isAboutList({ INPUT_KEYS: 'x' })).toBe(true);
  expect(isAboutList({ INPUT_KEYS: '[]' })).toBe(true);
  expect(isAboutList({ INPUT_KEYS: ' ' })).toBe(false);
  expect(isAboutList({ INPUT_PROJECT: 'web' })).toBe(false);
});

test('what an item leaves out falls back to the step', () => {
  const step = { name: 'ci', 'rate-limit': '1/1h', 'sdk-version': '9.x' };
  const { keys, mode } = readList(
    [{ project: 'web' }, { project: 'api', name: 'x', 'rate-limit': '', 'sdk-version': null }],
    { ...step, mode: 'update' },
  );
  const rest = { rateLimit: { count: 1, window: 3600 }, sdkVersion: '9.x', mode: 'update' };
  expect(mode).toBe('update');
  expect(keys).toMatchObject([
    { project: 'web', name: 'ci', ...rest },
    { project: 'api', name: 'x', ...rest },
  ]);
  const own = readList([{ ...web, 'rate-limit': 'none', 'sdk-version': '8.x' }], step);
  expect(own.keys).toMatchObject([{ rateLimit: null, sdkVersion: '8.x' }]);
});

test('a project does not fall back: each item has its own, whatever the environment has', () => {
  const items = [web, { name: 'ci' }];
  const missing = 'keys[1]: project: missing; use the slug or numeric ID of the Sentry project, such as web.';
  expect(listProblemsOf(items)).toEqual([missing]);
  expect(listProblemsOf(items, {}, { SENTRY_PROJECT: 'api' })).toEqual([missing]);
  expect(listProblemsOf(items, { project: 'api' })).toEqual([
    'project: cannot be combined with keys: each item has its own.',
    missing,
  ]);
});

test('an empty list is valid', () => {
  expect(readList([]).keys).toEqual([]);
  expect(readList('# None\n[]\n').keys).toEqual([]);
});

test('all problems of all items, and those of the step, come in one error', () => {
  const items = [
    { project: 'web', 'rate-limit': 'x' },
    { name: 'ci', 'rate-limit': 'x', rate_limit: 'y' },
    { project: 'Api', loader: 'x' },
    { ...web, loader: ['debug'], token: 'sntryi_cd34' },
  ];
  const problems = listProblemsOf(items, { timeout: '0', org: '' });
  expect(problems.map((problem) => problem.split(/;|, for|, with| is not/)[0])).toEqual([
    'org: missing',
    'timeout: "0"',
    'keys[0] (web): rate-limit: "x"',
    'keys[0] (web): rate-limit: needs name: without it, the step would change a key that it does not name.',
    'keys[0] (web): name: missing',
    'keys[1]: project: missing',
    'keys[1]: rate-limit: "x"',
    'keys[1]: rate_limit: there is no such input',
    'keys[2] (Api): project: "Api"',
    'keys[2] (Api): loader: "x"',
    'keys[2] (Api): loader: needs name: without it, the step would change a key that it does not name.',
    'keys[2] (Api): name: missing',
    'keys[3] (web): loader: use a plain value instead of a list, an object or an alias.',
    'keys[3] (web): token: is an input of the step',
  ]);
  expect(problems.join()).not.toContain('sntryi_');
});

/** Whoever may change a list can change neither the server, the tokens nor what is done. */
const ofStep = [
  ...['token', 'org', 'region', 'url', 'mode', 'max-age', 'grace', 'keys', 'retire-method'],
  ...['max-changes', 'ephemeral', 'dry-run', 'mask', 'timeout', 'github-token'],
];

test('an item has a closed list of inputs', () => {
  const all = Object.keys(manifest.inputs);
  const ofItem = all.filter((input) => !ofStep.includes(input));
  expect(ofItem).toHaveLength(all.length - ofStep.length);
  const [problem, ...others] = listProblemsOf([{ ...web, nothing: 'x' }]);
  expect(others).toEqual([]);
  expect(problem).toBe(
    `keys[0] (web): nothing: a key of a list has no such input. There are ${ofItem.sort().join(', ')}.`,
  );
});

test.each(ofStep)('%s is no input of an item', (input) => {
  const refused = listProblemsOf([{ ...web, [input]: 'true' }]).filter((problem) =>
    /: (?:is an input of the step, for all keys|a key of a list has no such input)/.test(problem),
  );
  expect(refused).toEqual([expect.stringContaining(`keys[0] (web): ${input}: `)]);
});

test.each([
  ['__proto__', 'a key of a list has no such input'],
  ['constructor', 'a key of a list has no such input'],
  ['rate_limit', 'there is no such input; did you mean rate-limit?'],
  ['rateLimit', 'there is no such input; did you mean rate-limit?'],
  ['secretName', 'there is no such input; did you mean secret-name?'],
  ['if-exists', 'there is no such input; use mode: ensure, update, rotate or create'],
  ['repository', 'there is no such input; use github-repository'],
  ['state', 'there is no such input; use mode: retire'],
  ['dry_run', 'a key of a list has no such input'],
])('a member of an item cannot be %j', (given, reason) => {
  const [problem, ...others] = listProblemsOf(`[{"project":"web","name":"ci","${given}":"x"}]`);
  expect(others).toEqual([]);
  expect(problem?.startsWith(`keys[0] (web): ${given}: ${reason}`)).toBe(true);
});

test.each([
  ['', '""'],
  ['<<', '"<<"'],
  ['a\\nb', '"a\\nb"'],
  ['x'.repeat(5000), '"…"'],
])('a member that is no word is shown as a text: %j', (given, shown) => {
  const [problem] = listProblemsOf(`[{"project":"web","name":"ci","${given}":"x"}]`);
  expect(problem?.slice(0, 15 + shown.length)).toBe(`keys[0] (web): ${shown}`);
  expect(problem?.length).toBeLessThan(1000);
});

test('an item that cannot be read is one problem', () => {
  const [first, ...others] = listProblemsOf('[web, {project: [web], name: {a: b}}]');
  expect(first).toBe('keys[0]: item: use inputs and their values, such as - project: web.');
  for (const name of ['project', 'name']) {
    expect(others).toContain(`keys[1]: ${name}: use a plain value instead of a list, an object or an alias.`);
  }
});

test.each<[Variables, Variables, string[]]>([
  [{ 'rate-limit': 'x', mode: 'gone' }, {}, ['mode: "gone" is', 'rate-limit: "x" is']],
  [{ 'create-project': 'true' }, {}, ['team: missing; create-project needs']],
  [{ ephemeral: 'true', mode: 'create' }, {}, ['ephemeral: cannot be combined with keys']],
  [{ 'github-environment': 'eu' }, {}, ['github-environment: only applies together with']],
  [{ 'github-token': 'a b' }, {}, ['github-token: contains']],
  [{ 'max-age': '1d' }, {}, ['max-age: only applies to mode: rotate, mode: retire']],
  [{ mode: 'retire', 'env-name': 'DSN' }, {}, ['env-name: only applies to mode: ensure']],
  [{ mode: 'rotate', 'max-age': '30d' }, {}, ['grace: missing; mode: rotate needs it']],
  [{ 'secret-name': '1' }, {}, ['secret-name: "1" is', 'github-token: missing']],
  [
    { 'variable-name': 'X', 'github-repository': '' },
    { GITHUB_REPOSITORY: 'x' },
    ['github-repository (from the environment variable GITHUB_REPOSITORY): "x"', 'github-token: missing'],
  ],
])('%j %j: a problem of the step is reported once', (inputs, env, starts) => {
  const items = ['a', 'b', 'c'].map((project) => ({ project, name: 'ci' }));
  const problems = listProblemsOf(items, inputs, env).map((problem) =>
    problem.replace(/^keys\[\d\] \(\w\): (?=grace|team)/, ''),
  );
  const found = starts.filter((start) => problems.some((problem) => problem.startsWith(start)));
  expect(found).toEqual(starts);
  expect(new Set(problems).size).toBe(starts.length);
});

test('a missing name is a problem of each item, and once; but of none that is to be found', () => {
  const items = [{ project: 'web' }, { project: 'api' }];
  const modes: Variables[] = [{}, { mode: 'create' }];
  for (const inputs of modes) {
    expect(listProblemsOf(items, inputs)).toEqual(
      ['keys[0] (web)', 'keys[1] (api)'].map((label) => `${label}: name: missing; each key of a list needs one.`),
    );
  }
  expect(readList(items, { mode: 'find' }).keys.map(({ name }) => name)).toEqual([undefined, undefined]);
});

test('a wrong name of the step is reported once, without an item', () => {
  const items = [{ project: 'web' }, { project: 'api' }];
  expect(listProblemsOf(items, { name: 'x'.repeat(65) })).toEqual([
    expect.stringMatching(/^name: "x+" is not valid; /),
  ]);
});

test('a GitHub token that is missing is reported once, whoever stores; a dry run needs none', () => {
  const items = [web, { ...api, 'secret-name': 'A' }, { ...api, name: 'x', 'variable-name': 'B' }];
  expect(listProblemsOf(items)).toEqual([expect.stringMatching(/^github-token: missing; /)]);
  expect(readList(items, github).github?.token).toBe('ghp_ab12');
  expect(readList([web], github).github).toBeUndefined();
  expect(readList(items, { 'dry-run': 'true' }).github).toBeUndefined();
});

test('what qualifies another input of only some items is fine in the step, and an error in an item', () => {
  const stored = { ...github, 'secret-name': 'DSN', 'github-visibility': 'all' };
  const items = [web, { ...api, 'github-organization': 'acme' }];
  const { keys } = readList(items, stored);
  expect(keys[1]?.destinations).toMatchObject([{ owner: { org: 'acme', visibility: 'all' } }]);
  const own = [
    { ...web, 'github-visibility': 'all' },
    { ...api, 'github-organization': 'acme' },
  ];
  expect(listProblemsOf(own, { ...github, 'secret-name': 'DSN' })).toEqual([
    'keys[0] (web): github-visibility: only applies together with github-organization.',
  ]);
  expect(listProblemsOf([web, api], { 'github-visibility': 'all' })).toEqual([
    'github-visibility: only applies together with github-organization.',
  ]);
});

test('an error lists 100 problems, and counts the rest', () => {
  const items = Array.from({ length: 150 }, (_, i) => ({ project: `p${i}`, name: 'ci', loader: 'x' }));
  const problems = listProblemsOf(items);
  expect(problems).toHaveLength(101);
  expect(problems[99]).toMatch(/^keys\[99\] \(p99\): loader: /);
  expect(problems[100]).toBe('… and 50 more.');
  expect(listProblemsOf(items.slice(0, 100))).toHaveLength(100);
});

test.each(['\\ud800', 'a\\u0000b', 'x'.repeat(65), '🔑'.repeat(65)])('a name cannot be %s', (name) => {
  expect(listProblemsOf(`[{"project":"web","name":"${name}"}]`)).toEqual([
    expect.stringMatching(/^keys\[0\] \(web\): name: ".*" is not valid; a key name is one line/),
  ]);
});

test('with a grace, a name has to have room for the day', () => {
  const rotate = { mode: 'rotate', 'max-age': '30d', grace: '7d' };
  const items = [45, 46].map((length) => ({ project: 'web', name: 'x'.repeat(length) }));
  expect(listProblemsOf(items, rotate)).toEqual([
    expect.stringMatching(/^keys\[1\] \(web\): name: has more than 45 characters/),
  ]);
  expect(listProblemsOf(items, { ...rotate, grace: 'none' })).toEqual([]);
});

test('half a character is no name of an environment', () => {
  const keys = '[{"project":"web","name":"ci","secret-name":"A","github-environment":"\\ud800"}]';
  expect(listProblemsOf(keys, github)).toEqual([
    expect.stringMatching(/^keys\[0\] \(web\): github-environment: "\\u\{d800\}" is not valid; /),
  ]);
});

test('an input with nearly the name of one is refused beside a list, too', () => {
  expect(listProblemsOf([web], { DRY_RUN: 'true', RATE_LIMIT: '1/1h', 'KEYS-FILE': 'x' })).toEqual([
    'dry_run: there is no such input; did you mean dry-run?',
    'rate_limit: there is no such input; did you mean rate-limit?',
    'keys-file: there is no such input; use keys, which takes the path of a file too.',
  ]);
});

test('projects are all slugs or all IDs, so that none is there as two', () => {
  const mixed = ['web', '4506'].map((project) => ({ project, name: 'ci' }));
  expect(listProblemsOf(mixed)).toEqual(['keys: use slugs for all projects or IDs for all, not both.']);
  for (const item of mixed) expect(listProblemsOf([item, { ...item, name: 'cd' }])).toEqual([]);
});

test('an item with any number of wrong members is an error that can be read', () => {
  const item = Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`x${index}`, 'y']));
  expect(listProblemsOf([item]).at(-1)).toMatch(/^… and \d+ more\.$/);
});

test.each([
  ['Array', 'use ${{ toJSON(…) }}'],
  ['"[{}]"', 'leave toJSON out'],
])('what an expression makes of a list is explained: %s', (keys, expected) => {
  expect(listProblemsOf(keys)).toEqual([expect.stringContaining(expected)]);
});
