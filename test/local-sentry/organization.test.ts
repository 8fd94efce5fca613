import { call, linkOf, sentry, start, type Answer } from './client.ts';
import type { LocalSentryOptions, StoredKey } from './index.ts';

const acme = '/api/0/organizations/acme';
const keys = (query = '', token = 'org:read'): Promise<Answer> => call(`GET ${acme}/project-keys/${query}`, { token });
const projects = (query = '', token = 'org:read'): Promise<Answer> => call(`GET ${acme}/projects/${query}`, { token });

const ids = ({ json }: Answer): string => (json as StoredKey[]).map(({ id }) => id).join(' ');
const slugs = ({ json }: Answer): string => (json as { slug: string }[]).map(({ slug }) => slug).join(' ');

/** Twelve keys, 1 to 12, by turns in the projects `web` and `app`; 3 is inactive, 5 of Sentry's own. */
async function startWithKeys(options: LocalSentryOptions = {}): Promise<void> {
  await start(options);
  sentry.addProject('app');
  for (let key = 1; key <= 12; key += 1) {
    const useCase = key === 5 ? 'profiling' : 'user';
    const seed = { id: String(key), isActive: key !== 3, useCase };
    sentry.addKey(key % 2 === 0 ? 'app' : 'web', seed);
  }
}

test.each([
  ['', '12 11 10 9 8 7 6 4 3 2', 'false 12:0:1', 'true 1:0:0'],
  ['cursor=1:0:0', '1', 'true 1:0:1', 'false 1:10:0'],
  ['per_page=100', '12 11 10 9 8 7 6 4 3 2 1', 'false 12:0:1', 'false 1:1:0'],
  ['per_page=2&cursor=6:0:1', '8 7', 'true 8:0:1', 'true 6:0:0'],
  ['status=inactive', '3', 'false 3:0:1', 'false 3:10:0'],
  ['status=active&per_page=3', '12 11 10', 'false 12:0:1', 'true 9:0:0'],
  ['status=all', '', 'false 0:0:1', 'false 0:0:0'],
])('GET project-keys/?%s lists %s', async (query, expected, previous, next) => {
  await startWithKeys();
  const got = await keys(`?${query}`);
  expect(ids(got)).toBe(expected);
  const url = `https://sentry.example${acme}/project-keys/?${query.replace(/&?cursor=.*/, '')}`;
  expect(got.headers['link']).toBe(linkOf(url, previous, next));
});

test.each(['per_page=101', 'per_page=0', 'cursor=2', 'project=web'])(
  'GET project-keys/?%s is refused',
  async (query) => {
    await start();
    expect((await keys(`?${query}`)).status).toBe(400);
  },
);

test('a key is shown as its project shows it', async () => {
  await startWithKeys();
  const [newest] = (await keys()).json as unknown[];
  expect(newest).toMatchObject({ id: '12', projectId: 4507 });
  expect(newest).toEqual((await call('GET ../app/keys/12/')).json);
});

test('keys come and go with calls about their projects', async () => {
  await startWithKeys();
  const all = '?per_page=100';
  await call('DELETE keys/11/');
  sentry.removeKey('app', '10');
  const created = await call('POST keys/', { body: { name: 'new' } });
  const { id } = created.json as StoredKey;
  expect(ids(await keys(all))).toBe(`${id} 12 9 8 7 6 4 3 2 1`);
  sentry.removeProject('app');
  expect(ids(await keys(all))).toBe(`${id} 9 7 3 1`);
  expect(ids(await keys(all, 'org:admin'))).toBe(`${id} 9 7 3 1`);
  sentry.addToken('staff-of-acme', ['org:read', 'superuser']);
  expect(ids(await keys(all, 'staff-of-acme'))).toBe(`${id} 9 7 5 3 1`);
});

test.each([
  ['', '12 10 8 6 4 2'],
  ['?project=4507', '12 10 8 6 4 2'],
  ['?project=-1', '12 11 10 9 8 7 6 4 3 2'],
  ['?project=4506&per_page=3', '11 9 7'],
  ['?project=4506&project=4507&per_page=3', '12 11 10'],
  ['?projectSlug=web&per_page=3', '11 9 7'],
  ['?projectSlug=$all&per_page=3', '12 11 10'],
])('who is no member of web lists by project-keys/%s: %s', async (query, expected) => {
  await startWithKeys();
  sentry.addToken('theirs', ['org:read'], { notMemberOf: ['web', 'gone'] });
  expect(ids(await keys(query, 'theirs'))).toBe(expected);
  // The list of projects leaves none out, and calls about the project are answered.
  expect(slugs(await projects('', 'theirs'))).toBe('app web');
  sentry.addToken('theirs', ['project:read'], { notMemberOf: ['web'] });
  expect((await call('GET keys/', { token: 'theirs' })).json).toHaveLength(5);
});

test.each(['project=1', 'project=4506&project=1', 'projectSlug=gone'])(
  'keys of a project that is not there, by %s, are refused to everyone',
  async (query) => {
    await startWithKeys();
    expect((await keys(`?${query}`)).status).toBe(403);
  },
);

