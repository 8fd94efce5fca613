import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

const demo = resolve(import.meta.dirname, '../../scripts/demo.ts');

test('the demo works, and every line fits into a terminal of 80 columns', async () => {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined };
  const { stdout } = await promisify(execFile)(process.execPath, [demo], { env });
  expect(stdout).toContain('2 events arrived under the key "ci".');
  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
}, 60_000);
