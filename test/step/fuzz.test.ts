/**
 * The whole action against servers that answer anything: odd statuses and headers, broken and hostile
 * bodies, pages without an end, no answers. Nothing is sent for real, and no time passes.
 */
import fc from 'fast-check';
import { type HttpRequest, type HttpResponse, NoResponse, type Send } from '../../src/net/http.ts';
import { MainStep } from '../../src/step.ts';
import type { Runner } from '../../src/workflow/runner.ts';
import { VirtualClock } from '../harness/in-process.ts';
import { TOKEN } from '../harness/scenario.ts';

const SENTRY = 'https://sentry.example.test/base';
const GITHUB = 'https://github.example.test/api/v3';
const GITHUB_TOKEN = `github_pat_${'9c3e'.repeat(16)}`;
/** More than a list of 5000 pages and what comes before and after it. */
const MOST_REQUESTS = 6000;
/** Characters of a line, an error or a warning: a few quoted texts of 200 characters each. */
const LONGEST_TEXT = 10_000;

/** Stand for what would be too long to be shown where a property does not hold. */
const DEEP = '@@deep@@';
const LONG = '@@long@@';
/** Stand for what the server knows of the key that it answers with. */
const OWN_SECRET = '@@secret@@';
const OWN_DSN = '@@dsn@@';

