import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import * as generated from '@sentry/api';
import { defaultStackParser, makeNodeTransport, NodeClient } from '@sentry/node';
import { generate } from 'selfsigned';
import type * as Generated from '../node_modules/@sentry/api/dist/types.gen.d.ts';
import {
  badGateway,
  startLocalSentry,
  tooManyRequests,
  type Fault,
  type LocalSentry,
  type LocalSentryOptions,
  type StoredKey,
} from './local-sentry/index.ts';

const keysPath = '/api/0/projects/acme/web/keys/';
const projectsPath = '/api/0/teams/acme/platform/projects/';
const second = 1000; // in milliseconds

let sentry: LocalSentry;
afterEach(() => sentry.close());

/** A server with one token for each set of scopes that the tests use. */
async function start(options: LocalSentryOptions = {}): Promise<void> {
  sentry = await startLocalSentry(options);
  for (const scope of ['read', 'write', 'admin']) sentry.addToken(scope, [`project:${scope}`]);
  for (const scope of ['write', 'admin']) sentry.addToken(`org-${scope}`, [`org:${scope}`]);
  sentry.addToken('ci', ['org:ci']);
  sentry.addToken('staff', ['project:admin', 'superuser']);
}

interface Got {
  status: number;
  headers: Headers;
  text: string;
  json: unknown;
}

interface Sent {
  token?: string | null;
  body?: unknown;
  rawBody?: string;
  headers?: Record<string, string>;
}

/** Sends one request of an admin, unless told otherwise, and follows no redirect. */
async function call(method: string, path: string, sent: Sent = {}): Promise<Got> {
  const {
    token = 'admin',
    body,
    rawBody = body === undefined ? null : JSON.stringify(body),
  } = sent;
  const response = await fetch(`${sentry.url}${path}`, {
    method,
    redirect: 'manual',
    body: rawBody,
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      'content-type': 'application/json',
      ...sent.headers,
    },
  });
  const answer = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  return {
    status: response.status,
    headers: response.headers,
    text: answer,
    json: isJson && answer !== '' ? JSON.parse(answer) : undefined,
  };
}

const create = (body: unknown, token = 'admin'): Promise<Got> =>
  call('POST', keysPath, { body, token });

const createProject = (body: unknown, token = 'admin'): Promise<Got> =>
  call('POST', projectsPath, { body, token });

const projectPath = (slug: string): string => `/api/0/projects/acme/${slug}/`;

const keyPath = ({ id }: { id: string }): string => `${keysPath}${id}/`;

const ids = (got: Got): string[] => (got.json as { id: string }[]).map(({ id }) => id);

const noPermission = { detail: 'You do not have permission to perform this action.' };
const doesNotExist = { detail: 'The requested resource does not exist' };

describe('who may do what', () => {
  test.each([
    ['GET', keysPath, { read: 200, write: 200, admin: 200, ci: 403 }],
    ['POST', keysPath, { read: 403, write: 201, admin: 201, ci: 403 }],
    ['GET', `${keysPath}KEY/`, { read: 200, write: 200, admin: 200, ci: 403 }],
    ['PUT', `${keysPath}KEY/`, { read: 403, write: 200, admin: 200, ci: 403 }],
    ['DELETE', `${keysPath}KEY/`, { read: 403, write: 403, admin: 204, ci: 403 }],
    ['GET', '/api/0/projects/acme/web/', { read: 200, write: 200, admin: 200, ci: 403 }],
  ])('%s %s', async (method, path, expected) => {
    await start();
    const { id } = sentry.addKey('web');
    const statuses: Record<string, number> = {};
    for (const token of Object.keys(expected)) {
      const { status } = await call(method, path.replace('KEY', id), { token });
      statuses[token] = status;
    }
    expect(statuses).toEqual(expected);
  });

  const notProvided = { detail: 'Authentication credentials were not provided.' };

  test.each([
    ['no authorization', {}, 401, notProvided],
    ['a scheme that is not Bearer', { authorization: 'Basic admin' }, 401, notProvided],
    [
      'an unknown token',
      { authorization: 'Bearer sntryi_unknown' },
      401,
      { detail: 'Invalid token' },
    ],
    ['an unknown org token', { authorization: 'Bearer sntrys_unknown' }, 403, noPermission],
    ['a known org token', { authorization: 'Bearer sntrys_known' }, 403, noPermission],
  ])('%s', async (_case, headers, status, json) => {
    await start();
    sentry.addToken('sntrys_known', ['project:admin']);
    expect(await call('GET', keysPath, { token: null, headers })).toMatchObject({ status, json });
  });

  // Each row spoils one thing less than the row before.
  test.each([
    ['token', 'nobody', 'gone', 401],
    ['scope', 'read', 'gone', 403],
    ['project', 'admin', 'gone', 404],
    ['key', 'admin', 'web', 404],
  ])('the %s is checked before what comes after it', async (_what, token, project, status) => {
    await start();
    const path = `/api/0/projects/acme/${project}/keys/${'0'.repeat(32)}/`;
    expect(await call('PUT', path, { token, rawBody: 'not JSON' })).toMatchObject({ status });
  });
});

describe('which project', () => {
  test.each(['acme/web', 'acme/4506', '4505/web', '4505/4506'])('%s', async (project) => {
    await start();
    const { id } = sentry.addKey('web');
    expect(ids(await call('GET', `/api/0/projects/${project}/keys/`))).toEqual([id]);
  });

  test('its ID is a string here and a number in its keys', async () => {
    await start();
    const project = await call('GET', projectPath('web'));
    expect(project.json).toMatchObject({ id: '4506', slug: 'web' });
    expect((await create({})).json).toMatchObject({ projectId: 4506 });
  });

  test('each organization has projects of its own', async () => {
    await start();
    sentry.addProject('web', { org: 'other' });
    await call('POST', '/api/0/projects/other/web/keys/', { body: {} });
    expect((await call('GET', keysPath)).json).toEqual([]);
    expect((await call('GET', '/api/0/projects/other/web/keys/')).json).toHaveLength(1);
  });

  test.each([
    ['an unknown project', '/api/0/projects/acme/gone/keys/', JSON.stringify(doesNotExist)],
    ['an unknown organization', '/api/0/projects/gone/web/keys/', ''],
    ['an unknown path', '/api/0/gone/', ''],
    ['a path without its last slash', keysPath.slice(0, -1), 'Route not found'],
  ])('%s is a 404', async (_case, path, body) => {
    await start();
    const got = await call('GET', path);
    expect(got.status).toBe(404);
    expect(got.text.slice(0, body.length || 1)).toBe(body);
  });

  test('a removed one is gone, and its slug free', async () => {
    await start();
    sentry.removeProject('web');
    expect((await call('GET', projectPath('web'))).status).toBe(404);
    expect((await createProject({ name: 'Web', slug: 'web' })).status).toBe(201);
  });

  test.each(['GET', 'POST', 'PUT', 'DELETE'])('a renamed one redirects a %s', async (method) => {
    await start();
    sentry.renameProject('web', 'site');
    const path = method === 'GET' || method === 'POST' ? keysPath : `${keysPath}${'0'.repeat(32)}/`;
    const url = `${path.replace('/web/', '/site/')}?status=active`;
    const got = await call(method, `${path}?status=active`);
    expect(got).toMatchObject({
      status: 302,
      json: { slug: 'site', detail: { extra: { url, slug: 'site' } } },
    });
    expect(got.headers.get('location')).toBe(url);
    expect(sentry.keys('site')).toEqual([]);
  });

  test('is shown with what is known about it', async () => {
    await start({ now: () => Date.UTC(2026, 0, 1) });
    expect((await call('GET', projectPath('web'))).json).toEqual({
      id: '4506',
      slug: 'web',
      name: 'web',
      platform: null,
      dateCreated: '2026-01-01T00:00:00.000000Z',
      organization: { id: '4505', slug: 'acme' },
      teams: [],
    });
  });

  test('a new one of the old slug is preferred to the renamed one', async () => {
    await start();
    sentry.renameProject('web', 'site');
    expect((await createProject({ name: 'Web', slug: 'web' })).status).toBe(201);
    const got = await call('GET', projectPath('web'));
    expect(got).toMatchObject({ status: 200, json: { slug: 'web', name: 'Web' } });
    expect((await call('GET', projectPath('site'))).json).toMatchObject({ id: '4506' });
  });
});

