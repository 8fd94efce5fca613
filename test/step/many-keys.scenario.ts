/** A step with a list of keys: what comes of each, and how it is reported. */
import { addOldKey } from '../harness/old-key.ts';
import { dsnOf } from '../harness/scenario.ts';
import type { LocalSentry } from '../local-sentry/index.ts';
import { type Item, listScenario, outcomes } from './list.ts';
import { five } from './row.ts';

const projects = ['web', 'api', 'app', 'bad'];
const mixed: Item[] = [
  { project: 'web', name: 'ci' },
  { project: 'gone', name: 'ci' },
  { project: 'api', name: 'ci', 'rate-limit': '5/60' },
  { project: 'app', name: 'ci', 'rate-limit': '5/60' },
  { project: 'bad', name: 'ci', 'sdk-version': '1.x' },
  { project: 'web', name: 'cd' },
];
const withKey = projects.filter((project) => project !== 'api');

const activeIn = (sentry: LocalSentry, project: string, name = 'ci') =>
  sentry.keys(project).filter((key) => key.name === name && key.isActive);

test('each key of a list comes to its own outcome, whatever becomes of the others', () =>
  listScenario({ projects }, async ({ sentry, runList }) => {
    const old = new Map(withKey.map((project) => [project, addOldKey(sentry, project)]));
    const { exitCode, told, outputs, errors, log, summary } = await runList(mixed);

    expect(exitCode).toBe(1);
    expect(outcomes(told)).toEqual([
      ...['web ci reused', 'gone ci failed', 'api ci created', 'app ci updated', 'bad ci failed'],
      'web cd created',
    ]);
    expect(Object.keys(outputs)).toEqual(['keys', 'failed', 'changed']);
    expect(outputs).toMatchObject({ failed: '2', changed: 'true' });

    expect(activeIn(sentry, 'app')).toMatchObject([{ id: old.get('app')?.id, rateLimit: five }]);
    expect(activeIn(sentry, 'api')).toMatchObject([{ rateLimit: five }]);
    expect(activeIn(sentry, 'bad')).toEqual([old.get('bad')]);

    const ids = new Map(sentry.projects().map(({ slug, id }) => [slug, String(id)]));
    for (const { project, name, outcome, ...more } of told) {
      if (outcome === undefined) continue;
      const [key] = activeIn(sentry, project, name);
      const id = ids.get(project) ?? '';
      if (key === undefined) throw new Error(`no key in ${project}`);
      expect(more).toEqual({
        ...{ dsn: dsnOf(sentry, key, Number(id)), 'key-id': key.id, 'project-id': id },
        ...{ 'rate-limit': key.rateLimit ? '5/60' : 'none', retired: 0, 'project-created': false },
        changed: outcome !== 'reused',
        page: `${sentry.url}/settings/acme/projects/${project}/keys/${key.id}/`,
      });
    }
    expect(told[1]).toEqual({
      ...{ project: 'gone', name: 'ci', error: expect.stringContaining('no project gone') as string },
      page: `${sentry.url}/settings/acme/projects/gone/keys/`,
    });

    const [error = ''] = errors;
    expect(errors).toHaveLength(1);
    expect(error.split('\n')).toEqual([
      '2 of 6 client keys failed. Fix the cause. Run the job again: it finishes the rest and creates nothing twice.',
      expect.stringMatching(/^gone ci: .*no project gone/),
      expect.stringMatching(/^bad ci: .*1\.x/),
    ]);
    const [first, ...lines] = log.split('\n');
    expect(first).toBe('Ensure 6 client keys in acme.');
    for (const [index, { project, name }] of mixed.entries()) {
      const begin = `[${index + 1}/6] ${project ?? ''} ${name ?? ''}: `;
      expect(lines.filter((line) => line.startsWith(begin))).toHaveLength(1);
    }
    expect(lines).toContain('acme: 6 client keys, 1 reused, 1 updated, 2 created, 2 failed.');
    expect(
      summary
        .split('\n')
        .slice(0, 7)
        .map((line) => line.split(' | ')[0]),
    ).toEqual(['### Sentry client keys', '', '| Project', '| :--', '| gone', '| bad', '| api']);
  }));

test('a dry run of a mixed list has the same outcomes, and only reads', () =>
  listScenario({ projects, scopes: ['org:read', 'project:read'] }, async ({ sentry, runList }) => {
    for (const project of withKey) addOldKey(sentry, project);
    const before = projects.map((project) => sentry.keys(project));
    const items = mixed.map((item, index): Item => {
      return index === 0 ? { ...item, 'env-name': 'DSN_WEB', 'secret-name': 'DSN' } : item;
    });
    const { exitCode, told, log, outputs, variables, state } = await runList(items, { 'dry-run': 'true' });
    expect(exitCode).toBe(1);
    expect(outcomes(told)).toEqual([
      ...['web ci reused', 'gone ci failed', 'api ci created', 'app ci updated', 'bad ci failed'],
      'web cd created',
    ]);
    expect(outputs['changed']).toBe('true');
    expect(projects.map((project) => sentry.keys(project))).toEqual(before);
    expect(new Set(sentry.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
    expect({ variables, state }).toEqual({ variables: {}, state: {} });
    expect(log).toMatch(/^Dry run: Ensure 6 client keys in acme\.$/m);
    expect(log).toMatch(/^\[1\/6\] web ci: would use the client key "ci"; its DSN would go to .*DSN_WEB/m);
    expect(log).toMatch(/^\[3\/6\] api ci: would create the client key "ci"$/m);
    expect(log).toMatch(/^\[4\/6\] app ci: would use the client key "ci", then change its /m);
    expect(log).toContain('Dry run: acme: 6 client keys, 1 reused, 1 updated, 2 created, 2 failed.');
    // A key that is there can be used, as it is.
    expect(told.map(({ dsn }) => dsn !== undefined)).toEqual([...[true, false, false, true, false, false]]);
  }));

test('an empty list is a success', () =>
  listScenario({ projects }, async ({ sentry, runList }) => {
    const { exitCode, outputs, errors, log, summary } = await runList([]);
    expect({ exitCode, errors, summary }).toEqual({ exitCode: 0, errors: [], summary: '' });
    expect(outputs).toEqual({ keys: '[]', failed: '0', changed: 'false' });
    expect(log.split('\n')).toEqual(['Ensure 0 client keys in acme.', 'acme: 0 client keys.']);
    expect(sentry.requests).toEqual([]);
  }));
