import { Failure } from '../../src/failure.ts';
import type { HttpResponse } from '../../src/net/http.ts';
import { listOrganizationKeys, listProjects, NotListed } from '../../src/list/organization-lists.ts';
import { answer, date, keyOf, scriptedSession } from '../sentry/scripted.ts';

/** A page of a list, with a cursor to the next one where there is any. */
function page(items: readonly unknown[], next = ''): HttpResponse {
  const link = `<https://old.example/>; rel="next"; results="${next !== ''}"; cursor="${next || '0'}"`;
  return answer(items, { link });
}

const status = (status: number, body = '{"detail":"no"}'): HttpResponse => ({
  ...{ status, headers: { date, 'retry-after': '600' }, body },
});

const web = { id: '11', slug: 'web' };
const ids = new Map([...Object.entries({ web: '11', '11': '11', api: '12', '12': '12', app: '13', '13': '13' })]);
const key = (id: string, projectId: unknown, more = {}) => ({ ...keyOf(id), projectId, ...more });
const wanted = (...keys: string[]) =>
  keys.map((text) => {
    const [project = '', name = ''] = text.split(' ');
    return { project, wants: (given: string) => given === name };
  });

test('lists the projects of all pages, by slug and by ID', async () => {
  const { session, requests } = scriptedSession([
    page([web, { id: 12, slug: 'api' }, { id: '13' }, null, 'x'], '0:100:0'),
    page([{ id: '14', slug: 'app', status: 'active' }]),
  ]);
  const found = await listProjects(session, 2);
  expect(Object.fromEntries(found.ids)).toEqual({ web: '11', '11': '11', app: '14', '14': '14' });
  expect(found.slugs).toEqual(['app', 'web']);
  expect(requests.map(({ method, url }) => `${method} ${url.href}`)).toEqual([
    'GET https://sentry.example/api/0/organizations/acme/projects/?per_page=100',
    'GET https://sentry.example/api/0/organizations/acme/projects/?per_page=100&cursor=0%3A100%3A0',
  ]);
});

test('keeps the keys that are looked for, from all pages', async () => {
  const { session, requests } = scriptedSession([
    page([key('a', 11), key('b', 12), key('c', 11, { name: 'cd' })], '0:100:0'),
    page([key('d', '11', { isActive: false }), key('e', 13), null, key('f', undefined)]),
  ]);
  const found = await listOrganizationKeys(session, { ids, slugs: [] }, wanted('web ci', '11 cd', 'api no'), 5);
  const idsOf = (project: string) => found.of(project)?.keys.map(({ id }) => id);
  // By the slug or the ID, whichever the list has; what any item wants.
  expect(idsOf('web')?.sort()).toEqual(['a', 'c', 'd']);
  expect(idsOf('11')?.sort()).toEqual(['a', 'c', 'd']);
  expect(requests.map(({ url }) => url.pathname + url.search)).toEqual([
    '/api/0/organizations/acme/project-keys/?per_page=100',
    '/api/0/organizations/acme/project-keys/?per_page=100&cursor=0%3A100%3A0',
  ]);
});

test('a project of which any key shows has no other key; of all others nothing is known', async () => {
  const { session } = scriptedSession([page([key('b', 12), key('e', 13)])]);
  const looked = wanted('api no', 'web ci', 'gone ci');
  const found = await listOrganizationKeys(session, { ids, slugs: [] }, looked, 5);
  const others = [{ id: 'b', name: 'ci', isActive: true }];
  expect(found.of('api')).toMatchObject({ keys: [], others, pages: 1 });
  expect(['web', 'gone', 'app'].map((project) => found.of(project))).toEqual(Array(3));
});

test('the time is that of the first page', async () => {
  const { session } = scriptedSession([page([], '0:100:0'), page([key('a', 11)])]);
  const found = await listOrganizationKeys(session, { ids, slugs: [] }, wanted('web ci'), 5);
  // The answer took 100 ms.
  const time = { pages: 2, askedAt: 0, serverTime: Date.parse(date) - 100 };
  expect(found.of('web')).toMatchObject(time);
});

