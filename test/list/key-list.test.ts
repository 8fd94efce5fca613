import { manifest } from '../harness/local-runner.ts';
import { type Variables } from '../inputs/read.ts';
import { listProblemsOf, readList } from './read-list.ts';

const web = { project: 'web', name: 'ci' };
const api = { project: 'api', name: 'ci' };
const github = { 'github-token': 'ghp_ab12' };

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
  ['rate_limit', 'there is no such input; did you mean rate-limit?'],
  ['if-exists', 'there is no such input; use mode: ensure, update, rotate or create'],
  ['state', 'there is no such input; use mode: retire'],
])('a member of an item cannot be %j', (given, reason) => {
  const [problem, ...others] = listProblemsOf(`[{"project":"web","name":"ci","${given}":"x"}]`);
  expect(others).toEqual([]);
  expect(problem?.startsWith(`keys[0] (web): ${given}: ${reason}`)).toBe(true);
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

test('a GitHub token that is missing is reported once, whoever stores; a dry run needs none', () => {
  const items = [web, { ...api, 'secret-name': 'A' }, { ...api, name: 'x', 'variable-name': 'B' }];
  expect(listProblemsOf(items)).toEqual([expect.stringMatching(/^github-token: missing; /)]);
  expect(readList(items, github).github?.token).toBe('ghp_ab12');
  expect(readList([web], github).github).toBeUndefined();
  expect(readList(items, { 'dry-run': 'true' }).github).toBeUndefined();
});

test('an error lists 100 problems, and counts the rest', () => {
  const items = Array.from({ length: 150 }, (_, i) => ({ project: `p${i}`, name: 'ci', loader: 'x' }));
  const problems = listProblemsOf(items);
  expect(problems).toHaveLength(101);
  expect(problems[99]).toMatch(/^keys\[99\] \(p99\): loader: /);
  expect(problems[100]).toBe('… and 50 more.');
  expect(listProblemsOf(items.slice(0, 100))).toHaveLength(100);
});

test('projects are all slugs or all IDs, so that none is there as two', () => {
  const mixed = ['web', '4506'].map((project) => ({ project, name: 'ci' }));
  expect(listProblemsOf(mixed)).toEqual(['keys: use slugs for all projects or IDs for all, not both.']);
  for (const item of mixed) expect(listProblemsOf([item, { ...item, name: 'cd' }])).toEqual([]);
});
