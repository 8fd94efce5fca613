import { readFileSync } from 'node:fs';
import { dsnOf, PROJECT_ID, scenario, TOKEN } from '../harness/scenario.ts';

const { version } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { version: string };

test('creates the key that was asked for and sets its outputs', async () => {
  await scenario({}, async ({ sentry, run }) => {
    const result = await run({
      name: ' ci ',
      'if-exists': 'create',
      'rate-limit': '1000/1h',
      'use-case': 'user',
    });

    const [key, ...others] = sentry.keys('web');
    if (key === undefined) throw new Error('there is no key');
    expect(others).toEqual([]);
    expect(key).toMatchObject({ name: 'ci', rateLimit: { count: 1000, window: 3600 } });

    const ingest = `${sentry.url}/api/${PROJECT_ID}`;
    const { key: answer, ...outputs } = result.outputs;
    expect(outputs).toEqual({
      dsn: dsnOf(sentry, key),
      'dsn-secret': dsnOf(sentry, { ...key, id: `${key.id}:${key.secret ?? ''}` }),
      'key-id': key.id,
      name: 'ci',
      'project-id': String(PROJECT_ID),
      'rate-limit': '1000/3600',
      active: 'true',
      outcome: 'created',
      retired: '0',
      'project-created': 'false',
      csp: `${ingest}/csp-report/?sentry_key=${key.id}`,
      security: `${ingest}/security/?sentry_key=${key.id}`,
      minidump: `${ingest}/minidump/?sentry_key=${key.id}`,
      nel: `${ingest}/nel/?sentry_key=${key.id}`,
      unreal: `${ingest}/unreal/${key.id}/`,
      crons: `${ingest}/cron/___MONITOR_SLUG___/${key.id}/`,
      cdn: `${sentry.url}/js-sdk-loader/${key.id}.min.js`,
      playstation: `${ingest}/playstation/?sentry_key=${key.id}`,
      integration: `${ingest}/integration/`,
      'otlp-traces': `${ingest}/integration/otlp/v1/traces`,
      'otlp-logs': `${ingest}/integration/otlp/v1/logs`,
    });
    expect(JSON.parse(answer ?? '')).toMatchObject({ id: key.id, dsn: { public: outputs['dsn'] } });
    expect(result).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
    expect(result.log).toBe(
      `Client key "ci" in acme/web: created. See ${sentry.url}/settings/acme/projects/web/keys/${key.id}/`,
    );
  });
});

test.each([
  { more: {}, body: {} },
  { more: { 'rate-limit': 'none' }, body: {} },
  { more: { name: 'ci' }, body: { name: 'ci' } },
  { more: { 'rate-limit': '5/60' }, body: { rateLimit: { count: 5, window: 60 } } },
  { more: { 'use-case': 'user', mask: 'false' }, body: { useCase: 'user' } },
])('sends one POST that holds only what was asked: $more', async ({ more, body }) => {
  await scenario({}, async ({ sentry, run }) => {
    const result = await run({ 'if-exists': 'create', ...more });

    expect(result.exitCode).toBe(0);
    expect(sentry.requests).toHaveLength(1);
    expect(sentry.requests[0]).toMatchObject({
      method: 'POST',
      path: '/api/0/projects/acme/web/keys/',
      query: {},
      body,
      headers: {
        authorization: `Bearer ${TOKEN}`,
        'user-agent': expect.stringContaining(`sentry-client-key/${version} `) as string,
      },
    });
  });
});

test('takes IDs for slugs, and a base address with a path', async () => {
  await scenario({ path: '/sentry' }, async ({ sentry, run }) => {
    const result = await run({ url: `${sentry.url}/`, project: String(PROJECT_ID) });

    expect(result.exitCode).toBe(0);
    expect(sentry.requests.map(({ path }) => path)).toEqual([
      `/sentry/api/0/projects/acme/${PROJECT_ID}/keys/`,
    ]);
    expect(result.outputs['dsn']).toBe(sentry.keys('web').map((key) => dsnOf(sentry, key))[0]);
  });
});

test('falls back to the variables of the Sentry tools', async () => {
  await scenario({}, async ({ sentry, run }) => {
    const none = { token: '', org: '', project: '', url: ' ' };
    const variables = {
      SENTRY_AUTH_TOKEN: TOKEN,
      SENTRY_ORG: 'acme',
      SENTRY_PROJECT: 'web',
      SENTRY_URL: sentry.url,
    };

    expect(await run(none, variables)).toMatchObject({ exitCode: 0 });
    expect(sentry.keys('web')).toHaveLength(1);
  });
});