describe('creating a project', () => {
  const disabled = { detail: 'Your organization has disabled this feature for members.' };
  const taken = { detail: 'A project with this slug already exists.' };
  const required = { name: ['This field is required.'] };
  const noSlug = {
    slug: [
      'Enter a valid slug consisting of lowercase letters, numbers, underscores or hyphens. ' +
        'It cannot be entirely numeric.',
    ],
  };

  test('gives it all that was asked for, and a key', async () => {
    await start({ now: () => Date.UTC(2026, 0, 1) });
    const body = { name: ' My App ', slug: 'my-app', platform: 'node', default_rules: false };
    const created = await createProject(body);
    expect(created).toMatchObject({ status: 201 });
    expect(created.json).toEqual({
      id: '4507',
      slug: 'my-app',
      name: 'My App',
      platform: 'node',
      dateCreated: '2026-01-01T00:00:00.000000Z',
      organization: { id: '4505', slug: 'acme' },
      teams: [{ id: '71', slug: 'platform', name: 'platform' }],
    });
    expect((await call('GET', projectPath('my-app'))).json).toEqual(created.json);
    expect((await call('GET', `${projectPath('4507')}keys/`)).json).toMatchObject([
      { name: 'Default', isActive: true, rateLimit: null, projectId: 4507 },
    ]);
    expect(sentry.projects()).toEqual([
      { id: 4506, slug: 'web', name: 'web', platform: null },
      { id: 4507, slug: 'my-app', name: 'My App', platform: 'node' },
    ]);
    expect(sentry.keys('web')).toEqual([]);
  });

  test.each([
    [true, { read: 403, write: 201, admin: 201, 'org-write': 201, 'org-admin': 201, ci: 403 }],
    [false, { read: 403, write: 403, admin: 403, 'org-write': 201, 'org-admin': 201, ci: 403 }],
  ])('members may: %j', async (membersCreateProjects, expected) => {
    await start({ membersCreateProjects });
    const got: Record<string, Got> = {};
    for (const token of Object.keys(expected)) {
      got[token] = await createProject({ name: 'App' }, token);
    }
    const statuses = Object.entries(got).map(([token, { status }]) => [token, status]);
    expect(Object.fromEntries(statuses)).toEqual(expected);
    expect(got['read']?.json).toEqual(noPermission);
    if (!membersCreateProjects) expect(got['write']?.json).toEqual(disabled);
  });

  // Each row spoils one thing less than the row before.
  test.each<[string, string, string, string, unknown, number, unknown]>([
    ['token', 'nobody', 'gone/gone', 'web', {}, 401, { detail: 'Invalid token' }],
    ['scope', 'read', 'gone/gone', 'web', {}, 403, noPermission],
    ['organization', 'write', 'gone/gone', 'web', {}, 404, undefined],
    ['team', 'write', 'acme/gone', 'web', {}, 404, doesNotExist],
    ['body', 'write', 'acme/platform', 'web', {}, 400, required],
    ['permission', 'write', 'acme/platform', 'web', { name: 'Web' }, 403, disabled],
    ['slug', 'org-write', 'acme/platform', 'web', { name: 'Web' }, 409, taken],
  ])('the %s is checked before the next', async (_what, token, team, slug, rest, status, json) => {
    await start({ membersCreateProjects: false });
    const body = { slug, ...(rest as object) };
    const got = await call('POST', `/api/0/teams/${team}/projects/`, { token, body });
    expect(got.status).toBe(status);
    expect(got.json).toEqual(json);
    expect(sentry.projects()).toHaveLength(1);
  });

  test.each<[unknown, unknown]>([
    [{ slug: 'app' }, required],
    [{ name: null }, { name: ['This field may not be null.'] }],
    [{ name: '  ' }, { name: ['This field may not be blank.'] }],
    [{ name: ['app'] }, { name: ['Not a valid string.'] }],
    [{ name: 'x'.repeat(51) }, { name: ['Ensure this field has no more than 50 characters.'] }],
    [{ name: 'App', slug: '' }, { slug: ['This field may not be blank.'] }],
    [{ name: 'App', slug: 'My-App' }, noSlug],
    [{ name: 'App', slug: '4506' }, noSlug],
    [
      { name: 'App', slug: 'x'.repeat(101) },
      { slug: ['Ensure this field has no more than 100 characters.'] },
    ],
    [{ name: 'teams' }, { name: ['The name "teams" is reserved and not allowed.'] }],
    [{ name: 'App', platform: 'cobol' }, { platform: ['Invalid platform'] }],
    [{ name: 'App', default_rules: 'maybe' }, { default_rules: ['Must be a valid boolean.'] }],
    [
      { slug: 'A', platform: 'cobol' },
      { ...required, ...noSlug, platform: ['Invalid platform'] },
    ],
  ])('%j is refused', async (body, complaints) => {
    await start();
    expect(await createProject(body)).toMatchObject({ status: 400, json: complaints });
    expect(sentry.projects()).toHaveLength(1);
  });

  test.each([
    [{ name: 'x'.repeat(50), slug: 'x'.repeat(100) }, { slug: 'x'.repeat(100) }],
    [{ name: 'App', slug: '2nd_app-' }, { slug: '2nd_app-' }],
    [
      { name: 'App', slug: null, platform: null },
      { slug: 'app', platform: null },
    ],
    [{ name: 'App', platform: '' }, { platform: '' }],
    [{ name: 'Señor Café – (2nd)_' }, { slug: 'senor-cafe-2nd' }],
  ])('%j', async (body, stored) => {
    await start();
    expect(await createProject(body)).toMatchObject({ status: 201, json: stored });
    expect(sentry.projects()[1]).toMatchObject(stored);
  });

  test.each([
    ['Web', /^web-[0-9a-z]{3}$/],
    ['2026', /^2026-[0-9a-z]{3}$/],
    ['Settings', /^[0-9a-f]{12}(-[0-9a-z]{3})?$/],
    ['日本', /^[0-9a-f]{12}(-[0-9a-z]{3})?$/],
  ])('the name %s yields a slug that is free, each time another', async (name, slug) => {
    await start();
    const got = [await createProject({ name }), await createProject({ name })];
    expect(got).toMatchObject([{ status: 201 }, { status: 201 }]);
    const [, first, next] = sentry.projects();
    expect([first, next]).toMatchObject([{ name }, { name }]);
    expect(first?.slug).toMatch(slug);
    expect(next?.slug).not.toBe(first?.slug);
  });

  test('of two at once one is made', async () => {
    await start();
    const both = ['one', 'other'].map((name) => createProject({ name, slug: 'app' }));
    const got = await Promise.all(both);
    expect(got.map(({ status }) => status).sort()).toEqual([201, 409]);
    const winner = got.find(({ status }) => status === 201)?.json as { name: string };
    expect(got.find(({ status }) => status === 409)?.json).toEqual(taken);
    expect(sentry.projects().slice(1)).toMatchObject([{ slug: 'app', name: winner.name }]);
    expect(sentry.keys('app')).toHaveLength(1);
  });

  test('every call finds it only after a while, yet its slug is taken at once', async () => {
    let clock = Date.UTC(2026, 0, 1);
    await start({ now: () => clock, projectDelay: () => 2 * second });
    // Until it is found it must not be mistaken for the project that had its slug before.
    sentry.addProject('app');
    sentry.renameProject('app', 'former');
    expect((await createProject({ name: 'App', slug: 'app' })).status).toBe(201);
    const [key] = sentry.keys('app');
    const path = projectPath('app');
    const calls = [
      ['GET', path],
      ['GET', projectPath(String(sentry.projects()[2]?.id))],
      ['GET', `${path}keys/`],
      ['POST', `${path}keys/`],
      ['GET', `${path}keys/${key?.id ?? ''}/`],
      ['PUT', `${path}keys/${key?.id ?? ''}/`],
      ['DELETE', `${path}keys/${key?.id ?? ''}/`],
    ] as const;
    const statuses = async (): Promise<number[]> => {
      const got = [];
      for (const [method, target] of calls) got.push((await call(method, target)).status);
      return got;
    };
    clock += 2 * second - 1;
    expect(await statuses()).toEqual(calls.map(() => 404));
    expect((await call('GET', path)).json).toEqual(doesNotExist);
    expect(await createProject({ name: 'App', slug: 'app' })).toMatchObject({
      status: 409,
      json: taken,
    });
    expect(sentry.keys('app')).toEqual([key]);
    clock += 1;
    expect(await statuses()).toEqual([200, 200, 200, 201, 200, 200, 204]);
  });

  test('each project has a delay of its own', async () => {
    const delays = [second, 0];
    await start({ now: () => 0, projectDelay: () => delays.shift() ?? NaN });
    for (const slug of ['web', 'late', 'early']) await createProject({ name: 'App', slug });
    expect((await call('GET', projectPath('late'))).status).toBe(404);
    expect((await call('GET', projectPath('early'))).status).toBe(200);
  });

  test.each(['acme/platform', 'acme/71', '4505/platform', '4505/71'])('in %s', async (team) => {
    await start();
    const body = { name: 'App' };
    const got = await call('POST', `/api/0/teams/${team}/projects/`, { body });
    expect(got).toMatchObject({ status: 201, json: { teams: [{ slug: 'platform' }] } });
  });

  test('teams and slugs are of one organization each', async () => {
    await start();
    sentry.addTeam('mobile');
    sentry.addTeam('web', { org: 'other' });
    const body = { name: 'Web', slug: 'web' };
    const elsewhere = await call('POST', '/api/0/teams/acme/web/projects/', { body });
    expect(elsewhere).toMatchObject({ status: 404, json: doesNotExist });
    const other = await call('POST', '/api/0/teams/other/web/projects/', { body });
    expect(other).toMatchObject({ status: 201, json: { organization: { slug: 'other' } } });
    const mobile = await call('POST', '/api/0/teams/acme/mobile/projects/', { body });
    expect(mobile).toMatchObject({ status: 409 });
    expect(sentry.projects('other')).toMatchObject([{ slug: 'web', name: 'Web' }]);
    expect(sentry.projects().map(({ slug }) => slug)).toEqual(['web']);
  });
});

