/** A step with a list of keys: what comes of each, and what it tells. */
import { runStep } from '../harness/local-runner.ts';
import { addOldKey } from '../harness/old-key.ts';
import { dsnOf, TOKEN } from '../harness/scenario.ts';
import { toldOf } from '../harness/told.ts';
import { inEach, type Item, listScenario, outcomes } from './list.ts';
import { five } from './row.ts';

const mixed: Item[] = [
  { project: 'web', name: 'ci' },
  { project: 'gone', name: 'ci' },
  { project: 'api', name: 'ci', 'rate-limit': '5/60' },
  { project: 'app', name: 'ci', 'rate-limit': '5/60', 'if-exists': 'update' },
  { project: 'job', name: 'ci', 'if-exists': 'rotate' },
  { project: 'lib', name: 'ci', 'if-exists': 'rotate', 'max-age': '30d', grace: '2d' },
  { project: 'doc', name: 'ci', state: 'absent' },
  { project: 'bad', name: 'ci', 'if-exists': 'fail' },
  { project: 'bad', name: 'missing', 'if-missing': 'fail' },
  { project: 'web', name: 'cd' },
];
const projects = ['web', 'api', 'app', 'job', 'lib', 'doc', 'bad'];
const withKey = projects.filter((project) => project !== 'api');

test('each key of a list comes to its own outcome, whatever becomes of the others', () =>
  listScenario({ projects }, async ({ sentry, runList }) => {
    const old = new Map(withKey.map((project) => [project, addOldKey(sentry, project)]));
    addOldKey(sentry, 'doc');
    const { exitCode, told, outputs, errors, log, summary } = await runList(mixed);

    expect(exitCode).toBe(1);
    expect(outcomes(told)).toEqual([
      ...['web ci reused', 'gone ci failed', 'api ci created', 'app ci updated', 'job ci rotated'],
      ...[
        'lib ci rotated',
        'doc ci retired',
        'bad ci failed',
        'bad missing failed',
        'web cd created',
      ],
    ]);
    expect(Object.keys(outputs)).toEqual(['keys', 'failed']);
    expect(outputs['failed']).toBe('3');

    const activeIn = (project: string, name = 'ci') =>
      sentry.keys(project).filter((key) => key.name === name && key.isActive);
    const [app] = activeIn('app');
    expect(app).toMatchObject({ id: old.get('app')?.id, rateLimit: five });
    expect(activeIn('api')).toMatchObject([{ rateLimit: five }]);
    for (const project of ['job', 'lib']) {
      expect(activeIn(project)).not.toMatchObject([{ id: old.get(project)?.id }]);
      expect(activeIn(project)).toHaveLength(1);
    }
    // The old one goes on working where a rotation has a grace.
    expect(sentry.keys('lib').filter(({ isActive }) => isActive)).toHaveLength(3);
    expect(sentry.keys('job').filter(({ isActive }) => isActive)).toHaveLength(2);
    expect(activeIn('doc')).toEqual([]);
    expect(activeIn('bad')).toEqual([old.get('bad')]);

    const ids = new Map(sentry.projects().map(({ slug, id }) => [slug, String(id)]));
    for (const { project, name, outcome, ...more } of told) {
      if (outcome === undefined || outcome === 'retired') continue;
      const [key] = activeIn(project, name);
      const id = ids.get(project) ?? '';
      if (key === undefined) throw new Error(`no key in ${project}`);
      expect(more).toEqual({
        ...{ dsn: dsnOf(sentry, key, Number(id)), 'key-id': key.id, 'project-id': id },
        ...{ 'rate-limit': key.rateLimit ? '5/60' : 'none', retired: project === 'job' ? 1 : 0 },
        page: `${sentry.url}/settings/acme/projects/${project}/keys/${key.id}/`,
      });
    }
    expect(told[6]).toMatchObject({ outcome: 'retired', retired: 2 });
    expect(told[6]).not.toHaveProperty('dsn');
    expect(told[1]).toEqual({
      ...{
        project: 'gone',
        name: 'ci',
        error: expect.stringContaining('no project gone') as string,
      },
      page: `${sentry.url}/settings/acme/projects/gone/keys/`,
    });

    const [error = ''] = errors;
    expect(errors).toHaveLength(1);
    expect(error.split('\n')).toEqual([
      expect.stringMatching(
        /^3 of 10 client keys failed\. Remove the cause and run the job again: it finishes the rest\. It also creates or rotates/,
      ),
      expect.stringMatching(/^gone ci: Sentry at \S+ has no project gone/),
      expect.stringMatching(/^bad ci: There is already an active client key named "ci"/),
      expect.stringMatching(/^bad missing: There is no active client key/),
    ]);
    for (const [index, { project, name }] of mixed.entries()) {
      const begin = `[${index + 1}/10] ${project ?? ''} ${name ?? ''}: `;
      expect(log.split('\n').filter((line) => line.startsWith(begin))).toHaveLength(1);
    }
    expect(log).toContain(
      '10 client keys: 2 created, 3 failed, 1 retired, 1 reused, 2 rotated, 1 updated in acme.',
    );
    expect(
      summary
        .split('\n')
        .slice(0, 8)
        .map((line) => line.split(' | ')[0]),
    ).toEqual([
      ...['### Sentry client keys', '', '| Project', '| :--', '| gone', '| bad', '| bad', '| web'],
    ]);
  }));

