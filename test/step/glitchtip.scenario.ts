/** GlitchTip, which speaks Sentry's API in its own way: that of 2022, and today's. */
import { addOldKey } from '../harness/old-key.ts';
import { scenario, TOKEN } from '../harness/scenario.ts';
import type { Dialect } from '../local-sentry/keys.ts';
import { answer, callsOf } from './row.ts';

const dialects: Dialect[] = ['glitchtip-2022', 'glitchtip'];

describe.each(dialects)('%s', (dialect) => {
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
      expect(outputs['security']).toContain(key?.id);
      // The DSN, and what carries the key as it is there: without dashes.
      for (const address of [outputs['dsn'], outputs['security']]) {
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
      const old = sentry.addKey('web', { name: 'ci' });
      const { outputs } = await run({ name: 'ci', 'if-exists': 'rotate', retire: 'delete' });
      expect(outputs).toMatchObject({ outcome: 'rotated', retired: '1' });
      expect(sentry.keys('web').map(({ id }) => id)).not.toContain(old.id);
    }));

  test('a wrong token is told as one', () =>
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
      expect(errors).toEqual([
        expect.stringMatching(/has no project api .*\(404\).* create-project: true with team/),
      ]);
    }));
});

test('GlitchTip of 2022 shows 50 keys a page', () =>
  scenario({ dialect: 'glitchtip-2022' }, async ({ sentry, run }) => {
    const old = addOldKey(sentry);
    for (let count = 0; count < 60; count++) sentry.addKey('web', { name: 'other' });
    const { outputs } = await run({ name: 'ci' });
    expect(outputs).toMatchObject({ outcome: 'reused' });
    expect(outputs['dsn']).toContain(old.id);
    expect(callsOf(sentry)).toEqual(['list', 'list']);
  }));

test('a 403 that is about scopes is told as one', () =>
  scenario({ dialect: 'glitchtip-2022' }, async ({ sentry, run }) => {
    sentry.fault(answer('list', 403));
    const { errors } = await run({ name: 'ci' });
    expect(errors).toEqual([expect.stringMatching(/^The token may not list the client keys/)]);
  }));
