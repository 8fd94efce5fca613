/**
 * The requests by which a real Sentry of 2023 and the local one that plays it are compared: those whose answers the
 * action relies on. Each is a line of one of the families here.
 */
import type { Exchange, Family, Sent } from './exchange.ts';
import type { Tokens } from './index.ts';

const CREATE: Sent = { request: 'POST keys/', body: { name: 'ci' } };
const LIMITED: Sent = { request: 'POST keys/', body: { name: 'ci', rateLimit: { count: 5, window: 60 } } };
const PROJECTS = '/api/0/teams/acme/platform/projects/';
const ORGANIZATION = '/api/0/organizations/acme';

/** A request with each of these bodies. Text is named by itself, and all else as JSON. */
const withBodies = (request: string, bodies: readonly unknown[], more: Partial<Exchange> = {}): Exchange[] =>
  bodies.map((body) => {
    const text = typeof body === 'string' ? body : body === undefined ? 'no body' : JSON.stringify(body);
    const shown = text.length > 100 ? `${text.slice(0, 40)} … of ${text.length}` : text;
    return { name: `${request} ${shown}`, request, body, ...more };
  });

const gets = (...requests: readonly string[]): Exchange[] => requests.map((request) => ({ request: `GET ${request}` }));

const kinds: readonly (keyof Tokens)[] = [
  ...(['integrationAdmin', 'integrationWrite', 'admin', 'write', 'read'] as const),
  ...(['memberWrite', 'memberAll', 'alien', 'organization', 'superuser'] as const),
];

/** Those that are refused for different reasons, and one that is not. */
const someKinds = ['write', 'read', 'memberAll', 'alien', 'organization'] as const;

/** One request with a token of each of these kinds. */
const byEachKind = (
  request: string,
  more: Partial<Exchange> = {},
  these: readonly (keyof Tokens)[] = kinds,
): Exchange[] => these.map((as) => ({ name: `${request} as ${as}`, request, as, ...more }));

const tokens: Family[] = [
  {
    title: 'tokens',
    before: [CREATE],
    exchanges: [
      ...byEachKind('GET keys/'),
      ...byEachKind('GET keys/KEY/'),
      ...byEachKind('POST keys/', { body: { name: 'ci' } }),
      ...byEachKind('PUT keys/KEY/', { body: { name: 'new' } }),
      ...byEachKind('DELETE keys/KEY/', { before: [CREATE] }),
      ...[null, 'Bearer garbage', 'Bearer sntrys_garbage'].map((authorization) => ({
        ...{ name: JSON.stringify(authorization), request: 'GET keys/', headers: { authorization } },
      })),
    ],
  },
  {
    title: 'tokens where nothing is',
    exchanges: [
      ...byEachKind('GET ../nowhere/keys/', {}, someKinds),
      ...byEachKind('POST ../nowhere/keys/', { body: '{' }, someKinds),
      ...byEachKind('GET /api/0/projects/nowhere/web/keys/', {}, someKinds),
      ...byEachKind('PUT keys/nowhere/', { body: '{' }, someKinds),
      ...byEachKind('DELETE keys/nowhere/', {}, someKinds),
    ],
  },
  {
    title: 'tokens that make projects',
    exchanges: [
      ...kinds.map((as, index) => ({
        name: as,
        request: `POST ${PROJECTS}`,
        ...{ as, body: { name: 'x', slug: `PROJECT-${index}` } },
      })),
      ...byEachKind('POST /api/0/teams/acme/nobody/projects/', { body: '{' }, someKinds),
    ],
  },
];

const hex = 'ab'.repeat(16);
const names = ['', '  ci\t\n', 'x'.repeat(64), 'x'.repeat(65), '🔑'.repeat(64), '🔑'.repeat(65), null].map((name) => ({
  name,
}));
const limits = [
  { count: 5, window: 60 },
  { count: 2 ** 31 - 1, window: 86_400 },
  { count: 5, window: 86_401 },
  { count: -1, window: -1 },
  null,
].map((rateLimit) => ({ rateLimit }));

