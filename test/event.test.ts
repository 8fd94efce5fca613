import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { scenario } from './scenario.ts';

test('the DSN takes events from the Sentry SDK, up to the limit of its key', async () => {
  await scenario({}, async ({ sentry, run }) => {
    const { outputs } = await run({ name: 'ci', 'rate-limit': '1/1h' });

    const app = join(import.meta.dirname, 'app.ts');
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [app, 'the first one arrives', 'the second one is over the limit'],
      { env: { ...process.env, SENTRY_DSN: outputs['dsn'] } },
    );

    expect(JSON.parse(stdout)).toEqual([200, 429]);
    expect(sentry.events).toEqual([
      expect.objectContaining({ publicKey: outputs['key-id'] }) as unknown,
    ]);
    expect(JSON.stringify(sentry.events[0]?.event)).toContain('the first one arrives');
  });
});