describe('creating a key', () => {
  const tooLong = 'Ensure this field has no more than 64 characters.';
  const notNull = 'This field may not be null.';

  test.each<[unknown, Partial<StoredKey>]>([
    [{ name: ' ci ' }, { name: 'ci' }],
    [{ name: '🔑'.repeat(64) }, { name: '🔑'.repeat(64) }],
    [{ name: 'a', rateLimit: { count: 5, window: 60 } }, { rateLimit: { count: 5, window: 60 } }],
    [{ rateLimit: { count: 0, window: 60 } }, { rateLimit: null }],
    [{ rateLimit: { count: 5, window: 0 } }, { rateLimit: null }],
    [{ rateLimit: { count: 2147483647, window: 86400 } }, {}],
    [{ useCase: 'profiling' }, { useCase: 'user' }],
    [{ isActive: false }, { isActive: true }],
    [{ browserSdkVersion: '7.x' }, { browserSdkVersion: '10.x' }],
    [
      { dynamicSdkLoaderOptions: { hasReplay: false, hasDebug: true } },
      {
        dynamicSdkLoaderOptions: {
          hasReplay: true,
          hasPerformance: true,
          hasDebug: false,
          hasFeedback: false,
          hasLogsAndMetrics: false,
        },
      },
    ],
  ])('%j', async (body, stored) => {
    await start();
    expect((await create(body)).status).toBe(201);
    expect(sentry.keys('web')).toMatchObject([stored]);
  });

  test.each([{}, { name: '' }, { name: '  ' }, { name: null }])(
    '%j: Sentry invents a name',
    async (body) => {
      await start();
      const { json } = await create(body);
      expect(json).toMatchObject({ name: expect.stringMatching(/^[A-Z]\w+ [A-Z]\w+$/) as string });
    },
  );

  test.each([
    [{ name: 'x'.repeat(65) }, { name: [tooLong] }],
    [{ name: ['ci'] }, { name: ['Not a valid string.'] }],
    [{ rateLimit: null }, { rateLimit: [notNull] }],
    [
      { rateLimit: { count: 2147483648, window: 86401 } },
      {
        rateLimit: {
          count: ['Ensure this value is less than or equal to 2147483647.'],
          window: ['Ensure this value is less than or equal to 86400.'],
        },
      },
    ],
    [
      { rateLimit: { count: -1, window: 1.5 } },
      {
        rateLimit: {
          count: ['Ensure this value is greater than or equal to 0.'],
          window: ['A valid integer is required.'],
        },
      },
    ],
    [{ useCase: 'fun' }, { useCase: ['"fun" is not a valid choice.'] }],
    [
      { name: 'x'.repeat(65), useCase: null },
      { name: [tooLong], useCase: [notNull] },
    ],
    [[], { non_field_errors: ['Invalid data. Expected a dictionary, but got list.'] }],
  ])('%j is refused', async (body, complaints) => {
    await start();
    expect(await create(body)).toMatchObject({ status: 400, json: complaints });
    expect(sentry.keys('web')).toEqual([]);
  });

  test.each([[{ count: 5 }], [{ window: 60 }], [{}]])(
    'a limit of %j is a 500',
    async (rateLimit) => {
      await start();
      expect(await create({ rateLimit })).toMatchObject({
        status: 500,
        json: { detail: 'Internal Error' },
      });
      expect(sentry.keys('web')).toEqual([]);
    },
  );

  test('a plan without rate limits drops them silently', async () => {
    await start({ rateLimits: false });
    const { status, json } = await create({ rateLimit: { count: 5, window: 60 } });
    expect({ status, json }).toMatchObject({ status: 201, json: { rateLimit: null } });
  });

  test('a body has to be JSON and say so', async () => {
    await start();
    const malformed = await call('POST', keysPath, { rawBody: '{' });
    expect(malformed).toMatchObject({
      status: 400,
      json: { detail: expect.stringContaining('JSON parse error') as string },
    });
    const plain = { rawBody: '{}', headers: { 'content-type': 'text/plain' } };
    expect((await call('POST', keysPath, plain)).status).toBe(415);
    expect((await call('POST', keysPath)).status).toBe(201);
  });

  test('keys have the form of Sentry, and dates that never stand still', async () => {
    await start({ now: () => Date.UTC(2026, 0, 1) });
    await create({});
    await create({});
    const [first, next] = sentry.keys('web');
    expect(first?.id).toMatch(/^[0-9a-f]{32}$/);
    expect(first?.secret).toMatch(/^[0-9a-f]{32}$/);
    expect(next?.id).not.toBe(first?.id);
    expect(first?.dateCreated).toBe('2026-01-01T00:00:00.000000Z');
    expect(next?.dateCreated).toBe('2026-01-01T00:00:00.000001Z');
  });
});