test('a dry run of a mixed list tells the same outcomes, and only reads', () =>
  listScenario({ projects, scopes: ['org:read', 'project:read'] }, async ({ sentry, runList }) => {
    for (const project of withKey) addOldKey(sentry, project);
    const before = projects.map((project) => sentry.keys(project));
    const items = mixed.map((item, index): Item => {
      return index === 0 ? { ...item, 'env-name': 'DSN_WEB' } : item;
    });
    const dryRun = { 'dry-run': 'true', ephemeral: 'true' };
    const { exitCode, told, log, variables, state } = await runList(
      items.filter((item) => item['if-exists'] !== 'rotate'),
      dryRun,
    );
    expect(exitCode).toBe(1);
    expect(outcomes(told)).toEqual([
      ...['web ci reused', 'gone ci failed', 'api ci created', 'app ci updated'],
      ...['doc ci retired', 'bad ci failed', 'bad missing failed', 'web cd created'],
    ]);
    expect(projects.map((project) => sentry.keys(project))).toEqual(before);
    expect(new Set(sentry.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
    expect({ variables, state }).toEqual({ variables: {}, state: {} });
    expect(log).toContain('[3/8] api ci: would create a client key named "ci"');
    expect(log).toContain('[5/8] doc ci: would retire 1 client key named "ci"');
    expect(log).toMatch(
      /Dry run, nothing is changed\. Without dry-run these would be the outcomes: 8 /,
    );
    // A key that is there can be used, as it is.
    expect(told.map(({ dsn }) => dsn !== undefined)).toEqual([
      ...[true, false, false, true, false, false, false, false],
    ]);
  }));

test('a token that Sentry does not know fails all keys, for one reason', () =>
  listScenario({ projects }, async ({ sentry, given }) => {
    const keys = JSON.stringify(inEach(projects));
    const result = await runStep({ with: { ...given, project: '', keys, token: 'unknown' } });
    expect(result.exitCode).toBe(1);
    expect(result.errors).toHaveLength(1);
    expect(result.errors[0]?.split('\n')).toEqual([
      expect.stringMatching(/^7 of 7 client keys failed/),
      expect.stringMatching(/^web ci, api ci, app ci, job ci, lib ci, doc ci, bad ci: .*token/),
    ]);
    expect(toldOf(result)).toHaveLength(7);
    expect(sentry.requests).toHaveLength(1);
    expect(result.masks).toContain('unknown');
    expect(result.masks).not.toContain(TOKEN);
  }));
