/** Runs every file of examples/ unchanged. */
import { examples } from '../../scripts/workflows.ts';
import { addOldKey } from '../harness/old-key.ts';
import type { LocalGitHub } from '../local-github/index.ts';
import type { LocalSentry } from '../local-sentry/index.ts';
import { dsnOf, TOKEN } from '../harness/scenario.ts';
import { onStage, type Stage, type StageOptions } from './stage.ts';

interface Expectation extends Pick<StageOptions, 'permissions' | 'publicDsns' | 'warns'> {
  /** Runs the workflow as often as its promises need. */
  readonly play: (stage: Stage) => Promise<void>;
}

/** For a file that no event starts: the example that uses it. */
interface Used {
  readonly by: string;
}

/** The expected result of each example, by its path in examples/. */
const EXPECTED: Readonly<Record<string, Expectation | Used>> = {
  'first-dsn.yml': {
    async play({ run, sentry }) {
      for (const outcome of ['created', 'reused']) {
        const ran = run('push');
        expect(await outcomeOf(ran)).toEqual([outcome]);
        expect((await ran).log).toContain(`The DSN has ${dsnNamed(sentry, 'ci').length} characters`);
      }
      expect(keysOf(sentry)).toEqual(['ci']);
    },
  },

  'start-with-sentry.yml': {
    permissions: ['secrets'],
    async play({ run, sentry, github }) {
      sentry.removeProject('web');
      sentry.addTeam('backend');
      for (const outcome of ['created', 'reused']) {
        expect(await outcomeOf(run('workflow_dispatch'))).toEqual([outcome]);

        expect(sentry.projects()).toMatchObject([{ slug: 'web', platform: 'node' }]);
        expect(keysOf(sentry)).toEqual(['web']);
        const value = dsnNamed(sentry, 'web');
        expect(github.secret('repos/acme/web/actions', 'SENTRY_DSN')).toEqual({ value });
      }
      const [key] = sentry.keys('web');
      expect(eventsOf(sentry)).toEqual([
        [key?.id, 'Hello from acme/web'],
        [key?.id, 'Hello from acme/web'],
      ]);
    },
  },

  'set-up-repository.yml': {
    permissions: ['secrets'],
    async play({ run, sentry, github }) {
      for (const outcome of ['created', 'reused']) {
        expect(await outcomeOf(run('workflow_dispatch'))).toEqual([outcome]);

        expect(keysOf(sentry)).toEqual(['web']);
        const value = dsnNamed(sentry, 'web');
        expect(github.secret('repos/acme/web/actions', 'SENTRY_DSN')).toEqual({ value });
      }
    },
  },

  'environments.yml': {
    permissions: ['environments'],
    async play({ run, sentry, github }) {
      const environments = ['production', 'staging'];
      github.addRepository('acme/web', environments);
      for (const outcome of ['created', 'reused']) {
        expect(await outcomeOf(run('workflow_dispatch'))).toEqual([outcome, outcome]);

        // Both jobs of the matrix run at the same time.
        expect(keysOf(sentry).sort()).toEqual(environments);
        for (const environment of environments) {
          const place = `repos/acme/web/environments/${environment}`;
          const value = dsnNamed(sentry, environment);
          expect(github.secret(place, 'SENTRY_DSN')).toEqual({ value });
        }
      }
    },
  },

  'organization-secret.yml': {
    permissions: ['organization_secrets'],
    async play({ run, sentry, github }) {
      for (const outcome of ['created', 'reused']) {
        expect(await outcomeOf(run('workflow_dispatch'))).toEqual([outcome]);

        expect(keysOf(sentry)).toEqual(['everyone, 1000 in 3600 s']);
        const value = dsnNamed(sentry, 'everyone');
        expect(github.secret('orgs/acme/actions', 'SENTRY_DSN')).toEqual({ value, visibility: 'private' });
      }
    },
  },

  'github-app.yml': {
    permissions: ['secrets'],
    async play({ run, sentry, github }) {
      expect(await outcomeOf(run('workflow_dispatch'))).toEqual(['created']);

      expect(keysOf(sentry)).toEqual(['web']);
      const value = dsnNamed(sentry, 'web');
      expect(github.secret('repos/acme/web/actions', 'SENTRY_DSN')).toEqual({ value });
    },
  },

  'rotate.yml': {
    async play({ run, sentry }) {
      addOldKey(sentry, 'web', { name: 'production', rateLimit: { count: 500, window: 60 } });
      expect(await outcomeOf(run('schedule'))).toEqual(['rotated']);
      expect(await outcomeOf(run('workflow_dispatch'))).toEqual(['reused']);

      const aside = expect.stringMatching(/^production \(until \d{4}-\d\d-\d\d\), 500 in 60 s$/) as string;
      expect(keysOf(sentry)).toEqual([aside, 'production, 500 in 60 s']);
      const [, key] = sentry.keys('web');
      expect(eventsOf(sentry)).toEqual([
        [key?.id, 'deployment'],
        [key?.id, 'deployment'],
      ]);
    },
  },

  'preview.yml': {
    // Every preview had visitors.
    warns: /received 2 error events in the last 7 days\. It is retired all the same/,
    async play({ run, sentry }) {
      const pullRequest = (action: string, { from = 'acme/web', by = 'jane' } = {}) => ({
        action,
        number: 7,
        pull_request: {
          number: 7,
          user: { login: by },
          head: { ref: 'topic', repo: { full_name: from } },
          base: { ref: 'main', repo: { full_name: 'acme/web' } },
        },
      });
      const strangers = [{ from: 'mallory/web' }, { by: 'dependabot[bot]' }];
      for (const stranger of strangers) {
        expect(await outcomeOf(run('pull_request', pullRequest('opened', stranger)))).toEqual([]);
      }
      expect(sentry.requests).toEqual([]);

      for (const [action, outcome] of [
        ['opened', 'created'],
        ['synchronize', 'reused'],
      ] as const) {
        expect(await outcomeOf(run('pull_request', pullRequest(action)))).toEqual([outcome]);
        expect(keysOf(sentry)).toEqual(['preview-7, 100 in 3600 s']);
      }
      expect(await outcomeOf(run('pull_request', pullRequest('closed')))).toEqual(['retired']);

      expect(keysOf(sentry)).toEqual(['preview-7, 100 in 3600 s, retired']);
      const [key] = sentry.keys('web');
      expect(eventsOf(sentry)).toEqual([
        [key?.id, 'deployment of a preview'],
        [key?.id, 'deployment of a preview'],
      ]);
    },
  },

  'integration-test.yml': {
    async play({ run, sentry }) {
      expect(await outcomeOf(run('push'))).toEqual(['created']);
      expect(await outcomeOf(run('push'))).toEqual(['created']);

      expect(keysOf(sentry)).toEqual(['test-1, 100 in 3600 s, retired', 'test-2, 100 in 3600 s, retired']);
      const [first, second] = sentry.keys('web');
      expect(eventsOf(sentry)).toEqual([
        [first?.id, 'integration test'],
        [second?.id, 'integration test'],
      ]);
    },
  },

  'self-hosted.yml': {
    async play({ run, sentry }) {
      expect(await outcomeOf(run('push'))).toEqual(['created']);
      expect(await outcomeOf(run('push'))).toEqual(['reused']);

      expect(keysOf(sentry)).toEqual(['ci']);
      const [key] = sentry.keys('web');
      expect(eventsOf(sentry)).toEqual([
        [key?.id, 'integration test'],
        [key?.id, 'integration test'],
      ]);
    },
  },

  'another-job.yml': {
    publicDsns: true,
    async play({ run, sentry }) {
      for (const outcome of ['created', 'reused']) {
        const result = await run('push');

        expect(result.outputs('outcome')).toEqual([outcome]);
        expect(keysOf(sentry)).toEqual(['ci']);
        const dsn = dsnNamed(sentry, 'ci');
        expect(result.outputs('dsn')).toEqual([dsn]);
        expect(result.log).toContain(`| The DSN has ${dsn.length} characters\n`);
      }
    },
  },

  'selected-repositories.yml': {
    permissions: ['organization_secrets'],
    async play({ run, sentry, github }) {
      for (const outcome of ['created', 'reused']) {
        expect(await outcomeOf(run('workflow_dispatch'))).toEqual([outcome]);

        expect(keysOf(sentry)).toEqual(['selected']);
        const value = dsnNamed(sentry, 'selected');
        expect(github.secret('orgs/acme/actions', 'SENTRY_DSN')).toEqual({ value, visibility: 'selected' });
        expect(github.requests.at(-1)?.body).toMatchObject({ selected_repository_names: ['web', 'api'] });
      }
    },
  },

  'many-keys.yml': {
    permissions: ['secrets'],
    async play({ run, sentry, github }) {
      addFleet(sentry, github);
      for (const outcome of ['created', 'reused']) {
        const { log, outputs } = await run('workflow_dispatch');

        expect(outputs('failed')).toEqual(['0']);
        expect(log).toContain(`| acme: 3 client keys, 3 ${outcome}.\n`);
        const keys = ['actions', 'actions', 'actions, 100 in 3600 s'];
        expect(FLEET.flatMap((project) => keysOf(sentry, project))).toEqual(keys);
        for (const name of FLEET) {
          const value = dsnNamed(sentry, 'actions', name);
          expect(github.secret(`repos/acme/${name}/actions`, 'SENTRY_DSN')).toEqual({ value });
        }
      }
    },
  },

  'keys-file.yml': {
    permissions: ['secrets'],
    async play({ run, sentry, github }) {
      addFleet(sentry, github);
      for (const [event, outcome] of [
        ['push', 'created'],
        ['schedule', 'reused'],
      ] as const) {
        const { log } = await run(event);

        expect(log).toContain(`| acme: 4 client keys, 4 ${outcome}.\n`);
        expectFleetOfFile(sentry, github);
      }
    },
  },

  'sentry-keys.yml': { by: 'keys-file.yml' },

  'keys-as-matrix.yml': {
    publicDsns: true,
    async play({ run, sentry }) {
      sentry.addProject('api');
      for (const outcome of ['created', 'reused']) {
        const { log } = await run('push');

        expect(log).toContain(`| acme: 2 client keys, 2 ${outcome}.\n`);
        for (const name of ['web', 'api']) {
          expect(keysOf(sentry, name)).toEqual(['ci']);
          const [key] = sentry.keys(name);
          expect(eventsOf(sentry)).toContainEqual([key?.id, `integration test of ${name}`]);
        }
      }
      expect(sentry.events).toHaveLength(4);
    },
  },

  'repository-for-each-project.yml': {
    permissions: ['secrets'],
    async play({ run, sentry, github }) {
      addFleet(sentry, github);
      sentry.addProject('sandbox-1');
      sentry.addToken(TOKEN, WIDE);
      for (const outcome of ['created', 'reused']) {
        expect((await run('workflow_dispatch')).log).toContain(`| acme: 3 client keys, 3 ${outcome}.\n`);
        for (const name of FLEET) {
          const value = dsnNamed(sentry, 'actions', name);
          expect(github.secret(`repos/acme/${name}/actions`, 'SENTRY_DSN')).toEqual({ value });
        }
      }
    },
  },

  'two-environments.yml': {
    permissions: ['environments'],
    async play({ run, sentry, github }) {
      for (const outcome of ['created', 'reused']) {
        expect(await outcomeOf(run('schedule'))).toEqual([outcome]);
        const value = dsnNamed(sentry, 'deployed');
        for (const environment of ['staging', 'production']) {
          for (const name of ['SENTRY_DSN', 'NEXT_PUBLIC_SENTRY_DSN']) {
            expect(github.secret(`repos/acme/web/environments/${environment}`, name)).toEqual({ value });
          }
        }
      }
    },
  },

  'every-dsn.yml': {
    async play({ run, sentry }) {
      addOldProjects(sentry);
      expect((await run('workflow_dispatch')).log).toContain('| There are 2 DSNs\n');
    },
  },

  'limit-every-key.yml': {
    async play({ run, sentry }) {
      addOldProjects(sentry);
      sentry.addProject('sandbox-1');
      for (const outcome of ['updated', 'reused']) {
        expect((await run('schedule')).log).toContain(`| acme: 2 client keys, 2 ${outcome}.\n`);
        expect(keysOf(sentry, 'api')).toEqual(['Default, 1000 in 3600 s']);
      }
    },
  },

  'audit.yml': {
    async play({ run, sentry }) {
      addOldProjects(sentry, { rateLimit: { count: 1000, window: 3600 } });
      expect((await run('schedule')).outputs('changed')).toEqual(['false']);
      addOldKey(sentry);
      await expect(run('schedule')).rejects.toThrow(/act ended with 1:/);
      expect(keysOf(sentry)).toEqual(['Default, 1000 in 3600 s', 'ci']);
    },
  },

  'sweep.yml': {
    async play({ run, sentry }) {
      addOldProjects(sentry);
      addOldKey(sentry, 'web', { name: 'preview-1' });
      sentry.addKey('web', { name: 'preview-2' });
      expect((await run('schedule')).log).toContain('web preview-1: retired');
      expect(keysOf(sentry)).toEqual(['Default', 'preview-1, retired', 'preview-2']);
    },
  },

  ...stores({
    'to-cloudflare.yml': ['npx --yes wrangler@4 secret put SENTRY_DSN --name web'],
    'to-vercel.yml': ['npx --yes vercel@48 env add SENTRY_DSN production --force --token '],
    'to-aws.yml': [
      'aws secretsmanager put-secret-value --secret-id web/sentry-dsn --secret-string file:///dev/stdin',
      'aws ssm put-parameter --name /web/SENTRY_DSN --type SecureString --overwrite --value file:///dev/stdin',
    ],
    'to-kubernetes.yml': ['kubectl apply -f -'],
    'to-vault.yml': ['vault kv put -mount=secret web/sentry dsn=-'],
  }),

  'monorepo.yml': {
    async play({ run, sentry }) {
      sentry.addProject('api');
      for (const outcome of ['created', 'reused']) {
        expect(await outcomeOf(run('push'))).toEqual([outcome, outcome]);

        for (const name of ['web', 'api']) {
          expect(keysOf(sentry, name)).toEqual(['ci']);
          const [key] = sentry.keys(name);
          expect(eventsOf(sentry)).toContainEqual([key?.id, `integration test of ${name}`]);
        }
      }
      expect(sentry.events).toHaveLength(4);
    },
  },

  'reusable-workflow.yml': { by: 'reusable-workflow-caller.yml' },

  'reusable-workflow-caller.yml': {
    publicDsns: true,
    async play({ run, sentry }) {
      for (const outcome of ['created', 'reused']) {
        const result = await run('push');

        expect(result.outputs('outcome')).toEqual([outcome]);
        expect(keysOf(sentry)).toEqual(['ci, 1000 in 3600 s']);
        const dsn = dsnNamed(sentry, 'ci');
        expect(result.log).toContain(`| The DSN has ${dsn.length} characters\n`);
      }
    },
  },

  'actions/sentry-dsn/action.yml': { by: 'composite-action.yml' },

  'composite-action.yml': {
    async play({ run, sentry }) {
      for (const outcome of ['created', 'reused']) {
        const { outputs } = await run('push');

        // act shows the outputs more than once if the step is inside a composite action.
        expect(new Set(outputs('outcome'))).toEqual(new Set([outcome]));
        expect(new Set(outputs('dsn'))).toEqual(new Set(['***']));
        expect(keysOf(sentry)).toEqual(['ci, 1000 in 3600 s']);
      }
      const [key] = sentry.keys('web');
      expect(eventsOf(sentry)).toEqual([
        [key?.id, 'integration test'],
        [key?.id, 'integration test'],
      ]);
    },
  },

  'release.yml': {
    async play({ run, sentry }) {
      for (const [outcome, tag] of [
        ['created', 'v1.0.0'],
        ['reused', 'v1.0.1'],
      ] as const) {
        const result = run('push', { ref: `refs/tags/${tag}` });
        expect(await outcomeOf(result)).toEqual([outcome]);
        expect(keysOf(sentry)).toEqual(['production']);
        expect((await result).log).toContain(`| acme/web: release ${tag} in production\n`);
      }
      const [key] = sentry.keys('web');
      expect(eventsOf(sentry)).toEqual([
        [key?.id, 'deployment'],
        [key?.id, 'deployment'],
      ]);
    },
  },

  'look-only.yml': {
    async play({ run, sentry }) {
      addOldKey(sentry);
      const { id } = addOldKey(sentry, 'web', { name: 'Default' });
      const requests = sentry.requests.length;
      expect(await outcomeOf(run('push'))).toEqual(['reused']);

      expect(keysOf(sentry)).toEqual(['ci', 'Default']);
      expect(eventsOf(sentry)).toEqual([[id, 'integration test']]);
      const api = sentry.requests.slice(requests).filter(({ path }) => path.startsWith('/api/0/'));
      expect(api.map(({ method }) => method)).toEqual(['GET']);
    },
  },
};

