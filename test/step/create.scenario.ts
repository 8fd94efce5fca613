/** A step that creates a key: what it sends, and everything that it leaves for the workflow. */
import { dsnOf, PROJECT_ID, scenario, TOKEN } from '../harness/scenario.ts';
import { check } from './row.ts';

test('creates the key and sets its outputs', async () => {
  await scenario({}, async ({ sentry, run }) => {
    const inputs = { mode: 'create', 'rate-limit': '1000/1h', 'env-name': 'SENTRY_DSN' };
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
    const page = `${sentry.url}/settings/acme/projects/web/keys/${key.id}/`;
    const about = { project: 'web', name: 'ci', 'key-id': key.id, 'rate-limit': '1000/3600', page };
    const dsn = dsnOf(sentry, key);
    const { keys: elements, ...single } = outputs;
    expect(single).toEqual({
      ...about,
      dsn,
      'project-id': String(PROJECT_ID),
      'project-created': 'false',
      outcome: 'created',
      retired: '0',
      changed: 'true',
      failed: '0',
    });
    expect(JSON.parse(elements ?? '')).toEqual([
      {
        ...about,
        dsn,
        'project-id': String(PROJECT_ID),
        'project-created': false,
        outcome: 'created',
        retired: 0,
        changed: true,
      },
    ]);
    // With the addresses that are no outputs of their own.
    expect(JSON.parse(answer ?? '')).toMatchObject({
      id: key.id,
      dsn: { public: dsn, csp: expect.stringContaining('/csp-report/') as string },
    });
    const variables = { SENTRY_DSN: dsn };
    expect(result).toMatchObject({ exitCode: 0, warnings: [], errors: [], variables, state: {} });
    expect(result.log).toBe(
      'Create the client key "ci" in acme/web, rate limit 1000/1h.\n' +
        `Client key "ci" in acme/web: created. See ${page}`,
    );
  });
});

test('reads the key once more before it warns of a limit that is missing in the answer', () =>
  check({
    calls: ['create', 'get'],
    options: { rateLimits: false },
    with: { mode: 'create', 'rate-limit': '1000/1h' },
    outputs: { 'rate-limit': 'none' },
    warnings: [
      'Sentry created the client key without the rate limit 1000/1h. It drops the limit silently ' +
        "if the organization's plan has no rate limits for keys.",
    ],
    key: 0,
  }));

/** Addresses with the public key in them. */
const carriers = 'public csp security minidump nel unreal crons cdn playstation'.split(' ');

test.each([
  { mask: 'true', masked: carriers },
  { mask: 'false', masked: [] },
])('with mask: $mask it masks the token, both secrets and $masked', async ({ mask, masked }) => {
  await scenario({}, async ({ run }) => {
    const { masks, outputs } = await run({ mask });

    const { secret, dsn } = JSON.parse(outputs['key'] ?? '') as { secret: string; dsn: Record<string, string> };
    const expected = [TOKEN, secret, ...['secret', ...masked].map((name) => dsn[name] ?? '')];
    expect([...masks].sort()).toEqual(expected.sort());
  });
});

test.each([
  { file: 'GITHUB_OUTPUT', inputs: {} },
  { file: 'GITHUB_ENV', inputs: { 'env-name': 'SENTRY_DSN' } },
  { file: 'GITHUB_STATE', inputs: { mode: 'create', ephemeral: 'true' } },
])('sends nothing if $file cannot be written', async ({ file, inputs }) => {
  await scenario({}, async ({ sentry, run }) => {
    const result = await run(inputs, { [file]: '/nowhere/file' });
    expect(result).toMatchObject({ exitCode: 1, errors: [expect.stringContaining(file)] });
    expect(sentry.requests).toEqual([]);
  });
});
