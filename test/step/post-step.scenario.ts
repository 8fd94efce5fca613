/** What the post step of an ephemeral key relies on, whatever other steps and servers do. */
import { untilHanging } from '../harness/hanging.ts';
import { runStep, startStep, type StepResult } from '../harness/local-runner.ts';
import { answer, startLocalSentry } from '../local-sentry/index.ts';
import { scenario, TOKEN } from '../harness/scenario.ts';

const fromEnvironment = { org: '', project: '', url: '', name: 'ci', mode: 'create', ephemeral: 'true' };

function post(after: StepResult, env: Record<string, string>): Promise<StepResult> {
  return runStep({ with: { token: TOKEN, ...fromEnvironment }, env, after, secrets: () => [TOKEN] });
}

test('a later step that changes the environment does not mislead it', async () => {
  await scenario({}, async ({ sentry, run }) => {
    const env = { SENTRY_URL: sentry.url, SENTRY_ORG: 'acme', SENTRY_PROJECT: 'web' };
    const main = await run(fromEnvironment, env);
    expect(main.exitCode).toBe(0);

    const other = await startLocalSentry();
    try {
      const changed = { SENTRY_URL: other.url, SENTRY_ORG: 'other', SENTRY_PROJECT: 'other' };
      const result = await post(main, changed);
      expect(result).toMatchObject({ exitCode: 0, warnings: [] });
      expect(other.requests).toEqual([]);
      expect(sentry.keys('web')).toMatchObject([{ isActive: false }]);
    } finally {
      await other.close();
    }
  });
});

test.each<[what: string, change: (state: string) => string]>([
  ['no signature', (state) => state.replace(/^\w+ /, '')],
  ['another project', (state) => state.replace('"web"', '"api"')],
])('a state that another step changed is a warning, and nothing is sent: %s', async (_what, change) => {
  await scenario({}, async ({ sentry, run }) => {
    const main = await run({ name: 'ci', mode: 'create', ephemeral: 'true' });
    const before = sentry.requests.length;
    const state = change(main.state['created-key'] ?? '');
    const result = await post({ ...main, state: { 'created-key': state } }, {});
    expect(result.warnings).toEqual([expect.stringContaining('was changed by another step')]);
    expect(sentry.requests).toHaveLength(before);
  });
});

const whereSignalsAre = process.platform === 'win32' ? test.skip : test;

whereSignalsAre('a post step that is cancelled reports where the key is', async () => {
  const { onHang, hanging } = untilHanging();
  await scenario({ onHang }, async ({ sentry, given }) => {
    const step = { with: { ...given, name: 'ci', mode: 'create', ephemeral: 'true' }, secrets: () => [TOKEN] };
    const main = await runStep(step);
    sentry.fault({ call: 'update', strike: 'hang' });
    const running = startStep({ ...step, after: main });
    await hanging;
    running.kill('SIGTERM');
    const { warnings } = await running.result;
    expect(warnings).toEqual([
      'Cancelled. The ephemeral client key may still be active. Retire it in Sentry: ' +
        `${sentry.url}/settings/acme/projects/web/keys/${main.outputs['key-id'] ?? ''}/`,
    ]);
  });
});

test('a key that may have been created is retired', async () => {
  await scenario({}, async ({ sentry, run }) => {
    sentry.fault({ call: 'create', strike: 'reset', when: 'after' });
    sentry.fault(answer('get', 403));
    const main = await run({ name: 'ci', mode: 'create', ephemeral: 'true' });
    expect(main.errors).toEqual([expect.stringContaining('A client key may have been created')]);
    await post(main, {});
    expect(sentry.keys('web')).toMatchObject([{ name: 'ci', isActive: false }]);
  });
});
