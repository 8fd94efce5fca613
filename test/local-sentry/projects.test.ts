import { call, doesNotExist, projectsUrl, sentry, start, taken, type Answer } from './client.ts';

const createProject = (body: object): Promise<Answer> => call(`POST ${projectsUrl}`, { body });

const like = (pattern: RegExp): string => expect.stringMatching(pattern) as string;
const teams = [{ slug: 'platform' }];

test.each<[string, Partial<Answer>]>([
  ['GET /api/0/projects/acme/4506/', { json: { id: '4506', slug: 'web' } }],
  ['GET /api/0/projects/4505/web/', { json: { id: '4506', slug: 'web' } }],
  ['POST /api/0/teams/acme/71/projects/', { status: 201, json: { teams } }],
  ['POST /api/0/teams/4505/platform/projects/', { status: 201, json: { teams } }],
  ['GET /api/0/projects/acme/gone/', { status: 404, json: doesNotExist }],
  ['GET /api/0/projects/gone/web/', { status: 404, text: '' }],
  ['GET /api/0/gone/', { status: 404, text: '' }],
  ['GET /api/0/projects/acme/web', { json: { info: like(/slash\? try: .*\/acme\/web\/$/) } }],
])('%s', async (request, expected) => {
  await start();
  expect(await call(request, { body: { name: 'App' } })).toMatchObject(expected);
});

test('points at a missing slash where no JSON is sent', async () => {
  await start();
  const headers = { 'content-type': 'text/plain' };
  expect(await call('GET /api/0/gone', { headers })).toMatchObject({
    status: 404,
    text: 'Route not found, did you forget a trailing slash?\n\n' + 'try: /api/0/gone/\n                ^\n',
  });
});

test('a server of 2023 knows projects by their slugs only', async () => {
  await start({ dialect: 'older' });
  for (const url of ['acme/4506', '4505/web', 'gone/web']) {
    const got = await call(`GET /api/0/projects/${url}/`);
    expect(got).toMatchObject({ status: 404, json: doesNotExist });
  }
});

test('keeps organizations apart', async () => {
  await start();
  sentry.addTeam('mobile');
  sentry.addTeam('web', { org: 'other' });
  const statuses = [];
  for (const team of ['acme/web', 'other/web', 'acme/mobile']) {
    const body = { name: 'Web', slug: 'web' };
    statuses.push((await call(`POST /api/0/teams/${team}/projects/`, { body })).status);
  }
  expect(statuses).toEqual([404, 201, 409]);
  expect(sentry.projects('other')).toMatchObject([{ slug: 'web', name: 'Web' }]);
  expect(sentry.projects()).toMatchObject([{ slug: 'web', name: 'web' }]);
  expect((await call('GET /api/0/projects/other/web/keys/')).json).toHaveLength(1);
  expect((await call('GET keys/')).json).toEqual([]);
});

test.each(['GET keys/', 'POST keys/', 'PUT keys/gone/', 'DELETE keys/gone/'])(
  'redirects %s of a renamed project',
  async (request) => {
    await start();
    const before = sentry.projects();
    sentry.renameProject('web', 'site');
    const location = `/api/0/projects/acme/site/${request.split(' ')[1] ?? ''}?status=active`;
    expect(await call(`${request}?status=active`)).toMatchObject({
      status: 302,
      headers: { location },
      json: {
        slug: 'site',
        detail: {
          ...{ code: 'resource-moved', message: 'Resource has been moved' },
          extra: { url: location, slug: 'site' },
        },
      },
    });
    expect(sentry.keys('site')).toEqual([]);
    expect(before).toMatchObject([{ slug: 'web' }]);
  },
);

test('a new project can take the slug of one that is removed or renamed', async () => {
  await start();
  const create = (name: string): Promise<Answer> => createProject({ name, slug: 'web' });
  sentry.removeProject('web');
  expect((await call('GET .')).status).toBe(404);
  expect((await create('New')).status).toBe(201);
  sentry.renameProject('web', 'site');
  expect((await create('Newer')).status).toBe(201);
  expect(await call('GET .')).toMatchObject({ status: 200, json: { name: 'Newer' } });
  expect(await call('GET ../site/')).toMatchObject({ status: 200, json: { name: 'New' } });
});

