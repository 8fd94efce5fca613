/** Runs every file of examples/ unchanged. */
import { examples } from '../../scripts/workflows.ts';
import { addOldKey } from '../harness/old-key.ts';
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

/** The projects and repositories in the examples about many keys. */
const FLEET = ['web', 'api', 'worker'];

/** What patterns over projects need beside project:write. */
const WIDE = ['org:read', 'project:write'];

/** The expected result of each example, by its path in examples/. */
const EXPECTED: Readonly<Record<string, Expectation | Used>> = {
  'first-dsn.yml': twice('push', { keys: ['ci'], says: true }),
  'start-with-sentry.yml': twice('workflow_dispatch', {
    permissions: ['secrets'],
    arrange: ({ sentry }) => {
      sentry.removeProject('web');
      sentry.addTeam('backend');
    },
    ...{ keys: ['web'], secrets: ['repos/acme/web/actions web'], events: 'Hello from acme/web' },
  }),
  'set-up-repository.yml': twice('workflow_dispatch', {
    ...{ permissions: ['secrets'], keys: ['web'], secrets: ['repos/acme/web/actions web'] },
  }),
  // Both jobs of the matrix run at the same time.
  'environments.yml': twice('workflow_dispatch', {
    ...{ permissions: ['environments'], keys: ['production', 'staging'] },
    secrets: ['production', 'staging'].map((name) => `repos/acme/web/environments/${name} ${name}`),
  }),
  'organization-secret.yml': twice('workflow_dispatch', {
    ...{ permissions: ['organization_secrets'], keys: ['everyone, 1000 in 3600 s'] },
    ...{ secrets: ['orgs/acme/actions everyone'], visibility: 'private' },
  }),
  'github-app.yml': twice('workflow_dispatch', {
    ...{ permissions: ['secrets'], keys: ['web'], secrets: ['repos/acme/web/actions web'] },
  }),
  'selected-repositories.yml': twice('workflow_dispatch', {
    ...{ permissions: ['organization_secrets'], keys: ['selected'] },
    ...{ secrets: ['orgs/acme/actions selected'], visibility: 'selected' },
  }),
  'self-hosted.yml': twice('push', { keys: ['ci'], events: 'integration test' }),
  'another-job.yml': twice('push', { publicDsns: true, keys: ['ci'], says: true }),
  'reusable-workflow.yml': { by: 'reusable-workflow-caller.yml' },
  'reusable-workflow-caller.yml': twice('push', { publicDsns: true, keys: ['ci, 1000 in 3600 s'], says: true }),

  'actions/sentry-dsn/action.yml': { by: 'composite-action.yml' },
  'composite-action.yml': twice('push', { keys: ['ci, 1000 in 3600 s'], events: 'integration test' }),
  'release.yml': twice('push', {
    payload: { ref: 'refs/tags/v1.0.0' },
    ...{ keys: ['production'], events: 'deployment', logs: '| acme/web: release v1.0.0 in production\n' },
  }),
  'two-environments.yml': twice('schedule', {
    ...{ permissions: ['environments'], keys: ['deployed'] },
    secrets: ['staging', 'production'].flatMap((environment) =>
      ['SENTRY_DSN', 'NEXT_PUBLIC_SENTRY_DSN'].map(
        (name) => `repos/acme/web/environments/${environment} deployed ${name}`,
      ),
    ),
  }),
  'many-keys.yml': fleet(
    'workflow_dispatch',
    FLEET.map((name) => `${name} actions SENTRY_DSN`),
  ),
  'repository-for-each-project.yml': fleet(
    'workflow_dispatch',
    FLEET.map((name) => `${name} actions SENTRY_DSN`),
  ),
  'keys-file.yml': fleet('push', [
    ...FLEET.map((name) => `${name} production SENTRY_DSN`),
    'api staging SENTRY_DSN_STAGING',
  ]),
  'sentry-keys.yml': { by: 'keys-file.yml' },

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

test('debug logging shows the requests', async () => {
  const start = '.github/workflows/first-dsn.yml';
  await onStage({ start, files }, { debug: true }, async ({ run }) => {
    const { log } = await run('push');
    expect(log).toMatch(/::debug::POST \/api\/0\/projects\/acme\/web\/keys\/: 201 after \d+ ms/);
  });
});

interface Twice extends Pick<StageOptions, 'permissions' | 'publicDsns'> {
  readonly arrange?: (stage: Stage) => void;
  /** The keys of the project, in words. */
  readonly keys: readonly string[];
  /** Of the event. */
  readonly payload?: object;
  /** What a later step prints. */
  readonly logs?: string;
  /** Where the DSN of which key is a secret: target, name of the key, and of the secret if that is not SENTRY_DSN. */
  readonly secrets?: readonly string[];
  readonly visibility?: string;
  /** Whether a later step prints the length of the DSN. */
  readonly says?: boolean;
  /** What the app of the workflow sends with the DSN. */
  readonly events?: string;
}

/** A workflow that creates its keys in the first run, and reuses them in the second. */
function twice(event: string, expected: Twice): Expectation {
  const { arrange, payload, keys, secrets = [], visibility, says, events, logs = '', ...options } = expected;
  return {
    ...options,
    async play(stage) {
      const { run, sentry, github } = stage;
      arrange?.(stage);
      for (const outcome of ['created', 'reused']) {
        const { log, outputs } = await run(event, payload);
        // act shows the outputs more than once if the step is inside a composite action.
        expect(outputs('outcome').slice(0, keys.length)).toEqual(keys.map(() => outcome));
        const dsns = keys.map((key) => dsnNamed(sentry, key.replace(/,.*/, '')));
        expect(new Set(outputs('dsn'))).toEqual(new Set(options.publicDsns ? dsns : ['***']));
        expect(keysOf(sentry).sort()).toEqual(keys);
        for (const secret of secrets) {
          const [target = '', name = '', as = 'SENTRY_DSN'] = secret.split(' ');
          const value = dsnNamed(sentry, name);
          expect(github.secret(target, as)).toMatchObject({ value, ...(visibility && { visibility }) });
        }
        expect(log).toContain(says ? `| The DSN has ${dsns[0]?.length ?? ''} characters\n` : logs);
      }
      const [key] = sentry.keys('web');
      expect(eventsOf(sentry)).toEqual(events === undefined ? [] : Array(2).fill([key?.id, events]));
    },
  };
}

/** A list of keys that is created, and then reused. @param secrets repository and project, key, and secret of each */
function fleet(event: string, secrets: readonly string[]): Expectation {
  return {
    permissions: ['secrets'],
    async play({ run, sentry, github }) {
      for (const name of FLEET.slice(1)) {
        sentry.addProject(name);
        github.addRepository(`acme/${name}`);
      }
      // For the pattern of one of them, which leaves this one out.
      sentry.addToken(TOKEN, WIDE);
      sentry.addProject('sandbox-1');
      for (const outcome of ['created', 'reused']) {
        const { length } = secrets;
        expect((await run(event)).log).toContain(`| acme: ${length} client keys, ${length} ${outcome}.\n`);
        for (const secret of secrets) {
          const [name = '', key = '', as = ''] = secret.split(' ');
          const value = dsnNamed(sentry, key, name);
          expect(github.secret(`repos/acme/${name}/actions`, as)).toEqual({ value });
        }
      }
    },
  };
}

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

/** The projects `web` and `api`, each with a key `Default`, and a token that may list them. */
function addOldProjects(sentry: LocalSentry, more = {}): void {
  sentry.addToken(TOKEN, WIDE);
  sentry.addProject('api');
  for (const project of ['web', 'api']) addOldKey(sentry, project, { name: 'Default', ...more });
}

function never(what: string): never {
  throw new Error(`${what} is missing`);
}
