/** Rotation with a grace, by processes as the runner starts them, and events of a real SDK. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runStep, startStep } from '../harness/local-runner.ts';
import { addOldKey } from '../harness/old-key.ts';
import { scenario } from '../harness/scenario.ts';

const DAY = 24 * 3600 * 1000;
const app = join(import.meta.dirname, '../harness/app.ts');
const rotate = { name: 'ci', mode: 'rotate', 'max-age': '30d', grace: '7d' };
const aside = expect.stringMatching(/^ci \(until \d{4}-\d\d-\d\d\)$/) as string;

// A rotation sends: list, create, list, a look at its key, and the rename of the old one.
test.each([1, 2, 3, 4, 5].flatMap((request) => (['before', 'after'] as const).map((when) => ({ request, when }))))(
  'killed $when the work of request $request, the next run finishes it',
  async (kill) => {
    const { promise: hung, resolve: onHang } = Promise.withResolvers<undefined>();
    const options = {
      onHang: () => {
        onHang(undefined);
      },
    };
    await scenario(options, async ({ sentry, given }) => {
      const old = addOldKey(sentry);
      const step = { with: { ...given, ...rotate } };
      sentry.fault({ strike: 'delay', delayMs: 0, times: kill.request - 1 });
      sentry.fault({ strike: 'hang', when: kill.when });
      const killed = startStep(step);
      await hung;
      killed.kill('SIGKILL');
      expect(await killed.result).toMatchObject({ exitCode: null, errors: [] });
      expect(sentry.keys('web')[0]).toMatchObject({ id: old.id, isActive: true });

      const { exitCode, outputs } = await runStep(step);
      const [first, current, ...others] = sentry.keys('web');
      expect({ exitCode, id: outputs['key-id'] }).toEqual({ exitCode: 0, id: current?.id });
      expect(first).toMatchObject({ name: aside, isActive: true });
      expect(current).toMatchObject({ name: 'ci', isActive: true });
      expect(others).toEqual([]);
    });
  },
  30_000,
);

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
