import { listProblemsOf } from './read-list.ts';

const github = { 'github-token': 'ghp_ab12' };
const api = { project: 'api', name: 'ci' };
const web = { project: 'web', name: 'ci' };

/** What the second of two items has in common with the first. */
const second = (problem: string) => [`keys[1] (web): ${problem}`];

test('a key is in the list once', () => {
  const problem = 'name: keys[0] (web) is the client key "ci" of web, too. Leave one out.';
  expect(listProblemsOf([web, web])).toEqual(second(problem));
  expect(listProblemsOf([web, { ...web, name: ' ci ', 'if-exists': 'create' }])).toEqual(
    second(problem),
  );
  expect(listProblemsOf([web, { ...web, state: 'absent' }])).toEqual(second(problem));
  // Sentry's names have capitals, and no two parts run together.
  expect(
    listProblemsOf([web, api, { ...web, name: 'CI' }, { project: 'we', name: 'bci' }]),
  ).toEqual([]);
});

test('a variable of the environment is set once', () => {
  const problem = 'env-name: keys[0] (api) sets the variable DSN, too. Write another one.';
  expect(
    listProblemsOf([
      { ...api, 'env-name': 'DSN' },
      { ...web, 'env-name': 'dsn' },
    ]),
  ).toEqual(second(problem));
  expect(
    listProblemsOf([
      { ...api, 'env-name': 'DSN' },
      { ...web, 'env-name': 'DSN2' },
    ]),
  ).toEqual([]);
});

test.each([
  [{}, {}],
  [{}, { repository: 'ACME/Web' }],
  [{ environment: 'eu' }, { environment: 'EU' }],
  [
    { organization: 'acme', visibility: 'all' },
    { organization: 'Acme', visibility: 'private' },
  ],
])('%j and %j: a secret or a variable of one name is stored once', (one, other) => {
  for (const kind of ['secret', 'variable']) {
    const [first, last] = [
      { ...api, ...one, [`${kind}-name`]: 'DSN' },
      { ...web, ...other, [`${kind}-name`]: 'dsn' },
    ];
    const problem = `${kind}-name: keys[0] (api) is stored as the ${kind} dsn of the same owner, too. Write another one.`;
    expect(listProblemsOf([first, last], github)).toEqual(second(problem));
    expect(listProblemsOf([first, { ...last, [`${kind}-name`]: 'DSN2' }], github)).toEqual([]);
  }
});

test.each([
  [{ 'secret-name': 'DSN' }, { 'variable-name': 'DSN' }],
  [{ 'secret-name': 'DSN' }, { 'env-name': 'DSN' }],
  [{ 'secret-name': 'DSN' }, { 'secret-name': 'DSN', 'secret-stores': 'dependabot' }],
  [{ 'secret-name': 'DSN' }, { 'secret-name': 'DSN', repository: 'acme/api' }],
  [{ 'secret-name': 'DSN' }, { 'secret-name': 'DSN', environment: 'eu' }],
  [{ 'secret-name': 'DSN' }, { 'secret-name': 'DSN', organization: 'acme' }],
  [
    { 'secret-name': 'DSN', environment: 'eu' },
    { 'secret-name': 'DSN', environment: 'us' },
  ],
  [
    { 'secret-name': 'DSN', organization: 'acme' },
    { 'secret-name': 'DSN', organization: 'other' },
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

test('several stores in common are told once', () => {
  const inputs = { 'secret-name': 'DSN', 'secret-stores': 'actions, codespaces, dependabot' };
  expect(
    listProblemsOf(
      [
        { ...api, ...inputs },
        { ...web, ...inputs },
      ],
      github,
    ),
  ).toHaveLength(1);
});

test('what is the same because the step says so is told once, with the first item', () => {
  const items = [api, web, { project: 'ios', name: 'ci' }];
  expect(listProblemsOf(items, { ...github, 'secret-name': 'DSN', 'env-name': 'DSN' })).toEqual([
    'keys[1] (web): env-name: keys[0] (api) sets the variable DSN, too. Write another one.',
    'keys[1] (web): secret-name: keys[0] (api) is stored as the secret DSN of the same owner, too. Write another one.',
  ]);
  const owners = items.map((item) => ({ ...item, repository: `acme/${item.project}` }));
  expect(listProblemsOf(owners, { ...github, 'secret-name': 'DSN' })).toEqual([]);
});

test('a key that is retired is delivered nowhere, and leaves its place to another one', () => {
  const place = { 'secret-name': 'DSN', 'variable-name': 'DSN', 'env-name': 'DSN' };
  expect(
    listProblemsOf(
      [
        { ...api, ...place, state: 'absent' },
        { ...web, ...place },
      ],
      github,
    ),
  ).toEqual([]);
});
