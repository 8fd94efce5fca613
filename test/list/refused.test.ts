/** The combinations that docs/many-keys.md lists as refused, with the sentence that it quotes. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Failure } from '../../src/failure.ts';
import { isAboutList, readStep } from '../../src/inputs/read-step.ts';
import { readListStep } from '../../src/list/read-list.ts';
import { environmentOf } from '../inputs/read.ts';

const page = readFileSync(resolve(import.meta.dirname, '../../docs/many-keys.md'), 'utf8');
const [, table = ''] = /\| Inputs \| Error \|\n\| --- \| --- \|\n((?:\|.*\n)+)/.exec(page) ?? [];
const rows = table
  .trim()
  .split('\n')
  .map((row) =>
    row.split(' | ').map((cell) => [...cell.matchAll(/`` (.+?) ``|`([^`]+)`/g)].map(([, a, b]) => a ?? b ?? '')),
  )
  .map(([inputs = [], [error = ''] = []]) => [inputs, error] as const);

test('the table has rows', () => {
  expect(rows.length).toBeGreaterThan(15);
});

test.each(rows)('%j: %s', (inputs, error) => {
  const given = Object.fromEntries(inputs.map((one) => one.split(/: (.*)/s).slice(0, 2) as [string, string]));
  const values = Object.entries(given).map(([name, value]) => [name, value.replaceAll('\\n', '\n')]);
  const env = environmentOf(Object.fromEntries(values) as Record<string, string>);
  // With the organization's projects, what depends on them is found too.
  const slugs = ['api', 'mobile', 'web', 'web-api'];
  const read = () => (isAboutList(env) ? [readListStep(env), readListStep(env, slugs)] : readStep(env));
  expect(problemsIn(read)).toContain(error);
});

function problemsIn(read: () => unknown): string[] {
  try {
    read();
    return [];
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    return thrown.message.split('\n').slice(1);
  }
}