const invalidSlug = {
  slug: [
    'Enter a valid slug consisting of lowercase letters, numbers, underscores or hyphens. ' +
      'It cannot be entirely numeric.',
  ],
};
const tooLong = (max: number): string[] => [`Ensure this field has no more than ${max} characters.`];

// What is stored after a 201, or else what the answer says.
test.each<[body: object, status: number, expected: object]>([
  [{ slug: '2nd_app-' }, 201, { slug: '2nd_app-' }],
  [{ slug: 'x'.repeat(100), name: 'x'.repeat(50) }, 201, { slug: 'x'.repeat(100) }],
  [{ slug: null, platform: null }, 201, { slug: 'app', platform: null }],
  [{ platform: '' }, 201, { platform: '' }],
  [{ name: 'Señor Café – (2nd)_' }, 201, { slug: 'senor-cafe-2nd' }],
  [{ name: 'Web' }, 201, { slug: like(/^web-[0-9a-z]{3}$/) }],
  [{ name: '2026' }, 201, { slug: like(/^2026-[0-9a-z]{3}$/) }],
  [{ name: 'Settings' }, 201, { slug: like(/^[0-9a-f]{12}(-[0-9a-z]{3})?$/) }],
  [{ name: '日本' }, 201, { slug: like(/^[0-9a-f]{12}(-[0-9a-z]{3})?$/) }],
  [{ name: null }, 400, { name: ['This field may not be null.'] }],
  [{ name: '  ' }, 400, { name: ['This field may not be blank.'] }],
  [{ name: ['app'] }, 400, { name: ['Not a valid string.'] }],
  [{ name: 'x'.repeat(51) }, 400, { name: tooLong(50) }],
  [{ name: 'teams' }, 400, { name: ['The name "teams" is reserved and not allowed.'] }],
  [{ slug: '' }, 400, { slug: ['This field may not be blank.'] }],
  [{ slug: 'My-App' }, 400, invalidSlug],
  [{ slug: '4506' }, 400, invalidSlug],
  [{ slug: 'x'.repeat(101) }, 400, { slug: tooLong(100) }],
  [{ slug: 'A', platform: 'c' }, 400, { ...invalidSlug, platform: ['Invalid platform'] }],
  [{ default_rules: 'maybe' }, 400, { default_rules: ['Must be a valid boolean.'] }],
])('POST project %j: %d', async (body, status, expected) => {
  await start();
  const got = await createProject({ name: 'App', ...body });
  expect(got).toMatchObject({ status, json: expected });
  expect(sentry.projects().slice(1)).toMatchObject(status === 201 ? [expected] : []);
});

test('creates one of two projects that want the same slug at once', async () => {
  await start();
  const names = ['one', 'other'];
  const got = await Promise.all(names.map((name) => createProject({ name, slug: 'app' })));
  const refused = got.findIndex(({ status }) => status === 409);
  expect(got[refused]?.json).toEqual(taken);
  expect(sentry.projects().slice(1)).toMatchObject([{ slug: 'app', name: names[1 - refused] }]);
});

test('finds a new project after a delay, and takes its slug at once', async () => {
  let clock = 0;
  const delays = [2000, 0];
  await start({ now: () => clock, projectDelay: () => delays.shift() ?? NaN });
  // Calls about the new project must not go to the one that had its slug before.
  sentry.addProject('app');
  sentry.renameProject('app', 'former');
  await createProject({ name: 'App', slug: 'app' });
  await createProject({ name: 'Early' });
  const key = `../app/keys/${sentry.keys('app')[0]?.id ?? ''}/`;
  const requests = [
    ...['GET ../4508/', 'GET ../app/', 'GET ../app/keys/', 'POST ../app/keys/'],
    ...[`GET ${key}`, `PUT ${key}`, `DELETE ${key}`],
  ];
  const statuses = async (): Promise<number[]> => {
    const got = [];
    for (const request of requests) got.push((await call(request)).status);
    return got;
  };
  clock = 1999;
  expect(await statuses()).toEqual(Array(7).fill(404));
  expect((await createProject({ name: 'App', slug: 'app' })).status).toBe(409);
  expect((await call('GET ../early/')).status).toBe(200);
  clock = 2000;
  expect(await statuses()).toEqual([200, 200, 200, 201, 200, 200, 204]);
});
