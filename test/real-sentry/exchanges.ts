/**
 * The exchanges that two servers are compared by: a real Sentry of 2023 and the local one that plays
 * it. Each is a line of one of the families here.
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
      ...byEachKind('GET .'),
      ...byEachKind('GET keys/'),
      ...byEachKind('GET keys/KEY/'),
      ...byEachKind('POST keys/', { body: { name: 'ci' } }),
      ...byEachKind('PUT keys/KEY/', { body: { name: 'new' } }),
      ...byEachKind('DELETE keys/KEY/', { before: [CREATE] }),
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

const authorizations: Family = {
  title: 'authorization',
  exchanges: [
    null,
    'Bearer',
    'Bearer ',
    'Bearer garbage',
    `Bearer ${'ab'.repeat(32)}`,
    'Bearer two words',
    'bearer garbage',
    'Bearer sntrys_',
    'Bearer sntrys_garbage',
    `Bearer sntrys_${'ab'.repeat(32)}`,
    'Bearer sntrys_eyJpYXQiOjF9_c2VjcmV0',
    'Bearer sntryu_garbage',
    'Token garbage',
    'garbage',
  ].map((authorization) => ({ name: JSON.stringify(authorization), request: 'GET keys/', headers: { authorization } })),
};

const hex = 'ab'.repeat(16);
const names: { name: unknown }[] = [
  ...['', ' ', '  ci\t\n', 'a\u0000b', 'a\u001fb', '\u001fci\u001f', '\u0085ci\u0085'],
  ...['\u00a0ci\u00a0', '\u2003ci\u3000', '\ufeffci\ufeff', '\u200bci\u200b', '\u180eci'],
  ...['a\nb', 'a\u007fb', 'e\u0301', 'é', '<b>&amp;"', '\ud83d\ude00'],
  ...['x'.repeat(64), 'x'.repeat(65), '🔑'.repeat(64), '🔑'.repeat(65), ` ${'x'.repeat(64)} `],
  ...[null, 0, 5, -1.5, 1e21, true, false, [], ['ci'], {}, { a: 1 }],
].map((name) => ({ name }));
/** A lone surrogate exists in JSON only as its escape. */
const surrogates = ['{"name":"a\\ud800b"}', '{"name":"\\udc00"}'];

const limits: unknown[] = [
  {},
  '',
  null,
  [],
  'x',
  5,
  { count: 5 },
  { window: 60 },
  { count: null },
  { count: 5, window: 60 },
  { count: 0, window: 60 },
  { count: 5, window: 0 },
  { count: 0, window: 0 },
  { count: null, window: 60 },
  { count: 5, window: null },
  { count: null, window: null },
  { count: '', window: 60 },
  { count: 5, window: '' },
  { count: '', window: '' },
  { count: '' },
  { count: '5', window: ' 60 ' },
  { count: '5.0', window: '6_0' },
  { count: 'five', window: 60 },
  { count: 5.0, window: 1.5 },
  { count: '5.5', window: 60 },
  { count: -1, window: -1 },
  { count: 2 ** 31 - 1, window: 86_400 },
  { count: 5, window: 86_401 },
  { count: true, window: 60 },
  { count: [], window: {} },
  { count: 5, window: 60, more: 1 },
].map((rateLimit) => ({ rateLimit }));
const tooLarge = [2 ** 31, 2 ** 40].map((count) => ({ rateLimit: { count, window: 60 } }));

const booleans: unknown[] = [
  ...[true, false, null, 'true', 'false', 'True', 'FALSE', 'tRUE', 'yes', 'No', 'on', 'off', 't'],
  ...['n', '1', '0', 1, 0, 2, '', 'null', [], {}],
].map((isActive) => ({ isActive }));
const loaders: unknown[] = [
  ...[null, {}, [], '', 'x', 5, true],
  ...[{ hasReplay: true }, { hasPerformance: true, hasDebug: true }, { hasDebug: 'yes' }],
  ...[{ hasDebug: null }, { hasDebug: 'maybe', hasReplay: 2 }, { hasFun: true }],
  ...[{ hasFeedback: true }, { hasLogsAndMetrics: 'maybe' }, ['hasDebug']],
].map((dynamicSdkLoaderOptions) => ({ dynamicSdkLoaderOptions }));
const versions: unknown[] = [...['latest', '7.x', '4.x', '8.x', '10.x', '', null, 7, [], {}, true]].map(
  (browserSdkVersion) => ({ browserSdkVersion }),
);
const useCases: unknown[] = ['user', 'profiling', 'fun', null].map((useCase) => ({ useCase }));
const shapes: unknown[] = [[], [{}], 5, true, null, '"text"', '', ' ', '{', '{"name":}', '{}x'];
const ids: unknown[] = [...['AB'.repeat(16), `${hex}0`, '', ' ', 5, [], `${hex.slice(0, 8)}-${hex.slice(8)}`]];

