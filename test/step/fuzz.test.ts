/**
 * The whole action against servers that answer anything: odd statuses and headers, broken and hostile
 * bodies, lists without an end, no answers. Nothing is sent for real, and no time passes.
 */
import fc from 'fast-check';
import { type HttpRequest, type HttpResponse, NoResponse, type Send } from '../../src/net/http.ts';
import { MainStep } from '../../src/step.ts';
import { type Output, type Row, type Runner, summaryOf } from '../../src/workflow/runner.ts';
import { VirtualClock } from '../harness/in-process.ts';
import { withMasks } from '../harness/local-runner.ts';
import { aRuntime } from '../harness/runtime.ts';
import { TOKEN } from '../harness/scenario.ts';

const SENTRY = 'https://sentry.example.test/base';
const GITHUB = 'https://github.example.test/api/v3';
const GITHUB_TOKEN = `github_pat_${'9c3e'.repeat(16)}`;
const NOW = 'Fri, 13 Feb 2026 12:00:00 GMT';
/** More than a list of 5000 pages and what comes before and after it. */
const MOST_REQUESTS = 6000;
/** Characters of a line, an error or a warning: a few quoted texts of 200 characters each. */
const LONGEST_TEXT = 10_000;

// Stand for what is too long to be shown where a test fails, and for what only the server knows.
const DEEP = '@@deep@@';
const LONG = '@@long@@';
const OWN_SECRET = '@@secret@@';
const OWN_DSN = '@@dsn@@';

type Given = Readonly<Record<string, string>>;
type Generated<Of> = Of extends fc.Arbitrary<infer Value> ? Value : never;

const pick = fc.constantFrom;
const words = (text: string) => pick(...text.split(' '));
const hostile = fc.oneof(
  pick('', ' ', LONG, OWN_SECRET, OWN_DSN, '__proto__', '../../../evil?x=1#y'),
  pick('evil\n::error::evil', 'evil\r\n    at evil (evil.js:1:1)\n    at more (evil.js:2:2)'),
  pick('::error file=x::evil', '##[group]evil', '\u001b[31mred\u001b[0m \u009b2J'),
  pick('one\u2028two\u2029three\u202eeerht', 'lone \ud800 surrogate \udc00'),
  pick('"; $(evil) `evil` | <b>evil</b> ](https://evil.test)', 'javascript:evil()//0a@evil.test/7'),
  words('https://evil.test/api/0/ https://user:password@evil.test/1 https:///0a1b2c@evil.test/7'),
  pick('evil.test/7 ', 'evil .test/7', 'evil.test\t/7', 'evil.test/7\nNODE_OPTIONS=-x').map(dsn),
  words('ev%69l.test/7 evil!.test/7 evil.test:99999/7 evil.test/7?x=1 evil.test/seven').map(dsn),
  words('evil.test/a/path/7 [::1]:9000/7').map(dsn),
);
const json = fc.oneof(
  { weight: 3, arbitrary: hostile },
  { weight: 2, arbitrary: pick<unknown>(null, true, false, 0, -1, 1e308, [], {}, [[]], DEEP) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.dictionary(hostile, fc.array(hostile, { maxLength: 2 })) },
);
const member = words(
  'id name label public secret projectId isActive rateLimit rateLimit.count rateLimit.window ' +
    'dateCreated browserSdkVersion useCase browserSdk browserSdk.choices slug key key_id visibility ' +
    'dynamicSdkLoaderOptions dsn dsn.public dsn.public dsn.secret dsn.csp dsn.cdn dsn.more more',
);
const change = fc.oneof(
  // `undefined` takes the member away.
  { weight: 9, arbitrary: fc.record({ member, to: fc.option(json, { nil: undefined }) }) },
  { weight: 1, arbitrary: fc.record({ member: pick('more', 'dsn.more'), to: pick(DEEP) }) },
);

