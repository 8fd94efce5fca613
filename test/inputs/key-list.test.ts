import { isAboutList } from '../../src/inputs/list.ts';
import { problemsOf, type Variables } from './read.ts';
import { listProblemsOf, readList } from './read-list.ts';

const web = { project: 'web', name: 'ci' };
const api = { project: 'api', name: 'ci' };
const github = { 'github-token': 'ghp_ab12' };

test.each(['keys', 'keys-file', 'shard'])('%s makes a step one about a list', (name) => {
  expect(isAboutList({ [`INPUT_${name.toUpperCase()}`]: 'x' })).toBe(true);
  expect(isAboutList({ [`INPUT_${name.toUpperCase()}`]: ' ' })).toBe(false);
  expect(isAboutList({ INPUT_PROJECT: 'web' })).toBe(false);
});

test.each(['KEYS_FILE', 'KEYSFILE', 'KEY-FILE'])('a step about one key refuses %s', (given) => {
  expect(problemsOf({ name: 'ci', [given]: 'x' })).toEqual([
    `"${given.toLowerCase()}": there is no such input; did you mean keys-file?`,
  ]);
});

test('what an item leaves out, the step says, or a variable', () => {
  const step = { name: 'ci', 'rate-limit': '1/1h', 'if-exists': 'update' };
  const items = [{ project: 'web' }, { name: 'x', 'rate-limit': '', 'if-exists': null }, {}];
  const { keys } = readList(items, step, { SENTRY_PROJECT: 'api' });
  const rateLimit = { count: 1, window: 3600 };
  expect(keys).toMatchObject([
    { project: 'web', name: 'ci', rateLimit, ifExists: 'update' },
    { project: 'api', name: 'x', rateLimit, ifExists: 'update' },
    { project: 'api', name: 'ci', rateLimit, ifExists: 'update' },
  ]);
  const own = readList([{ ...web, 'rate-limit': 'none', 'if-exists': 'reuse' }], step);
  expect(own.keys).toMatchObject([{ rateLimit: null, ifExists: 'reuse' }]);
});

test('all problems of all items, and those of the step, come in one error', () => {
  const items = [
    { project: 'web', 'rate-limit': 'x' },
    { name: 'ci', 'rate-limit': 'x', rate_limit: 'y' },
    { project: 'Api', 'if-exists': 'none' },
    { ...web, loader: ['debug'], token: 'sntryi_cd34' },
  ];
  const problems = listProblemsOf(items, { timeout: '0', org: '' });
  expect(problems.map((problem) => problem.split(/;|, for|, with| is not/)[0])).toEqual([
    'org: missing',
    'timeout: "0"',
    'keys[0] (web): rate-limit: "x"',
    'keys[0] (web): name: missing',
    'keys[1]: "rate_limit": there is no such input of one key',
    'keys[1]: project: missing',
    'keys[1]: rate-limit: "x"',
    'keys[2]: project: "Api"',
    'keys[2]: if-exists: "none"',
    'keys[2]: name: missing',
    'keys[3] (web): loader: write a plain value',
    'keys[3] (web): "token": token is an input of the step',
  ]);
  expect(problems.join()).not.toContain('sntryi_');
});

test('an item that cannot be read is told once', () => {
  expect(listProblemsOf('[web, {project: [web], name: {a: b}}]')).toEqual([
    'keys[0]: write inputs and their values, such as - project: web.',
    'keys[1]: project: write a plain value, with no list, object, tag or alias of one.',
    'keys[1]: name: write a plain value, with no list, object, tag or alias of one.',
  ]);
});

test('of a wrong name, what is meant is checked, and not missed', () => {
  expect(listProblemsOf([{ Project: 'web', Name: 'ci', If_Exists: 'rotate', grace: '1' }])).toEqual(
    [
      ...['project', 'name', 'if-exists'].map(
        (name) => expect.stringContaining(`did you mean ${name}?`) as unknown,
      ),
      expect.stringMatching(/^keys\[0\] \(web\): grace: "1" is not valid; /),
    ],
  );
});