const writes: Family[] = [
  {
    title: 'create',
    exchanges: [
      ...withBodies('POST keys/', [{}, { unknown: 1 }, ...names, ...limits.slice(0, 4)]),
      ...withBodies('POST keys/', [{ useCase: 'profiling' }, { browserSdkVersion: '10.x' }]),
      ...withBodies('POST keys/', [{ name: 'x'.repeat(65), rateLimit: { count: -1 }, public: 'x' }]),
      ...withBodies(
        'POST keys/',
        [hex.toUpperCase(), `${hex}0`].map((id) => ({ public: id })),
      ),
      { name: 'an ID that is taken', before: [CREATE], request: 'POST keys/', body: '{"public":"KEY"}' },
      {
        name: 'an ID whose key was deleted',
        before: [CREATE, { request: 'DELETE keys/KEY/' }],
        request: 'POST keys/',
        body: '{"public":"KEY"}',
      },
    ],
  },
  {
    title: 'change',
    exchanges: withBodies(
      'PUT keys/KEY/',
      [
        ...[{}, { unknown: 1 }, { public: hex, secret: hex }, ...names.slice(1, 4), ...limits],
        { name: 'new', isActive: false, rateLimit: null, browserSdkVersion: 'latest' },
        { name: 'x'.repeat(65), isActive: 'maybe', rateLimit: { count: -1 }, browserSdkVersion: 'x' },
        ...['7.x', '4.x', '8.x', '10.x'].map((browserSdkVersion) => ({ browserSdkVersion })),
        ...[{ hasReplay: true }, { hasPerformance: true, hasDebug: true }, { hasFun: true }, { hasFeedback: true }].map(
          (dynamicSdkLoaderOptions) => ({ dynamicSdkLoaderOptions }),
        ),
      ],
      { before: [LIMITED] },
    ),
  },
  {
    title: 'one after the other',
    exchanges: [
      {
        name: 'the version is reset',
        before: [CREATE, { request: 'PUT keys/KEY/', body: { browserSdkVersion: 'latest' } }],
        ...{ request: 'PUT keys/KEY/', body: { name: 'new' } },
      },
      {
        name: 'options are merged',
        before: [CREATE, { request: 'PUT keys/KEY/', body: { dynamicSdkLoaderOptions: { hasDebug: true } } }],
        ...{ request: 'PUT keys/KEY/', body: { dynamicSdkLoaderOptions: { hasReplay: false } } },
      },
      {
        name: 'inactive, then active',
        before: [CREATE, { request: 'PUT keys/KEY/', body: { isActive: false } }],
        ...{ request: 'PUT keys/KEY/', body: { isActive: true } },
      },
      ...(['GET', 'PUT', 'DELETE'] as const).map((method) => ({
        name: `${method} of what is deleted`,
        before: [CREATE, { request: 'DELETE keys/KEY/' }],
        ...{ request: `${method} keys/KEY/`, ...(method === 'PUT' && { body: {} }) },
      })),
    ],
  },
];

/** Keys, oldest first; the second is inactive. There is also the one that a project begins with. */
const several: Sent[] = ['one', 'two', 'three'].flatMap((name): Sent[] => [
  { request: 'POST keys/', body: { name } },
  ...(name === 'two' ? [{ request: 'PUT keys/KEY/', body: { isActive: false } }] : []),
]);
const list = (query: string): Sent => ({ request: `GET keys/?${query}` });

const lists: Family[] = [
  {
    title: 'lists',
    before: several,
    exchanges: [
      ...gets('keys/', 'keys/?per_page=1', 'keys/?per_page=2', 'keys/?per_page=4', 'keys/?per_page=100'),
      ...gets('keys/?per_page=101', 'keys/?cursor=x', 'keys/?cursor=0:1:0', 'keys/?unknown=1'),
      ...[1, 2, 4].map((size) => ({
        name: `the second page by ${size}`,
        before: [list(`per_page=${size}`)],
        request: `GET keys/?per_page=${size}&cursor=NEXT`,
      })),
      {
        name: 'the third page',
        before: [list('per_page=1'), list('per_page=1&cursor=NEXT')],
        request: 'GET keys/?per_page=1&cursor=NEXT',
      },
      { name: 'after the last page', before: [list('per_page=4')], request: 'GET keys/?cursor=NEXT' },
      {
        name: 'the row after the page is deleted',
        before: [
          list('per_page=1'),
          { request: 'DELETE keys/KEY/' },
          { request: 'POST keys/', body: { name: 'four' } },
        ],
        request: 'GET keys/?per_page=2&cursor=NEXT',
      },
    ],
  },
  {
    title: 'a long list',
    before: Array.from({ length: 10 }, (_, index) => ({ request: 'POST keys/', body: { name: `k${index}` } })),
    exchanges: gets('keys/', 'keys/?per_page=10', 'keys/?per_page=11'),
  },
];