const moment = pick(
  ...['', 'soon', NOW, 'Fri, 13 Feb 2026 12:00:03 GMT'],
  ...'0 1 7 -5 0.001 1e3 1e400 99999999999999999999 NaN 1771000000 1770984003'.split(' '),
  ...'1770984000.001 1970-01-01T00:00:00.001Z +275760-09-13T00:00:00.000Z'.split(' '),
);
const headers = fc.record(
  {
    link: pick(
      ...['fresh', 'fresh', 'same', 'garbage', ',,,;;;rel="next";results="true"'],
      '<https://evil.test/>; rel="next"; results="true"; cursor="../../evil?x=1&y#z"',
      '<x>; rel="next"; results="true"; cursor="a\u00e9 :::error::"',
    ),
    date: pick(NOW, NOW, '', 'yesterday', '1970-01-01T00:00:00Z', '9999-12-31'),
    location: words(
      'https://evil.test/ //evil.test/base/api/0/ /base/api/0/projects/acme/web-2/keys/ http://[ ' +
        'http://sentry.example.test/base/ https://sentry.example.test:444/ data:text/plain,evil',
    ),
    'retry-after': moment,
    'x-sentry-rate-limit-reset': moment,
    'x-ratelimit-reset': moment,
    'x-ratelimit-remaining': words('0 1 none'),
    'content-type': words('application/json text/html application/octet-stream nonsense'),
    deprecation: words('true version="v1"'),
  },
  { requiredKeys: [] },
);
const renamed = pick('web-2', 'web-3', 'web', '../evil', 'evil\n', LONG).map((slug) =>
  JSON.stringify({ slug, detail: { extra: { url: '/x/', slug } } }),
);
const body = fc.oneof(
  pick('', ' ', '<!doctype html><p>evil', '{"id":"0a', '[{}', 'null', '5', '"text"', '\u0000'),
  pick('[]', '{}', '[null,5,[],{"name":"ci"}]', '\ufeff[]', `"${DEEP}"`),
  renamed,
  json.map((detail) => JSON.stringify({ detail, message: detail })),
  json.map((value) => JSON.stringify(value)),
);
const cause = fc
  .tuple(hostile, words('ECONNRESET ENOTFOUND ECONNREFUSED CERT_HAS_EXPIRED'))
  .map(([message, code]) => Object.assign(new Error(message), { code }));

const parts = {
  /** Whether the server does its work before it answers so. */
  works: fc.boolean(),
  /** Milliseconds until it answers. */
  takes: pick(0, 0, 0, 1, 40, 900, 100_000),
  status: fc.oneof(
    fc.integer({ min: 100, max: 599 }),
    pick(200, 201, 204, 400, 401, 402, 403, 404, 409, 422, 422, 429, 429, 429, 500, 503, 0, 999),
  ),
  headers,
  body,
  changes: fc.array(change, { minLength: 1, maxLength: 3 }),
  lost: fc.record({ cause, maybeReceived: fc.boolean(), timedOut: fc.boolean() }),
};
type Reaction = { [Name in keyof typeof parts]?: Generated<(typeof parts)[Name]> };
const only = (...names: (keyof Reaction)[]) =>
  fc.record(Object.fromEntries(names.map((name) => [name, parts[name]]))) as fc.Arbitrary<Reaction>;

/** What becomes of the answer that a well-behaved server gives. */
const reaction = fc.oneof(
  ...[only('takes'), only('takes'), only('takes'), only('takes'), only('takes')],
  ...[only('changes'), only('changes'), only('changes'), only('changes')],
  ...[only('takes', 'headers'), only('takes', 'headers'), only('works', 'status', 'headers')],
  ...[only('works', 'status', 'headers', 'body'), only('works', 'body'), only('works', 'lost')],
  // Sentry's answer about a project that was renamed.
  fc.record({ status: pick(302), headers, body: renamed }),
);

const flag = pick('', 'true', 'false');
const inputs = fc
  .record({
    name: pick('ci', 'ci', 'ci', '', '::error::x', '##[group]y', "d'\u00e9t\u00e9|<b>"),
    mode: pick('ensure', 'ensure', 'update', 'rotate', 'rotate', 'create', 'find', 'retire'),
    'retire-method': pick('', 'deactivate', 'delete'),
    'rate-limit': pick('', 'none', '5/60', '1000/1h'),
    'use-case': pick('', '', 'user', 'demo'),
    'sdk-version': pick('', '', '', '9.x', '8.x'),
    loader: pick('', '', 'none', 'replay, feedback'),
    'create-project': pick('', 'true', 'true'),
    team: pick('platform'),
    ephemeral: flag,
    'dry-run': pick('', '', '', 'true'),
    mask: flag,
    timeout: pick('1', '30', '120'),
    'env-name': pick('', 'SENTRY_DSN'),
  })
  .map(fitting);

