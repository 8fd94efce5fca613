/** What each parser takes, told once more in other words, for any text at all. */
import fc from 'fast-check';
import { addressOf, parseBaseUrl } from '../../src/net/base-url.ts';
import { isDsn, isEndpoint, isSecretDsn } from '../../src/keys/dsn.ts';
import { Failure } from '../../src/failure.ts';
import { readStep, type Step } from '../../src/inputs/step.ts';
import { LOADER_OPTIONS } from '../../src/keys/loader.ts';
import { formatRateLimit, parseRateLimit } from '../../src/keys/rate-limit.ts';
import { isSlug } from '../../src/keys/slug.ts';
import type { Destination } from '../../src/keys/destination.ts';
import { isToken } from '../../src/inputs/token.ts';
import { manifest } from '../harness/local-runner.ts';

const RUNS = { numRuns: 1000 };
const DIGITS = '0123456789';
const HEX = `${DIGITS}abcdefABCDEF`;
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const MAX_COUNT = 2 ** 31 - 1;

/** Texts of the given pieces, and of anything in between. */
function textOf(...pieces: string[]): fc.Arbitrary<string> {
  const foreign = fc.string({ unit: 'binary', maxLength: 3 });
  const rough = fc.constantFrom('::error::x', '##[error]', '\n', '\r', '\0', ' ', '\u2028', '"');
  return fc
    .array(
      fc.oneof(
        { weight: 12, arbitrary: fc.constantFrom(...pieces) },
        { weight: 1, arbitrary: foreign },
        { weight: 1, arbitrary: rough },
      ),
      { maxLength: 10 },
    )
    .map((pieces) => pieces.join(''));
}

function consistsOf(text: string, alphabet: string): boolean {
  return text !== '' && Array.from(text).every((character) => alphabet.includes(character));
}

function isOneLine(text: string): boolean {
  return Array.from(text).every(
    (character) => character >= ' ' && !/[\u007f-\u009f]/.test(character),
  );
}

function isVisibleAscii(text: string): boolean {
  return (
    text !== '' && Array.from(text).every((character) => character > ' ' && character < '\u007f')
  );
}

describe('rate limits', () => {
  /** Counted without floating point. */
  function oracle(text: string): { count: number; window: number } | null | undefined {
    if (text === 'none') return null;
    const [count = '', rest = '', ...more] = text.split('/');
    const factor = { s: 1n, m: 60n, h: 3600n }[rest.at(-1) ?? ''];
    const window = factor === undefined ? rest : rest.slice(0, -1);
    if (more.length > 0 || !consistsOf(count, DIGITS) || !consistsOf(window, DIGITS)) return;
    const [events, seconds] = [BigInt(count), BigInt(window) * (factor ?? 1n)];
    if (events < 1n || events > MAX_COUNT || seconds < 1n || seconds > 86_400n) return undefined;
    return { count: Number(events), window: Number(seconds) };
  }

  test('each valid one is read as it was written', () => {
    const limit = fc.record({
      count: fc.integer({ min: 1, max: MAX_COUNT }),
      window: fc.integer({ min: 1, max: 86_400 }),
    });
    fc.assert(
      fc.property(fc.option(limit), (limit) => {
        expect(parseRateLimit(formatRateLimit(limit))).toEqual(limit);
      }),
      RUNS,
    );
  });

  test('any text is taken or not by form and bounds', () => {
    const count = fc.oneof(
      fc.integer({ min: -1, max: 3 }).map(String),
      fc.integer({ min: MAX_COUNT - 2, max: MAX_COUNT + 2 }).map(String),
      fc.stringMatching(/^[0-9]{0,400}$/),
      fc.constantFrom('1e3', '0x1', '1.5', '+1', '٣'),
    );
    const window = fc.oneof(
      count,
      ...[24, 1440, 86_400].map((at) => fc.integer({ min: at - 1, max: at + 1 }).map(String)),
    );
    const unit = fc.constantFrom('', 's', 'm', 'h', 'd', 'H', 'hh', ' h', '\n');
    const limit = fc.tuple(count, window, unit).map(([a, b, c]) => `${a}/${b}${c}`);
    fc.assert(
      fc.property(fc.oneof(limit, textOf('none', '1', '60', '/', 's', 'm', 'h', '0')), (text) => {
        expect(parseRateLimit(text)).toEqual(oracle(text));
      }),
      RUNS,
    );
  });
});

