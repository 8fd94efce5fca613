/**
 * The local Sentry as a server of today, where that is not like the one of 2023 that the exchanges with a real Sentry
 * are about (`test/real-sentry`); and what a test can do to it.
 */
import type { TokenOptions } from './access.ts';
import { call, noPermission, sentry, start, type Answer } from './client.ts';
import { type Fault, type LocalSentryOptions, type StoredKey, tooManyRequests } from './index.ts';

const limit = { count: 5, window: 60 };
const key: Partial<StoredKey> = { id: 'KEY', name: 'old', rateLimit: limit, browserSdkVersion: '8.x' };
const like = (pattern: RegExp): string => expect.stringMatching(pattern) as string;

test.each<[string, object | undefined, number, unknown, LocalSentryOptions?]>([
  ['PUT keys/KEY/', { name: 'new' }, 200, { name: 'new', rateLimit: limit, browserSdkVersion: '8.x' }],
  ['PUT keys/KEY/', { name: 'new' }, 200, { browserSdkVersion: '7.x' }, { dialect: 'older' }],
  ['PUT keys/KEY/', { browserSdkVersion: 'latest' }, 200, { browserSdkVersion: 'latest' }],
  ['PUT keys/KEY/', { browserSdkVersion: '3.x' }, 400, { browserSdkVersion: ['"3.x" is not a valid choice.'] }],
  ['PUT keys/KEY/', { rateLimit: null }, 200, { rateLimit: limit }, { rateLimits: false }],
  ['POST keys/', { rateLimit: null }, 400, { rateLimit: ['This field may not be null.'] }],
  ['POST keys/', { rateLimit: { count: 2 ** 31, window: 1 } }, 400, { rateLimit: { count: [like(/less/)] } }],
  ['POST keys/', { useCase: 'profiling' }, 201, { isActive: true }],
  ['POST keys/', { useCase: 'escalating_issues' }, 400, { useCase: ['"escalating_issues" is not a valid choice.'] }],
  ['GET keys/?per_page=0', undefined, 400, { detail: like(/per_page/) }],
  ['GET /api/0/projects/4505/4506/', undefined, 200, { slug: 'web' }],
  ['GET /api/0/projects/nobody/web/', undefined, 404, undefined],
])('%s %j is answered with %i', async (request, body, status, json, options = {}) => {
  await start(options);
  sentry.addKey('web', key);
  const got = await call(request, body);
  expect([got.status, got.json]).toEqual([status, json && (expect.objectContaining(json) as unknown)]);
});

test('DSNs follow the override of the organization, and the loader script does not', async () => {
  await start({ dsnEndpoint: 'https://relay.example.com:8443/in' });
  sentry.addKey('web', key);
  const { cdn, ...dsn } = ((await call('GET keys/KEY/')).json as { dsn: Record<string, string> }).dsn;
  expect(cdn).toBe(`${sentry.url}/js-sdk-loader/KEY.min.js`);
  expect(dsn['public']).toBe('https://KEY@relay.example.com:8443/in/4506');
  for (const address of Object.values(dsn))
    expect(address).toMatch(/^https:\/\/([^/]+@)?relay\.example\.com:8443\/in\//);
});

const disabled = { detail: 'Your organization has disabled this feature for members.' };
const write = ['project:write'];

test.each<[TokenOptions & { scopes: string[] }, members: boolean, project: number, key: number, unknown?]>([
  [{ scopes: ['project:read'] }, true, 403, 403, noPermission],
  [{ scopes: ['org:write'] }, false, 201, 403],
  [{ scopes: write }, true, 201, 201],
  [{ scopes: write }, false, 403, 201, disabled],
  [{ scopes: write, role: 'team-admin' }, false, 201, 201],
  [{ scopes: write, role: 'member' }, true, 201, 403],
  [{ scopes: write, role: 'member' }, false, 403, 403, disabled],
  [{ scopes: write, orgs: ['other'] }, true, 403, 403, noPermission],
])(
  'a token %j creates projects, if members may: %j',
  async (token, membersCreateProjects, project, ofKey, ...[refusal]) => {
    await start({ membersCreateProjects });
    sentry.addToken('theirs', token.scopes, token);
    const got = await call('POST /api/0/teams/acme/platform/projects/', { name: 'App' }, 'theirs');
    expect(got.status).toBe(project);
    if (refusal !== undefined) expect(got.json).toEqual(refusal);
    expect((await call('POST keys/', {}, 'theirs')).status).toBe(ofKey);
  },
);

test('the API takes so many requests in a second', async () => {
  let clock = 10_900;
  await start({ apiLimit: { perSecond: 1, concurrent: 3 }, now: () => clock });
  const told = ({ status, headers }: Answer): unknown[] => [
    status,
    ...['remaining', 'reset', 'concurrentremaining'].map((name) => headers[`x-sentry-rate-limit-${name}`]),
  ];
  expect(told(await call('GET keys/'))).toEqual([200, '0', '11', '2']);
  const refused = await call('GET keys/');
  expect(told(refused)).toEqual([429, '0', '11', undefined]);
  expect(refused.text).toMatch(/^\{"detail":"You are attempting to use this endpoint too frequently\./);
  clock = 11_000;
  expect(told(await call('GET keys/'))).toEqual([200, '0', '12', '2']);
});

/** A status, or the code of what broke the connection. */
const outcome = (answer: Promise<Answer>): Promise<unknown> =>
  answer.then(
    ({ status }) => status,
    (error: unknown) => ((error as Error).cause as { code: string }).code,
  );

test.each<[Fault, unknown]>([
  [{ strike: 'reset' }, 'ECONNRESET'],
  [{ strike: 'cut-off' }, 'UND_ERR_SOCKET'],
  [{ strike: 'answer' }, 500],
  [tooManyRequests(), 429],
])('%j strikes a call before or after its work', async (fault, expected) => {
  await start();
  for (const when of ['before', 'after'] as const) {
    sentry.fault({ ...fault, when, call: 'create' });
    expect((await call('GET keys/')).status).toBe(200);
    expect(await outcome(call('POST keys/', { name: when }))).toBe(expected);
  }
  expect(sentry.keys('web')).toMatchObject([{ name: 'after' }]);
  expect(await outcome(call('POST keys/'))).toBe(201);
});

test('an answer can lack what was kept', async () => {
  await start();
  sentry.fault({ strike: 'alter', when: 'after', call: 'create', alter: (body) => ({ ...body, rateLimit: null }) });
  const created = await call('POST keys/', { name: 'ci', rateLimit: limit });
  expect(created).toMatchObject({ status: 201, json: { name: 'ci', rateLimit: null } });
  expect(sentry.keys('web')).toMatchObject([{ rateLimit: limit }]);
});