test.each<[Variables, Variables, string[]]>([
  [{ 'rate-limit': 'x', state: 'gone' }, {}, ['rate-limit: "x" is', 'state: "gone" is']],
  [{ 'create-project': 'true' }, {}, ['team: missing; create-project needs']],
  [{ ephemeral: 'maybe' }, {}, ['ephemeral: "maybe" is']],
  [{ environment: 'eu' }, {}, ['environment: "eu" was given, but nothing to store']],
  [{ 'github-token': 'a b' }, {}, ['github-token: contains']],
  [{ 'max-age': '1d' }, {}, ['max-age: was given together with if-exists: reuse']],
  [{ 'secret-name': '1' }, {}, ['secret-name: "1" is', 'github-token: missing']],
  [{}, { SENTRY_PROJECT: 'A/b' }, ['project (from the environment variable SENTRY_PROJECT): "A']],
  [
    { 'variable-name': 'X', repository: '' },
    { GITHUB_REPOSITORY: 'x' },
    ['repository (from the environment variable GITHUB_REPOSITORY): "x"', 'github-token: missing'],
  ],
])('%j %j: what is wrong with the step is told once', (inputs, env, starts) => {
  const problems = listProblemsOf(
    [{ name: 'a' }, { name: 'b' }, { name: 'c' }],
    {
      ...(env['SENTRY_PROJECT'] === undefined ? { project: 'web' } : {}),
      ...inputs,
    },
    env,
  );
  expect(problems).toHaveLength(starts.length);
  const found = starts.filter((start) => problems.some((problem) => problem.startsWith(start)));
  expect(found).toEqual(starts);
});

test('a name that is missing is told of each item, and once', () => {
  const items = [{ project: 'web' }, { project: 'api' }];
  for (const because of ['each key of a list', 'if-exists: rotate']) {
    const inputs: Variables = because.startsWith('if') ? { 'if-exists': 'rotate' } : {};
    expect(listProblemsOf(items, inputs)).toEqual(
      ['keys[0] (web)', 'keys[1] (api)'].map(
        (label) => expect.stringContaining(`${label}: name: missing; ${because} `) as unknown,
      ),
    );
  }
});

test('a wrong name of the step is told once, without an item', () => {
  const items = [{ project: 'web' }, { project: 'api' }];
  expect(listProblemsOf(items, { name: 'x'.repeat(65) })).toEqual([
    expect.stringMatching(/^name: "x+" is not valid; /),
  ]);
});

test('what the step and an item say together is told with the first item', () => {
  const items = [{ ...web, 'if-exists': 'rotate' }, api, { project: 'ios', name: 'ci' }];
  expect(listProblemsOf(items, { 'max-age': '30d', 'if-exists': '' })).toEqual([
    expect.stringMatching(/^max-age: was given together with if-exists: reuse/),
  ]);
  const reuse = items.map((item) => ({ 'if-exists': 'reuse', ...item }));
  expect(listProblemsOf(reuse, { 'max-age': '30d', 'if-exists': 'rotate' })).toEqual([
    expect.stringMatching(/^keys\[1\] \(api\): max-age: was given together with if-exists: reuse/),
  ]);
  // An item's own mistake is told of each.
  const own = items.map((item) => ({ ...item, retire: 'x' }));
  expect(listProblemsOf(own, { retire: 'x' })).toHaveLength(3);
});

test('a token of GitHub that is missing is told once, whoever stores', () => {
  const items = [web, { ...api, 'secret-name': 'A' }, { ...api, name: 'x', 'variable-name': 'B' }];
  expect(listProblemsOf(items)).toEqual([expect.stringMatching(/^github-token: missing; /)]);
  expect(readList(items, github).github?.token).toBe('ghp_ab12');
  expect(readList([web], github).github).toBeUndefined();
});

test('visibility: all of the step is for the items that have an organization', () => {
  const stored = { ...github, 'secret-name': 'DSN', visibility: 'all' };
  const items = [web, { ...api, organization: 'acme' }];
  const { keys } = readList(items, stored);
  expect(keys[1]?.destinations).toMatchObject([{ owner: { org: 'acme', visibility: 'all' } }]);
  const own = [
    { ...web, visibility: 'all' },
    { ...api, organization: 'acme' },
  ];
  expect(listProblemsOf(own, { ...github, 'secret-name': 'DSN' })).toEqual([
    expect.stringMatching(/^keys\[0\] \(web\): visibility: all was given without organization/),
  ]);
  expect(listProblemsOf([web, api], { visibility: 'all' })).toEqual([
    expect.stringMatching(/^visibility: all was given without organization/),
  ]);
});