const all = examples();
const files = Object.fromEntries(all.map(({ destination, yaml }) => [destination, yaml]));

test('every example is expected to do something, and no other', () => {
  expect(Object.keys(EXPECTED).sort()).toEqual(all.map(({ file }) => file).sort());
});

test.each(usedBy())('%s is used by %s', (file, by) => {
  const { destination, kind } = all.find((example) => example.file === file) ?? never(file);
  const user = all.find((example) => example.file === by)?.yaml ?? never(by);
  const path = destination.replace(/\/action\.yml$/, '');
  expect(user).toContain(kind === 'list' ? `keys: ${path}\n` : `uses: ./${path}\n`);
  expect(EXPECTED[by]).toHaveProperty('play');
});

function usedBy(): [file: string, by: string][] {
  return Object.entries(EXPECTED).flatMap(([file, expected]) => ('by' in expected ? [[file, expected.by]] : []));
}

const started = all.flatMap(({ file, destination }) => {
  const expected = EXPECTED[file];
  return expected && 'play' in expected ? [{ file, start: destination, ...expected }] : [];
});

test.each(started)('$file', async ({ start, play, ...options }) => {
  await onStage({ start, files }, options, play);
});

/** One key, a list, one that is stored, and one with a post step. */
const verbose = ['first-dsn.yml', 'keys-file.yml', 'set-up-repository.yml', 'integration-test.yml'];

