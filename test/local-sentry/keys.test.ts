import { call, doesNotExist, linkOf, sentry, start, type Answer } from './client.ts';
import type { LocalSentryOptions, StoredKey } from './index.ts';

const tooLong = 'Ensure this field has no more than 64 characters.';
const notNull = 'This field may not be null.';
const rateLimit = { count: 5, window: 60 };
const loaderOptions = {
  hasReplay: true,
  hasPerformance: true,
  hasDebug: false,
  hasFeedback: false,
  hasLogsAndMetrics: false,
};
const withOptions = (changes: object): object => ({ dynamicSdkLoaderOptions: { ...loaderOptions, ...changes } });
const atMost = (max: number): string[] => [`Ensure this value is less than or equal to ${max}.`];
const integer = ['A valid integer is required.'];
const invented = { name: expect.stringMatching(/^[A-Z]\w+ [A-Z]\w+$/) as string };

const hex = (digit: string): string => digit.repeat(32);
const pattern = ['This value does not match the required pattern.'];
const randomId = expect.stringMatching(/^(?!a{32})[0-9a-f]{32}$/) as string;

type Row = [body: unknown, status: number, expected: object, options?: LocalSentryOptions];

// What is stored after a 201, or else what the answer says.
test.each<Row>([
  [undefined, 201, invented],
  [{ name: '  ' }, 201, invented],
  [{ name: null }, 201, invented],
  [{ name: ' ci ' }, 201, { name: 'ci' }],
  [{ name: '\u0085\u001f\u00a0ci\u2003' }, 201, { name: 'ci' }],
  [{ name: '\ufeffci\u200b' }, 201, { name: '\ufeffci\u200b' }],
  [{ name: 'a\0b' }, 400, { name: ['Null characters are not allowed.'] }],
  ['{"name": "\\ud800"}', 400, { name: ['Surrogate characters are not allowed: U+D800.'] }],
  [{ name: true }, 400, { name: ['Not a valid string.'] }],
  [{ name: 5 }, 201, { name: '5' }],
  [{ name: '🔑'.repeat(64) }, 201, { name: '🔑'.repeat(64) }],
  [{ name: 'a', rateLimit }, 201, { rateLimit }],
  [{ rateLimit }, 201, { rateLimit: null }, { rateLimits: false }],
  [{ rateLimit: { count: 0, window: 60 } }, 201, { rateLimit: null }],
  [{ rateLimit: { count: 5, window: 0 } }, 201, { rateLimit: null }],
  [{ rateLimit: { count: 2 ** 31 - 1, window: 86400 } }, 201, {}],
  [{ useCase: 'profiling' }, 201, { useCase: 'user' }],
  [{ isActive: false }, 201, { isActive: true }],
  [{ browserSdkVersion: '7.x' }, 201, { browserSdkVersion: '10.x' }],
  [withOptions({ hasDebug: true }), 201, withOptions({})],
  [{ public: hex('a'), secret: hex('b') }, 201, { id: hex('a'), secret: hex('b') }],
  [{ public: null, secret: null }, 201, {}],
  [{ public: 'A'.repeat(32), secret: 'b' }, 400, { public: pattern, secret: pattern }],
  [{ public: hex('a') }, 201, { id: randomId }, { dialect: 'glitchtip' }],
  [{ name: 'x'.repeat(65), useCase: null }, 400, { name: [tooLong], useCase: [notNull] }],
  [{ name: ['ci'] }, 400, { name: ['Not a valid string.'] }],
  [{ rateLimit: null }, 400, { rateLimit: [notNull] }],
  [{ rateLimit: null }, 500, { detail: 'Internal Error' }, { dialect: 'older' }],
  [{ rateLimit: { count: 0 } }, 201, { rateLimit: null }],
  [{ useCase: 'fun' }, 201, { useCase: 'user' }, { dialect: 'older' }],
  ['null', 400, { non_field_errors: ['No data provided'] }],
  [{ rateLimit: { count: 2 ** 31 } }, 400, { rateLimit: { count: atMost(2 ** 31 - 1) } }],
  [{ rateLimit: { window: 86401 } }, 400, { rateLimit: { window: atMost(86400) } }],
  [{ rateLimit: { count: 1.5 } }, 400, { rateLimit: { count: integer } }],
  [{ useCase: 'fun' }, 400, { useCase: ['"fun" is not a valid choice.'] }],
  [[], 400, { non_field_errors: ['Invalid data. Expected a dictionary, but got list.'] }],
  ['{', 400, { detail: expect.stringContaining('JSON parse error') as string }],
  [{ rateLimit: { count: 5 } }, 500, { detail: 'Internal Error' }],
  [{ rateLimit: { window: 60 } }, 500, { detail: 'Internal Error' }],
  [{ rateLimit: {} }, 500, { detail: 'Internal Error' }],
])('POST %j: %d', async (body, status, expected, options = {}) => {
  await start(options);
  const got = await call('POST keys/', { body });
  expect(got.status).toBe(status);
  if (status !== 201) expect(got.json).toMatchObject(expected);
  expect(sentry.keys('web')).toMatchObject(status === 201 ? [expected] : []);
});