const hostile = fc.constantFrom(
  '',
  ' ',
  'evil\n::error::evil',
  'evil\r\n    at evil (evil.js:1:1)\n    at more (evil.js:2:2)',
  '::error file=x::evil',
  '##[group]evil',
  '\u001b[31mred\u001b[0m \u009b2J',
  'one\u2028two\u2029three\u202eeerht',
  'lone \ud800 surrogate \udc00',
  '"; $(evil) `evil` | <b>evil</b> ](https://evil.test)',
  '../../../evil?x=1#y',
  'https://evil.test/api/0/',
  'https://user:password@evil.test/1',
  'https://0a1b2c@evil.test/7 ',
  'https://0a1b2c@evil .test/7',
  'https://0a1b2c@evil.test\t/7',
  'https://0a1b2c@evil.test/7\nNODE_OPTIONS=--evil',
  'https:///0a1b2c@evil.test/7',
  'https://0a1b2c:@evil.test/7',
  'https://0a1b2c@ev%69l.test/7',
  'https://0a1b2c@evil!.test/7',
  'https://0a1b2c@evil.test:99999/7',
  'https://0a1b2c@evil.test/7?x=1',
  'https://0a1b2c@evil.test/seven',
  'https://0a1b2c@evil.test/a/path/7',
  'https://0A1B2C@[::1]:9000/7',
  'javascript:evil()//0a1b2c@evil.test/7',
  '__proto__',
  LONG,
  OWN_SECRET,
  OWN_DSN,
);
const json = fc.oneof(
  { weight: 3, arbitrary: hostile },
  { weight: 1, arbitrary: fc.constant(DEEP) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(null, true, false, 0, -1, 1e21, 1e308, [], {}, [null], [[]]),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  {
    weight: 1,
    arbitrary: fc.dictionary(hostile, fc.oneof(hostile, fc.array(hostile, { maxLength: 3 })), {
      maxKeys: 3,
    }),
  },
);

const member = fc.constantFrom(
  ...['id', 'name', 'label', 'public', 'secret', 'projectId', 'isActive', 'rateLimit'],
  ...['rateLimit.count', 'rateLimit.window', 'dateCreated', 'browserSdkVersion', 'useCase', 'dsn'],
  ...['browserSdk', 'browserSdk.choices', 'dynamicSdkLoaderOptions', 'slug'],
  ...[
    'dsn.public',
    'dsn.public',
    'dsn.secret',
    'dsn.csp',
    'dsn.cdn',
    'dsn.integration',
    'dsn.more',
  ],
  ...['key', 'key_id', 'visibility', 'more'],
);
const mutation = fc.record({
  member,
  /** `undefined` takes the member away. */
  to: fc.oneof({ weight: 3, arbitrary: json }, { weight: 1, arbitrary: fc.constant(undefined) }),
});

const status = fc.oneof(
  fc.integer({ min: 100, max: 599 }),
  fc.constantFrom(200, 201, 204, 205, 301, 302, 304, 307, 400, 401, 402, 403, 404, 405, 408, 409),
  fc.constantFrom(410, 418, 422, 429, 429, 500, 502, 503, 504, 520, 0, 600, 999),
);

const NOW = 'Fri, 13 Feb 2026 12:00:00 GMT';
const moment = fc.constantFrom(
  ...['0', '1', '7', '-5', '0.001', '1e3', '1e400', '99999999999999999999', 'NaN', '', 'soon'],
  ...[NOW, 'Fri, 13 Feb 2026 12:00:03 GMT', '1970-01-01T00:00:00.001Z', '1771000000'],
  ...['1770984003', '1770984000.001', '+275760-09-13T00:00:00.000Z'],
);
const date = fc.constantFrom(NOW, NOW, '', 'yesterday', '1970-01-01T00:00:00Z', '9999-12-31');
const link = fc.constantFrom(
  'fresh',
  'fresh',
  'same',
  'garbage',
  ...[
    '<https://evil.test/>; rel="next"; results="true"; cursor="../../evil?x=1&y#z"',
    '<x>; rel="next"; results="true"; cursor="a\u00e9 :::error::"',
    '<x>; rel="next"; results="true"; cursor=""',
    '<x>; rel="next"; results="false"; cursor="1"',
    ',,,;;;rel="next";results="true"',
  ],
);
const location = fc.constantFrom(
  ...['https://evil.test/', '//evil.test/base/api/0/', 'http://sentry.example.test/base/'],
  ...['/base/api/0/projects/acme/web-2/keys/', 'https://sentry.example.test:444/', 'http://[', ''],
  'data:text/plain,evil',
);
const headers = fc.record(
  {
    link,
    date,
    location,
    'retry-after': moment,
    'x-sentry-rate-limit-reset': moment,
    'x-ratelimit-reset': moment,
    'x-ratelimit-remaining': fc.constantFrom('0', '1', 'none'),
    'content-type': fc.constantFrom(
      ...['application/json', 'text/html', 'application/octet-stream', 'nonsense', ''],
    ),
    deprecation: fc.constantFrom('true', 'version="v1"'),
  },
  { requiredKeys: [] },
);

const renamed = fc
  .constantFrom('web-2', 'web-3', 'web', '../evil', 'evil\n', LONG)
  .map((slug) => JSON.stringify({ slug, detail: { extra: { url: '/x/', slug } } }));
const body = fc.oneof(
  fc.constantFrom('', ' ', '<!doctype html><p>evil', '{"id":"0a', '[{}', 'null', '5', '"text"'),
  fc.constantFrom('[]', '{}', '[null,5,[],{"name":"ci"}]', '\ufeff[]', '\u0000', `"${DEEP}"`),
  renamed,
  json.map((detail) => JSON.stringify({ detail, message: detail })),
  json.map((value) => JSON.stringify(value)),
  fc.dictionary(hostile, fc.array(hostile, { maxLength: 2 })).map((it) => JSON.stringify(it)),
);

const answered = (weight: number, of: fc.Arbitrary<Partial<Reaction>>) => ({
  weight,
  arbitrary: of,
});
/** What becomes of the answer that a well-behaved server gives. */
interface Reaction {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  readonly mutations: readonly { readonly member: string; readonly to?: unknown }[];
  readonly none: { readonly maybeReceived: boolean; readonly timedOut: boolean; cause: unknown };
  /** Whether the server does its work before it answers so. */
  readonly works: boolean;
  /** Milliseconds until it answers. */
  readonly takes: number;
}
const works = fc.boolean();
const takes = fc.constantFrom(0, 0, 1, 40, 900, 100_000);
const cause = fc.oneof(
  hostile,
  fc
    .record({
      message: hostile,
      code: fc.constantFrom('ECONNRESET', 'ENOTFOUND', 'ECONNREFUSED', 'CERT_HAS_EXPIRED', ''),
    })
    .map(({ message, code }) => Object.assign(new Error(message), { code })),
);
const reaction: fc.Arbitrary<Partial<Reaction>> = fc.oneof(
  answered(7, fc.record({ works: fc.constant(true), takes })),
  answered(
    6,
    fc.record({
      works: fc.constant(true),
      mutations: fc.array(mutation, { minLength: 1, maxLength: 3 }),
    }),
  ),
  answered(3, fc.record({ works: fc.constant(true), takes, headers })),
  answered(3, fc.record({ works, status, headers })),
  answered(4, fc.record({ works, status, headers, body, takes })),
  answered(1, fc.record({ works, body })),
  answered(1, fc.record({ works, status: fc.constantFrom(429, 503), headers })),
  answered(
    1,
    fc.record({
      works: fc.constant(true),
      mutations: fc.constantFrom(
        [{ member: 'more', to: DEEP }],
        [{ member: 'dsn.more', to: DEEP }],
      ),
    }),
  ),
  answered(1, fc.record({ works, status: fc.constantFrom(400, 402, 422), body })),
  answered(
    1,
    fc.record({
      works,
      status: fc.constant(302),
      headers: fc.record({ location }),
      body: renamed,
    }),
  ),
  answered(
    2,
    fc.record({
      works,
      takes,
      none: fc.record({ maybeReceived: fc.boolean(), timedOut: fc.boolean(), cause }),
    }),
  ),
);

const flag = fc.constantFrom('', 'true', 'false');
const inputs = fc
  .record({
    name: fc.constantFrom('ci', 'ci', 'ci', '', '::error::x', '##[group]y', "d'\u00e9t\u00e9|<b>"),
    'if-exists': fc.constantFrom('', 'reuse', 'update', 'rotate', 'rotate', 'create', 'fail'),
    state: fc.constantFrom('', 'present', 'present', 'present', 'absent'),
    retire: fc.constantFrom('', 'deactivate', 'delete'),
    'rate-limit': fc.constantFrom('', 'none', '5/60', '1000/1h'),
    'use-case': fc.constantFrom('', '', 'user', 'demo'),
    'sdk-version': fc.constantFrom('', '', '9.x', '8.x'),
    loader: fc.constantFrom('', '', 'none', 'replay, feedback'),
    'create-project': flag,
    team: fc.constant('platform'),
    platform: fc.constantFrom('', 'node'),
    ephemeral: flag,
    'dry-run': fc.constantFrom('', 'false', 'false', 'false', 'true'),
    mask: flag,
    timeout: fc.constantFrom('1', '30', '120'),
    'env-name': fc.constantFrom('', 'SENTRY_DSN'),
  })
  .map((given) =>
    given.name === ''
      ? { ...given, state: 'present', 'if-exists': given['if-exists'] === 'create' ? 'create' : '' }
      : given,
  );
const storage = fc
  .record({
    'secret-name': fc.constantFrom('', 'SENTRY_DSN', 'SENTRY_DSN'),
    'variable-name': fc.constantFrom('', 'SENTRY_DSN', 'SENTRY_DSN'),
    where: fc.constantFrom({}, { environment: 'a/b c' }, { organization: 'acme' }),
    dependabot: fc.boolean(),
  })
  .map(({ where, dependabot, ...names }): Record<string, string> => {
    const secret = names['secret-name'] !== '' || names['variable-name'] === '';
    return {
      ...names,
      ...(secret && { 'secret-name': 'SENTRY_DSN' }),
      ...where,
      ...(secret && dependabot && !('environment' in where)
        ? { 'secret-stores': 'actions, dependabot' }
        : {}),
      'github-token': GITHUB_TOKEN,
    };
  });

const situationWith = (stored: fc.Arbitrary<Record<string, string>>) =>
  fc.record({
    inputs,
    stored,
    exists: fc.boolean(),
    /** Of each secret and variable that an organization has already, if it has them. */
    visibility: fc.constantFrom(undefined, 'private', 'all', 'selected'),
    /** Names of the keys that are there. */
    old: fc.array(fc.constantFrom('own', 'own', 'other'), { maxLength: 3 }),
    /** One for each request. */
    script: fc.array(reaction, { maxLength: 8 }),
    /** For each request after them; a well-behaved server where there is none. */
    rest: fc.option(reaction, { nil: undefined, freq: 3 }),
  });
type Situation = ReturnType<typeof situationWith> extends fc.Arbitrary<infer Value> ? Value : never;

interface Key {
  readonly id: string;
  name: string;
  readonly secret: string;
  isActive: boolean;
  rateLimit: unknown;
}

interface Event {
  readonly what: 'mask' | 'output' | 'info' | 'warning' | 'error' | 'debug' | 'summary';
  readonly name?: string;
  readonly text: string;
}

interface Outcome {
  readonly code: unknown;
  readonly events: readonly Event[];
  readonly requests: readonly { readonly base: URL; readonly request: HttpRequest }[];
  readonly keys: readonly Key[];
  /** Whether the server put a secret or a DSN where none belongs. */
  readonly echoed: boolean;
  /** Whether GitHub said that something is for selected repositories. */
  readonly selected: boolean;
  readonly elapsed: number;
}

function dsnOf({ id }: Key): string {
  return `https://${id}@ingest.example.test/4506`;
}

function answerOf(key: Key): Record<string, unknown> {
  const address = 'https://ingest.example.test/api/4506';
  return {
    ...{ id: key.id, name: key.name, label: key.name, public: key.id, secret: key.secret },
    ...{ projectId: 4506, isActive: key.isActive, rateLimit: key.rateLimit },
    ...{ dateCreated: '2026-02-13T11:00:00.123456Z', browserSdkVersion: '10.x' },
    browserSdk: { choices: ['10.x', '9.x'].map((version) => [version, version]) },
    dynamicSdkLoaderOptions: { hasReplay: true, hasPerformance: false, hasFeedback: false },
    dsn: {
      public: dsnOf(key),
      secret: dsnOf(key).replace('@', `:${key.secret}@`),
      csp: `${address}/csp-report/?sentry_key=${key.id}`,
      cdn: `https://js.example.test/${key.id}.min.js`,
      integration: `${address}/integration/`,
    },
  };
}

/** Whether a URL of GitHub's is that of one secret or variable, and not of a collection. */
function isLookAtOne({ pathname }: URL): boolean {
  return pathname.endsWith('/SENTRY_DSN');
}

/** Sentry and GitHub as they should be, as far as the action asks them anything. */
class Servers {
  readonly keys: Key[] = [];
  #variable = false;
  #exists: boolean;
  readonly #visibility: string | undefined;

  /** @param exists whether the project does */
  constructor(exists: boolean, visibility: string | undefined) {
    this.#exists = exists;
    this.#visibility = visibility;
  }

  add(name: string, rateLimit: unknown = null): Key {
    const digits = (this.keys.length + 1).toString(16).padStart(4, '0');
    const id = `a1${digits}`.repeat(5);
    const key = { id, name, secret: `5ec0${digits}`.repeat(4), isActive: true, rateLimit };
    this.keys.push(key);
    return key;
  }

  /** The status and what the body says, with the key that it is about. */
  answer({ method, url, body }: HttpRequest, works: boolean): [number, unknown, Key | undefined] {
    const said = JSON.parse(body ?? '{}') as Record<string, unknown>;
    if (url.href.startsWith(GITHUB)) {
      if (method !== 'GET') {
        if (method !== 'POST') return [204, undefined, undefined];
        const exists = this.#variable;
        this.#variable ||= works;
        return [exists ? 409 : 201, { message: 'Already exists' }, undefined];
      }
      if (isLookAtOne(url)) {
        const visibility = this.#visibility;
        if (visibility === undefined) return [404, { message: 'Not Found' }, undefined];
        return [200, { name: 'SENTRY_DSN', visibility }, undefined];
      }
      const key = Buffer.alloc(32, 7).toString('base64');
      return [200, { key_id: '7', key, variables: [] }, undefined];
    }
    if (url.pathname.includes('/api/0/teams/')) {
      if (this.#exists) return [409, { detail: 'Already exists' }, undefined];
      if (works) this.add('Default');
      this.#exists ||= works;
      return [201, { id: '4506', slug: said['slug'] }, undefined];
    }
    if (!this.#exists) return [404, { detail: 'Not found' }, undefined];
    const id = /\/keys\/([^/]+)\/$/.exec(url.pathname)?.[1];
    if (id === undefined) {
      if (method === 'GET') return [200, this.keys.map(answerOf).reverse(), this.keys[0]];
      const name = typeof said['name'] === 'string' ? said['name'] : 'Invented';
      const key = works ? this.add(name, said['rateLimit']) : undefined;
      return [201, key && answerOf(key), key];
    }
    const index = this.keys.findIndex((key) => key.id === id);
    const key = this.keys[index];
    if (key === undefined) return [404, { detail: 'Not found' }, undefined];
    if (method === 'DELETE') {
      if (works) key.name = `gone ${key.id}`;
      return [204, undefined, key];
    }
    if (method === 'PUT' && works) {
      key.isActive = said['isActive'] !== false;
      if ('rateLimit' in said) key.rateLimit = said['rateLimit'];
      if (typeof said['name'] === 'string') key.name = said['name'];
    }
    return [200, answerOf(key), key];
  }
}

/** A copy of what a body says with one member, of every object in it where it is a list, changed. */
function mutated(value: unknown, path: readonly string[], to: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => mutated(item, path, to));
  const [name, ...rest] = path;
  if (name === undefined) return to;
  if (typeof value !== 'object' || value === null) return value;
  const { [name]: inner, ...others } = value as Record<string, unknown>;
  const changed = mutated(inner, rest, to);
  return changed === undefined ? others : { ...others, [name]: changed };
}

function linkOf(kind: string, number: number): string {
  const next = (cursor: string) => `<x>; rel="next"; results="true"; cursor="${cursor}"`;
  return kind === 'fresh' ? next(`0:${number}:0`) : kind === 'same' ? next('0:1:0') : kind;
}

async function meet(situation: Situation): Promise<Outcome> {
  const { inputs, stored, exists, visibility, old, script, rest } = situation;
  const clock = new VirtualClock();
  const servers = new Servers(exists, visibility);
  for (const whose of exists ? old : [])
    servers.add(whose === 'own' && inputs.name ? inputs.name : 'other');
  const events: Event[] = [];
  const requests: { base: URL; request: HttpRequest }[] = [];
  let echoed = false;
  let selected = false;

  const filled = (text: string, key: Key | undefined): string => {
    echoed ||= text.includes(OWN_SECRET) || text.includes(OWN_DSN);
    return text
      .replaceAll(`"${DEEP}"`, () => '['.repeat(100_000) + ']'.repeat(100_000))
      .replaceAll(LONG, 'long'.repeat(10_000))
      .replaceAll(OWN_SECRET, key?.secret ?? '5ec0')
      .replaceAll(OWN_DSN, key === undefined ? 'https://0a@evil.test/1' : dsnOf(key));
  };

  const send = (request: HttpRequest, timeoutMs: number): HttpResponse => {
    const number = requests.length;
    if (number > MOST_REQUESTS) throw new Error('too many requests');
    const {
      works = true,
      takes = 0,
      none,
      mutations = [],
      ...said
    } = script[number - 1] ?? rest ?? {};
    const [status, good, key] = servers.answer(request, works);
    clock.pass(none?.timedOut === true ? timeoutMs : Math.min(takes, timeoutMs));
    if (none !== undefined) throw new NoResponse(none.cause, none.maybeReceived, none.timedOut);
    if (takes > timeoutMs) throw new NoResponse(new Error('aborted'), true, true);
    const changed = mutations.reduce(
      (value, { member, to }) => mutated(value, member.split('.'), to),
      good,
    );
    // Under a status that is no success, a key is where none belongs.
    echoed ||= said.status !== undefined && said.body === undefined;
    selected ||=
      visibility === 'selected' &&
      request.method === 'GET' &&
      isLookAtOne(request.url) &&
      said.status === undefined &&
      changed === good &&
      said.body === undefined;
    const isJson = { 'content-type': 'application/json', date: NOW };
    const headers = { ...isJson, ...said.headers };
    return {
      status: said.status ?? status,
      headers: {
        ...headers,
        ...(said.headers?.['link'] && { link: linkOf(said.headers['link'], number) }),
      },
      body: filled(
        said.body ?? (changed === undefined ? '' : JSON.stringify(changed)),
        key ?? servers.keys[0],
      ),
    };
  };
  const connect =
    (base: URL): Send =>
    (request, timeoutMs) => {
      requests.push({ base, request });
      return new Promise((resolve) => {
        resolve(send(request, timeoutMs));
      });
    };

  const note = (what: Event['what']) => (text: string) => void events.push({ what, text });
  const set = (name: string, text: string) => void events.push({ what: 'output', name, text });
  const runner: Runner = {
    requireFiles: () => undefined,
    mask: note('mask'),
    info: note('info'),
    warning: note('warning'),
    error: note('error'),
    debug: note('debug'),
    summary: note('summary'),
    state: (name, text) => {
      set(`state ${name}`, text);
    },
    variable: (name, text) => {
      set(`variable ${name}`, text);
    },
    output: set,
  };

  // What is stored is not for one job alone.
  const lasting = Object.keys(stored).length > 0 ? { ...stored, ephemeral: '' } : {};
  const given = { token: TOKEN, org: 'acme', project: 'web', url: SENTRY, ...inputs, ...lasting };
  const env = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
  );
  const step = new MainStep(
    { ...env, GITHUB_API_URL: GITHUB, GITHUB_REPOSITORY: 'acme/web' },
    runner,
    { connect, clock, random: () => 0.5, userAgent: 'test', log: runner },
  );
  const code = await step.run().catch((error: unknown) => error);
  const { keys } = servers;
  return { code, events, requests, keys, echoed, selected, elapsed: clock.now() };
}

/** What a workflow file may hold for a DSN, told without a parser of addresses. */
const DSN =
  /^https?:\/\/[0-9a-fA-F]+@(?:[0-9A-Za-z.-]+|\[[0-9a-fA-F:.]+\])(?::[0-9]{1,5})?(?:\/[\w.~%-]+)*\/[0-9]+$/;

function judge(situation: Situation, outcome: Outcome): void {
  const { inputs, stored } = situation;
  const { code, events, requests, elapsed } = outcome;
  const of = (what: Event['what']) => events.filter((event) => event.what === what);
  const outputs: Record<string, string> = {};
  for (const { name = '', text } of of('output')) outputs[name] = text;

  // It ends, with a code that its one error goes with.
  expect([0, 1]).toContain(code);
  expect(of('error')).toHaveLength(code === 1 ? 1 : 0);
  expect(of('error').every(({ text }) => text.trim() !== '')).toBe(true);
  expect(requests.length).toBeGreaterThan(0);
  expect(requests.length).toBeLessThanOrEqual(MOST_REQUESTS);
  const stores = [stored['secret-name'], stored['secret-name'] && stored['secret-stores']];
  const places = [...stores, stored['variable-name']].filter(Boolean).length;
  const periods = 1 + (places > 0 ? 1 + places : 0);
  expect(elapsed).toBeLessThanOrEqual(Number(inputs.timeout) * 1000 * periods);

  // A success hands over what was asked for.
  if (code === 0) {
    const done = outputs['outcome'] ?? '';
    const only = inputs['dry-run'] === 'true' && /^(?:created|rotated)$/.test(done);
    expect(done).toMatch(
      inputs.state === 'absent' ? /^(?:retired|absent)$/ : /^(?:created|reused|updated|rotated)$/,
    );
    if (inputs.state !== 'absent' && !only) expect(outputs['dsn']).toMatch(DSN);
  }
  if (outputs['dsn'] !== undefined) expect(outputs['dsn']).toMatch(DSN);

  // Nobody's choice of repositories is lost, and nothing is begun that cannot be stored.
  if (outcome.selected) {
    expect(code).toBe(1);
    expect(new Set(requests.map(({ request }) => request.method))).toEqual(new Set(['GET']));
    expect(requests.every(({ base }) => base.href === GITHUB)).toBe(true);
  }

  judgeRequests(outcome);
  judgeText(outcome);
  judgeSecrets(inputs.mask !== 'false', outcome, outputs['key']);
}

/** Every request goes where it belongs, with the token that belongs there and no other. */
function judgeRequests({ requests }: Outcome): void {
  for (const { base, request } of requests) {
    const toGitHub = request.url.href.startsWith(`${GITHUB}/`);
    const creates = request.url.pathname.includes('/api/0/teams/');
    const path = creates ? 'teams/acme/platform' : 'projects/acme';
    const prefix = toGitHub ? GITHUB : `${SENTRY}/api/0/${path}`;
    if (!request.url.href.startsWith(`${prefix}/`)) expect(request.url.href).toBe(prefix);
    expect(base.href).toBe(toGitHub ? GITHUB : SENTRY);
    const { authorization } = request.headers;
    expect(authorization).toBe(toGitHub ? `token ${GITHUB_TOKEN}` : `Bearer ${TOKEN}`);
    const sent = JSON.stringify([request.url.href, request.headers, request.body]);
    expect(sent).not.toContain(toGitHub ? TOKEN : GITHUB_TOKEN);
  }
}

function judgeText({ events }: Outcome): void {
  for (const { what, text } of events) {
    if (what === 'mask' || what === 'output') continue;
    expect(text).not.toContain(TOKEN);
    expect(text).not.toContain(GITHUB_TOKEN);
    if (what === 'debug') continue;
    expect(text).not.toContain('This is a bug in sentry-client-key');
    expect(text).not.toMatch(/\n\s+at /);
    if (what !== 'summary') expect(text.length).toBeLessThanOrEqual(LONGEST_TEXT);
  }
}

/** What is secret is masked before it is written, and is never printed. */
function judgeSecrets(maskDsn: boolean, outcome: Outcome, delivered: string | undefined): void {
  const { events, keys, echoed } = outcome;
  const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
  const { secret, dsn } = JSON.parse(delivered ?? '{}') as {
    secret?: unknown;
    dsn?: { public?: unknown };
  };
  const open = maskDsn ? [] : [dsn?.public];
  const find = (wanted: string) => events.find(({ name }) => name === wanted)?.text;
  const secrets = [secret, find('dsn-secret'), dsn?.public].filter(isText);

  const own = keys.find(({ id }) => id === find('key-id'));
  const genuine = own === undefined ? [] : [own.secret, dsnOf(own)];

  const masked: string[] = [];
  const hide = (text: string) =>
    [...masked]
      .sort((a, b) => b.length - a.length)
      .reduce((hidden, value) => hidden.replaceAll(value, '***'), text);
  for (const { what, text } of events) {
    if (what === 'mask') {
      if (text !== '') masked.push(text);
    } else if (what === 'output') {
      for (const value of secrets) {
        if (text.includes(value) && !open.includes(value)) expect(masked).toContain(value);
      }
    } else {
      // What a server puts where no secret belongs is hidden by the mask.
      const shown = hide(text);
      for (const value of secrets) if (value.length >= 16) expect(shown).not.toContain(value);
      for (const value of echoed ? [] : genuine) expect(text).not.toContain(value);
    }
  }
}

function holds(stored: fc.Arbitrary<Record<string, string>>, numRuns: number): Promise<void> {
  const property = fc.asyncProperty(situationWith(stored), async (situation) => {
    judge(situation, await meet(situation));
  });
  return fc.assert(property, { numRuns });
}

test('whatever Sentry answers, the run ends well or with one error that tells no secret', async () => {
  await holds(fc.constant({}), 2000);
}, 120_000);

test('whatever Sentry and GitHub answer where the DSN is stored, too', async () => {
  await holds(storage, 600);
}, 120_000);
