/** The DSN is stored at a local GitHub, which opens the boxes that it gets. */
import {
  type Fault,
  type LocalGitHub,
  type Permission,
  primaryLimit,
  secondaryLimit,
  startLocalGitHub,
  type Stored,
} from '../local-github/index.ts';
import { inProcess } from '../harness/in-process.ts';
import { runStep, type StepResult } from '../harness/local-runner.ts';
import { badGateway } from '../local-sentry/index.ts';
import { dsnOf, type Scenario, scenario, secretsOf, TOKEN } from '../harness/scenario.ts';

const GITHUB_TOKEN = `github_pat_${'7e'.repeat(30)}`;

interface Storing extends Scenario {
  readonly github: LocalGitHub;
  /** Runs a step that stores what `more` says with a token that may. */
  readonly store: (more: Record<string, string>) => Promise<StepResult>;
}

async function storing(
  permissions: readonly Permission[],
  act: (storing: Storing) => Promise<void>,
  token: { kind?: 'installation' | 'personal'; repositories?: readonly string[] } = {
    kind: 'personal',
  },
): Promise<void> {
  const github = await startLocalGitHub();
  github.addToken(GITHUB_TOKEN, permissions, token);
  try {
    await scenario({}, async (place) => {
      const { sentry, given } = place;
      const secrets = () => [GITHUB_TOKEN, ...secretsOf(sentry)];
      const env = { GITHUB_API_URL: github.url, RUNNER_DEBUG: '1' };
      await act({
        ...place,
        github,
        store: (more) =>
          runStep({
            with: { ...given, name: 'ci', 'github-token': GITHUB_TOKEN, ...more },
            env,
            secrets,
          }),
      });
    });
  } finally {
    await github.close();
  }
}

const secret = { 'secret-name': 'SENTRY_DSN' };
const variable = { 'variable-name': 'SENTRY_DSN' };

test.each<[string, Record<string, string>, Permission[], string[]]>([
  ['a repository', {}, ['secrets'], ['repos/acme/web/actions']],
  [
    'all stores of a repository',
    { 'secret-stores': 'actions, dependabot, codespaces' },
    ['secrets', 'dependabot_secrets', 'codespaces_secrets'],
    ['repos/acme/web/actions', 'repos/acme/web/dependabot', 'repos/acme/web/codespaces'],
  ],
  [
    'an environment',
    { environment: 'production' },
    ['environments'],
    ['repos/acme/web/environments/production'],
  ],
  [
    'an environment whose name has to be escaped',
    { environment: 'preview/eu west' },
    ['environments'],
    ['repos/acme/web/environments/preview/eu west'],
  ],
  [
    'all stores of an organization',
    { organization: 'acme', 'secret-stores': 'actions,dependabot,codespaces' },
    ['organization_secrets', 'organization_dependabot_secrets', 'organization_codespaces_secrets'],
    ['orgs/acme/actions', 'orgs/acme/dependabot', 'orgs/acme/codespaces'],
  ],
])('the DSN becomes a secret of %s', async (_whose, more, permissions, targets) => {
  await storing(permissions, async ({ github, sentry, store }) => {
    const result = await store({ ...secret, ...more });

    const [key] = sentry.keys('web');
    if (key === undefined) throw new Error('there is no key');
    expect(result).toMatchObject({ exitCode: 0, errors: [], outputs: { 'key-id': key.id } });
    for (const target of targets) {
      expect(github.secret(target, 'SENTRY_DSN')).toEqual({
        value: dsnOf(sentry, key),
        ...(target.startsWith('orgs/') && { visibility: 'private' }),
      });
    }
    const stored = result.log.split('\n').filter((line) => line.startsWith('Stored the DSN in'));
    expect(stored).toHaveLength(targets.length);
    expect(result.masks).toContain(GITHUB_TOKEN);
  });
});