test.each(started.filter(({ file }) => verbose.includes(file)))(
  '$file with debug logging',
  ({ start, play, ...options }) => onStage({ start, files }, { ...options, debug: true }, play),
);

test('debug logging shows the requests', async () => {
  const start = '.github/workflows/first-dsn.yml';
  await onStage({ start, files }, { debug: true }, async ({ run }) => {
    const { log } = await run('push');
    expect(log).toMatch(/::debug::POST \/api\/0\/projects\/acme\/web\/keys\/: 201 after \d+ ms/);
  });
});

/** The outcome of each step of a run, whose DSNs all have to be masked. */
async function outcomeOf(run: ReturnType<Stage['run']>): Promise<string[]> {
  const { outputs } = await run;
  const outcomes = outputs('outcome');
  const withKey = outcomes.filter((outcome) => !['retired', 'absent'].includes(outcome));
  expect(outputs('dsn')).toEqual(withKey.map(() => '***'));
  return outcomes;
}

/** The keys of a project, oldest first, in words. */
function keysOf(sentry: LocalSentry, project = 'web'): string[] {
  return sentry.keys(project).map(({ name, rateLimit, isActive }) => {
    const limit = rateLimit && `${rateLimit.count} in ${rateLimit.window} s`;
    return [name, limit, isActive ? null : 'retired'].filter((word) => word !== null).join(', ');
  });
}

