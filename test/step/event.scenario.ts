import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { scenario } from '../harness/scenario.ts';

/** Captures exceptions in an application of its own. @returns what Sentry answered to each */
async function send(dsn: string | undefined, ...messages: string[]): Promise<unknown> {
  const app = join(import.meta.dirname, '../harness/app.ts');
  // The local Sentry is not to be asked for through a proxy.
  const env = { ...process.env, SENTRY_DSN: dsn, no_proxy: '127.0.0.1' };
  const { stdout } = await promisify(execFile)(process.execPath, [app, ...messages], { env });
  return JSON.parse(stdout);
}

test('from a project that does not exist to its first event', async () => {
  await scenario({}, async ({ sentry, run }) => {
    const { outputs } = await run({
      project: 'api',
      name: 'ci',
      'create-project': 'true',
      team: 'platform',
      platform: 'node',
    });
    expect(await send(outputs['dsn'], 'the very first')).toEqual([200]);
    expect(sentry.events).toMatchObject([{ publicKey: outputs['key-id'] }]);
  });
});

test('the DSN takes events from the Sentry SDK, up to the limit of its key', async () => {
  await scenario({}, async ({ sentry, run }) => {
    const { outputs } = await run({ name: 'ci', 'rate-limit': '1/1h' });

    const answers = await send(
      outputs['dsn'],
      'the first one arrives',
      'the second one is over the limit',
    );
    expect(answers).toEqual([200, 429]);
    expect(sentry.events).toEqual([
      expect.objectContaining({ publicKey: outputs['key-id'] }) as unknown,
    ]);
    expect(JSON.stringify(sentry.events[0]?.event)).toContain('the first one arrives');
  });
});