const creates: Family[] = [
  {
    title: 'create',
    exchanges: [
      ...withBodies('POST keys/', [undefined, {}, { unknown: 1 }, { id: 'x', label: 'x' }]),
      ...withBodies('POST keys/', shapes),
      ...withBodies('POST keys/', [...names, ...surrogates]),
      ...withBodies('POST keys/', [...limits, ...tooLarge]),
      ...withBodies('POST keys/', useCases),
      ...withBodies('POST keys/', [...booleans.slice(1, 4), ...versions.slice(0, 4)]),
      ...withBodies('POST keys/', loaders.slice(7, 13)),
      ...withBodies('POST keys/', [{ name: 'x'.repeat(65), rateLimit: { count: -1 }, public: 1 }]),
    ],
  },
  {
    title: 'create with an ID',
    exchanges: [
      ...withBodies(
        'POST keys/',
        ids.map((id) => ({ public: id })),
      ),
      ...withBodies(
        'POST keys/',
        ids.slice(0, 3).map((secret) => ({ secret })),
      ),
      ...withBodies('POST keys/', [{ public: null, secret: null }, { public: null }]),
      { name: 'one that is taken', before: [CREATE], request: 'POST keys/', body: '{"public":"KEY"}' },
      {
        name: 'one that was deleted, between blanks',
        before: [CREATE, { request: 'DELETE keys/KEY/' }],
        request: 'POST keys/',
        body: '{"public":" KEY ","secret":"KEY"}',
      },
    ],
  },
];

const changes: Family[] = [
  {
    title: 'change',
    bodies: [
      ...[undefined, {}, { unknown: 1 }, { id: 'x', label: 'x', public: hex, secret: hex }],
      ...[[], 5, null, '{', surrogates[0]],
      { name: 'new', isActive: false, rateLimit: null, browserSdkVersion: 'latest' },
      { name: 'x'.repeat(65), isActive: 'maybe', rateLimit: { count: -1 }, browserSdkVersion: 'x' },
    ],
  },
  { title: 'change names', bodies: names.filter((_, index) => index % 3 === 0) },
  { title: 'change limits', bodies: [...limits, ...tooLarge] },
  { title: 'change isActive', bodies: booleans },
  { title: 'change options', bodies: loaders },
  { title: 'change versions', bodies: [...versions, ...useCases.slice(2)] },
].map(({ title, bodies }) => ({ title, exchanges: withBodies('PUT keys/KEY/', bodies, { before: [LIMITED] }) }));

const sequences: Family = {
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
    { name: 'delete', before: [CREATE], request: 'DELETE keys/KEY/' },
    { name: 'delete with a body', before: [CREATE], request: 'DELETE keys/KEY/', body: '{' },
    { name: 'an ID in capitals', before: [CREATE], request: `GET keys/${hex.toUpperCase()}/` },
  ],
};