/** The events that arrived, as the keys that they came under and their messages. */
function eventsOf(sentry: LocalSentry): [key: string, message: string | undefined][] {
  return sentry.events.map(({ publicKey, event }) => {
    const { message, exception } = event as Message;
    return [publicKey, message ?? exception?.values[0]?.value];
  });
}

/** An event has either of these. */
interface Message {
  readonly message?: string;
  readonly exception?: { readonly values: readonly { readonly value: string }[] };
}

function dsnNamed(sentry: LocalSentry, name: string, slug = 'web'): string {
  const project = sentry.projects().find((one) => one.slug === slug);
  const key = sentry.keys(slug).find((one) => one.name === name);
  return dsnOf(sentry, key ?? never(`the key ${name}`), project?.id);
}

/** Examples that give the DSN to another program, by the calls of it that have to get the whole DSN. */
function stores(calls: Readonly<Record<string, readonly string[]>>): Record<string, Expectation> {
  return Object.fromEntries(
    Object.entries(calls).map(([file, expected]) => [
      file,
      {
        async play({ run, sentry }) {
          const { log } = await run('workflow_dispatch');
          const { length } = dsnNamed(sentry, 'production');
          for (const call of expected) expect(log).toContain(`| ${call}: ${length} characters\n`);
        },
      },
    ]),
  );
}

