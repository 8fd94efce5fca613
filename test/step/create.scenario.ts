/** A step that creates a key: what it sends, and everything that it leaves for the workflow. */
import { dsnOf, PROJECT_ID, scenario, TOKEN } from '../harness/scenario.ts';
import { checkWith, createBody, matching, type Row } from './row.ts';

test('creates the key and sets its outputs', async () => {
  await scenario({}, async ({ sentry, run }) => {
    const inputs = { 'if-exists': 'create', 'rate-limit': '1000/1h', 'env-name': 'SENTRY_DSN' };
    const result = await run({ name: ' ci ', ...inputs });

    const [key, ...others] = sentry.keys('web');
    if (key === undefined || others.length > 0) throw new Error('there is not one key');
    expect(key).toMatchObject({ name: 'ci', rateLimit: { count: 1000, window: 3600 } });
    expect(sentry.requests).toMatchObject([
      {
        method: 'POST',
        path: '/api/0/projects/acme/web/keys/',
        query: {},
        headers: {
          authorization: `Bearer ${TOKEN}`,
          'user-agent': expect.stringMatching(/^sentry-client-key\/\d+\.\d+\.\d+ /) as string,
        },
      },
    ]);

    const { key: answer, ...outputs } = result.outputs;
    const ingest = `${sentry.url}/api/${PROJECT_ID}`;
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
    const variables = { SENTRY_DSN: outputs['dsn'] };
    expect(result).toMatchObject({ exitCode: 0, warnings: [], errors: [], variables, state: {} });
    expect(result.log).toBe(
      `Client key "ci" in acme/web: created. See ${sentry.url}/settings/acme/projects/web/keys/${key.id}/`,
    );
  });
});

test('takes org, project, token and url from the variables of the Sentry tools', async () => {
  await scenario({ path: '/sentry' }, async ({ sentry, run }) => {
    const none = { token: '', org: '', project: '', url: ' ' };
    const result = await run(none, {
      SENTRY_AUTH_TOKEN: TOKEN,
      SENTRY_ORG: 'acme',
      SENTRY_PROJECT: String(PROJECT_ID),
      SENTRY_URL: `${sentry.url}/`,
    });

    expect(result.outputs['dsn']).toBe(sentry.keys('web').map((key) => dsnOf(sentry, key))[0]);
    const path = `/sentry/api/0/projects/acme/${PROJECT_ID}/keys/`;
    expect(sentry.requests).toMatchObject([{ path }]);
  });
});

test.each<Row>([
  {
    title: 'sends what is asked and nothing else',
    with: { 'rate-limit': '5/60', 'use-case': 'user' },
    bodies: [{ ...createBody, rateLimit: { count: 5, window: 60 }, useCase: 'user' }],
  },
  {
    title: 'warns where the plan has no rate limits',
    options: { rateLimits: false },
    with: { 'rate-limit': '1000/1h' },
    outputs: { 'rate-limit': 'none' },
    warnings: [
      'Sentry created the client key without the rate limit 1000/3600: it drops the limit silently ' +
        "where the organization's plan has no rate limits for keys.",
    ],
  },
])('$title', checkWith({ with: { 'if-exists': 'create' }, calls: ['create'], key: 0 }));

/** Endpoints with the public key in their address. */
const carriers = 'csp security minidump nel unreal crons cdn playstation';

test.each([
  { mask: 'true', masked: `dsn dsn-secret ${carriers}`.split(' ') },
  { mask: 'false', masked: ['dsn-secret'] },
])('with mask: $mask it masks the token, the secret key and $masked', async ({ mask, masked }) => {
  await scenario({}, async ({ run }) => {
    const { masks, outputs, summary } = await run({ mask });

    const { secret } = JSON.parse(outputs['key'] ?? '') as { secret: string };
    const expected = [TOKEN, secret, ...masked.map((name) => outputs[name] ?? '')];
    expect([...masks].sort()).toEqual(expected.sort());
    const state = mask === 'true' ? 'masked' : 'not masked';
    expect(summary).toContain(`| DSN | step output dsn (${state}) |`);
  });
});

describe('the job summary', () => {
  test('is a table with a link and without a DSN', async () => {
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
        '| DSN | step output dsn (masked) |',
        `| Settings | [Open in Sentry](${page}) |`,
      ]);
    });
  });

  test.each([
    { what: 'the runner has none', file: undefined, warnings: [] },
    {
      what: 'it cannot be written, with a warning',
      file: '/nowhere/summary',
      warnings: [/^The file that GITHUB_STEP_SUMMARY names could not be written/],
    },
  ])('is left out where $what', async ({ file, warnings }) => {
    await scenario({}, async ({ run }) => {
      const result = await run({ name: 'ci' }, { GITHUB_STEP_SUMMARY: file });
      expect(result).toMatchObject({ exitCode: 0, warnings: matching(warnings), summary: '' });
    });
  });
});

test.each([
  { file: 'GITHUB_OUTPUT', inputs: {} },
  { file: 'GITHUB_ENV', inputs: { 'env-name': 'SENTRY_DSN' } },
  { file: 'GITHUB_STATE', inputs: { ephemeral: 'true' } },
])('sends nothing where $file cannot be written', async ({ file, inputs }) => {
  await scenario({}, async ({ sentry, run }) => {
    const result = await run(inputs, { [file]: '/nowhere/file' });
    expect(result).toMatchObject({ exitCode: 1, errors: [expect.stringContaining(file)] });
    expect(sentry.requests).toEqual([]);
  });
});
