import { listProblemsOf } from './read-list.ts';

const github = { 'github-token': 'ghp_ab12' };
const api = { project: 'api', name: 'ci' };
const web = { project: 'web', name: 'ci' };

/** What the second of two items has in common with the first. */
const second = (problem: string) => [`keys[1] (web): ${problem}`];

const belongs = (input: string, what: string, other = 'keys[0] (api)') =>
  `${input}: ${what} already belongs to ${other}. Remove one of them.`;

test('a key is in the list once', () => {
  const problem = belongs('name', 'the client key "ci" of web', 'keys[0] (web)');
  expect(listProblemsOf([web, web])).toEqual(second(problem));
  expect(listProblemsOf([web, { ...web, name: ' ci ', 'rate-limit': 'none' }])).toEqual(second(problem));
  const modes = [{ mode: 'create' }, { mode: 'retire' }, { mode: 'find' }];
  for (const mode of modes) expect(listProblemsOf([web, web], mode)).toEqual(second(problem));
  // Sentry's names have capitals, and no two parts run together.
  expect(listProblemsOf([web, api, { ...web, name: 'CI' }, { project: 'we', name: 'bci' }])).toEqual([]);
});

test.each([
  [{}, {}, 'acme/web'],
  [{}, { 'github-repository': 'ACME/Web' }, 'ACME/Web'],
  [{ 'github-environment': 'eu' }, { 'github-environment': 'EU' }, 'the environment EU of acme/web'],
  [
    { 'github-organization': 'acme', 'github-visibility': 'all' },
    { 'github-organization': 'Acme', 'github-visibility': 'private' },
    'the organization Acme',
  ],
])('%j and %j: a secret or a variable of one name is stored once', (one, other, owner) => {
  for (const kind of ['secret', 'variable']) {
    const [first, last] = [
      { ...api, ...one, [`${kind}-name`]: 'DSN' },
      { ...web, ...other, [`${kind}-name`]: 'dsn' },
    ];
    const problem = belongs(`${kind}-name`, `the ${kind} dsn of ${owner}`);
    expect(listProblemsOf([first, last], github)).toEqual(second(problem));
    expect(listProblemsOf([first, { ...last, [`${kind}-name`]: 'DSN2' }], github)).toEqual([]);
  }
});

test.each([
  [{ 'secret-name': 'DSN' }, { 'secret-name': 'DSN', 'secret-stores': 'dependabot' }],
  [{ 'secret-name': 'DSN' }, { 'secret-name': 'DSN', 'github-environment': 'eu' }],
  [
    { 'secret-name': 'DSN', 'github-environment': 'eu' },
    { 'secret-name': 'DSN', 'github-environment': 'us' },
  ],
])('%j and %j are two places', (one, other) => {
  expect(
    listProblemsOf(
      [
        { ...api, ...one },
        { ...web, ...other },
      ],
      github,
    ),
  ).toEqual([]);
});

test('a name of the step that all items share is an error for each but the first', () => {
  const items = [api, web, { project: 'ios', name: 'ci' }];
  expect(listProblemsOf(items, { ...github, 'secret-name': 'DSN', 'env-name': 'DSN' })).toEqual(
    ['keys[1] (web)', 'keys[2] (ios)'].flatMap((label) => [
      `${label}: ${belongs('env-name', 'the environment variable DSN')}`,
      `${label}: ${belongs('secret-name', 'the secret DSN of acme/web')}`,
    ]),
  );
  const owners = items.map((item) => ({ ...item, 'github-repository': `acme/${item.project}` }));
  expect(listProblemsOf(owners, { ...github, 'secret-name': 'DSN' })).toEqual([]);
});

test('an item that does not use an input of the step collides all the same', () => {
  const step = { team: 'backend', 'secret-name': 'DSN', ...github };
  const created = { project: 'new', name: 'ci', 'create-project': 'true', 'secret-name': 'OTHER' };
  expect(listProblemsOf([web, created, web], step)).toContainEqual(
    expect.stringContaining('keys[2] (web): name: the client key "ci" of web already belongs to keys[0] (web)'),
  );
});