describe('listing keys', () => {
  /** Follows the cursors one way and collects the pages. */
  async function pages(query: string, rel = 'next'): Promise<string[][]> {
    const collected: string[][] = [];
    let cursor = '';
    for (;;) {
      const got = await call('GET', `${keysPath}?${query}${cursor}`);
      collected.push(ids(got));
      const link = got.headers.get('link') ?? '';
      const found = new RegExp(`rel="${rel}"; results="(true|false)"; cursor="([^"]+)"`).exec(link);
      if (found?.[1] !== 'true') return collected;
      cursor = `&cursor=${found[2] ?? ''}`;
    }
  }

  function seed(count: number): string[] {
    const added = Array.from({ length: count }, () => sentry.addKey('web').id);
    return added.reverse();
  }

  test.each([
    [25, '', [10, 10, 5]],
    [20, '', [10, 10]],
    [0, '', [0]],
    [25, 'per_page=100', [25]],
    [3, 'per_page=1', [1, 1, 1]],
  ])('%d keys with ?%s come newest first on pages of %j', async (count, query, sizes) => {
    await start();
    const newestFirst = seed(count);
    const got = await pages(query);
    expect(got.flat()).toEqual(newestFirst);
    expect(got.map(({ length }) => length)).toEqual(sizes);
  });

  test('the link header has both directions, and a host that is not this one', async () => {
    await start();
    seed(11);
    const { headers } = await call('GET', `${keysPath}?status=active`);
    const url = `https://sentry.example${keysPath}?status=active`;
    expect(headers.get('link')).toBe(
      `<${url}&cursor=11:0:1>; rel="previous"; results="false"; cursor="11:0:1", ` +
        `<${url}&cursor=1:0:0>; rel="next"; results="true"; cursor="1:0:0"`,
    );
    const last = await call('GET', `${keysPath}?cursor=1:0:0`);
    expect(last.headers.get('link')).toBe(
      `<https://sentry.example${keysPath}?&cursor=1:0:1>; rel="previous"; results="true"; ` +
        `cursor="1:0:1", <https://sentry.example${keysPath}?&cursor=1:1:0>; rel="next"; ` +
        'results="false"; cursor="1:1:0"',
    );
    expect(ids(await call('GET', `${keysPath}?cursor=1:1:0`))).toEqual([]);
  });

  test('cursors lead back too', async () => {
    await start();
    const [newest, ...others] = seed(6);
    const back = await pages('per_page=2&cursor=1:0:1', 'previous');
    expect(back).toEqual([others.slice(2, 4), others.slice(0, 2), [newest]]);
  });

  test('a key that is created or deleted meanwhile shifts no page', async () => {
    await start();
    const newestFirst = seed(4);
    const { headers } = await call('GET', `${keysPath}?per_page=2`);
    expect(headers.get('link')).toContain('rel="next"; results="true"; cursor="2:0:0"');
    sentry.addKey('web');
    await call('DELETE', keyPath({ id: newestFirst[0] ?? '' }));
    const rest = await call('GET', `${keysPath}?per_page=2&cursor=2:0:0`);
    expect(ids(rest)).toEqual(newestFirst.slice(2));
  });

  test.each(['per_page=101', 'per_page=0', 'per_page=many', 'cursor=2'])('?%s', async (query) => {
    await start();
    expect((await call('GET', `${keysPath}?${query}`)).status).toBe(400);
  });

  test.each([
    ['', ['off', 'on']],
    ['status=', ['off', 'on']],
    ['status=active', ['on']],
    ['status=inactive', ['off']],
    ['status=all', []],
  ])('?%s lists %j', async (query, names) => {
    await start();
    sentry.addKey('web', { name: 'on' });
    sentry.addKey('web', { name: 'off', isActive: false });
    const { json } = await call('GET', `${keysPath}?${query}`);
    expect((json as StoredKey[]).map(({ name }) => name)).toEqual(names);
  });
});

