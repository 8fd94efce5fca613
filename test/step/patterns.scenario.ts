/** Steps about all keys that patterns over projects and names match. */
import { LONG_AGO } from '../harness/old-key.ts';
import { answer, type LocalSentry, type StoredKey } from '../local-sentry/index.ts';
import { countsOf, type Given, type ListScenario, listScenario, outcomes } from './list.ts';

const three = ['web', 'web-api', 'mobile'];
const lists = { 'organization-projects': 1, 'organization-keys': 1 };
const DAY_MS = 24 * 3600_000;
const daysAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();

/** Runs a step with `projects` or `names` in an organization with three projects, each with a key `Default`. */
function patterns(given: Given, act: (scenario: ListScenario) => Promise<void>): Promise<void> {
  return listScenario({ projects: three, ...given }, (one) =>
    act({ ...one, runList: (_, more, env) => one.runList([], { keys: '', ...more }, env) }),
  );
}

const add = (sentry: LocalSentry, project: string, name: string, more: Partial<StoredKey> = {}): StoredKey =>
  sentry.addKey(project, { name, dateCreated: LONG_AGO, ...more });

/** The names of the active keys of a project. */
const active = (sentry: LocalSentry, project: string): string[] =>
  sentry
    .keys(project)
    .filter(({ isActive }) => isActive)
    .map(({ name }) => name)
    .sort();

const limit = { count: 1000, window: 3600 };

describe('projects', () => {
  test("find gives each project's own DSN, by slug, and costs the two lists", () =>
    patterns({}, async ({ sentry, runList }) => {
      const { exitCode, told, log } = await runList([], { projects: '*', mode: 'find' });
      expect(exitCode).toBe(0);
      expect(outcomes(told)).toEqual(['mobile Default reused', 'web Default reused', 'web-api Default reused']);
      expect(new Set(told.map(({ dsn }) => dsn)).size).toBe(3);
      expect(countsOf(sentry)).toEqual(lists);
      expect(log).toContain("Find the project's own client key in 3 of 3 projects of acme.\n");
    }));

  test('find of many: a project without an active key is absent, and no failure', () =>
    patterns({}, async ({ sentry, runList }) => {
      sentry.addProject('bare');
      add(sentry, 'bare', 'Default', { isActive: false });
      const { exitCode, told } = await runList([], { projects: '*', mode: 'find' });
      expect(exitCode).toBe(0);
      expect(told.map(({ project, outcome }) => `${project} ${outcome ?? ''}`)).toEqual([
        ...['bare absent', 'mobile reused', 'web reused', 'web-api reused'],
      ]);
      expect(told[0]).toMatchObject({ changed: false, retired: 0 });
      expect(countsOf(sentry)).toEqual(lists);
    }));

  test('ensure creates the key where it is missing, and leaves out what is excluded', () =>
    patterns({}, async ({ sentry, runList }) => {
      const { exitCode, told } = await runList([], { projects: '*\n!mob*', name: 'ci', 'max-changes': '2' });
      expect(exitCode).toBe(0);
      expect(outcomes(told)).toEqual(['web ci created', 'web-api ci created']);
      expect(active(sentry, 'mobile')).toEqual(['Default']);
    }));

  test('plain slugs need no org:read, and one that is excluded is left out', () =>
    patterns({ scopes: ['project:write'] }, async ({ sentry, runList }) => {
      const { exitCode, told } = await runList([], { projects: 'web, web-api, !web-api', name: 'ci' });
      expect({ exitCode, outcomes: outcomes(told) }).toEqual({ exitCode: 0, outcomes: ['web ci created'] });
      expect(countsOf(sentry)).not.toHaveProperty('organization-projects');
    }));

  test('a pattern without org:read is an error that names it, and nothing is written', () =>
    patterns({ scopes: ['project:write'] }, async ({ sentry, runList }) => {
      const { exitCode, errors } = await runList([], { projects: 'web*', name: 'ci' });
      expect(exitCode).toBe(1);
      expect(errors).toEqual([
        expect.stringMatching(/does not list the projects .* \(403\)\. .* scope org:read .* without \*\.$/),
      ]);
      expect(countsOf(sentry)).toEqual({ 'organization-projects': 1 });
    }));

  test('a pattern without a match is an error, and an exclusion or slug without one is a warning', () =>
    patterns({}, async ({ sentry, runList }) => {
      const { errors } = await runList([], { projects: 'api-*\nweb', name: 'ci' });
      expect(errors).toEqual([
        expect.stringMatching(/nothing was changed in Sentry\):\nprojects: "api-\*" matches no project\./),
      ]);
      expect(active(sentry, 'web')).toEqual(['Default']);
      const { exitCode, warnings, told } = await runList([], {
        projects: 'web*\nwep\n!gone',
        name: 'ci',
        mode: 'ensure',
      });
      expect(exitCode).toBe(0);
      expect(warnings).toEqual([
        'projects: "wep" matches no project, so the line has no effect.',
        'projects: "!gone" matches no project, so the line has no effect.',
      ]);
      expect(outcomes(told)).toEqual(['web ci created', 'web-api ci created']);
    }));

  test('{project} gives each project its own variable; without it, the DSNs would replace each other', () =>
    patterns({}, async ({ sentry, runList }) => {
      const given = { projects: 'web*', mode: 'find' };
      const { variables, told } = await runList([], { ...given, 'env-name': 'DSN_{project}, {project}_DSN' });
      const [web, api] = told.map(({ dsn }) => dsn);
      expect(variables).toEqual({ DSN_WEB: web, WEB_DSN: web, DSN_WEB_API: api, WEB_API_DSN: api });
      const { errors } = await runList([], { ...given, 'env-name': 'SENTRY_DSN' });
      expect(errors).toEqual([
        expect.stringContaining(
          'env-name: the environment variable SENTRY_DSN would get the DSNs of several projects. Use {project} in its name.',
        ),
      ]);
      expect(countsOf(sentry)['organization-keys'] ?? 0).toBe(0);
    }));

  test('an item that names a project wins over a pattern for the same name', () =>
    listScenario({ projects: three }, async ({ sentry, runList }) => {
      for (const project of three) add(sentry, project, 'ci');
      const items = [
        { projects: '*', name: 'ci', 'rate-limit': '1000/1h' },
        { project: 'web', name: 'ci', 'rate-limit': 'none' },
      ];
      const { exitCode, told } = await runList(items);
      expect(exitCode).toBe(0);
      expect(told.map((one) => `${one.project} ${one['rate-limit'] ?? ''}`)).toEqual([
        ...['mobile 1000/3600', 'web-api 1000/3600', 'web none'],
      ]);
    }));
});