test('keys can be asked for by team', async () => {
  await start();
  sentry.addKey('web');
  for (const slug of ['app', 'api']) {
    await call(`POST /api/0/teams/acme/platform/projects/`, { body: { name: slug, slug } });
  }
  const projectIds = async (team: string): Promise<unknown> =>
    ((await keys(`?team=${team}`)).json as { projectId: number }[]).map((key) => key.projectId);
  expect(await projectIds('platform')).toEqual([4508, 4507]);
  expect(await projectIds('71')).toEqual([4508, 4507]);
  expect(await projectIds('')).toEqual([4508, 4507, 4506]);
  expect(await keys('?team=nobody')).toMatchObject({ status: 404, json: { detail: 'Team not found' } });
});

test('keeps organizations apart', async () => {
  await startWithKeys();
  sentry.addProject('theirs', { org: 'other' });
  sentry.addKey('theirs', { id: 'THEIRS' });
  const other = '/api/0/organizations/other';
  const sent = { token: 'org:read' };
  expect(ids(await call(`GET ${other}/project-keys/`, sent))).toBe('THEIRS');
  expect(slugs(await call(`GET ${other}/projects/`, sent))).toBe('theirs');
  expect(ids(await keys('?per_page=1'))).toBe('12');
  expect(slugs(await projects())).toBe('app web');
});

test('what cannot be found yet is in neither list', async () => {
  let clock = 0;
  await start({ now: () => clock, projectDelay: () => 2000 });
  await call('POST /api/0/teams/acme/platform/projects/', { body: { name: 'App', slug: 'app' } });
  clock = 1999;
  expect([slugs(await projects()), (await keys()).json]).toEqual(['web', []]);
  clock = 2000;
  expect([slugs(await projects()), (await keys()).json]).toMatchObject(['app web', [{}]]);
});

const under = `<https://sentry.example${acme}/projects/?`;

test.each([
  ['', 'a1 a2 a3 a4 web', 'false 100:-1:1', 'false 100:1:0'],
  ['per_page=2', 'a1 a2', 'false 2:-1:1', 'true 2:1:0'],
  ['per_page=2&cursor=2:1:0', 'a3 a4', 'true 2:0:1', 'true 2:2:0'],
  ['per_page=2&cursor=2:2:0', 'web', 'true 2:1:1', 'false 2:3:0'],
  ['per_page=2&cursor=2:0:1', 'a1 a2', 'false 2:-1:1', 'true 2:1:0'],
  ['per_page=2&cursor=3:1:0', 'a4 web', 'true 2:0:1', 'false 2:2:0'],
  ['query=a', 'a1 a2 a3 a4', 'false 100:-1:1', 'false 100:1:0'],
  ['query=WEB', 'web', 'false 100:-1:1', 'false 100:1:0'],
  ['query=slug:a2+slug:web', 'a2 web', 'false 100:-1:1', 'false 100:1:0'],
  ['query=id:4506', 'web', 'false 100:-1:1', 'false 100:1:0'],
  ['query=colour:red', '', 'false 100:-1:1', 'false 100:1:0'],
])('GET projects/?%s lists %s', async (query, expected, previous, next) => {
  await start();
  for (const slug of ['a2', 'a4', 'a3', 'a1']) sentry.addProject(slug);
  const got = await projects(`?${query}`);
  expect(slugs(got)).toBe(expected);
  const pages = [...(got.headers['link'] ?? '').matchAll(/results="(.*?)"; cursor="(.*?)"/g)];
  expect(pages.map(([, results, cursor]) => `${results} ${cursor}`)).toEqual([previous, next]);
  expect(got.headers['link']).toMatch(under);
});

test.each(['per_page=101', 'per_page=0', 'cursor=2', 'cursor=2:-1:1'])('GET projects/?%s is refused', async (query) => {
  await start();
  expect((await projects(`?${query}`)).status).toBe(400);
});

test('projects are listed with text IDs, by the slugs that they have now', async () => {
  await start();
  sentry.addProject('app');
  expect(slugs(await projects())).toBe('app web');
  sentry.renameProject('app', 'zoo');
  expect((await projects()).json).toMatchObject([
    { id: '4506', slug: 'web' },
    { id: '4507', slug: 'zoo' },
  ]);
  sentry.removeProject('web');
  expect(slugs(await projects())).toBe('zoo');
});

test.each<[NonNullable<LocalSentryOptions['dialect']>, number, number]>([
  ['older', 404, 200],
  ['glitchtip', 404, 404],
  ['glitchtip-2022', 404, 404],
])('a server %s answers %d about keys, and %d about projects', async (dialect, first, second) => {
  await start({ dialect });
  const unknown = await call('GET /api/0/organizations/acme/nowhere/', { token: 'nobody' });
  expect(unknown).toMatchObject({ status: 404, text: '' });
  const got = [await keys(), await projects()];
  expect(got.map(({ status }) => status)).toEqual([first, second]);
  for (const { text } of got.filter(({ status }) => status === 404)) expect(text).toBe('');
});

test('the calls are logged and hit by faults by their names', async () => {
  await start();
  sentry.fault({ strike: 'answer', status: 502, call: 'organization-keys' });
  sentry.fault({ strike: 'answer', status: 503, call: 'organization-projects' });
  expect([(await keys()).status, (await projects('?query=a')).status]).toEqual([502, 503]);
  expect(sentry.requests).toMatchObject([
    { call: 'organization-keys', path: `${acme}/project-keys/`, status: 502 },
    { call: 'organization-projects', query: { query: 'a' }, status: 503 },
  ]);
});