test.each<[string, Record<string, string>, Permission, string]>([
  ['a repository', {}, 'variables', 'repos/acme/web'],
  [
    'an environment',
    { environment: 'production' },
    'environments',
    'repos/acme/web/environments/production',
  ],
  [
    'an organization',
    { organization: 'acme', visibility: 'all' },
    'organization_variables',
    'orgs/acme',
  ],
])('the DSN becomes a variable of %s, and again', async (_whose, more, permission, target) => {
  await storing([permission], async ({ github, sentry, store }) => {
    const all = target.startsWith('orgs/') ? { visibility: 'all' } : {};
    for (const ifExists of ['reuse', 'rotate']) {
      const result = await store({ ...variable, ...more, 'if-exists': ifExists });

      expect(result).toMatchObject({ exitCode: 0, errors: [] });
      const newest = sentry.keys('web').at(-1);
      if (newest === undefined) throw new Error('there is no key');
      expect(github.variable(target, 'SENTRY_DSN')).toEqual({
        value: dsnOf(sentry, newest),
        ...all,
      });
    }
    // An organization's is also looked at for its visibility.
    const looks = Array<string>(target.startsWith('orgs/') ? 2 : 1).fill('get-variable');
    expect(github.requests.map(({ call }) => call)).toEqual([
      ...looks,
      'create-variable',
      ...looks,
      'create-variable',
      'update-variable',
    ]);
  });
});