describe('one key', () => {
  test('a PUT resets the SDK version unless it names one', async () => {
    await start();
    const key = sentry.addKey('web', { browserSdkVersion: '8.x' });
    const kept = await call('PUT', keyPath(key), { body: { browserSdkVersion: '8.x' } });
    expect(kept.json).toMatchObject({ browserSdkVersion: '8.x' });
    const reset = await call('PUT', keyPath(key), { body: { isActive: true } });
    expect(reset.json).toMatchObject({ browserSdkVersion: '10.x' });
  });

  test.each<[unknown, Partial<StoredKey>]>([
    [{ name: 'new' }, { name: 'new' }],
    [{ name: '' }, {}],
    [{ name: null }, {}],
    [{ isActive: false }, { isActive: false }],
    [{ rateLimit: null }, { rateLimit: null }],
    [{ rateLimit: { count: 1, window: 0 } }, { rateLimit: null }],
    [{ rateLimit: { count: 7, window: 8 } }, { rateLimit: { count: 7, window: 8 } }],
    [{ useCase: 'demo' }, {}],
    [
      { dynamicSdkLoaderOptions: { hasDebug: true, hasReplay: false, hasFun: true } },
      {
        dynamicSdkLoaderOptions: {
          hasReplay: false,
          hasPerformance: true,
          hasDebug: true,
          hasFeedback: false,
          hasLogsAndMetrics: false,
        },
      },
    ],
  ])('PUT %j', async (body, changes) => {
    await start();
    const key = sentry.addKey('web', { name: 'old', rateLimit: { count: 5, window: 60 } });
    const { status } = await call('PUT', keyPath(key), { body });
    expect(status).toBe(200);
    expect(sentry.keys('web')).toEqual([{ ...key, ...changes }]);
  });

  test.each([
    [{ rateLimit: { count: 5 } }, 500],
    [{ rateLimit: { window: 5 } }, 500],
    [{ rateLimit: { count: -1, window: 5 } }, 400],
    [{ isActive: 'maybe' }, 400],
    [{ browserSdkVersion: '1.x' }, 400],
    [{ dynamicSdkLoaderOptions: { hasDebug: null } }, 400],
  ])('PUT %j is a %d and changes nothing', async (body, status) => {
    await start();
    const key = sentry.addKey('web', { browserSdkVersion: '8.x' });
    const got = await call('PUT', keyPath(key), { body: { name: 'new', ...body } });
    expect(got.status).toBe(status);
    expect(sentry.keys('web')).toEqual([key]);
  });

  test('a PUT says which SDK version it does not offer', async () => {
    await start();
    const body = { browserSdkVersion: 'x' };
    expect((await call('PUT', keyPath(sentry.addKey('web')), { body })).json).toEqual({
      browserSdkVersion: ['"x" is not a valid choice.'],
    });
  });

  test.each([true, 'maybe'])('older servers ignore new loader options: %j', async (value) => {
    await start({ dialect: 'older' });
    const key = sentry.addKey('web');
    const options = { hasDebug: true, hasFeedback: value, hasLogsAndMetrics: value };
    const body = { dynamicSdkLoaderOptions: options };
    expect((await call('PUT', keyPath(key), { body })).status).toBe(200);
    expect(sentry.keys('web')).toEqual([
      { ...key, dynamicSdkLoaderOptions: { ...key.dynamicSdkLoaderOptions, hasDebug: true } },
    ]);
  });

  test('a plan without rate limits ignores them in a PUT too', async () => {
    await start({ rateLimits: false });
    const key = sentry.addKey('web', { rateLimit: { count: 5, window: 60 } });
    expect((await call('PUT', keyPath(key), { body: { rateLimit: null } })).status).toBe(200);
    expect(sentry.keys('web')).toEqual([key]);
  });

  test('a DELETE is empty, and 404 the second time', async () => {
    await start();
    const key = sentry.addKey('web');
    expect(await call('DELETE', keyPath(key))).toMatchObject({ status: 204, text: '' });
    expect(await call('DELETE', keyPath(key))).toMatchObject({ status: 404, json: doesNotExist });
    expect((await call('GET', keyPath(key))).status).toBe(404);
  });

  test('keys that Sentry uses itself are there for its staff only', async () => {
    await start();
    const { json } = await create({ useCase: 'tempest' }, 'staff');
    expect(json).toMatchObject({ useCase: 'tempest' });
    const key = json as StoredKey;
    expect((await call('GET', keyPath(key))).status).toBe(404);
    expect((await call('GET', keysPath)).json).toEqual([]);
    expect((await call('GET', keyPath(key), { token: 'staff' })).status).toBe(200);
    expect(ids(await call('GET', keysPath, { token: 'staff' }))).toEqual([key.id]);
  });
});

describe('the key object', () => {
  const secret = 'b'.repeat(32);
  const id = 'a'.repeat(32);

  async function shown(options: LocalSentryOptions, key: Partial<StoredKey> = {}): Promise<object> {
    await start(options);
    sentry.addKey('web', { id, secret, name: 'ci', ...key });
    return (await call('GET', keyPath({ id }))).json as object;
  }

  test('has every member, with addresses on this server', async () => {
    const json = await shown({ path: '/sentry' }, { dateCreated: '2026-01-01T00:00:00.123456Z' });
    const host = sentry.url.slice('http://'.length);
    const api = `${sentry.url}/api/4506`;
    expect(sentry.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/sentry$/);
    expect(json).toEqual({
      id,
      name: 'ci',
      label: 'ci',
      public: id,
      secret,
      projectId: 4506,
      isActive: true,
      rateLimit: null,
      dsn: {
        secret: `http://${id}:${secret}@${host}/4506`,
        public: `http://${id}@${host}/4506`,
        csp: `${api}/csp-report/?sentry_key=${id}`,
        security: `${api}/security/?sentry_key=${id}`,
        minidump: `${api}/minidump/?sentry_key=${id}`,
        nel: `${api}/nel/?sentry_key=${id}`,
        unreal: `${api}/unreal/${id}/`,
        crons: `${api}/cron/___MONITOR_SLUG___/${id}/`,
        cdn: `${sentry.url}/js-sdk-loader/${id}.min.js`,
        playstation: `${api}/playstation/?sentry_key=${id}`,
        integration: `${api}/integration/`,
        otlp_traces: `${api}/integration/otlp/v1/traces`,
        otlp_logs: `${api}/integration/otlp/v1/logs`,
      },
      browserSdkVersion: '10.x',
      browserSdk: { choices: expect.arrayContaining([['latest', 'latest']]) as string[][] },
      dateCreated: '2026-01-01T00:00:00.123456Z',
      dynamicSdkLoaderOptions: {
        hasReplay: true,
        hasPerformance: true,
        hasDebug: false,
        hasFeedback: false,
        hasLogsAndMetrics: false,
      },
    });
  });

  test('has empty DSNs where the server does not know its address', async () => {
    expect(await shown({ urlPrefix: false })).toMatchObject({
      dsn: { public: '', secret: '', security: `/api/4506/security/?sentry_key=${id}` },
    });
  });

  test('has less on older servers, and nothing that is null', async () => {
    const json = await shown({ dialect: 'older' });
    expect(Object.keys(json).sort()).toEqual(
      [
        ...['browserSdk', 'browserSdkVersion', 'dateCreated', 'dsn', 'dynamicSdkLoaderOptions'],
        ...['id', 'isActive', 'label', 'name', 'projectId', 'public', 'secret'],
      ].sort(),
    );
    const { dsn, dynamicSdkLoaderOptions } = json as Record<string, object>;
    expect(Object.keys(dsn ?? {}).sort()).toEqual(
      ['cdn', 'csp', 'minidump', 'public', 'secret', 'security'].sort(),
    );
    expect(dynamicSdkLoaderOptions).toEqual({
      hasReplay: true,
      hasPerformance: true,
      hasDebug: false,
    });
  });

  test('has least at GlitchTip, whose PUT and status filter do nothing', async () => {
    const json = await shown({ dialect: 'glitchtip' });
    expect(Object.keys(json).sort()).toEqual(
      ['dateCreated', 'dsn', 'id', 'isActive', 'label', 'name', 'projectId', 'public']
        .concat('rateLimit')
        .sort(),
    );
    const { dsn } = json as Record<string, object>;
    expect(Object.keys(dsn ?? {}).sort()).toEqual(['public', 'secret', 'security']);
    const put = await call('PUT', keyPath({ id }), { body: { name: 'new', isActive: false } });
    expect(put).toMatchObject({ status: 200, json });
    expect(ids(await call('GET', `${keysPath}?status=inactive`))).toEqual([id]);
  });
});