test('a public key is unique: the same POST again makes nothing', async () => {
  await start();
  const body = { name: 'ci', public: hex('a') };
  expect((await call('POST keys/', { body })).json).toMatchObject({ id: hex('a'), public: hex('a') });
  expect((await call('POST keys/', { body })).status).toBe(500);
  expect(sentry.keys('web')).toHaveLength(1);
});

test('POST accepts a body only as JSON', async () => {
  await start();
  const sent = { body: '{}', headers: { 'content-type': 'text/plain' } };
  expect((await call('POST keys/', sent)).status).toBe(415);
});

test('new keys have random IDs, and dates that never stand still', async () => {
  await start({ now: () => Date.UTC(2026, 0, 1) });
  const { headers } = await call('POST keys/');
  expect(headers['date']).toBe('Thu, 01 Jan 2026 00:00:00 GMT');
  await call('POST keys/');
  const [first, next] = sentry.keys('web');
  const hex = expect.stringMatching(/^[0-9a-f]{32}$/) as string;
  expect(first).toMatchObject({ id: hex, secret: hex, dateCreated: '2026-01-01T00:00:00.000000Z' });
  expect(next?.dateCreated).toBe('2026-01-01T00:00:00.000001Z');
  expect(new Set([first?.id, first?.secret, next?.id, next?.secret]).size).toBe(4);
});

test('dates need not rise as rows do', async () => {
  const leads = [0, 5];
  let clock = 1000;
  await start({ now: () => clock, dateLead: () => leads.shift() ?? NaN });
  await call('POST keys/', { body: { name: 'first' } });
  clock = 1001;
  await call('POST keys/', { body: { name: 'next' } });
  expect(sentry.keys('web')).toMatchObject([
    { name: 'first', row: 1, dateCreated: '1970-01-01T00:00:01.000000Z' },
    { name: 'next', row: 2, dateCreated: '1970-01-01T00:00:00.996000Z' },
  ]);
});

const newOptions = { hasDebug: true, hasFeedback: 'maybe' };