describe('names', () => {
  test('a limit on every active key of every project; again: no write, and the lists only', () =>
    patterns({}, async ({ sentry, runList }) => {
      add(sentry, 'web', 'ci', { rateLimit: limit, browserSdkVersion: '8.x' });
      add(sentry, 'web', 'old', { isActive: false });
      add(sentry, 'web', 'ci (until 2999-01-01)');
      const all = { projects: '*', names: '*', mode: 'update', 'rate-limit': '1000/1h' };
      const first = await runList([], all);
      expect(outcomes(first.told)).toEqual([
        ...['mobile Default updated', 'web Default updated', 'web ci reused', 'web-api Default updated'],
      ]);
      expect(countsOf(sentry)).toEqual({ ...lists, update: 3 });
      expect(first.log).toContain('web Default: updated (rate limit none → 1000/1h)');
      expect(
        sentry
          .keys('web')
          .filter(({ rateLimit }) => rateLimit === null)
          .map(({ name }) => name),
      ).toEqual([...['old', 'ci (until 2999-01-01)']]);

      const before = sentry.requests.length;
      const second = await runList([], all);
      expect(second.outputs).toMatchObject({ changed: 'false', failed: '0' });
      expect(sentry.requests.slice(before).map(({ call }) => call)).toEqual(Object.keys(lists));
    }));

  test('a dry run is the audit: what would change, old and new', () =>
    patterns({}, async ({ sentry, runList }) => {
      const all = { projects: '*', names: '*', mode: 'update', 'rate-limit': '1000/1h', 'dry-run': 'true' };
      const { exitCode, outputs, summary } = await runList([], all);
      expect({ exitCode, changed: outputs['changed'] }).toEqual({ exitCode: 0, changed: 'true' });
      expect(summary).toContain('| web | Default | updated (rate limit none → 1000/1h) |');
      expect(countsOf(sentry)).toEqual(lists);
    }));

  test('find gives all matches; a name without one fails, a pattern without one is absent', () =>
    patterns({}, async ({ sentry, runList }) => {
      for (const name of ['pr-1', 'pr-2', 'pr-10']) add(sentry, 'web', name);
      const find = { projects: '', project: 'web', mode: 'find' };
      const some = await runList([], { ...find, names: 'pr-*\n!pr-10' });
      expect(outcomes(some.told)).toEqual(['web pr-1 reused', 'web pr-2 reused']);
      const none = await runList([], { ...find, names: 'nightly-*\nci' });
      expect(none.exitCode).toBe(1);
      expect(none.told).toMatchObject([
        { error: expect.stringContaining('no active client key named "ci"') as string },
        { outcome: 'absent' },
      ]);
    }));

  test('where Sentry lists no keys of an organization, each project is listed', () =>
    patterns({ dialect: 'older' }, async ({ sentry, runList }) => {
      const { told } = await runList([], { projects: '*', names: 'D*', mode: 'update', 'rate-limit': '5/1m' });
      expect(outcomes(told)).toEqual(three.toSorted().map((project) => `${project} Default updated`));
      expect(countsOf(sentry)).toMatchObject({ list: 3, update: 3 });
    }));
});