describe('faults', () => {
  /** A status, or the code of what broke the connection. */
  const outcome = (got: Promise<Got>): Promise<unknown> =>
    got.then(
      ({ status }) => status,
      (error: unknown) => ((error as Error).cause as { code: string }).code,
    );

  test.each<[Fault['strike'], unknown, number | undefined]>([
    ['reset', 'ECONNRESET', undefined],
    ['cut-off', 'UND_ERR_SOCKET', 201],
    ['answer', 503, 503],
    ['delay', 201, 201],
  ])('%s strikes before or after the work', async (strike, expected, status) => {
    await start();
    const fault = { strike, status: 503, delayMs: 20 };
    sentry.fault({ ...fault, call: 'create' });
    expect(await outcome(create({ name: 'before' }))).toBe(expected);
    sentry.fault({ ...fault, call: 'create', when: 'after' });
    expect(await outcome(create({ name: 'after' }))).toBe(expected);
    const stored = strike === 'delay' ? ['before', 'after'] : ['after'];
    expect(sentry.keys('web').map(({ name }) => name)).toEqual(stored);
    expect(sentry.requests.map((request) => request.status)).toEqual([status, status]);
  });

  test.each(['before', 'after'] as const)('cut off a project %s it is made', async (when) => {
    await start();
    sentry.fault({ strike: 'cut-off', call: 'create-project', when });
    expect((await create({})).status).toBe(201);
    const made = { name: 'App', slug: 'app' };
    expect(await outcome(createProject(made))).toBe('UND_ERR_SOCKET');
    expect(sentry.requests[1]).toMatchObject({ call: 'create-project', body: made, status: 201 });
    expect(sentry.projects()).toHaveLength(when === 'after' ? 2 : 1);
    expect((await createProject(made)).status).toBe(when === 'after' ? 409 : 201);
  });

  test('hang answers never, and holds up neither others nor the end', async () => {
    await start();
    sentry.fault({ strike: 'hang', when: 'after' });
    const hanging = outcome(create({ name: 'hangs' }));
    while (sentry.keys('web').length === 0) await nextTurn();
    expect((await call('GET', keysPath)).status).toBe(200);
    await sentry.close();
    expect(await hanging).toBe('UND_ERR_SOCKET');
    expect(sentry.requests.map(({ status }) => status)).toEqual([undefined, 200]);
  });

  test.each(['before', 'after'] as const)('delay waits %s the work', async (when) => {
    await start();
    const delayMs = 50;
    sentry.fault({ strike: 'delay', when, delayMs });
    const began = performance.now();
    const answer = create({});
    while (sentry.keys('web').length === 0) await nextTurn();
    expect(sentry.requests[0]?.status).toBe(when === 'before' ? 201 : undefined);
    expect((await answer).status).toBe(201);
    expect(performance.now() - began).toBeGreaterThanOrEqual(delayMs - 1); // timers round down
  });

  test('a cut-off answer promises more than it brings', async () => {
    await start();
    sentry.addKey('web');
    sentry.fault({ strike: 'cut-off', when: 'after' });
    const response = await fetch(`${sentry.url}${keysPath}`, {
      headers: { authorization: 'Bearer admin' },
    });
    const length = Number(response.headers.get('content-length'));
    let received = 0;
    const read = async (): Promise<void> => {
      for await (const chunk of response.body as AsyncIterable<Uint8Array>)
        received += chunk.length;
    };
    await expect(read()).rejects.toThrow('terminated');
    expect(received).toBe(Math.floor(length / 2));
  });

  test('each call meets the first fault that fits and has hits left', async () => {
    await start();
    sentry.fault({ strike: 'answer', status: 500, call: 'create' });
    sentry.fault({ strike: 'answer', status: 501, times: 2 });
    sentry.fault({ strike: 'answer', status: 502, call: 'list', times: Infinity });
    const statuses = [];
    for (const method of ['GET', 'POST', 'POST', 'POST', 'GET', 'GET']) {
      statuses.push((await call(method, keysPath)).status);
    }
    expect(statuses).toEqual([501, 500, 501, 201, 502, 502]);
  });

  test('an answer replaces the real one altogether', async () => {
    await start();
    const headers = { 'x-from': 'proxy', 'Content-Type': 'text/plain' };
    sentry.fault({ strike: 'answer', when: 'after', status: 404, headers, body: 'gone' });
    const got = await call('GET', keysPath);
    expect(got).toMatchObject({ status: 404, text: 'gone' });
    expect(got.headers.get('x-from')).toBe('proxy');
    expect(got.headers.get('content-type')).toBe('text/plain');
    expect(got.headers.get('link')).toBeNull();
  });

  test('too many requests, as Sentry says it', async () => {
    await start();
    const now = (): number => 1_000_000 * second;
    sentry.fault(tooManyRequests({ resetInSeconds: 7, now }));
    sentry.fault(tooManyRequests({ retryAfter: '3' }));
    const plain = await call('GET', keysPath);
    expect(plain.status).toBe(429);
    expect(JSON.parse(plain.text)).toHaveProperty('detail');
    expect(Object.fromEntries(plain.headers)).toMatchObject({
      'content-type': 'text/html',
      'x-sentry-rate-limit-limit': '40',
      'x-sentry-rate-limit-remaining': '0',
      'x-sentry-rate-limit-reset': '1000007',
      'x-sentry-rate-limit-concurrentlimit': '25',
      'x-sentry-rate-limit-concurrentremaining': '24',
    });
    expect(plain.headers.get('retry-after')).toBeNull();
    const behindCdn = await call('GET', keysPath);
    expect(behindCdn.headers.get('retry-after')).toBe('3');
  });

  test('a proxy in front of a Sentry that is away', async () => {
    await start();
    sentry.fault(badGateway());
    const got = await call('GET', keysPath);
    expect(got).toMatchObject({ status: 502, text: expect.stringContaining('<html>') as string });
    expect(got.headers.get('content-type')).toBe('text/html');
  });
});

