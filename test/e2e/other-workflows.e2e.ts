/** Workflows that are not examples: failures, and combinations that a page only describes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workflow } from './act.ts';
import { onStage } from './stage.ts';

function workflow(name: string): Workflow {
  const start = `.github/workflows/${name}`;
  const yaml = readFileSync(join(import.meta.dirname, 'workflows', name), 'utf8');
  return { start, files: { [start]: yaml } };
}

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
