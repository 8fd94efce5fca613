/** GlitchTip, which speaks Sentry's API in its own way. */
import { scenario } from '../harness/scenario.ts';

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

test('a wrong token is reported as one', () =>
  scenario({ dialect }, async ({ run }) => {
    const { errors } = await run({ name: 'ci', token: 'sntryi_wrong' });
    expect(errors).toEqual([expect.stringMatching(/did not accept the token: "Invalid token/)]);
  }));

test('create sends a lost create again, and warns of a duplicate', () =>
  scenario({ dialect }, async ({ sentry, run }) => {
    sentry.fault({ call: 'create', strike: 'reset', when: 'after' });
    const { exitCode, warnings, outputs } = await run({ name: 'ci', mode: 'create' });
    expect(exitCode).toBe(0);
    expect(warnings).toEqual([expect.stringMatching(/An unused duplicate may exist: see http/)]);
    expect(outputs['dsn']).toContain(sentry.keys('web').at(-1)?.id);
  }));