test.each(['older', 'glitchtip'] as const)(
  'takes the shorter answers of other servers: %s',
  async (dialect) => {
    await scenario({ dialect }, async ({ sentry, run }) => {
      const result = await run({ name: 'ci' });

      const [key] = sentry.keys('web');
      expect(result).toMatchObject({ exitCode: 0, warnings: [] });
      expect(result.outputs).toMatchObject({ 'key-id': key?.id, 'rate-limit': 'none' });
      expect(result.outputs).not.toHaveProperty('otlp-traces');
      expect(Object.keys(result.outputs)).toEqual(
        expect.arrayContaining(['dsn', 'security', 'key', 'name', 'project-id']),
      );
    });
  },
);

describe('what Sentry drops silently is said', () => {
  test('the plan has no rate limits', async () => {
    await scenario({ rateLimits: false }, async ({ run }) => {
      const result = await run({ 'rate-limit': '1000/1h' });

      expect(result.exitCode).toBe(0);
      expect(result.outputs['rate-limit']).toBe('none');
      expect(result.warnings).toEqual([
        'Sentry created the client key without the rate limit 1000/3600: it drops the limit ' +
          "silently where the organization's plan has no rate limits for keys.",
      ]);
    });
  });

  test('the use case is reserved', async () => {
    await scenario({}, async ({ run }) => {
      const result = await run({ 'use-case': 'demo' });

      expect(result.exitCode).toBe(0);
      expect(result.warnings).toEqual([
        'Sentry created the client key without the use case "demo": all but "user" are reserved ' +
          "to Sentry's own staff and dropped silently for everyone else.",
      ]);
    });
  });

  test('nothing is said where the use case counts', async () => {
    await scenario({}, async ({ sentry, run }) => {
      const staff = `sntryu_${'9c'.repeat(32)}`;
      sentry.addToken(staff, ['project:write', 'superuser']);

      expect(await run({ token: staff, 'use-case': 'demo' })).toMatchObject({ warnings: [] });
    });
  });
});

describe('masks', () => {
  test('token, secret key, DSNs and the endpoints that carry the key', async () => {
    await scenario({}, async ({ run }) => {
      const { masks, outputs } = await run({});

      const { secret } = JSON.parse(outputs['key'] ?? '') as { secret: string };
      const carriers = ['dsn', 'dsn-secret', 'csp', 'security', 'minidump', 'nel', 'unreal'];
      carriers.push('crons', 'cdn', 'playstation');
      expect([...masks].sort()).toEqual(
        [TOKEN, secret, ...carriers.map((name) => outputs[name] ?? '')].sort(),
      );
    });
  });

  test('with mask: false only what is secret', async () => {
    await scenario({}, async ({ run }) => {
      const { masks, outputs } = await run({ mask: 'false' });

      const { secret } = JSON.parse(outputs['key'] ?? '') as { secret: string };
      expect([...masks].sort()).toEqual([TOKEN, secret, outputs['dsn-secret'] ?? ''].sort());
    });
  });
});

describe('the job summary', () => {
  test('is a table with a link and no DSN', async () => {
    await scenario({}, async ({ sentry, run }) => {
      const { summary, outputs } = await run({ name: 'ci|<b>', 'rate-limit': '10/60s' });

      const page = `${sentry.url}/settings/acme/projects/web/keys/${outputs['key-id'] ?? ''}/`;
      expect(summary.trimEnd().split(/\r?\n/)).toEqual([
        '### Sentry client key',
        '',
        '| Project | acme/web |',
        '| :-- | :-- |',
        '| Client key | ci&#124;&#60;b&#62; |',
        '| Outcome | created |',
        '| Rate limit | 10/60 |',
        '| DSN | step output dsn &#40;masked&#41; |',
        `| Settings | [Open in Sentry](${page}) |`,
      ]);
    });
  });

  test('is left out where the runner has none', async () => {
    await scenario({}, async ({ run }) => {
      expect(await run({}, { GITHUB_STEP_SUMMARY: undefined })).toMatchObject({
        exitCode: 0,
        warnings: [],
        summary: '',
      });
    });
  });

  test('costs a warning, not the step, where it cannot be written', async () => {
    await scenario({}, async ({ run }) => {
      const result = await run({}, { GITHUB_STEP_SUMMARY: '/nowhere/summary' });

      expect(result.exitCode).toBe(0);
      expect(result.warnings).toEqual([
        expect.stringMatching(/^The file that GITHUB_STEP_SUMMARY names could not be written/),
      ]);
    });
  });
});

test('debug lines tell method, path, status and time, and nothing secret', async () => {
  await scenario({}, async ({ run }) => {
    expect((await run({}, { RUNNER_DEBUG: '1' })).debug).toEqual([
      expect.stringMatching(/^POST \/api\/0\/projects\/acme\/web\/keys\/: 201 after \d+ ms$/),
    ]);
    expect((await run({})).debug).toEqual([]);
  });
});