// What a 200 changes, or else what the answer says. The SDK version is reset unless it is named.
test.each<[body: object, status: number, expected: object, options?: LocalSentryOptions]>([
  [{ name: 'new' }, 200, { name: 'new' }],
  [{ name: 'new', browserSdkVersion: '8.x' }, 200, { name: 'new', browserSdkVersion: '8.x' }],
  [{ name: 'new' }, 200, { browserSdkVersion: '8.x' }, { dialect: 'glitchtip' }],
  [{ name: '' }, 200, {}],
  [{ name: null }, 200, {}],
  [{ isActive: false }, 200, { isActive: false }],
  [{ useCase: 'demo' }, 200, {}],
  [{ rateLimit: null }, 200, { rateLimit: null }],
  [{ rateLimit: null }, 200, {}, { rateLimits: false }],
  [{ rateLimit: { count: 1, window: 0 } }, 200, { rateLimit: null }],
  [{ rateLimit: { count: 7, window: 8 } }, 200, { rateLimit: { count: 7, window: 8 } }],
  [{ rateLimit: { count: '7', window: ' 8 ' } }, 200, { rateLimit: { count: 7, window: 8 } }],
  [{ rateLimit: {} }, 200, {}],
  [{ rateLimit: { count: '', window: 8 } }, 200, { rateLimit: null }],
  [{ rateLimit: { count: null } }, 200, { rateLimit: null }],
  [{ rateLimit: { count: 2 ** 31, window: 8 } }, 400, {}],
  [{ rateLimit: { count: 2 ** 31, window: 8 } }, 500, {}, { dialect: 'older' }],
  [{ isActive: 'no' }, 200, { isActive: false }],
  [{ isActive: 0 }, 200, { isActive: false }],
  [{ dynamicSdkLoaderOptions: null }, 200, {}],
  [{ dynamicSdkLoaderOptions: 'none' }, 200, {}],
  [{ dynamicSdkLoaderOptions: ['hasFun'] }, 200, {}],
  [{ dynamicSdkLoaderOptions: ['hasDebug'] }, 500, {}],
  [{ dynamicSdkLoaderOptions: 5 }, 500, {}],
  [{ browserSdkVersion: '6.x' }, 400, {}],
  [{ browserSdkVersion: '6.x' }, 200, { browserSdkVersion: '6.x' }, { dialect: 'older' }],
  [{ dynamicSdkLoaderOptions: { hasReplay: false } }, 200, withOptions({ hasReplay: false })],
  [{ dynamicSdkLoaderOptions: { hasFun: true } }, 200, {}],
  [withOptions(newOptions), 200, withOptions({ hasDebug: true }), { dialect: 'older' }],
  [withOptions(newOptions), 400, {}],
  [withOptions({ hasDebug: null }), 400, {}],
  [{ isActive: 'maybe' }, 400, {}],
  [{ browserSdkVersion: 'x' }, 400, { browserSdkVersion: ['"x" is not a valid choice.'] }],
  [{ rateLimit: { count: -1, window: 5 } }, 400, {}],
  [{ rateLimit: { count: 5 } }, 500, {}],
  [{ rateLimit: { window: 5 } }, 500, {}],
])('PUT %j: %d', async (body, status, expected, options = {}) => {
  await start(options);
  const seed = { rateLimit, browserSdkVersion: '8.x', dynamicSdkLoaderOptions: loaderOptions };
  const added = sentry.addKey('web', { id: 'KEY', name: 'old', ...seed });
  const before = structuredClone(added);
  const seen = sentry.keys('web');
  const version = options.dialect === 'older' ? '7.x' : '10.x';
  const changed = { ...before, browserSdkVersion: version, ...expected };
  const sent = status === 200 ? body : { name: 'new', ...body };
  const got = await call('PUT keys/KEY/', { body: sent });
  expect(got.status).toBe(status);
  if (status !== 200) expect(got.json).toMatchObject(expected);
  expect(sentry.keys('web')).toEqual([status === 200 ? changed : before]);
  // What the server gave out are copies, and it took a copy.
  expect([added, ...seen]).toEqual([before, before]);
  expect(before).toMatchObject(seed);
});

test('DELETE answers with 204, then 404', async () => {
  await start();
  sentry.addKey('web', { id: 'KEY' });
  expect(await call('DELETE keys/KEY/')).toMatchObject({ status: 204, text: '' });
  expect(await call('DELETE keys/KEY/')).toMatchObject({ status: 404, json: doesNotExist });
  expect(await call('GET keys/KEY/')).toMatchObject({ status: 404, json: doesNotExist });
});

test("only Sentry's staff creates and sees keys with a use case", async () => {
  await start();
  const created = await call('POST keys/', { token: 'staff', body: { useCase: 'tempest' } });
  expect(created.json).toMatchObject({ useCase: 'tempest' });
  const [key] = sentry.keys('web');
  for (const [token, status, length] of [
    ['staff', 200, 1],
    ['project:admin', 404, 0],
  ] as const) {
    expect((await call(`GET keys/${key?.id ?? ''}/`, { token })).status).toBe(status);
    expect((await call('GET keys/', { token })).json).toHaveLength(length);
  }
});

const ids = ({ json }: Answer): string[] => (json as StoredKey[]).map(({ id }) => id);