test('an error lists 100 problems, and counts the rest', () => {
  const items = Array.from({ length: 150 }, (_, i) => ({
    project: `p${i}`,
    name: 'ci',
    loader: 'x',
  }));
  const problems = listProblemsOf(items);
  expect(problems).toHaveLength(101);
  expect(problems[99]).toMatch(/^keys\[99\] \(p99\): loader: /);
  expect(problems[100]).toBe('… and 50 more.');
  expect(listProblemsOf(items.slice(0, 100))).toHaveLength(100);
});

test('an ephemeral step takes 1,000 keys of its shard', () => {
  const items = Array.from({ length: 1001 }, (_, i) => ({ project: `p${i}`, name: 'ci' }));
  const inputs = { ephemeral: 'true' };
  expect(listProblemsOf(items.slice(1), inputs)).toEqual([]);
  expect(listProblemsOf(items, inputs)).toEqual([
    'ephemeral: true was given for 1001 keys, and one step takes 1000. Write a shard.',
  ]);
  expect(listProblemsOf(items, { ...inputs, shard: '0/2' })).toEqual([]);
});

test('an ephemeral step neither rotates nor stores, which is told once', () => {
  const rotate = [web, api].map((one) => ({ ...one, 'if-exists': 'rotate' }));
  const store = [web, api].map((one) => ({ ...one, 'secret-name': `DSN_${one.project}` }));
  const step = { ...github, ephemeral: 'true' };
  expect(listProblemsOf(rotate, step)).toEqual([
    expect.stringMatching(/^ephemeral: true was given together with if-exists: rotate; /),
  ]);
  expect(listProblemsOf(store, step)).toEqual([
    expect.stringMatching(/^ephemeral: true was given together with secret-name or /),
  ]);
  expect(
    listProblemsOf([...rotate, ...store.map((one) => ({ ...one, name: 'x' }))], github),
  ).toEqual([]);
});

test.each(['\\ud800', 'a\\u0000b', 'x'.repeat(65), '🔑'.repeat(65)])(
  'a name cannot be %s',
  (name) => {
    expect(listProblemsOf(`[{"project":"web","name":"${name}"}]`)).toEqual([
      expect.stringMatching(/^keys\[0\] \(web\): name: ".*" is not valid; a key name is one line/),
    ]);
  },
);

test('half a character is no name of an environment', () => {
  const keys = '[{"project":"web","name":"ci","secret-name":"A","environment":"\\ud800"}]';
  expect(listProblemsOf(keys, github)).toEqual([
    expect.stringMatching(/^keys\[0\] \(web\): environment: "\\u\{d800\}" is not valid; /),
  ]);
});

test('an input with nearly the name of one is refused beside a list, too', () => {
  expect(listProblemsOf([web], { DRY_RUN: 'true', KEYS_FILE: 'x', RATE_LIMIT: '1/1h' })).toEqual(
    ['dry-run', 'keys-file', 'rate-limit'].map(
      (name) => expect.stringMatching(`did you mean ${name}\\?$`) as unknown,
    ),
  );
});

test('projects are all slugs or all IDs, so that none is there as two', () => {
  const mixed = ['web', '4506'].map((project) => ({ project, name: 'ci' }));
  expect(listProblemsOf(mixed)).toEqual([
    'keys: some projects are given as slugs and some as IDs, so that one project could be there as two. Write ' +
      'all of them as slugs, or all as IDs.',
  ]);
  for (const item of mixed) expect(listProblemsOf([item, { ...item, name: 'cd' }])).toEqual([]);
});

test('an item with any number of wrong members is an error that can be read', () => {
  const item = Object.fromEntries(Array.from({ length: 150_000 }, (_, index) => [`x${index}`, '']));
  expect(listProblemsOf([item]).at(-1)).toMatch(/^… and \d+ more\.$/);
});

test('a step that lacks a project may lack its list', () => {
  const [problem] = problemsOf({ project: '' });
  expect(problem).toMatch(
    /^project: missing; .* If the step has keys or keys-file, their expression came out empty\.$/,
  );
  expect(listProblemsOf([{ name: 'ci' }], { project: '' })[0]).not.toContain('keys-file');
});