test('does not mask what is not looked for', async () => {
  const full = (id: string, projectId: number, name = 'ci') => key(id, projectId, { name, secret: `secret-${id}` });
  const { session, log } = scriptedSession([page([full('a', 11), full('b', 13), full('c', 11, 'cd'), full('d', 12)])]);
  await listOrganizationKeys(session, { ids, slugs: [] }, wanted('web ci', 'api ci'), 5);
  const secrets = log.masks.filter((mask) => mask.startsWith('secret-'));
  expect(secrets).toEqual(['secret-a', 'secret-d']);
});

test('a key that cannot be read leaves each project to be listed on its own', async () => {
  const { session } = scriptedSession([page([key('a', 11, { dsn: 7 })])]);
  const reading = listOrganizationKeys(session, { ids, slugs: [] }, wanted('web ci'), 5);
  await expect(reading).rejects.toBeInstanceOf(NotListed);
});

const lists = [
  ['projects', (session: Session) => listProjects(session, 2)],
  ['client keys', (session: Session) => listOrganizationKeys(session, { ids, slugs: [] }, wanted('web ci'), 2)],
] as const;
type Session = ReturnType<typeof scriptedSession>['session'];

describe.each(lists)('the list of %s', (title, list) => {
  test.each([302, 400, 403, 404, 410])('is not to be had: %i', async (number) => {
    const { session, requests } = scriptedSession([status(number)]);
    const error: unknown = await list(session).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(NotListed);
    const said = `Sentry does not list the ${title} of the organization acme for this token (${number}).`;
    expect(error).toMatchObject({ message: said, isForbidden: number === 403 });
    expect(requests).toHaveLength(1);
  });

  const down: [number, RegExp][] = [
    [500, /500/],
    [503, /503/],
  ];
  test.each<[number, RegExp]>([
    [401, /token/],
    [429, /429/],
    // The list of client keys is asked for when the projects were had.
    ...(title === 'projects' ? down : []),
  ])('fails for all keys: %i', async (number, said) => {
    const { session } = scriptedSession([status(number)]);
    const error: unknown = await list(session).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(Failure);
    expect(error).not.toBeInstanceOf(NotListed);
    expect(error).toMatchObject({ message: expect.stringMatching(said) as string });
  });

  test.each([
    ['no JSON', '<p>'],
    ['no list', '{}'],
  ])('is not to be had if it is %s', async (_, body) => {
    const { session } = scriptedSession([{ status: 200, headers: { date }, body }]);
    const error: unknown = await list(session).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(NotListed);
  });

  test('is not worth more than so many pages', async () => {
    const pages = [page([], '0:100:0'), page([], '0:200:0'), page([], '0:300:0'), page([])];
    const { session, requests } = scriptedSession(pages);
    const error: unknown = await list(session).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(NotListed);
    expect(error).toMatchObject({
      message: `There are too many ${title} of the organization acme to read all of them.`,
    });
    // The third one is not needed to know that there is one more.
    expect(requests).toHaveLength(2);
  });

  test.each([
    ['fails', status(500), /failed when it was asked to list.*500/],
    ['fails until the time is up', undefined, /asked to list the .*502/],
  ])('is not to be had if a later page %s', async (_, last, said) => {
    const { session } = scriptedSession([page([], '0:100:0'), ...(last ? [last] : [])]);
    const error: unknown = await list(session).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(NotListed);
    expect(error).toMatchObject({ message: expect.stringMatching(said) as string });
  });

  test('is not to be had if its Link header cannot be read', async () => {
    const { session } = scriptedSession([answer([], { link: 'broken' })]);
    const error: unknown = await list(session).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(NotListed);
    expect(error).toMatchObject({
      message: expect.stringContaining(`list the ${title} of the organization acme`) as string,
    });
  });

  test('is read to its end if it has just as many', async () => {
    const { session } = scriptedSession([page([], '0:100:0'), page([])]);
    await expect(list(session)).resolves.toBeDefined();
  });
});