const renamed: Family = {
  title: 'a renamed project',
  renamed: true,
  exchanges: [
    ...gets('keys/', 'keys/?per_page=100&cursor=0:0:0', 'keys/nowhere/', '../PROJECT-new/keys/'),
    { request: 'POST keys/', body: { name: 'ci' } },
    { request: 'PUT keys/nowhere/', body: {} },
    { request: 'DELETE keys/nowhere/' },
    ...byEachKind('POST keys/', { body: {} }, ['read', 'memberAll', 'alien', 'organization']),
  ],
};

const paths: Family = {
  title: 'paths',
  before: [CREATE],
  exchanges: [
    ...gets('/api/0/nowhere/', '../PROJECT_ID/keys/', '/api/0/projects/nowhere/nowhere/keys/', 'keys/nowhere/'),
    ...gets('/api/0/projects/other/PROJECT/keys/', '../nowhere/keys/KEY/', `keys/${hex.toUpperCase()}/`),
  ],
};

const projects: Family = {
  title: 'projects',
  exchanges: [
    ...withBodies(`POST ${PROJECTS}`, [
      {},
      ...['', 'x'.repeat(51), 'teams', 'Settings'].map((name) => ({ name, slug: 'PROJECT-name' })),
      ...['', 'My-App', 'x'.repeat(51), 'x'.repeat(101)].map((slug) => ({ name: 'PROJECT', slug })),
      { name: 'x', slug: 'PROJECT-platform', platform: 'garbage' },
      { name: 'x', slug: 'PROJECT' },
      { name: 'x', slug: 'PROJECT-2', platform: 'python' },
      { name: ' x ', slug: 'PROJECT-3', unknown: 1 },
    ]),
    {
      name: 'the key that a project begins with',
      before: [{ request: `POST ${PROJECTS}`, body: { name: 'x', slug: 'PROJECT-7' } }],
      request: 'GET ../PROJECT-7/keys/',
    },
    ...(['nowhere/platform', 'acme/nobody', 'other/platform', 'acme/others'] as const).map((team) => ({
      request: `POST /api/0/teams/${team}/projects/`,
      body: { name: 'x' },
    })),
  ],
};

/** Of all projects, which are others' too, a list here is of those that have the family's word in them. */
const OWN = `GET ${ORGANIZATION}/projects/?query=PROJECT`;

const organization: Family = {
  title: 'lists of an organization',
  before: ['PROJECT-c', 'PROJECT-a', 'PROJECT-b'].map((slug) => ({
    ...{ request: `POST ${PROJECTS}`, body: { name: slug, slug, platform: 'node' } },
  })),
  exchanges: [
    ...byEachKind(OWN),
    ...byEachKind(`GET ${ORGANIZATION}/project-keys/`),
    ...byEachKind('GET /api/0/organizations/nowhere/projects/', {}, someKinds),
    ...['&per_page=1', '&per_page=3', '&per_page=4', '&per_page=100', '&per_page=101', '&cursor=x', '+nowhere'].map(
      (more): Exchange => ({ request: OWN + more, as: 'superuser' }),
    ),
    ...['&per_page=1', '&per_page=2', '&per_page=4'].map((more): Exchange => ({
      name: `the next page of ${more}`,
      before: [{ request: OWN + more, as: 'superuser' }],
      ...{ request: `${OWN}${more}&cursor=NEXT`, as: 'superuser' },
    })),
  ],
};

/** Servers that are set up otherwise. */
const otherwise: Family[] = [
  {
    title: 'a server that does not know its address',
    settings: { urlPrefix: false },
    exchanges: [
      { request: 'GET keys/' },
      { request: 'POST keys/', body: { name: 'ci' } },
      { request: 'PUT keys/KEY/', before: [CREATE], body: {} },
    ],
  },
  {
    title: 'a plan without limits for keys',
    settings: { keyLimits: false },
    exchanges: [
      ...withBodies('POST keys/', limits.slice(0, 1)),
      ...withBodies('PUT keys/KEY/', limits.slice(0, 1), { before: [LIMITED] }),
    ],
  },
];

export const families: readonly Family[] = [
  ...tokens,
  ...writes,
  ...lists,
  renamed,
  paths,
  projects,
  organization,
  ...otherwise,
];