/** What patterns over projects need beside project:write. */
const WIDE = ['org:read', 'project:write'];

/** The projects `web` and `api`, each with a key `Default`, and a token that may list them. */
function addOldProjects(sentry: LocalSentry, more = {}): void {
  sentry.addToken(TOKEN, WIDE);
  sentry.addProject('api');
  for (const project of ['web', 'api']) addOldKey(sentry, project, { name: 'Default', ...more });
}

/** The projects and repositories in the examples about many keys. */
const FLEET = ['web', 'api', 'worker'];

function addFleet(sentry: LocalSentry, github: LocalGitHub): void {
  for (const name of ['api', 'worker']) {
    sentry.addProject(name);
    github.addRepository(`acme/${name}`);
  }
}

/** Expects the result of `sentry-keys.yml` and the step that reads it. */
function expectFleetOfFile(sentry: LocalSentry, github: LocalGitHub): void {
  for (const name of FLEET) {
    const staging = name === 'api' ? ['staging, 100 in 3600 s'] : [];
    expect(keysOf(sentry, name).sort()).toEqual(['production, 1000 in 3600 s', ...staging]);
    const value = dsnNamed(sentry, 'production', name);
    expect(github.secret(`repos/acme/${name}/actions`, 'SENTRY_DSN')).toEqual({ value });
  }
  const value = dsnNamed(sentry, 'staging', 'api');
  const secret = github.secret('repos/acme/api/actions', 'SENTRY_DSN_STAGING');
  expect(secret).toEqual({ value });
}

function never(what: string): never {
  throw new Error(`${what} is missing`);
}
