/** GlitchTip, which speaks Sentry's API in its own way. */
import { addOldKey } from '../harness/old-key.ts';
import { scenario, TOKEN } from '../harness/scenario.ts';
import { callsOf } from './row.ts';

const dialect = 'glitchtip';

test('the second run finds the key of the first', () =>
  scenario({ dialect }, async ({ sentry, run }) => {
    const first = await run({ name: 'ci' });
    const second = await run({ name: 'ci' });
    expect(first).toMatchObject({ exitCode: 0, warnings: [], outputs: { outcome: 'created' } });
    expect(second).toMatchObject({ exitCode: 0, warnings: [], outputs: { outcome: 'reused' } });
    expect(second.outputs['dsn']).toBe(first.outputs['dsn']);
    expect(sentry.keys('web')).toMatchObject([{ name: 'ci' }]);
  }));

test('every address with the public key is masked', () =>
  scenario({ dialect }, async ({ sentry, run }) => {
    const { stdout, outputs } = await run({ name: 'ci' });
    const [key] = sentry.keys('web');
    const { dsn } = JSON.parse(outputs['key'] ?? '') as { dsn: Record<string, string> };
    expect(dsn['security']).toContain(key?.id);
    // The DSN, and the address that has the key without dashes.
    for (const address of [outputs['dsn'], dsn['security']]) {
      expect(stdout).toContain(`::add-mask::${address ?? ''}\n`);
    }
  }));

test('a lost answer makes no second key', () =>
  scenario({ dialect }, async ({ sentry, run }) => {
    sentry.fault({ call: 'create', strike: 'reset', when: 'after' });
    const { exitCode, errors, outputs } = await run({ name: 'ci' });
    const [key, ...others] = sentry.keys('web');
    expect({ exitCode, errors, others }).toEqual({ exitCode: 0, errors: [], others: [] });
    expect(outputs['dsn']).toContain(key?.id);
  }));

test('rotate deletes the older key', () =>
  scenario({ dialect }, async ({ sentry, run }) => {
    sentry.addToken(TOKEN, ['project:admin']);
    const old = addOldKey(sentry);
    const rotate = { mode: 'rotate', 'max-age': '30d', grace: 'none' };
    const { outputs } = await run({ name: 'ci', ...rotate, 'retire-method': 'delete' });
    expect(outputs).toMatchObject({ outcome: 'rotated', retired: '1' });
    expect(sentry.keys('web').map(({ id }) => id)).not.toContain(old.id);
  }));

test('a wrong token is reported as one', () =>
  scenario({ dialect }, async ({ run }) => {
    const { errors } = await run({ name: 'ci', token: 'sntryi_wrong' });
    expect(errors).toEqual([expect.stringMatching(/did not accept the token: "Invalid token/)]);
  }));

test('create-project creates the project', () =>
  scenario({ dialect }, async ({ sentry, run }) => {
    const project = { project: 'api', 'create-project': 'true', team: 'platform' };
    const { errors, outputs } = await run({ ...project, name: 'Default' });
    expect(errors).toEqual([]);
    expect(outputs).toMatchObject({ outcome: 'created', 'project-created': 'true' });
    expect(sentry.projects()).toMatchObject([{ slug: 'web' }, { slug: 'api' }]);
    expect(callsOf(sentry)).toContain('create-project');
  }));

test('a missing project is an error that proposes to create it', () =>
  scenario({ dialect }, async ({ run }) => {
    const { errors } = await run({ project: 'api', name: 'ci' });
    expect(errors).toEqual([expect.stringMatching(/has no project api .*\(404\).* create-project: true with team/)]);
  }));

test('create sends a lost create again, and warns of a duplicate', () =>
  scenario({ dialect }, async ({ sentry, run }) => {
    sentry.fault({ call: 'create', strike: 'reset', when: 'after' });
    const { exitCode, warnings, outputs } = await run({ name: 'ci', mode: 'create' });
    expect(exitCode).toBe(0);
    expect(warnings).toEqual([expect.stringMatching(/An unused duplicate may exist: see http/)]);
    expect(outputs['dsn']).toContain(sentry.keys('web').at(-1)?.id);
  }));

test('a rotation with a grace fails if the server does not rename keys, and keeps the old key', () =>
  scenario({ dialect }, async ({ sentry, run }) => {
    const old = addOldKey(sentry);
    const uuid = old.id.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    sentry.fault({
      ...{ call: 'update', strike: 'answer', status: 200 },
      body: JSON.stringify({ id: uuid, name: 'ci', dsn: { public: `http://${old.id}@127.0.0.1/1` } }),
    });
    const rotate = { mode: 'rotate', 'max-age': '30d', grace: '7d' };
    const { errors, outputs } = await run({ name: 'ci', ...rotate });
    expect(errors).toEqual([
      expect.stringMatching(/This server cannot rename keys, so a rotation needs grace: none\./),
    ]);
    expect(outputs).toMatchObject({ outcome: 'rotated', changed: 'true', failed: '1' });
    expect(sentry.keys('web')).toMatchObject([{ id: old.id, isActive: true }, { name: 'ci' }]);
  }));

test('a setting that the server does not know is a warning', () =>
  scenario({ dialect }, async ({ run }) => {
    const { exitCode, warnings } = await run({ name: 'ci', 'sdk-version': '9.x' });
    expect(exitCode).toBe(0);
    expect(warnings).toEqual([
      expect.stringMatching(/^Sentry created .* its SDK version is unknown instead of "9\.x"\./),
    ]);
  }));