describe('sweep', () => {
  const sweep = { projects: '*', names: 'preview-*', mode: 'retire', 'max-age': '14d' };

  test('retires old keys and those whose grace is over, and leaves young ones, keys in use and others', () =>
    patterns({}, async ({ sentry, runList }) => {
      add(sentry, 'web', 'preview-1');
      add(sentry, 'web', 'preview-2', { dateCreated: daysAgo(13) });
      add(sentry, 'web', 'preview-3 (until 2024-05-02)', { dateCreated: daysAgo(2) });
      add(sentry, 'web', 'preview-4 (until 2999-01-01)');
      add(sentry, 'web-api', 'prev');
      const { exitCode, told, log, outputs } = await runList([], sweep);
      expect(exitCode).toBe(0);
      expect(active(sentry, 'web')).toEqual(['Default', 'preview-2', 'preview-4 (until 2999-01-01)']);
      expect(active(sentry, 'web-api')).toEqual(['Default', 'prev']);
      expect(told.map(({ project, name, outcome = '' }) => [project, name, outcome].join(' '))).toEqual([
        ...['mobile  absent', 'web preview-1 retired', 'web preview-3 (until 2024-05-02) retired', 'web-api  absent'],
      ]);
      expect(outputs['changed']).toBe('true');
      expect(log).toContain(
        'Retire (deactivate) preview-* older than 14d in 3 of 3 projects of acme, at most 50 changes.\n',
      );
      expect(countsOf(sentry)).toEqual({ ...lists, stats: 2, update: 2 });
    }));

  test.each([
    [
      'that received events stays, with the figure',
      200,
      '[{"ts":1,"total":2},{"ts":2,"total":3}]',
      {},
      /"preview-1" received 5 error events in the last 7 days, so it is not retired\./,
    ],
    ['whose usage is unknown stays', 200, 'x', {}, /did not answer how much .* not retired yet/],
    [
      'without figures is not deleted',
      404,
      '{"detail":"no"}',
      { 'retire-method': 'delete', 'max-changes': '9' },
      /reports no usage .* so it is not deleted/,
    ],
  ] as const)('a key %s', (_title, status, body, more, warning) =>
    patterns({ scopes: ['org:read', 'project:admin'] }, async ({ sentry, runList }) => {
      add(sentry, 'web', 'preview-1');
      sentry.fault(answer('stats', status, body));
      const { exitCode, outputs, warnings, told } = await runList([], { ...sweep, ...more });
      expect({ exitCode, changed: outputs['changed'] }).toEqual({ exitCode: 0, changed: 'false' });
      expect(warnings).toEqual([expect.stringMatching(warning)]);
      expect(told).toContainEqual(expect.objectContaining({ name: 'preview-1', outcome: 'reused', retired: 0 }));
      expect(active(sentry, 'web')).toEqual(['Default', 'preview-1']);
    }),
  );

  test('a key without figures is deactivated, since its age decides then', () =>
    patterns({}, async ({ sentry, runList }) => {
      add(sentry, 'web', 'preview-1');
      sentry.fault(answer('stats', 404));
      await runList([], sweep);
      expect(active(sentry, 'web')).toEqual(['Default']);
    }));

  test('never retires Default', () =>
    patterns({}, async ({ sentry, runList }) => {
      const { told } = await runList([], { ...sweep, names: 'Def*' });
      expect(told.map(({ outcome }) => outcome)).toEqual(['absent', 'absent', 'absent']);
      expect(countsOf(sentry)).toEqual(lists);
    }));
});

describe('max-changes', () => {
  const all = { projects: '*', names: '*', mode: 'update', 'rate-limit': '1000/1h' };

  test('a larger plan writes nothing, fails, shows the plan and names the number', () =>
    patterns({}, async ({ sentry, runList }) => {
      const { exitCode, errors, log, outputs, summary } = await runList([], { ...all, 'max-changes': '2' });
      expect(exitCode).toBe(1);
      expect(errors).toEqual([
        'This step would make 3 changes, but max-changes is 2, so nothing was changed. If the plan in the log is right, set max-changes: 3.',
      ]);
      expect(log).toContain(
        'web Default: would use the client key "Default", then change its rate limit none → 1000/1h',
      );
      expect(summary).toContain('would use the client key');
      expect(outputs).toMatchObject({ changed: 'false', failed: '3' });
      expect(countsOf(sentry)).toEqual(lists);
    }));

  test('with a pattern it is 50', () =>
    patterns({}, async ({ sentry, runList }) => {
      for (let count = 0; count < 48; count++) add(sentry, 'web', `ci-${count}`);
      const { errors } = await runList([], all);
      expect(errors).toEqual([expect.stringContaining('would make 51 changes, but max-changes is 50')]);
      expect((await runList([], { ...all, 'max-changes': '51' })).exitCode).toBe(0);
    }));

  test('counts what a list creates', () =>
    listScenario({ projects: three }, async ({ sentry, runList }) => {
      const items = three.map((project) => ({ project, name: 'ci' }));
      const { errors } = await runList(items, { 'max-changes': '2' });
      expect(errors).toEqual([expect.stringContaining('would make 3 changes')]);
      expect(countsOf(sentry)).not.toHaveProperty('create');
    }));
});