/** What a mode does not use is an error, and nothing would be sent. */
function fitting<Given extends Record<string, string>>(given: Given): Given {
  const { mode = '', name = '' } = given;
  const fits: Record<string, string> = { ...given };
  const leave = (...inputs: string[]) => {
    for (const input of inputs) fits[input] = '';
  };
  if (mode === 'rotate') Object.assign(fits, { 'max-age': '30d', grace: '7d' });
  if (['update', 'rotate', 'retire'].includes(mode) && name === '') fits['name'] = 'ci';
  if (mode === 'update' && given['rate-limit'] === '') fits['rate-limit'] = '5/60';
  if (mode === 'ensure' && name === '') leave('rate-limit', 'sdk-version', 'loader');
  if (mode === 'find' || mode === 'retire') {
    leave('rate-limit', 'sdk-version', 'loader', 'use-case');
  }
  if (mode === 'update') leave('use-case');
  if (mode === 'retire') leave('env-name');
  if (mode !== 'create') leave('ephemeral');
  if (mode !== 'ensure' && mode !== 'create') leave('create-project');
  if (fits['ephemeral'] === 'true') leave('create-project');
  const isRetiring = mode === 'rotate' || mode === 'retire' || fits['ephemeral'] === 'true';
  if (!isRetiring) leave('retire-method');
  if (fits['create-project'] !== 'true') leave('team');
  return fits as Given;
}

const secret = { 'secret-name': 'SENTRY_DSN' };
const variable = { 'variable-name': 'SENTRY_DSN' };
const lasting = { 'github-token': GITHUB_TOKEN };
const stored = pick<Record<string, string>>(
  { ...lasting, ...secret, 'secret-stores': 'actions, dependabot' },
  { ...lasting, ...secret, ...variable, 'github-environment': 'a/b c' },
  { ...lasting, ...secret, ...variable, 'github-organization': 'acme' },
  { ...lasting, ...variable, 'github-organization': 'acme' },
);

/** Nothing is stored of a key that is retired, or that is for one job alone. */
const canStore = ({ inputs, stored }: { inputs: Given; stored: Given }) =>
  Object.keys(stored).length === 0 || (inputs['mode'] !== 'retire' && inputs['ephemeral'] !== 'true');

const situationWith = (stored: fc.Arbitrary<Record<string, string>>) =>
  fc
    .record({
      inputs,
      stored,
      exists: pick(true, true, true, false),
      /** Of each secret and variable that an organization has already, if it has them. */
      visibility: pick(undefined, 'private', 'all', 'selected'),
      /** Whether each key that is there has the name of the inputs. */
      old: fc.array(pick(true, true, false), { maxLength: 3 }),
      /** One for each request. */
      script: fc.array(reaction, { maxLength: 8 }),
      /** For each request after them; a well-behaved server where there is none. */
      rest: fc.option(reaction, { nil: undefined, freq: 3 }),
    })
    .filter(canStore);
type Situation = Generated<ReturnType<typeof situationWith>>;

function dsn(rest: string): string {
  return `https://0a1b2c@${rest}`;
}

function newKey(number: number, name = 'Invented') {
  const digits = number.toString(16).padStart(4, '0');
  const [id, secret] = [`a1${digits}`.repeat(5), `5ec0${digits}`.repeat(4)];
  return { id, secret, name, isActive: true, rateLimit: null };
}
type Key = ReturnType<typeof newKey>;

function dsnOf({ id }: Key): string {
  return `https://${id}@ingest.example.test/4506`;
}

function answerOf(key: Key): object {
  return {
    ...{ label: key.name, public: key.id, projectId: 4506, browserSdkVersion: '10.x' },
    dateCreated: '2026-02-13T11:00:00.123456Z',
    browserSdk: { choices: ['10.x', '9.x'].map((version) => [version, version]) },
    dynamicSdkLoaderOptions: { hasReplay: true, hasPerformance: false, hasFeedback: false },
    ...key,
    dsn: {
      public: dsnOf(key),
      secret: dsnOf(key).replace('@', `:${key.secret}@`),
      csp: `https://ingest.example.test/api/4506/csp-report/?sentry_key=${key.id}`,
    },
  };
}

