/** An application with the Sentry SDK sends events to the DSN that a step gives. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { scenario } from '../harness/scenario.ts';

const app = join(import.meta.dirname, '../harness/app.ts');

test.each([
  {
    title: 'of a project that the step creates',
    with: { project: 'api', 'create-project': 'true', team: 'platform', platform: 'node' },
    answers: [200, 200],
  },
  { title: 'up to the rate limit', with: { 'rate-limit': '1/1h' }, answers: [200, 429] },
])(
  'the DSN takes events $title',
  async ({ with: inputs, answers }) => {
    await scenario({}, async ({ sentry, run }) => {
      const { outputs } = await run({ name: 'ci', ...inputs });
      // The local Sentry is never behind a proxy.
      const env = { ...process.env, SENTRY_DSN: outputs['dsn'], no_proxy: '127.0.0.1' };
      const { stdout } = await promisify(execFile)(process.execPath, [app, 'one', 'two'], { env });

      expect(JSON.parse(stdout)).toEqual(answers);
      const arrived = answers.filter((status) => status === 200);
      expect(sentry.events).toMatchObject(arrived.map(() => ({ publicKey: outputs['key-id'] })));
      expect(JSON.stringify(sentry.events[0]?.event)).toContain('"one"');
    });
  },
  30_000,
);