const methods: Family = {
  title: 'methods',
  before: [CREATE],
  exchanges: ['keys/', 'keys/KEY/', '../nowhere/keys/', PROJECTS].flatMap((path) =>
    ['HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
      .map((method) => `${method} ${path}`)
      .filter((request) => !/POST (keys\/|.*projects\/)$|(PUT|DELETE) keys\/KEY/.test(request))
      .flatMap((request): Exchange[] => [
        { request },
        ...(/^(PUT|HEAD)/.test(request) ? [{ name: `${request} as read`, request, as: 'read' } as const] : []),
      ]),
  ),
};

const paths: Family = {
  title: 'paths',
  before: [CREATE],
  exchanges: [
    ...gets('keys', 'keys/KEY', '/api/0/nowhere', '/api/0/nowhere/', '/api/0/projects/acme/'),
    ...gets('keys?status=active', 'keys/KEY/nowhere/', '../PROJECT', '../PROJECT_ID/'),
    ...gets('../PROJECT_ID/keys/', '/api/0/projects/ACME/PROJECT/keys/', 'Keys/'),
    ...gets('/api/0/projects/nowhere/PROJECT/keys/', '/api/0/projects/nowhere/nowhere/keys/'),
    ...gets('../nowhere/', '../nowhere/keys/', '../nowhere/keys/KEY/', 'keys/nowhere/'),
    ...gets('/api/0/projects/other/PROJECT/keys/', 'keys/k%20y/', 'keys/%00/', 'keys/é/'),
    { request: 'POST keys', body: {} },
    { request: 'PUT keys/KEY', body: {} },
    { request: 'DELETE keys/KEY' },
    { request: 'POST /api/0/nowhere', body: {} },
    { request: 'POST /api/0/nowhere/', body: {} },
    { name: 'GET keys as JSON', request: 'GET keys', headers: { 'content-type': 'application/json' } },
    { name: 'GET keys without a token', request: 'GET keys', headers: { authorization: null } },
    { name: 'GET nowhere without a token', request: 'GET /api/0/nowhere/', headers: { authorization: null } },
  ],
};

const contentTypes: Family = {
  title: 'content types',
  exchanges: [
    ...['APPLICATION/JSON', 'application/json; charset=utf-8', 'text/plain', 'text/json', null],
    ...['application/x-www-form-urlencoded', 'multipart/form-data', 'application/vnd.api+json'],
  ].flatMap((type) =>
    (type === 'text/plain' ? ['{"name":"ci"}', ''] : ['{"name":"ci"}']).map((body) => ({
      name: `${JSON.stringify(type)} with ${body || 'nothing'}`,
      request: 'POST keys/',
      ...{ body, headers: { 'content-type': type } },
    })),
  ),
};

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
      ...gets('keys/', 'keys/?', 'keys/?per_page=1', 'keys/?per_page=2', 'keys/?per_page=4'),
      ...gets('keys/?per_page=100', 'keys/?per_page=101', 'keys/?per_page=0', 'keys/?per_page=-1'),
      ...gets('keys/?per_page=x', 'keys/?per_page=', 'keys/?per_page=1.5', 'keys/?per_page=%201%20'),
      ...gets('keys/?cursor=', 'keys/?cursor=x', 'keys/?cursor=1:2', 'keys/?cursor=0:0:0'),
      ...gets('keys/?cursor=0:1:0', 'keys/?cursor=999999999:0:0', 'keys/?cursor=1:x:0'),
      ...gets('keys/?status=active', 'keys/?status=inactive', 'keys/?status=', 'keys/?status=all'),
      ...gets('keys/?status=ACTIVE', 'keys/?unknown=%20a%2Fb', 'keys/?status=active&per_page=1'),
      ...['NEXT', 'PREVIOUS'].flatMap((cursor) =>
        [1, 2, 4].map((size) => ({
          name: `${cursor} by ${size}`,
          before: [list(`per_page=${size}`)],
          request: `GET keys/?per_page=${size}&cursor=${cursor}`,
        })),
      ),
      {
        name: 'the third page',
        before: [list('per_page=1'), list('per_page=1&cursor=NEXT')],
        request: 'GET keys/?per_page=1&cursor=NEXT',
      },
      {
        name: 'forth and back',
        before: [list('per_page=1'), list('per_page=1&cursor=NEXT')],
        request: 'GET keys/?per_page=1&cursor=PREVIOUS',
      },
      {
        name: 'twice forth and back',
        before: [list('per_page=1'), list('per_page=1&cursor=NEXT'), list('per_page=1&cursor=NEXT')],
        request: 'GET keys/?per_page=1&cursor=PREVIOUS',
      },
      { name: 'the last page by 3', before: [list('per_page=3')], request: 'GET keys/?per_page=3&cursor=NEXT' },
      { name: 'after the last page', before: [list('per_page=4')], request: 'GET keys/?cursor=NEXT' },
      {
        name: 'the cursor first in the query',
        before: [list('per_page=1')],
        request: 'GET keys/?cursor=NEXT&per_page=2&status=active',
      },
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
    ...['GET .', 'GET keys/', 'GET keys/?status=active&cursor=0:0:0', 'GET keys/nowhere/'],
    ...['DELETE keys/nowhere/', 'HEAD keys/', 'PATCH keys/', 'OPTIONS keys/', 'PUT keys/'],
    ...['GET keys', 'GET ../PROJECT-new/', 'GET ../PROJECT-new/keys/'],
  ]
    .map((request): Exchange => ({ request }))
    .concat(
      { request: 'POST keys/', body: { name: 'ci' } },
      { name: 'POST keys/ of no JSON', request: 'POST keys/', body: '{' },
      { request: 'PUT keys/nowhere/', body: {} },
      ...(['read', 'memberAll', 'alien', 'organization'] as const).map((as) => ({
        name: `POST keys/ as ${as}`,
        ...{ request: 'POST keys/', as, body: {} },
      })),
    ),
};

