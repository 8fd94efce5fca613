import { scenario } from '../harness/scenario.ts';

test('a renamed project is followed by hand, and the new slug is told once', async () => {
  await scenario({}, async ({ sentry, run }) => {
    sentry.renameProject('web', 'website');
    const result = await run({ name: 'ci' });

    expect(result).toMatchObject({ exitCode: 0, outputs: { outcome: 'created' } });
    expect(result.warnings).toEqual([
      'The project acme/web was renamed to "website". It is used this time; write ' +
        'project: website into the workflow.',
    ]);
    expect(result.log).toContain('Client key "ci" in acme/website: created.');
    expect(result.summary).toContain('/settings/acme/projects/website/keys/');
    expect(sentry.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /api/0/projects/acme/web/keys/',
      'GET /api/0/projects/acme/website/keys/',
      'POST /api/0/projects/acme/website/keys/',
      'GET /api/0/projects/acme/website/keys/',
    ]);
  });
});

test('a create keeps its method and its body', async () => {
  await scenario({}, async ({ sentry, run }) => {
    sentry.renameProject('web', 'website');
    const result = await run({ name: 'ci', 'if-exists': 'create', 'rate-limit': '5/60' });

    expect(result.exitCode).toBe(0);
    const body = { name: 'ci', rateLimit: { count: 5, window: 60 } };
    expect(sentry.requests).toMatchObject([
      { method: 'POST', path: '/api/0/projects/acme/web/keys/', status: 302, body },
      { method: 'POST', path: '/api/0/projects/acme/website/keys/', status: 201, body },
    ]);
  });
});

test('a second redirect is not followed', async () => {
  await scenario({}, async ({ sentry, run }) => {
    for (const slug of ['one', 'two', 'three']) {
      sentry.fault({
        strike: 'answer',
        status: 302,
        headers: { location: `/api/0/projects/acme/${slug}/keys/` },
        body: JSON.stringify({ slug, detail: { extra: { slug } } }),
      });
    }
    const result = await run({ name: 'ci' });

    expect(result.exitCode).toBe(1);
    expect(result.errors).toEqual([expect.stringMatching(/redirect \(302\).*not followed/)]);
    expect(sentry.requests).toHaveLength(2);
  });
});