describe('DSNs and endpoints', () => {
  const hex = fc.stringMatching(/^[0-9a-f]{1,64}$/);
  const path = fc.stringMatching(/^(?:\/[a-z0-9_-]{1,8}){0,3}$/);
  const scheme = fc.constantFrom('http', 'https');
  const host = fc.oneof(fc.domain(), fc.ipV4(), fc.constant('[::1]'), fc.constant('localhost'));
  const authority = fc
    .tuple(host, fc.option(fc.integer({ min: 0, max: 65_535 })))
    .map(([host, port]) => (port === null ? host : `${host}:${port}`));
  const project = fc.maxSafeNat();

  const anyAddress = textOf(
    ...['https://', 'http://', 'https:', 'ftp://', 'ab12', '@', ':', '/', '/', '1', '42', 'a.io'],
    ...['[::1]', '..', '%2e', '?a=b', '#a', '\\', "'", '`', '<'],
  );
  // Nearly one: of each part the first is right, and so are half of those that are tried.
  const part = (right: string, ...others: string[]) =>
    fc.oneof({ weight: 5, arbitrary: fc.constant(right) }, fc.constantFrom(right, ...others));
  const nearly = fc
    .tuple(
      part('https://', 'http://', 'https:', 'ftp://', 'HTTPS://', ' https://'),
      part('ab12', 'AB12', 'xyz', '', '%61', 'a b'),
      fc.constantFrom('', ':', ':ab12', ':None', ':"', '@'),
      part('@', '', '@@'),
      part('sentry.io', 'a.io:8080', '[::1]', '127.0.0.1', '\u00e9.io', '', 'a\tb', "a'b"),
      part(
        '/1',
        '/sentry/1',
        '/1/',
        '/a',
        '/1?',
        '/1#',
        '/1\n',
        '/a b/1',
        '/\u00e9/1',
        '/"/1',
        '\\1',
      ),
    )
    .map((pieces) => pieces.join(''));
  const any = fc.oneof(anyAddress, nearly);

  test('each well-formed one is taken', () => {
    fc.assert(
      fc.property(
        scheme,
        hex,
        hex,
        authority,
        path,
        project,
        (scheme, key, secret, at, path, id) => {
          const dsn = `${scheme}://${key}@${at}${path}/${id}`;
          const old = `${scheme}://${key}:${secret}@${at}${path}/${id}`;
          const endpoint = `${scheme}://${at}/api/${id}${path}/?sentry_key=${key}`;
          expect([isDsn, isSecretDsn, isEndpoint].map((is) => is(dsn))).toEqual([
            true,
            false,
            false,
          ]);
          expect([isDsn, isSecretDsn, isEndpoint].map((is) => is(old))).toEqual([
            false,
            true,
            false,
          ]);
          expect([isDsn, isSecretDsn, isEndpoint].map((is) => is(endpoint))).toEqual([
            false,
            false,
            true,
          ]);
        },
      ),
      RUNS,
    );
  });

  test.each([
    ['isDsn', isDsn],
    ['isSecretDsn', isSecretDsn],
    ['isEndpoint', isEndpoint],
  ])('whatever %s takes is a plain address of that kind', (name, is) => {
    let taken = 0;
    fc.assert(
      fc.property(any, (text) => {
        if (!is(text)) return;
        taken += 1;
        expect(isVisibleAscii(text)).toBe(true);
        expect(text).not.toMatch(/["'`\\<>]/);
        const url = new URL(text);
        expect(['http:', 'https:']).toContain(url.protocol);
        expect(url.hostname).not.toBe('');
        if (name === 'isEndpoint') {
          expect(url.username + url.password).toBe('');
          return;
        }
        expect(consistsOf(url.username, HEX)).toBe(true);
        expect(name === 'isDsn' ? url.password === '' : consistsOf(url.password, HEX)).toBe(true);
        expect(consistsOf(text.slice(text.lastIndexOf('/') + 1), DIGITS)).toBe(true);
        expect(url.search + url.hash).toBe('');
      }),
      { numRuns: 5000 },
    );
    expect(taken).toBeGreaterThan(10);
  });
});

test('a slug has letters, digits, - and _ only', () => {
  const text = fc.oneof(textOf('acme', 'A-b', '_', '1', '/', '.'), fc.constant('a'.repeat(101)));
  fc.assert(
    fc.property(text, (text) => {
      const right = consistsOf(text, `${LETTERS}${DIGITS}-_`) && text.length <= 100;
      expect(isSlug(text)).toBe(right);
    }),
    RUNS,
  );
});

test('a token has visible ASCII only', () => {
  fc.assert(
    fc.property(textOf('sntryu_', 'ab12', '!', '~', '\u007f', 'é'), (text) => {
      expect(isToken(text)).toBe(isVisibleAscii(text));
    }),
    RUNS,
  );
});

/** Whether a token may be sent there: encrypted, or not leaving the machine. */
function expectBase(base: URL): void {
  const loopback = /^(?:localhost|127\.[0-9.]+|\[::1\])$/.test(base.hostname);
  expect(base.protocol).toBe(loopback && base.protocol === 'http:' ? 'http:' : 'https:');
  expect(base.username + base.password + base.search + base.hash).toBe('');
  expect(base.href).not.toMatch(/[?#@\\]/);
  expect(consistsOf(base.pathname, `${LETTERS}${DIGITS}/_.~-`)).toBe(true);
  expect(base.pathname.split('/')).not.toContain('..');
  // What is added to it stays under it.
  expect(new URL(`${addressOf(base)}/api/0/`).href).toBe(`${addressOf(base)}/api/0/`);
}

describe('parseBaseUrl', () => {
  const hosts = ['localhost', '127.0.0.1', '127.0.0.1.evil.io', '[::1]', '10.0.0.1', 'a.io'];
  const host = fc.constantFrom(...hosts, '127.evil.io', 'localhost.evil.io', 'Sentry.IO');
  const parts = fc.tuple(
    fc.constantFrom('https://', 'http://', 'ftp://', 'https:'),
    fc.constantFrom('', '', '', 'me@', 'me:pw@', 'localhost:1@', '@'),
    host,
    fc.constantFrom('', ':8443', ':', ':0'),
    fc.oneof(
      fc.constantFrom('', '?', '#', '@evil.io', '\\', '\\@evil.io'),
      textOf('/', 'sentry', '..', '.', '%2e', '%2f', '?', '#', '\\', '~').map((path) => `/${path}`),
    ),
  );

  test('whatever is taken is encrypted or local, that host, and nothing but a path', () => {
    let taken = 0;
    fc.assert(
      fc.property(parts, ([scheme, user, host, port, path]) => {
        const base = parseBaseUrl(`${scheme}${user}${host}${port}${path}`);
        if (base === undefined) return;
        taken += 1;
        expectBase(base);
        expect(base.hostname).toBe(host.toLowerCase());
        expect(path).not.toMatch(/[\s\\?#]/);
        expect(['', '@']).toContain(user);
      }),
      { numRuns: 3000 },
    );
    expect(taken).toBeGreaterThan(100);
  });

  test('each address of a server is taken', () => {
    fc.assert(
      fc.property(fc.domain(), fc.stringMatching(/^(?:\/[a-z0-9_-]{1,8}){0,3}$/), (host, path) => {
        expect(addressOf(parseBaseUrl(`https://${host}${path}/`) ?? new URL('x:'))).toBe(
          `https://${host.toLowerCase()}${path}`,
        );
      }),
      RUNS,
    );
  });
});

describe('readStep', () => {
  const TOKENS = ['Sentry-T0ken', 'GitHub-T0ken'] as const;
  const rough = textOf('a', '::warning::', '##[', '|', '/', 'https://u:pw@a.io', 'x'.repeat(300));
  const token = (own: string) =>
    fc
      .tuple(
        fc.constantFrom('', '', '', 'sntrys_'),
        fc.constantFrom('', '', '\n', ' é', '::error::'),
      )
      .map(([start, end]) => `${start}${own}${end}${end === '' ? '' : own}`);

  /** What is right for each input; anything else may come instead. */
  const right: Record<string, fc.Arbitrary<string>> = {
    token: token(TOKENS[0]),
    org: fc.constantFrom('acme', '42'),
    project: fc.constantFrom('web', ' web\n'),
    region: fc.constant('de'),
    url: fc.constantFrom('https://a.io/sentry/', 'http://localhost', 'https://a.io/api/0'),
    name: fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('x'.repeat(64), 'x'.repeat(65)),
    ),
    'rate-limit': fc.constantFrom('none', '1/24h', '5/25h'),
    'use-case': fc.constantFrom('user', 'demo'),
    'sdk-version': fc.constantFrom('latest', '10.x', '9.47.1'),
    loader: fc.constantFrom('none', 'replay', 'debug, logs-and-metrics'),
    'create-project': fc.constantFrom('true', 'false'),
    team: fc.constantFrom('platform', '77'),
    platform: fc.constantFrom('node', 'javascript-nextjs'),
    'if-exists': fc.constantFrom('reuse', 'update', 'rotate', 'create', 'fail'),
    state: fc.constantFrom('present', 'absent'),
    retire: fc.constantFrom('deactivate', 'delete'),
    ephemeral: fc.constantFrom('true', 'FALSE'),
    'dry-run': fc.constantFrom('true', 'False'),
    mask: fc.constantFrom('TRUE', 'false'),
    timeout: fc.constantFrom('0', '1', '3600', '3601'),
    'env-name': fc.constantFrom('SENTRY_DSN', 'path', 'LD_PRELOAD', 'node_options', 'GITHUB_ENV'),
    'secret-name': fc.constantFrom('SENTRY_DSN', 'github_x', '1A'),
    'secret-stores': fc.constantFrom('actions', 'codespaces, dependabot', 'actions,', ','),
    'variable-name': fc.constantFrom('SENTRY_DSN', 'GITHUB_X'),
    'github-token': token(TOKENS[1]),
    repository: fc.constantFrom('acme/api', 'acme/..', 'acme/.github', '../api', 'a/b/c'),
    environment: fc.constantFrom('production', 'pro duc/tion'),
    organization: fc.constantFrom('acme', '../acme'),
    visibility: fc.constantFrom('private', 'all'),
  };
  const variables = {
    SENTRY_ORG: fc.oneof(fc.constantFrom('acme', '42'), rough),
    SENTRY_PROJECT: rough,
    SENTRY_URL: fc.oneof(fc.constantFrom('https://a.io/', 'http://a.io'), rough),
    SENTRY_AUTH_TOKEN: token(TOKENS[0]),
    GITHUB_REPOSITORY: fc.oneof(fc.constant('acme/web'), rough),
    GITHUB_API_URL: fc.constantFrom('https://ghe.io/api/v3', 'http://ghe.io', '::error::'),
    GITHUB_EVENT_NAME: fc.constantFrom('push', 'pull_request', '::error::'),
  };

  /** Each variable given or not; `chance` of one in so many to be something rough. */
  function environment(chance: number): fc.Arbitrary<Record<string, string | undefined>> {
    const inputs = Object.entries(right).map(([name, right]) => {
      const given = fc.oneof({ weight: chance, arbitrary: right }, { weight: 1, arbitrary: rough });
      const must = ['token', 'org', 'project'].includes(name);
      const value = name.endsWith('token') ? right : given;
      return [`INPUT_${name.toUpperCase()}`, must ? value : maybe(value)];
    });
    const others = Object.entries(variables).map(([name, value]) => [name, maybe(value)]);
    return fc.record(
      Object.fromEntries([...inputs, ...others]) as Record<
        string,
        fc.Arbitrary<string | undefined>
      >,
    );
  }

  function maybe(value: fc.Arbitrary<string>): fc.Arbitrary<string | undefined> {
    return fc.oneof(fc.constant(undefined), value);
  }

  test('the inputs that are tried are those of action.yml', () => {
    expect(Object.keys(right).sort()).toEqual(Object.keys(manifest.inputs).sort());
  });

  test('gives inputs that are right in every part, or says what is wrong, safely', () => {
    const outcomes = { read: 0, stored: 0, refused: 0 };
    // Few variables at a time, or hardly any inputs would be right.
    const names = Object.keys(right);
    const aboutStorage = names.indexOf('secret-name');
    const few = fc
      .tuple(
        environment(5),
        fc.oneof(
          fc.subarray(names.slice(0, aboutStorage), { maxLength: 4 }),
          fc.subarray(names.slice(aboutStorage), { maxLength: 3 }),
        ),
      )
      .map(([env, names]) => ({
        INPUT_TOKEN: TOKENS[0],
        INPUT_ORG: 'acme',
        INPUT_PROJECT: 'web',
        INPUT_NAME: 'ci',
        'INPUT_SECRET-NAME': 'SENTRY_DSN',
        'INPUT_GITHUB-TOKEN': TOKENS[1],
        GITHUB_REPOSITORY: 'acme/web',
        ...Object.fromEntries(
          names.map((name) => `INPUT_${name.toUpperCase()}`).map((name) => [name, env[name]]),
        ),
      }));
    fc.assert(
      fc.property(fc.oneof(environment(1), environment(30), few, few), (env) => {
        let step: Step;
        try {
          step = readStep(env);
        } catch (error) {
          if (!(error instanceof Failure)) throw error;
          outcomes.refused += 1;
          expectSafe(error.message);
          return;
        }
        outcomes.read += 1;
        if (step.github !== undefined) outcomes.stored += 1;
        expectRight(step);
      }),
      { numRuns: 900 },
    );
    for (const count of Object.values(outcomes)) expect(count).toBeGreaterThan(20);
  });

  function expectSafe(message: string): void {
    const [title, ...problems] = message.split('\n');
    expect(title).toBe("Nothing was sent to Sentry, the step's inputs need a change:");
    expect(problems).not.toEqual([]);
    for (const problem of problems) {
      const [, label = '', from] =
        /^([\w-]+)(?: \((?:from the environment variable (\w+)|an environment variable)\))?: ./.exec(
          problem,
        ) ?? [problem];
      expect([...Object.keys(manifest.inputs), 'GITHUB_API_URL']).toContain(label);
      if (from !== undefined) expect(Object.keys(variables)).toContain(from);
      expect(isOneLine(problem)).toBe(true);
      expect(problem).not.toMatch(/^\s*::|##\[|[\u2028\u2029\u202e]|u:pw/);
      for (const token of TOKENS) expect(problem).not.toContain(token);
    }
  }

  function expectRight({ sentry, github, key: inputs, ephemeral, dryRun, mask }: Step): void {
    const { rateLimit, name } = inputs;
    expect(isVisibleAscii(sentry.token) && !sentry.token.startsWith('sntrys_')).toBe(true);
    for (const slug of [sentry.org, inputs.project]) expectWord(slug, '-_');
    expectBase(sentry.baseUrl);
    expect(sentry.baseUrl.pathname.endsWith('/api/0')).toBe(false);
    if (name === undefined) {
      expect([inputs.state, inputs.ifExists]).toEqual([
        'present',
        expect.stringMatching(/^(?:reuse|create)$/),
      ]);
    } else {
      expect(name).toBe(name.trim());
      expect(isOneLine(name) && name !== '' && Array.from(name).length <= 64).toBe(true);
    }
    if (rateLimit != null) {
      expectWhole(rateLimit.count, MAX_COUNT);
      expectWhole(rateLimit.window, 86_400);
    }
    expect([undefined, 'user', 'profiling', 'escalating_issues', 'tempest', 'demo']).toContain(
      inputs.useCase,
    );
    if (inputs.sdkVersion !== undefined) {
      expect(consistsOf(inputs.sdkVersion, `${LETTERS}${DIGITS}-.`)).toBe(true);
      expect(inputs.sdkVersion.length <= 20 && !/^[-.]/.test(inputs.sdkVersion)).toBe(true);
    }
    for (const option of inputs.loader ?? []) expect(LOADER_OPTIONS).toContain(option);
    if (inputs.newProject !== undefined) {
      const { team, platform } = inputs.newProject;
      expectWord(team, '-_');
      if (platform !== undefined) expectWord(platform, '-_');
      expect(inputs.project).toBe(inputs.project.toLowerCase());
      expect(consistsOf(inputs.project, DIGITS)).toBe(false);
    }
    expect(['reuse', 'update', 'rotate', 'create', 'fail']).toContain(inputs.ifExists);
    expect(['present', 'absent']).toContain(inputs.state);
    expect(['deactivate', 'delete']).toContain(inputs.retire);
    for (const flag of [ephemeral, dryRun, mask]) {
      expect([true, false]).toContain(flag);
    }
    expectWhole(sentry.timeout, 3600);
    if (inputs.envName !== undefined) {
      expectVariable(inputs.envName);
      expect(['PATH', 'NODE_OPTIONS', 'HOME', 'ENV']).not.toContain(inputs.envName.toUpperCase());
      expect(inputs.envName).not.toMatch(/^(?:LD|RUNNER|ACTIONS|INPUT)_/i);
    }
    expect(inputs.destinations.length > 0).toBe(github !== undefined);
    if (github !== undefined) {
      expect(isVisibleAscii(github.token)).toBe(true);
      expectBase(github.apiUrl);
    }
    expect(new Set(inputs.destinations.map((it) => JSON.stringify(it))).size).toBe(
      inputs.destinations.length,
    );
    for (const destination of inputs.destinations) expectDestination(destination);
  }

  function expectDestination(destination: Destination): void {
    const { owner } = destination;
    expectVariable(destination.name);
    if (destination.kind === 'secret') {
      expect(['actions', 'dependabot', 'codespaces']).toContain(destination.store);
    }
    if (owner.kind === 'organization') {
      expectWord(owner.org, '-_');
      expect(['private', 'all']).toContain(owner.visibility);
      return;
    }
    expectWord(owner.owner, '-_');
    expectWord(owner.repo, '-_.');
    expect(['.', '..']).not.toContain(owner.repo);
    if (owner.kind === 'environment') {
      if (destination.kind === 'secret') expect(destination.store).toBe('actions');
      expect(isOneLine(owner.environment) && owner.environment.length <= 255).toBe(true);
      expect(owner.environment).not.toBe('');
    }
  }

  function expectWord(text: string, marks: string): void {
    expect(consistsOf(text, `${LETTERS}${DIGITS}${marks}`) && text.length <= 100).toBe(true);
  }

  function expectVariable(name: string): void {
    expect(consistsOf(name, `${LETTERS}${DIGITS}_`) && !DIGITS.includes(name.charAt(0))).toBe(true);
    expect(name.toUpperCase().startsWith('GITHUB_')).toBe(false);
  }

  function expectWhole(number: number, most: number): void {
    expect(Number.isInteger(number) && number >= 1 && number <= most).toBe(true);
  }
});
