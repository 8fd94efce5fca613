/** One DSN in several places, and a place for each project. */
import { addOldKey } from '../harness/old-key.ts';
import { answer } from '../local-sentry/index.ts';
import { secret, storing, variable } from './storing.ts';

const web = 'repos/acme/web';

test('one secret in two environments, under two names, and in two repositories', async () => {
  await storing(['secrets', 'environments', 'variables'], async ({ github, store, calls }) => {
    const two = { 'github-environment': 'production\nstaging', 'secret-name': 'DSN, SENTRY_DSN, dsn' };
    const { outputs, lines } = await store(two);
    const value = { value: outputs['dsn'] };
    for (const environment of ['production', 'staging']) {
      for (const name of ['DSN', 'SENTRY_DSN']) {
        expect(github.secret(`${web}/environments/${environment}`, name)).toEqual(value);
      }
    }
    expect(lines.filter((line) => line.startsWith('Stored'))).toHaveLength(4);
    // Each environment has its own key.
    expect(calls().filter((call) => call === 'public-key')).toHaveLength(2);

    await store({ ...variable, 'github-repository': 'acme/web, acme/api' });
    expect([github.variable(web, 'SENTRY_DSN'), github.variable('repos/acme/api', 'SENTRY_DSN')]).toEqual([
      value,
      value,
    ]);
  });
});

test('{project} is the repository of the same name as its project', async () => {
  await storing(['secrets'], async ({ github, sentry, store }) => {
    sentry.addProject('api');
    addOldKey(sentry, 'api');
    const inputs = { projects: 'web, api', project: '', 'github-repository': 'acme/{project}' };
    const { exitCode, outputs } = await store({ ...inputs, 'secret-name': 'DSN_OF_{project}' });
    expect(exitCode).toBe(0);
    const [ofWeb, ofApi] = JSON.parse(outputs['keys'] ?? '') as { dsn: string }[];
    expect(github.secret('repos/acme/web/actions', 'DSN_OF_WEB')).toEqual({ value: ofWeb?.dsn });
    expect(github.secret('repos/acme/api/actions', 'DSN_OF_API')).toEqual({ value: ofApi?.dsn });
  });
});

describe('mode: retire takes back', () => {
  const retire = { mode: 'retire', ...secret };

  test.each([
    ['a secret', { ...secret }, {}],
    ['a variable of an environment', { ...variable }, { 'github-environment': 'staging' }],
  ])('%s, and again is no failure', async (_, names, more) => {
    await storing(['secrets', 'variables', 'environments'], async ({ github, sentry, store }) => {
      addOldKey(sentry);
      await store({ ...names, ...more });
      const first = await store({ mode: 'retire', ...names, ...more });
      expect(first).toMatchObject({ exitCode: 0, warnings: [], outputs: { outcome: 'retired' } });
      expect(github.secret(`${web}/actions`, 'SENTRY_DSN')).toBeUndefined();
      expect(github.variable(`${web}/environments/staging`, 'SENTRY_DSN')).toBeUndefined();
      const again = await store({ mode: 'retire', ...names, ...more });
      expect(again).toMatchObject({ exitCode: 0, outputs: { outcome: 'absent' } });
      expect(again.lines.join()).toContain('There was no longer the ');
    });
  });

  test('not a variable with another value', async () => {
    await storing(['variables'], async ({ github, sentry, store }) => {
      addOldKey(sentry);
      github.addVariable(web, 'SENTRY_DSN', { value: 'https://ab@example.com/1' });
      const { exitCode, lines } = await store({ mode: 'retire', ...variable });
      expect(exitCode).toBe(0);
      expect(lines.join()).toContain(
        'Left unchanged, because it holds another value: the variable SENTRY_DSN of acme/web.',
      );
      expect(github.variable(web, 'SENTRY_DSN')).toEqual({ value: 'https://ab@example.com/1' });
    });
  });

  test('not while a key of the name is active', async () => {
    await storing(['secrets'], async ({ github, sentry, store }) => {
      const key = addOldKey(sentry);
      github.addSecret(`${web}/actions`, 'SENTRY_DSN', { value: 'kept' });
      const days = [{ ts: 1, total: 7 }];
      sentry.fault(answer('stats', 200, days));
      const { warnings } = await store({ ...retire, 'max-age': '1d' });
      expect(warnings).toContain('No secret or variable was removed, because the client key "ci" is still active.');
      expect(sentry.keys('web').find(({ id }) => id === key.id)?.isActive).toBe(true);
      expect(github.secret(`${web}/actions`, 'SENTRY_DSN')).toEqual({ value: 'kept' });
    });
  });

  test('nothing for a misspelt name', async () => {
    await storing(['secrets'], async ({ github, store, calls }) => {
      github.addSecret(`${web}/actions`, 'SENTRY_DSN', { value: 'kept' });
      const { exitCode, warnings } = await store(retire);
      expect(exitCode).toBe(0);
      expect(warnings).toEqual([
        'No secret or variable was removed, because Sentry has no client key "ci", active or not. Check the name.',
      ]);
      expect(calls()).toEqual([]);
    });
  });

  test('never from an organization; the log has the command', async () => {
    await storing(['organization_secrets'], async ({ sentry, store, calls }) => {
      addOldKey(sentry);
      const { exitCode, lines } = await store({ ...retire, 'github-organization': 'acme' });
      expect(exitCode).toBe(0);
      expect(lines.join()).toContain('To remove it: gh secret delete SENTRY_DSN --org acme');
      expect(calls()).toEqual([]);
    });
  });

  test('what GitHub refuses to remove is an error after the key was retired', async () => {
    await storing([], async ({ sentry, store }) => {
      const key = addOldKey(sentry);
      const { exitCode, errors, outputs } = await store(retire);
      expect(exitCode).toBe(1);
      expect(errors).toEqual([
        expect.stringMatching(
          /^The client key was retired, but not everything was removed\. .* remove the secret SENTRY_DSN/,
        ),
      ]);
      expect(outputs).toMatchObject({ retired: '1', changed: 'true' });
      expect(sentry.keys('web').find(({ id }) => id === key.id)?.isActive).toBe(false);
    });
  });
});