const projects: Family = {
  title: 'projects',
  exchanges: [
    ...withBodies(`POST ${PROJECTS}`, [
      ...[undefined, {}, [], '{', 5],
      ...['', ' ', null, 5, [], 'x'.repeat(51), 'a\u0000b', 'settings', 'teams', 'Settings'].map((name) => ({
        name,
        slug: 'PROJECT-name',
      })),
      ...['', 'My-App', 'a b', 'x'.repeat(101), 'x'.repeat(51), [], 'é', '\u0000'].map((slug) => ({
        name: 'PROJECT',
        slug,
      })),
      ...['garbage', 5, [], 'x'.repeat(65)].map((platform) => ({
        ...{ name: 'x', slug: 'PROJECT-platform', platform },
      })),
      ...['maybe', null, 5].map((default_rules) => ({ ...{ name: 'x', slug: 'PROJECT-rules', default_rules } })),
      { name: 'x', slug: 'PROJECT' },
      { name: 'x', slug: 'PROJECT-2', platform: 'python' },
      { name: ' x ', slug: 'PROJECT-3', platform: '', default_rules: false, unknown: 1 },
      { name: 'x', slug: 'PROJECT-4', platform: null },
      { name: 'PROJECT five' },
      { name: 'PROJECT six', slug: null },
    ]),
    { request: 'GET .' },
    { request: 'GET keys/' },
    {
      name: 'the key that a project begins with',
      before: [{ request: `POST ${PROJECTS}`, body: { name: 'x', slug: 'PROJECT-7' } }],
      request: 'GET ../PROJECT-7/keys/',
    },
    ...(['nowhere/platform', 'acme/nobody', 'other/platform', 'acme/others'] as const).map((team) => ({
      request: `POST /api/0/teams/${team}/projects/`,
      body: { name: 'x' },
    })),
    { request: 'POST /api/0/teams/acme/platform/projects', body: { name: 'x' } },
  ],
};

/** Of all projects, which are others' too, a list here is of those that have the family's word in them. */
const ofOrganization = (more: string, cursor?: 'NEXT' | 'PREVIOUS'): Exchange => {
  const request = `GET ${ORGANIZATION}/projects/?query=PROJECT${more}`;
  if (cursor === undefined) return { request, as: 'superuser' };
  return {
    name: `${cursor} of ${request}`,
    before: [{ request, as: 'superuser' }],
    request: `${request}&cursor=${cursor}`,
    as: 'superuser',
  };
};

const organization: Family = {
  title: 'lists of an organization',
  before: ['PROJECT-c', 'PROJECT-a', 'PROJECT-b'].map((slug) => ({
    ...{ request: `POST ${PROJECTS}`, body: { name: slug, slug, platform: 'node' } },
  })),
  exchanges: [
    ...byEachKind(`GET ${ORGANIZATION}/projects/?query=PROJECT`),
    ...byEachKind(`GET ${ORGANIZATION}/project-keys/`),
    ...byEachKind('GET /api/0/organizations/nowhere/projects/', {}, someKinds),
    ...byEachKind('GET /api/0/organizations/nowhere/project-keys/', {}, someKinds),
    ...['', '&per_page=1', '&per_page=3', '&per_page=4', '&per_page=100', '&per_page=101']
      .concat('&per_page=0', '&per_page=-1', '&per_page=x', '&cursor=', '&cursor=x', '&cursor=1:2')
      .concat('&cursor=0:0:0', '&cursor=2:1:0', '&cursor=1:9:0', '&cursor=1:-1:0')
      .concat('&cursor=3:1:0&per_page=2', '+slug:PROJECT-a', '+slug:PROJECT-a+slug:PROJECT-b')
      .concat('+id:PROJECT_ID', '+colour:red', '+nowhere', '&unknown=%20a')
      .map((more) => ofOrganization(more)),
    ...['&per_page=1', '&per_page=2', '&per_page=3', '&per_page=4'].flatMap((more) => [
      ofOrganization(more, 'NEXT'),
      ofOrganization(more, 'PREVIOUS'),
    ]),
    ...['HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].flatMap((method) =>
      byEachKind(`${method} ${ORGANIZATION}/projects/`, {}, ['superuser', 'admin']),
    ),
    ...gets(`${ORGANIZATION}/projects`, `${ORGANIZATION}/project-keys`),
    { name: 'without a token', request: `GET ${ORGANIZATION}/projects/`, headers: { authorization: null } },
    { name: 'keys without a token', request: `GET ${ORGANIZATION}/project-keys/`, headers: { authorization: null } },
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
      ...withBodies('POST keys/', limits.slice(0, 12)),
      ...withBodies('PUT keys/KEY/', limits.slice(0, 12), { before: [LIMITED] }),
    ],
  },
];

export const families: readonly Family[] = [
  ...tokens,
  authorizations,
  ...creates,
  ...changes,
  sequences,
  methods,
  paths,
  contentTypes,
  ...lists,
  renamed,
  projects,
  organization,
  ...otherwise,
];
