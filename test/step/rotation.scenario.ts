/** Rotation with a grace, by processes as the runner starts them, and events of a real SDK. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { scenario } from '../harness/scenario.ts';

const DAY = 24 * 3600 * 1000;
const app = join(import.meta.dirname, '../harness/app.ts');
const rotate = { name: 'ci', mode: 'rotate', 'max-age': '30d', grace: '7d' };

test('no event of the old DSN is refused within the grace, and all are after it', async () => {
  let time = Date.now();
  await scenario({ now: () => time }, async ({ run }) => {
    const { outputs } = await run(rotate);
    /** Sends events with the old DSN, by a real SDK. */
    const send = async (...messages: string[]): Promise<unknown> => {
      const env = { ...process.env, SENTRY_DSN: outputs['dsn'], no_proxy: '127.0.0.1' };
      const { stdout } = await promisify(execFile)(process.execPath, [app, ...messages], { env });
      return JSON.parse(stdout);
    };
    const after = (days: number) => {
      time += days * DAY;
      return run(rotate);
    };
    expect((await after(31)).outputs).toMatchObject({ outcome: 'rotated', retired: '0' });
    expect(await send('one', 'two')).toEqual([200, 200]);
    expect((await after(7)).outputs).toMatchObject({ outcome: 'reused', retired: '0' });
    expect(await send('three')).toEqual([200]);
    // The grace is over, but the key received an event in the last 7 days.
    const { outputs: inUse, warnings } = await after(1);
    expect(inUse).toMatchObject({ outcome: 'reused', retired: '0' });
    expect(warnings).toEqual([expect.stringContaining('received 1 error event in the last 7 days')]);
    expect((await after(8)).outputs).toMatchObject({ outcome: 'reused', retired: '1' });
    expect(await send('four')).toEqual([403]);
  });
}, 60_000);