type Answer = readonly [status: number, body?: unknown, key?: Key];

/** Sentry and GitHub as they should be, as far as the action asks them anything. */
class Servers {
  readonly keys: Key[] = [];
  readonly #visibility: string | undefined;
  #exists: boolean;

  constructor({ exists, visibility, old, inputs: { name } }: Situation) {
    this.#exists = exists;
    this.#visibility = visibility;
    for (const isOwn of exists ? old : []) this.#add(isOwn && name !== '' ? name : 'other');
  }

  #add(name?: string): Key {
    const key = newKey(this.keys.length + 1, name);
    this.keys.push(key);
    return key;
  }

  answer({ method, url, body }: HttpRequest, works: boolean): Answer {
    if (url.href.startsWith(GITHUB)) return this.#github(method, url);
    const said = JSON.parse(body ?? '{}') as Partial<Key> & { slug?: string };
    if (url.pathname.includes('/teams/')) {
      if (this.#exists) return [409, { detail: 'Already exists' }];
      if (works) this.#add('Default');
      this.#exists = works;
      return [201, { id: '4506', slug: said.slug }];
    }
    const id = /\/keys\/([^/]+)\/$/.exec(url.pathname)?.[1];
    const key = this.keys.find((key) => key.id === id);
    if (!this.#exists || (id !== undefined && !key)) return [404, { detail: 'Not found' }];
    if (key !== undefined) {
      if (works) Object.assign(key, method === 'DELETE' ? { name: `gone ${key.id}` } : said);
      return method === 'DELETE' ? [204, undefined, key] : [200, answerOf(key), key];
    }
    if (method === 'GET') return [200, this.keys.map(answerOf).reverse()];
    if (!works) return [201];
    const made = Object.assign(this.#add(said.name), said);
    return [201, answerOf(made), made];
  }

  #github(method: string, url: URL): Answer {
    const visibility = this.#visibility;
    if (method === 'POST') return [visibility ? 409 : 201, { message: 'Already exists' }];
    if (method !== 'GET') return [204];
    const key = Buffer.alloc(32, 7).toString('base64');
    if (!isOne(url)) return [200, { key_id: '7', key, variables: [] }];
    return visibility ? [200, { name: 'SENTRY_DSN', visibility }] : [404, { message: 'Not Found' }];
  }
}

/** Whether this is GitHub's address of one secret or variable, and not of all. */
const isOne = ({ pathname }: URL) => pathname.endsWith('/SENTRY_DSN');

/** A copy of a body with one member, of every object in it where it is a list, changed. */
function changed(value: unknown, path: readonly string[], to: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => changed(item, path, to));
  const [name, ...rest] = path;
  if (name === undefined) return to;
  if (typeof value !== 'object' || value === null) return value;
  return { ...value, [name]: changed((value as Record<string, unknown>)[name], rest, to) };
}

function linkOf(kind: string | undefined, number: number): string | undefined {
  const next = (cursor: string) => `<x>; rel="next"; results="true"; cursor="${cursor}"`;
  return kind === 'fresh' ? next(`0:${number}:0`) : kind === 'same' ? next('0:1:0') : kind;
}

type Outcome = Awaited<ReturnType<typeof meet>>;
type Sent = Outcome['requests'][number];