// There are the keys 1 to 12, oldest first, but for 7, which is deleted. Only 3 is inactive.
test.each([
  ['', '12 11 10 9 8 6 5 4 3 2', 'false 12:0:1', 'true 1:0:0'],
  ['cursor=1:0:0', '1', 'true 1:0:1', 'false 1:10:0'],
  ['cursor=1:1:0', '', 'true 0:0:1', 'false 1:1:0'],
  ['per_page=100', '12 11 10 9 8 6 5 4 3 2 1', 'false 12:0:1', 'false 1:1:0'],
  ['per_page=2&cursor=7:0:0', '6 5', 'true 6:0:1', 'true 4:0:0'],
  ['per_page=2&cursor=6:0:1', '9 8', 'true 9:0:1', 'true 6:0:0'],
  ['per_page=2&cursor=12:0:1', '', 'false 0:0:1', 'true 12:0:0'],
  ['status=', '12 11 10 9 8 6 5 4 3 2', 'false 12:0:1', 'true 1:0:0'],
  ['status=active', '12 11 10 9 8 6 5 4 2 1', 'false 12:0:1', 'false 1:1:0'],
  ['status=inactive', '3', 'false 3:0:1', 'false 3:10:0'],
  ['status=all', '', 'false 0:0:1', 'false 0:0:0'],
])('GET keys/?%s lists %s', async (query, expected, previous, next) => {
  await start();
  for (let key = 1; key <= 12; key += 1) {
    sentry.addKey('web', { id: String(key), isActive: key !== 3 });
  }
  await call('DELETE keys/7/');
  const got = await call(`GET keys/?${query}`);
  expect(ids(got).join(' ')).toBe(expected);
  const filter = query.replace(/&?cursor=.*/, '');
  // The host is that of Sentry's configuration, not the one that was asked.
  const url = `https://sentry.example/api/0/projects/acme/web/keys/?${filter}`;
  expect(got.headers['link']).toBe(linkOf(url, previous, next));
});

test.each(['per_page=101', 'per_page=0', 'per_page=many', 'cursor=2'])('GET keys/?%s is refused', async (query) => {
  await start();
  expect((await call(`GET keys/?${query}`)).status).toBe(400);
});

test('a key has empty DSNs where the server does not know its address', async () => {
  await start({ urlPrefix: false });
  sentry.addKey('web', { id: 'KEY' });
  const security = '/api/4506/security/?sentry_key=KEY';
  expect((await call('GET keys/KEY/')).json).toMatchObject({ dsn: { public: '', secret: '', security } });
  expect((await call('GET keys/')).headers['link']).toMatch(/^<\/api\/0\/projects\/acme\/web\/keys\//);
});

const common = ['dateCreated', 'dsn', 'id', 'isActive', 'label', 'name', 'projectId', 'public'];
const sdk = ['browserSdk', 'browserSdkVersion', 'dynamicSdkLoaderOptions', 'secret'];
const olderDsn = ['cdn', 'csp', 'minidump', 'public', 'secret', 'security', 'unreal'];
const olderOptions = ['hasDebug', 'hasPerformance', 'hasReplay'];
const names = (value = {}): string[] => Object.keys(value).sort();

test.each<[LocalSentryOptions, string[], string[], string[]]>([
  [{}, [...common, ...sdk, 'rateLimit'], expect.anything(), names(loaderOptions)],
  [{ dialect: 'older' }, [...common, ...sdk, 'rateLimit'], olderDsn, olderOptions],
  [{ dialect: 'glitchtip' }, [...common, 'rateLimit'], ['public', 'secret', 'security'], []],
])('a server %j shows keys with the members %j', async (options, members, dsn, loader) => {
  await start(options);
  sentry.addKey('web', { id: 'KEY' });
  const json = (await call('GET keys/KEY/')).json as Record<string, object>;
  expect(names(json)).toEqual(members.sort());
  expect(names(json['dsn'])).toEqual(dsn);
  expect(names(json['dynamicSdkLoaderOptions'])).toEqual(loader);
  // GlitchTip lists all keys, whatever the status.
  const inactive = options.dialect === 'glitchtip' ? ['KEY'] : [];
  expect(ids(await call('GET keys/?status=inactive'))).toEqual(inactive);
});
