/** Workflows that are not examples: failures, and combinations that a page only describes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dsnOf } from '../harness/scenario.ts';
import type { Workflow } from './act.ts';
import { examples } from '../../scripts/workflows.ts';
import { onStage } from './stage.ts';

function workflow(name: string): Workflow {
  const start = `.github/workflows/${name}`;
  const yaml = readFileSync(join(import.meta.dirname, 'workflows', name), 'utf8');
  return { start, files: { [start]: yaml } };
}

test('wrong inputs fail the step with one error, and nothing is sent', async () => {
  const options = { permissions: ['secrets'], fails: true } as const;
  await onStage(workflow('wrong-inputs.yml'), options, async ({ run, sentry, github }) => {
    // act does not wait for the last lines of a step that fails, and misses them on a busy machine.
    let result = await run('push');
    for (let runs = 1; result.errors.length === 0 && runs < 10; runs++) result = await run('push');

    expect(result.errors).toEqual([expect.stringMatching(/^(?=.*rate-limit: )(?=.*mode: )/)]);
    expect(result.outputs('dsn')).toEqual([]);
    expect(sentry.requests).toEqual([]);
    expect(github.requests).toEqual([]);
  });
});

test('an ephemeral key is retired at the end of a job that failed', async () => {
  await onStage(workflow('failing-job.yml'), { fails: true }, async ({ run, sentry }) => {
    const { errors, outputs } = await run('push');

    expect(errors).toEqual([]);
    expect(outputs('outcome')).toEqual(['created']);
    const [key, ...others] = sentry.keys('web');
    expect(others).toEqual([]);
    expect(key).toMatchObject({ name: 'test-1', isActive: false });
    expect(sentry.events).toMatchObject([{ publicKey: key?.id }]);
  });
});

test('the DSN goes to every place at once', async () => {
  const options = { permissions: ['secrets', 'dependabot_secrets', 'codespaces_secrets', 'variables'] } as const;
  await onStage(workflow('everywhere.yml'), options, async ({ run, sentry, github }) => {
    const { log } = await run('workflow_dispatch');

    const [value] = sentry.keys('web').map((key) => dsnOf(sentry, key));
    for (const store of ['actions', 'dependabot', 'codespaces']) {
      expect(github.secret(`repos/acme/web/${store}`, 'SENTRY_DSN')).toEqual({ value });
    }
    expect(github.variable('repos/acme/web', 'SENTRY_DSN')).toEqual({ value });
    expect(log).toContain(' ::set-env:: SENTRY_DSN=***\n');
    expect(sentry.events).toHaveLength(1);
  });
});

test('mode: find fails and creates nothing in a project without an active client key', async () => {
  const { yaml = '' } = examples().find(({ file }) => file === 'look-only.yml') ?? {};
  const start = '.github/workflows/look-only.yml';
  await onStage({ start, files: { [start]: yaml } }, { fails: true }, async ({ run, sentry }) => {
    const { outputs } = await run('push');

    expect(outputs('dsn')).toEqual([]);
    expect(sentry.keys('web')).toEqual([]);
    expect(sentry.requests.map(({ method }) => method)).toEqual(['GET']);
  });
});
