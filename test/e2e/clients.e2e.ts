/** Clients of Sentry that are written in other languages use the DSN that the action hands out. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { scenario } from '../harness/scenario.ts';
import { python, sentryCli } from './tools.ts';

test.each([
  ['the SDK for Python', python, [join(import.meta.dirname, 'event.py')], 'from Python'],
  ['sentry-cli', sentryCli, ['send-event', '--message', 'from the CLI'], 'from the CLI'],
])('%s sends an event', async (_who, program, args, message) => {
  await scenario({}, async ({ sentry, run }) => {
    const { outputs } = await run({ name: 'ci' });

    await promisify(execFile)(program(), args, { env: { PATH: process.env['PATH'], SENTRY_DSN: outputs['dsn'] } });

    expect(sentry.events).toMatchObject([{ publicKey: outputs['key-id'] }]);
    expect(JSON.stringify(sentry.events[0]?.event)).toContain(message);
  });
});