/** Runs the step, and keeps what it asks the servers and tells the runner, in order. */
async function meet(situation: Situation) {
  const { inputs, stored, visibility, script, rest } = situation;
  const clock = new VirtualClock();
  const servers = new Servers(situation);
  const requests: { base: URL; request: HttpRequest }[] = [];
  const events: { what: string; name: string; text: string }[] = [];
  /** Whether Sentry put a secret or a DSN where none belongs. */
  let echoed = false;
  /** Whether GitHub said that something is for selected repositories. */
  let selected = false;

  function reply(request: HttpRequest, timeoutMs: number): HttpResponse {
    const number = requests.length;
    if (number > MOST_REQUESTS) throw new Error('too many requests');
    const reaction: Reaction = script[number - 1] ?? rest ?? {};
    const { works = true, takes = 0, lost, changes = [], status, body } = reaction;
    const [goodStatus, good, key = servers.keys[0]] = servers.answer(request, works);
    const late = takes > timeoutMs || lost?.timedOut === true;
    clock.pass(late ? timeoutMs : takes);
    if (late || lost) throw new NoResponse(lost?.cause, late || lost?.maybeReceived === true, late);

    const said = changes.reduce((value, { member, to }) => changed(value, member.split('.'), to), good);
    const text = body ?? (said === undefined ? '' : JSON.stringify(said));
    // Under a status that is no success, a key is where none belongs.
    echoed ||= (status !== undefined && body === undefined) || /@@(?:secret|dsn)@@/.test(text);
    const isLook = request.method === 'GET' && isOne(request.url);
    selected ||= isLook && visibility === 'selected' && (status ?? body) === undefined && said === good;
    return {
      status: status ?? goodStatus,
      headers: {
        ...{ 'content-type': 'application/json', date: NOW, ...reaction.headers },
        ...(reaction.headers?.link && { link: linkOf(reaction.headers.link, number) }),
      },
      body: text
        .replaceAll(`"${DEEP}"`, () => '['.repeat(100_000) + ']'.repeat(100_000))
        .replaceAll(LONG, 'long'.repeat(10_000))
        .replaceAll(OWN_SECRET, key?.secret ?? '5ec0')
        .replaceAll(OWN_DSN, key === undefined ? 'https://0a@evil.test/1' : dsnOf(key)),
    };
  }

  const runner = new Proxy({} as Runner, {
    get: (_, what) => {
      return (first: unknown, text = first) => {
        if (what === 'outputs') {
          for (const [name, text] of first as Output[]) events.push({ what: 'output', name, text });
          return;
        }
        // The summary as it is written: its rows are what servers said.
        const told = what === 'summary' ? summaryOf(String(first), text as Row[]) : String(text);
        events.push({ what: String(what), name: String(first), text: told });
      };
    },
  });
  const given = { token: TOKEN, org: 'acme', project: 'web', url: SENTRY, ...inputs, ...stored };
  const env: NodeJS.ProcessEnv = { GITHUB_API_URL: GITHUB, GITHUB_REPOSITORY: 'acme/web' };
  for (const [name, value] of Object.entries(given)) env[`INPUT_${name.toUpperCase()}`] = value;
  function connect(base: URL): Send {
    return (request, timeoutMs) => {
      requests.push({ base, request });
      return Promise.resolve().then(() => reply(request, timeoutMs));
    };
  }
  const newKeyId = (): string => '0f'.repeat(16);
  const runtime = aRuntime({ connect, clock, newKeyId, log: runner });
  const step = new MainStep(env, runner, runtime);
  const code = await step.run().catch((error: unknown) => error);
  return { code, events, requests, keys: servers.keys, echoed, selected, elapsed: clock.now() };
}

/** What a workflow file may hold for a DSN, told without a parser of addresses. */
const DSN = /^https?:\/\/[0-9a-fA-F]+@(?:[0-9A-Za-z.-]+|\[[0-9a-fA-F:.]+\])(?::[0-9]{1,5})?(?:\/[\w.~%-]+)*\/[0-9]+$/;

