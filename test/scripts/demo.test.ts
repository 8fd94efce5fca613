import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { COLUMNS, wrap } from '../../scripts/terminal.ts';

const demo = resolve(import.meta.dirname, '../../scripts/demo.ts');

test('every line of the demo fits into a terminal', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [demo], {
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
  });
  expect(stdout).toContain('2 events arrived under the key "ci".');
  expect(stdout).not.toContain('\u001b');
  expect(stdout.split('\n').filter((line) => line.length > COLUMNS)).toEqual([]);
  expect(COLUMNS).toBe(80);
}, 60_000);

test.each([
  ['a bb ccc', 5, ['a bb', 'ccc']],
  ['a bb ccc', 8, ['a bb ccc']],
  ['abcdefgh i', 5, ['abcd…', 'i']],
  ['', 5, ['']],
])('wrap(%j, %i)', (text, columns, lines) => {
  expect(wrap(text, columns)).toEqual(lines);
});