describe('the server', () => {
  test('logs what came', async () => {
    const over: string[] = [];
    await start({
      path: '/sentry',
      onRequestOver: ({ method, path, status }) => over.push(`${method} ${path} ${status ?? ''}`),
    });
    await call('GET', `${keysPath}?status=active&per_page=5`);
    await create({ name: 'ci' });
    await call('GET', '/elsewhere/');
    expect(sentry.requests).toMatchObject([
      {
        call: 'list',
        method: 'GET',
        path: `/sentry${keysPath}`,
        query: { status: 'active', per_page: '5' },
        headers: { authorization: 'Bearer admin' },
        body: undefined,
        rawBody: '',
        status: 200,
      },
      { call: 'create', query: {}, body: { name: 'ci' }, rawBody: '{"name":"ci"}', status: 201 },
      { call: 'other', path: '/sentry/elsewhere/', status: 404 },
    ]);
    await sentry.close();
    expect(over).toEqual([
      `GET /sentry${keysPath} 200`,
      `POST /sentry${keysPath} 201`,
      'GET /sentry/elsewhere/ 404',
    ]);
  });

  test('goes by the clock it is given', async () => {
    await start({ now: () => Date.UTC(2030, 0, 2, 3, 4, 5) });
    const { headers } = await call('GET', keysPath);
    expect(headers.get('date')).toBe('Wed, 02 Jan 2030 03:04:05 GMT');
  });

  test('speaks TLS, and resets it', async () => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
    });
    await start({ tls: { key, cert } });
    sentry.addKey('web');
    const get = async (): Promise<string> => {
      const headers = { authorization: 'Bearer admin' };
      const request = httpsRequest(`${sentry.url}${keysPath}`, { ca: cert, headers }).end();
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      return text(response);
    };
    expect(sentry.url).toMatch(/^https:/);
    expect(JSON.parse(await get())).toMatchObject([
      { dsn: { public: expect.stringMatching(/^https:/) as string } },
    ]);
    sentry.fault({ strike: 'reset' });
    await expect(get()).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  test('shares no key with its user', async () => {
    await start();
    const seed = { name: 'seed', rateLimit: { count: 1, window: 1 } };
    const added = sentry.addKey('web', seed);
    seed.rateLimit.count = 2;
    for (const copy of [added, ...sentry.keys('web')]) copy.name = 'mine';
    expect(sentry.keys('web')).toMatchObject([
      { name: 'seed', rateLimit: { count: 1, window: 1 } },
    ]);
  });

  test('shares no project with its user', async () => {
    await start();
    for (const copy of sentry.projects()) (copy as { slug: string }).slug = 'mine';
    expect(sentry.projects()).toMatchObject([{ slug: 'web' }]);
  });

  test('knows what it does not have', async () => {
    await start();
    expect(() => sentry.projects('gone')).toThrow('no organization gone');
    expect(() => sentry.keys('gone')).toThrow('no project gone');
    expect(() => {
      sentry.renameProject('gone', 'web');
    }).toThrow('no project gone');
  });
});

describe('ingest', () => {
  const event = { event_id: 'e'.repeat(32), message: 'line one\nline two' };

  /** An envelope of a session and an event whose payload has newlines in it. */
  function envelope(payload = JSON.stringify(event, null, 2)): string {
    const length = Buffer.byteLength(payload);
    return [
      `{"event_id":"${event.event_id}"}`,
      '{"type":"session"}',
      '{"sid":"1"}',
      `{"type":"event","length":${length}}`,
      `${payload}\n\n`,
    ].join('\n');
  }

  const post = (
    authorization: string,
    body: string | Buffer<ArrayBuffer> = envelope(),
    headers: Record<string, string> = {},
  ): Promise<Response> =>
    fetch(`${sentry.url}/api/4506/envelope/`, {
      method: 'POST',
      body,
      headers: { ...(authorization && { 'x-sentry-auth': authorization }), ...headers },
    });

  const auth = ({ id }: StoredKey): string => `Sentry sentry_version=7, sentry_key=${id}`;

  test('takes events, by header or by query, zipped or not', async () => {
    await start();
    const key = sentry.addKey('web');
    const plain = await post(auth(key));
    expect(await plain.json()).toEqual({ id: event.event_id });
    await post(auth(key), gzipSync(envelope()), { 'content-encoding': 'gzip' });
    const query = `?sentry_key=${key.id}&sentry_version=7`;
    const url = `${sentry.url}/api/4506/envelope/${query}`;
    await fetch(url, { method: 'POST', body: envelope('{"message":"short"}').trim() });
    expect(sentry.events).toEqual([
      { projectId: 4506, publicKey: key.id, event },
      { projectId: 4506, publicKey: key.id, event },
      { projectId: 4506, publicKey: key.id, event: { message: 'short' } },
    ]);
    expect(sentry.requests[1]?.rawBody).toBe(envelope());
  });

  test('takes nothing with a key that is unknown, inactive or of another project', async () => {
    await start();
    sentry.addProject('app');
    const inactive = sentry.addKey('web', { isActive: false });
    const foreign = sentry.addKey('app');
    const unknown = { ...foreign, id: '0'.repeat(32) };
    for (const key of [inactive, foreign, unknown]) {
      expect((await post(auth(key))).status).toBe(403);
    }
    expect((await post('')).status).toBe(401);
    expect(sentry.events).toEqual([]);
  });

  test.each([
    ['an event that is no object', envelope('[')],
    ['less than it says', envelope('{}').replace('"length":2', '"length":5')],
    ['no header', 'hello'],
    ['nothing', ''],
  ])('refuses an envelope with %s', async (_case, body) => {
    await start();
    expect((await post(auth(sentry.addKey('web')), body)).status).toBe(400);
    expect(sentry.events).toEqual([]);
  });

  test('a limit counts the events of its window', async () => {
    let clock = 0;
    await start({ now: () => clock });
    const key = sentry.addKey('web', { rateLimit: { count: 2, window: 60 } });
    const session = '{}\n{"type":"session"}\n{}';
    const statuses = [];
    for (const [at, body] of [
      [0, session],
      [10, envelope()],
      [20, envelope()],
      [20, session],
      [50, envelope()],
      [69, envelope()],
      [70, envelope()],
    ] as const) {
      clock = at * second;
      const response = await post(auth(key), body);
      const { status, headers } = response;
      statuses.push(status);
      if (at === 50) {
        expect(headers.get('retry-after')).toBe('20');
        expect(headers.get('x-sentry-rate-limits')).toBe('20:error;default:key');
      }
    }
    expect(statuses).toEqual([200, 200, 200, 200, 429, 429, 200]);
    expect(sentry.events).toHaveLength(3);
  });

  test('faults hit envelopes only where they say so', async () => {
    await start();
    const key = sentry.addKey('web');
    sentry.fault({ strike: 'answer', status: 501 });
    sentry.fault({ strike: 'answer', status: 503, call: 'envelope' });
    expect((await post(auth(key))).status).toBe(503);
    expect((await post(auth(key))).status).toBe(200);
  });
});