function check({ inputs, stored }: Situation, outcome: Outcome): void {
  const { code, events, requests, elapsed } = outcome;
  const outputs: Partial<Record<string, string>> = Object.fromEntries(
    events.filter(({ what }) => what === 'output').map(({ name, text }) => [name, text]),
  );

  // It ends in time, with a code that its one error goes with.
  expect([0, 1]).toContain(code);
  const errors = events.filter(({ what, text }) => what === 'error' && text.trim() !== '');
  expect(errors).toHaveLength(Number(code));
  expect(requests.length).toBeGreaterThan(0);
  const stores = Object.keys(stored).filter((name) => /^(?:secret|variable)-/.test(name)).length;
  const periods = stores === 0 ? 1 : 2 + stores;
  expect(elapsed).toBeLessThanOrEqual(Number(inputs.timeout) * 1000 * periods);

  // A success delivers what was asked for.
  const done = outputs['outcome'] ?? '';
  const absent = inputs.mode === 'retire';
  if (code === 0) expect(done).toMatch(absent ? /^(?:retired|absent)$/ : /^(?:[cr].*ed|updated)$/);
  const onlyTold = inputs['dry-run'] === 'true' && /^(?:created|rotated)$/.test(done);
  if ((code === 0 && !absent && !onlyTold) || 'dsn' in outputs) expect(outputs['dsn']).toMatch(DSN);

  // Nothing is begun that would widen which repositories see a secret or variable.
  if (outcome.selected) {
    const isBegun = ({ base, request }: Sent) => base.href !== GITHUB || request.method !== 'GET';
    expect({ code, begun: requests.filter(isBegun) }).toEqual({ code: 1, begun: [] });
  }
  expect(requests.filter(isAstray)).toEqual([]);
  checkTexts(outcome, inputs.mask !== 'false', outputs);
}

/** Whether a request leaves its server's API, or takes the other server's token along. */
function isAstray({ base, request: { url, headers, body } }: Sent): boolean {
  const toGitHub = base.href === GITHUB;
  const [authorization, other, home] = toGitHub
    ? [`token ${GITHUB_TOKEN}`, TOKEN, `${GITHUB}/`]
    : [`Bearer ${TOKEN}`, GITHUB_TOKEN, `${SENTRY}/api/0/`];
  return (
    !url.href.startsWith(home) ||
    !(toGitHub || /^\/base\/api\/0\/(?:projects\/acme|teams\/acme\/platform)\//.test(url.pathname)) ||
    headers['authorization'] !== authorization ||
    JSON.stringify([url, headers, body]).includes(other)
  );
}

/** What is secret is masked before it is written, and never printed; what is printed is fit to read. */
function checkTexts({ events, keys, echoed }: Outcome, mask: boolean, outputs: Partial<Record<string, string>>): void {
  const { secret, dsn } = JSON.parse(outputs['key'] ?? '{}') as Record<string, unknown> & {
    dsn?: Record<string, unknown>;
  };
  // Anything else in its place is no secret of Sentry's.
  const isSecretDsn = String(dsn?.['secret']).includes(`:${String(secret)}@ingest.example.test/`);
  const secretDsn = isSecretDsn ? dsn?.['secret'] : undefined;
  const secrets = [secret, secretDsn, dsn?.['public']].filter(
    (value): value is string => typeof value === 'string' && value.trim() !== '',
  );
  const open = mask ? [] : [dsn?.['public']];
  const own = keys.find(({ id }) => id === outputs['key-id']);
  const genuine = own === undefined || echoed ? [] : [own.secret, dsnOf(own)];

  const masked: string[] = [];
  for (const { what, text } of events) {
    if (what === 'mask') masked.push(text);
    else if (['output', 'variable', 'state'].includes(what)) {
      const plain = secrets.filter((secret) => text.includes(secret) && !masked.includes(secret));
      expect(plain.filter((secret) => !open.includes(secret))).toEqual([]);
    } else {
      // What a server puts where no secret belongs is hidden by the mask.
      const shown = withMasks(text, masked);
      const long = secrets.filter((secret) => secret.length >= 16 && shown.includes(secret));
      const said = [TOKEN, GITHUB_TOKEN, ...genuine].filter((secret) => text.includes(secret));
      expect([...long, ...said]).toEqual([]);
      if (what === 'debug') continue;
      expect(text).not.toMatch(/This is a bug in sentry-client-key|\n\s+at /);
      if (what !== 'summary') expect(text.length).toBeLessThanOrEqual(LONGEST_TEXT);
    }
  }
}

test.each([
  { servers: 'servers like Sentry', stored: pick({}), numRuns: 1500 },
  { servers: 'servers like Sentry and GitHub', stored, numRuns: 500 },
])(
  'whatever $servers answer, the step succeeds or fails with one error, and shows no secret',
  ({ stored, numRuns }) =>
    fc.assert(
      fc.asyncProperty(situationWith(stored), async (situation) => {
        check(situation, await meet(situation));
      }),
      { numRuns },
    ),
  120_000,
);