describe('what an organization has already', () => {
  const acme = { organization: 'acme' };
  const everything = {
    ...acme,
    ...secret,
    ...variable,
    'secret-stores': 'actions,dependabot,codespaces',
  };
  const kept = { value: 'kept', visibility: 'selected' };

  const places = [
    {
      what: 'secret',
      target: 'orgs/acme/actions',
      given: { ...acme, ...secret },
      permission: 'organization_secrets',
    },
    {
      what: 'Dependabot secret',
      target: 'orgs/acme/dependabot',
      given: { ...acme, ...secret, 'secret-stores': 'dependabot' },
      permission: 'organization_dependabot_secrets',
    },
    {
      what: 'Codespaces secret',
      target: 'orgs/acme/codespaces',
      given: { ...acme, ...secret, 'secret-stores': 'codespaces' },
      permission: 'organization_codespaces_secrets',
    },
    {
      what: 'variable',
      target: 'orgs/acme',
      given: { ...acme, ...variable },
      permission: 'organization_variables',
    },
  ] as const;

  /** Sets up the secret or variable of a target, and says how it is read. */
  function existing(
    github: LocalGitHub,
    { what, target }: (typeof places)[number],
    stored: Stored,
  ): () => Stored | undefined {
    if (what === 'variable') {
      github.addVariable(target, 'SENTRY_DSN', stored);
      return () => github.variable(target, 'SENTRY_DSN');
    }
    github.addSecret(target, 'SENTRY_DSN', stored);
    return () => github.secret(target, 'SENTRY_DSN');
  }

  test.each(
    places.flatMap((place) => [
      { ...place, visibility: 'private', whom: 'all private ones' },
      { ...place, visibility: 'all', whom: 'all' },
    ]),
  )(
    'a $what for selected repositories is not given to $whom',
    async ({ visibility, whom, ...place }) => {
      await storing([place.permission], async ({ github, sentry, store }) => {
        const stored = existing(github, place, kept);
        const result = await store({ ...place.given, visibility });

        const input = place.what === 'variable' ? 'variable-name' : 'secret-name';
        expect(result).toMatchObject({ exitCode: 1, outputs: {} });
        expect(result.errors).toEqual([
          `GitHub has the ${place.what} SENTRY_DSN of the organization acme for selected ` +
            `repositories only, and storing the DSN would give it to ${whom}. Write another ` +
            `${input}, or change or delete it at GitHub first.`,
        ]);
        expect(sentry.requests).toEqual([]);
        expect(stored()).toEqual(kept);
        expect(new Set(github.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
      });
    },
  );

  test.each(
    places.flatMap((place) => [
      { ...place, before: 'all', visibility: 'private' },
      { ...place, before: 'private', visibility: 'all' },
    ]),
  )(
    'a $what for $before is replaced by one for $visibility',
    async ({ before, visibility, ...place }) => {
      await storing([place.permission], async ({ github, store }) => {
        const stored = existing(github, place, { value: 'old', visibility: before });
        const result = await store({ ...place.given, visibility });

        expect(result).toMatchObject({ exitCode: 0, errors: [] });
        expect(stored()).toEqual({ value: result.outputs['dsn'], visibility });
      });
    },
  );

  const permissions = places.map(({ permission }) => permission);

  test('the last of several places stops all of them', async () => {
    await storing(permissions, async ({ github, sentry, store }) => {
      github.addVariable('orgs/acme', 'SENTRY_DSN', kept);
      const result = await store(everything);

      expect(result.errors).toEqual([
        expect.stringContaining('the variable SENTRY_DSN of the org'),
      ]);
      expect(sentry.requests).toEqual([]);
      expect(github.secret('orgs/acme/actions', 'SENTRY_DSN')).toBeUndefined();
    });
  });

  test('a dry run tells it, too', async () => {
    await storing(permissions, async ({ github, store }) => {
      github.addSecret('orgs/acme/codespaces', 'SENTRY_DSN', kept);
      expect(await store({ ...everything, 'dry-run': 'true' })).toMatchObject({
        exitCode: 1,
        errors: [expect.stringContaining('for selected repositories only')],
      });
    });
  });

  test('each place is looked at once, and only where it belongs to an organization', async () => {
    await storing([...permissions, 'secrets', 'environments'], async ({ github, store }) => {
      const looks = () =>
        github.requests
          .splice(0)
          .filter(({ method, path }) => method === 'GET' && path.endsWith('/SENTRY_DSN'))
          .map(({ path }) => path);
      expect(await store(everything)).toMatchObject({ exitCode: 0 });
      expect(looks()).toEqual([
        '/orgs/acme/actions/secrets/SENTRY_DSN',
        '/orgs/acme/dependabot/secrets/SENTRY_DSN',
        '/orgs/acme/codespaces/secrets/SENTRY_DSN',
        '/orgs/acme/actions/variables/SENTRY_DSN',
      ]);

      expect(await store(secret)).toMatchObject({ exitCode: 0 });
      const environment = { ...secret, ...variable, environment: 'production' };
      expect(await store(environment)).toMatchObject({ exitCode: 0 });
      expect(looks()).toEqual([]);
    });
  });

  test.each<[string, Partial<Fault>, RegExp]>([
    ['a refusal', { status: 401, body: '{"message":"no"}' }, /look at the secret .*"no" \(401\)/],
    ['another', { status: 403, body: '{"message":"no"}' }, /"no" \(403\)\. The token needs/],
    ['a teapot', { status: 418, body: '{"message":"no coffee"}' }, /"no coffee" \(418\)/],
    ['no visibility', { status: 200, body: '{"name":"SENTRY_DSN"}' }, /cannot be read .*look at/],
    ['an unknown one', { status: 200, body: '{"visibility":"some"}' }, /cannot be read .*look at/],
    ['an answer that is none', { status: 200, body: 'null' }, /cannot be read .*look at/],
  ])('nothing is created where that is not known: %s', async (_what, fault, error) => {
    await storing(permissions, async ({ github, sentry, store }) => {
      github.fault({ call: 'get-secret', strike: 'answer', ...fault });
      const result = await store({ ...acme, ...secret });

      expect(result.exitCode).toBe(1);
      expect(result.errors).toEqual([expect.stringMatching(error)]);
      expect(github.requests.map(({ call }) => call)).toEqual(['public-key', 'get-secret']);
      expect(sentry.requests).toEqual([]);
    });
  });

  test.each<[string, Fault]>([
    ['500', { strike: 'answer', status: 500 }],
    ['502', badGateway()],
    ['a connection that is reset', { strike: 'reset' }],
    ['a secondary limit', secondaryLimit('1')],
  ])('what passes is waited for: %s', async (_what, fault) => {
    await storing(permissions, async ({ github, sentry, store }) => {
      github.addSecret('orgs/acme/actions', 'SENTRY_DSN', kept);
      github.fault({ ...fault, call: 'get-secret' });
      const result = await store({ ...acme, ...secret });

      expect(result.errors).toEqual([expect.stringContaining('for selected repositories only')]);
      expect(github.requests.filter(({ call }) => call === 'get-secret')).toHaveLength(2);
      expect(sentry.requests).toEqual([]);
    });
  });
});

test('a secret of another repository, and a variable of this one, is one or the other', async () => {
  await storing(['secrets', 'variables'], async ({ github, store }) => {
    github.addRepository('acme/api');
    expect(await store({ ...secret, ...variable, repository: 'acme/api' })).toMatchObject({
      exitCode: 0,
    });
    expect(github.secret('repos/acme/api/actions', 'SENTRY_DSN')).toBeDefined();
    expect(github.variable('repos/acme/api', 'SENTRY_DSN')).toBeDefined();
    expect(github.secret('repos/acme/web/actions', 'SENTRY_DSN')).toBeUndefined();
  });
});

test('reuse stores again, so that a deleted secret comes back', async () => {
  await storing(['secrets'], async ({ github, sentry, store }) => {
    sentry.addKey('web', { name: 'ci', dateCreated: '2025-01-01T00:00:00Z' });
    const result = await store(secret);

    expect(result.outputs['outcome']).toBe('reused');
    const { value } = github.secret('repos/acme/web/actions', 'SENTRY_DSN') ?? {};
    expect(value).toBe(result.outputs['dsn']);
  });
});

test('the job summary names every place, and no DSN', async () => {
  await storing(['secrets', 'variables'], async ({ store }) => {
    const { summary } = await store({ ...secret, ...variable, 'env-name': 'SENTRY_DSN' });

    expect(summary.split(/\r?\n/).filter((line) => line.startsWith('| DSN'))).toEqual([
      '| DSN | step output dsn &#40;masked&#41; |',
      '| DSN | the environment variable SENTRY&#95;DSN of later steps |',
      '| DSN | the secret SENTRY&#95;DSN of acme/web |',
      '| DSN | the variable SENTRY&#95;DSN of acme/web |',
    ]);
  });
});

test('env-name gives the DSN to later steps', async () => {
  await scenario({}, async ({ sentry, run }) => {
    const result = await run({ 'env-name': 'SENTRY_DSN' });

    expect(result.variables).toEqual({ SENTRY_DSN: result.outputs['dsn'] });
    expect(result.masks).toContain(result.variables['SENTRY_DSN']);
    expect(await run({ 'env-name': 'X' }, { GITHUB_ENV: '/nowhere/env' })).toMatchObject({
      exitCode: 1,
      errors: [expect.stringContaining('GITHUB_ENV')],
    });
    expect(sentry.keys('web')).toHaveLength(1);
  });
});

describe('nothing is created where the DSN could not be stored', () => {
  test.each<[string, Record<string, string>, Permission[], Parameters<typeof storing>[2], RegExp]>([
    [
      "the workflow's own token",
      secret,
      [],
      { kind: 'installation' },
      /look at the secret SENTRY_DSN of acme\/web: "Resource not accessible by integration" \(403\)\. The token needs the repository permission "Secrets: write"\. The GITHUB_TOKEN of a workflow cannot have it: make a fine-grained/,
    ],
    [
      'a personal token without the permission',
      variable,
      ['secrets'],
      { kind: 'personal' },
      /look at the variable .*by personal access token" \(403\)\. The token needs the repository permission "Variables: write"/,
    ],
    [
      'a repository that the token does not see',
      secret,
      ['secrets'],
      { kind: 'personal', repositories: ['acme/api'] },
      /\(404\)\. It does not exist, or github-token may not see it: check repository\. The token needs/,
    ],
    [
      'an environment that does not exist',
      { ...secret, environment: 'nowhere' },
      ['environments'],
      { kind: 'personal' },
      /\(404\).*check repository, and that it has an environment "nowhere"/,
    ],
    [
      'an organization that does not exist',
      { ...secret, organization: 'nobody' },
      ['organization_secrets'],
      { kind: 'personal' },
      /\(404\).*check organization\. The token needs the organization permission "Secrets: write"/,
    ],
    [
      'one store of three',
      { ...secret, 'secret-stores': 'actions,dependabot,codespaces' },
      ['secrets', 'codespaces_secrets'],
      { kind: 'personal' },
      /the Dependabot secret SENTRY_DSN .*"Dependabot secrets: write"/,
    ],
  ])('%s', async (_what, more, permissions, token, error) => {
    await storing(
      permissions,
      async ({ github, sentry, store }) => {
        const result = await store(more);

        expect(result).toMatchObject({ exitCode: 1, outputs: {}, variables: {} });
        expect(result.errors).toEqual([expect.stringMatching(error)]);
        expect(sentry.requests).toEqual([]);
        expect(new Set(github.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
      },
      token,
    );
  });

  test('a token that GitHub does not know', async () => {
    await storing([], async ({ sentry, store }) => {
      const result = await store({ ...secret, 'github-token': 'ghp_unknown' });

      expect(result.errors).toEqual([
        expect.stringMatching(
          /"Bad credentials" \(401\)\. Check that github-token is copied whole/,
        ),
      ]);
      expect(sentry.requests).toEqual([]);
    });
  });

  test.each<[string, Partial<Fault>, RegExp]>([
    [
      'a redirect',
      { status: 301, headers: { location: 'http://127.0.0.1:1/' } },
      /\(301\).*renamed/,
    ],
    ['a key that is none', { status: 200, body: '{"key_id":"1","key":"AAAA"}' }, /no public key/],
    ['an answer that is none', { status: 200, body: '[]' }, /no public key/],
    ['a plan without', { status: 422, body: '{"message":"no"}' }, /"no" \(422\)/],
    ['a teapot', { status: 418, body: '{"message":"no coffee"}' }, /"no coffee" \(418\)/],
  ])('%s', async (_what, fault, error) => {
    await storing(['secrets'], async ({ github, sentry, store }) => {
      github.fault({ strike: 'answer', ...fault });
      const result = await store(secret);

      expect(result.exitCode).toBe(1);
      expect(result.errors).toEqual([expect.stringMatching(error)]);
      expect(github.requests).toHaveLength(1);
      expect(sentry.requests).toEqual([]);
    });
  });
});

describe('what passes is waited for', () => {
  test.each<[string, Fault]>([
    ['502, twice', { ...badGateway(), times: 2 }],
    ['a connection that is reset', { strike: 'reset' }],
    ['a secondary limit', secondaryLimit('1')],
    ['a primary limit', primaryLimit(1)],
    ['a secret whose answer was lost', { call: 'put-secret', strike: 'reset', when: 'after' }],
    [
      'a variable whose answer was lost',
      { call: 'create-variable', strike: 'cut-off', when: 'after' },
    ],
  ])('%s', async (_what, fault) => {
    await storing(['secrets', 'variables'], async ({ github, sentry, store }) => {
      github.fault(fault);
      const result = await store({ ...secret, ...variable });

      const [key] = sentry.keys('web');
      if (key === undefined) throw new Error('there is no key');
      expect(result).toMatchObject({ exitCode: 0, errors: [] });
      expect(result.log).toMatch(
        /(GitHub answered \d+|No answer from GitHub: .*); asking again in/,
      );
      const value = dsnOf(sentry, key);
      expect(github.secret('repos/acme/web/actions', 'SENTRY_DSN')?.value).toBe(value);
      expect(github.variable('repos/acme/web', 'SENTRY_DSN')?.value).toBe(value);
    });
  });

  test('but not longer than there is time', async () => {
    await storing(['secrets'], async ({ github, sentry, store }) => {
      github.fault({ ...secondaryLimit('3600'), times: Infinity });
      const result = await store(secret);

      expect(result.errors).toEqual([
        expect.stringMatching(/secondary rate limit.* GitHub limits requests at the moment/),
      ]);
      expect(github.requests).toHaveLength(1);
      expect(sentry.requests).toEqual([]);
    });
  });
});

test('what Sentry takes of the time is not taken from GitHub', async () => {
  const github = await startLocalGitHub();
  github.addToken(GITHUB_TOKEN, ['secrets']);
  try {
    await inProcess({}, async ({ sentry, run }) => {
      // Each has 60 seconds: together they wait for 90.
      sentry.fault({ strike: 'answer', status: 429, headers: { 'retry-after': '45' } });
      github.fault({ ...secondaryLimit('45'), call: 'put-secret' });
      const inputs = { ...secret, name: 'ci', timeout: '60', 'github-token': GITHUB_TOKEN };
      const env = { GITHUB_API_URL: github.url, GITHUB_REPOSITORY: 'acme/web' };
      const result = await run(inputs, false, env);

      expect(result).toMatchObject({ exitCode: 0, errors: [] });
      expect(github.secret('repos/acme/web/actions', 'SENTRY_DSN')).toBeDefined();
    });
  } finally {
    await github.close();
  }
});

test('rotate keeps the old key where the new DSN could not be stored, and the next run heals it', async () => {
  await storing(['secrets', 'variables'], async ({ github, sentry, store }) => {
    const old = sentry.addKey('web', { name: 'ci' });
    const rotate = { ...secret, ...variable, 'if-exists': 'rotate' };
    github.fault({ call: 'put-secret', strike: 'answer', status: 403, body: '{"message":"no"}' });
    const failed = await store(rotate);

    expect(failed.exitCode).toBe(1);
    expect(failed.errors).toEqual([
      expect.stringMatching(
        /^The DSN of the client key "ci" could not be stored everywhere\. GitHub did not let the step write the secret SENTRY_DSN of acme\/web: "no" \(403\)/,
      ),
    ]);
    expect(failed.log).toContain('Could not store the DSN in the secret SENTRY_DSN of acme/web.');
    expect(failed.log).toContain('Stored the DSN in the variable SENTRY_DSN of acme/web.');
    expect(failed.summary).toContain('| DSN missing | the secret SENTRY&#95;DSN of acme/web |');
    expect(failed.summary).toContain('| DSN | the variable SENTRY&#95;DSN of acme/web |');
    expect(sentry.keys('web').map(({ isActive }) => isActive)).toEqual([true, true]);

    const healed = await store(rotate);
    expect(healed).toMatchObject({ exitCode: 0, outputs: { outcome: 'rotated', retired: '2' } });
    const active = sentry.keys('web').filter(({ isActive }) => isActive);
    expect(active.map(({ id }) => id)).toEqual([healed.outputs['key-id']]);
    expect(active[0]?.id).not.toBe(old.id);
    expect(github.secret('repos/acme/web/actions', 'SENTRY_DSN')?.value).toBe(
      healed.outputs['dsn'],
    );
  });
});

test('a dry run checks the targets and writes nothing', async () => {
  await storing(['secrets'], async ({ github, store }) => {
    expect(await store({ ...secret, 'env-name': 'X', 'dry-run': 'true' })).toMatchObject({
      exitCode: 0,
      variables: {},
    });
    expect(github.requests.map(({ call }) => call)).toEqual(['public-key']);

    expect(await store({ ...variable, 'dry-run': 'true' })).toMatchObject({
      exitCode: 1,
      errors: [expect.stringContaining('"Variables: write"')],
    });
  });
});

test('state: absent stores nothing and asks GitHub nothing', async () => {
  await storing([], async ({ github, store }) => {
    expect(await store({ ...secret, state: 'absent' })).toMatchObject({ exitCode: 0 });
    expect(github.requests).toEqual([]);
  });
});

test("each token goes to its own server only, and GitHub's client is asked nothing else", async () => {
  await storing(['secrets'], async ({ github, sentry, store }) => {
    await store(secret);

    expect(JSON.stringify(github.requests)).not.toContain(TOKEN);
    expect(JSON.stringify(sentry.requests)).not.toContain(GITHUB_TOKEN);
    expect(github.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /repos/acme/web/actions/secrets/public-key',
      'PUT /repos/acme/web/actions/secrets/SENTRY_DSN',
    ]);
  });
});

test('Enterprise Server has its API under a path', async () => {
  const github = await startLocalGitHub({ path: '/api/v3' });
  github.addToken(GITHUB_TOKEN, ['secrets']);
  try {
    await scenario({}, async ({ run }) => {
      const inputs = { ...secret, 'github-token': GITHUB_TOKEN };
      expect(await run(inputs, { GITHUB_API_URL: github.url })).toMatchObject({ exitCode: 0 });
      expect(github.secret('repos/acme/web/actions', 'SENTRY_DSN')).toBeDefined();
    });
  } finally {
    await github.close();
  }
});