describe('witness: the client that Sentry generates from its API description', () => {
  type Key = Generated.CreateANewClientKeyResponses[201];

  /** The names of the types that a value's members have at run time. */
  type Shape<Value> = Value extends string
    ? 'string'
    : Value extends number
      ? 'number'
      : Value extends boolean
        ? 'boolean'
        : Value extends (infer Element)[]
          ? Shape<Element>[]
          : { [Name in keyof Value]-?: Shape<NonNullable<Value[Name]>> };

  function shape(value: unknown): unknown {
    if (Array.isArray(value)) return value.slice(0, 1).map(shape);
    if (typeof value !== 'object' || value === null) return typeof value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shape(member)]));
  }

  // The package exports its functions with types that cannot be resolved, and these that can.
  type Operation<Data extends { url: string }, Result> = (
    options: Omit<Data, 'url'> & { baseUrl: string; auth: string },
  ) => Promise<{ data?: Result; error?: unknown; response: Response }>;
  const list = generated.listAProject_sClientKeys as Operation<
    Generated.ListAProjectSClientKeysData,
    Generated.ListAProjectSClientKeysResponses[200]
  >;
  const createKey = generated.createANewClientKey as Operation<
    Generated.CreateANewClientKeyData,
    Key
  >;
  const retrieve = generated.retrieveAClientKey as Operation<Generated.RetrieveAClientKeyData, Key>;
  const update = generated.updateAClientKey as Operation<Generated.UpdateAClientKeyData, Key>;
  const remove = generated.deleteAClientKey as Operation<
    Generated.DeleteAClientKeyData,
    Generated.DeleteAClientKeyResponses[204]
  >;

  type Created = Generated.CreateANewProjectResponses[201];
  const createANewProject = generated.createANewProject as Operation<
    Generated.CreateANewProjectData,
    Created
  >;
  const retrieveProject = generated.retrieveAProject as Operation<
    Generated.RetrieveAProjectData,
    Generated.RetrieveAProjectResponses[200]
  >;

  const project = { organization_id_or_slug: 'acme', project_id_or_slug: 'web' };
  const server = (token = 'staff'): { baseUrl: string; auth: string } => ({
    baseUrl: sentry.url,
    auth: token,
  });

  test('creates, reads, changes and deletes a key', async () => {
    await start({ path: '/sentry' });
    const rateLimit = { count: 5, window: 60 };
    const created = await createKey({
      ...server(),
      path: project,
      body: { name: 'ci', rateLimit, useCase: 'demo' },
    });
    expect(created).toMatchObject({ response: { status: 201 }, data: { name: 'ci', rateLimit } });
    const path = { ...project, key_id: created.data?.id ?? '' };
    expect((await retrieve({ ...server(), path })).data).toEqual(created.data);
    expect((await list({ ...server(), path: project })).data).toEqual([created.data]);
    const body = { isActive: false, browserSdkVersion: 'latest' } as const;
    const updated = await update({ ...server(), path, body });
    expect(updated.data).toEqual({ ...created.data, ...body });
    const query = { status: 'active' };
    expect((await list({ ...server(), path: project, query })).data).toEqual([]);
    expect((await remove({ ...server('write'), path })).error).toEqual(noPermission);
    expect((await remove({ ...server(), path })).response.status).toBe(204);
    expect((await retrieve({ ...server(), path })).error).toEqual(doesNotExist);
  });

  test('creates a project, and the same one not twice', async () => {
    await start({ path: '/sentry' });
    const path = { organization_id_or_slug: 'acme', team_id_or_slug: 'platform' };
    const body = { name: 'My app', slug: 'my-app', platform: 'python', default_rules: false };
    const created = await createANewProject({ ...server('write'), path, body });
    expect(created.response.status).toBe(201);
    // Sentry says more about a project than this server does; what both say is of the same types.
    const expected: Shape<
      Pick<Created, 'id' | 'slug' | 'name' | 'platform' | 'dateCreated' | 'teams'>
    > = {
      id: 'string',
      slug: 'string',
      name: 'string',
      platform: 'string',
      dateCreated: 'string',
      teams: [{ id: 'string', name: 'string', slug: 'string' }],
    };
    expect(shape(created.data)).toMatchObject(expected);
    const made = { organization_id_or_slug: 'acme', project_id_or_slug: created.data?.slug ?? '' };
    const got = await retrieveProject({ ...server('read'), path: made });
    expect(got.data).toEqual(created.data);
    expect((await list({ ...server(), path: made })).data).toMatchObject([{ name: 'Default' }]);
    const again = await createANewProject({ ...server('write'), path, body });
    expect(again.response.status).toBe(409);
    expect(again.error).toEqual({ detail: 'A project with this slug already exists.' });
  });

  test('gets keys with all the members that its types have, and no others', async () => {
    await start();
    const body = { rateLimit: { count: 5, window: 60 } };
    const { data } = await createKey({ ...server(), path: project, body });
    const expected: Shape<Key> = {
      id: 'string',
      name: 'string',
      label: 'string',
      public: 'string',
      secret: 'string',
      projectId: 'number',
      isActive: 'boolean',
      rateLimit: { window: 'number', count: 'number' },
      dsn: {
        secret: 'string',
        public: 'string',
        csp: 'string',
        security: 'string',
        minidump: 'string',
        nel: 'string',
        unreal: 'string',
        crons: 'string',
        cdn: 'string',
        playstation: 'string',
        integration: 'string',
        otlp_traces: 'string',
        otlp_logs: 'string',
      },
      browserSdkVersion: 'string',
      browserSdk: { choices: [['string']] },
      dateCreated: 'string',
      dynamicSdkLoaderOptions: {
        hasReplay: 'boolean',
        hasPerformance: 'boolean',
        hasDebug: 'boolean',
        hasFeedback: 'boolean',
        hasLogsAndMetrics: 'boolean',
      },
      useCase: 'string',
    };
    expect(shape(data)).toEqual(expected);
  });
});

describe('witness: the SDK of Sentry', () => {
  /** Sends events with a DSN that the API gave out, and no other side effects. */
  async function deliver(key: StoredKey, ...messages: string[]): Promise<void> {
    const { json } = await call('GET', keyPath(key));
    const client = new NodeClient({
      dsn: (json as { dsn: { public: string } }).dsn.public,
      transport: makeNodeTransport,
      stackParser: defaultStackParser,
      integrations: [],
      sendClientReports: false,
      enableRuntimeChannelInjection: false,
    });
    client.init();
    for (const message of messages) {
      client.captureException(new Error(message));
      expect(await client.flush()).toBe(true);
    }
    await client.close();
  }

  const delivered = (): unknown[] =>
    sentry.events.map(
      ({ event }) => (event['exception'] as { values: { value: string }[] }).values[0]?.value,
    );
  const envelopes = (): unknown[] =>
    sentry.requests
      .filter((request) => request.call === 'envelope')
      .map(({ headers, status }) => [headers['content-encoding'] ?? 'plain', status]);

  test.each(['', '/sentry'])('delivers to a server at the path "%s"', async (path) => {
    await start({ path });
    const key = sentry.addKey('web');
    const long = 'x'.repeat(50_000); // enough for the SDK to zip it
    await deliver(key, 'first', long);
    expect(delivered()).toEqual(['first', long]);
    expect(sentry.events[0]).toMatchObject({ projectId: 4506, publicKey: key.id });
    expect(envelopes()).toEqual([
      ['plain', 200],
      ['gzip', 200],
    ]);
  });

  test('meets the limit of its key and obeys it', async () => {
    await start();
    const key = sentry.addKey('web', { rateLimit: { count: 1, window: 60 } });
    await deliver(key, 'taken', 'refused', 'not even sent');
    expect(delivered()).toEqual(['taken']);
    expect(envelopes()).toEqual([
      ['plain', 200],
      ['plain', 429],
    ]);
  });

  test('is refused with a deactivated key', async () => {
    await start();
    const key = sentry.addKey('web');
    await call('PUT', keyPath(key), { body: { isActive: false } });
    await deliver(key, 'refused');
    expect(delivered()).toEqual([]);
    expect(envelopes()).toEqual([['plain', 403]]);
  });
});
