/** What the action may cost: bytes that are loaded, and requests. Times are for `npm run bench`. */
import { copyFileSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runStep, type StepResult } from '../harness/local-runner.ts';
import { addOldKey } from '../harness/old-key.ts';
import { scenario } from '../harness/scenario.ts';

const dist = resolve(import.meta.dirname, '../../dist');

const bytes = (...path: string[]): number => statSync(join(dist, ...path)).size;

test('all of dist is at most 14 scripts and 2.2 MB', () => {
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' });
  expect(files.filter((path) => path.endsWith('.js')).length).toBeLessThanOrEqual(14);
  expect(files.reduce((sum, path) => sum + bytes(path), 0)).toBeLessThanOrEqual(2_200_000);
});

/** Runs a step in a folder that only has the file that it starts with. */
async function alone(name: 'main' | 'post', inputs: Record<string, string>): Promise<StepResult> {
  const folder = mkdtempSync(join(tmpdir(), 'alone-'));
  try {
    for (const file of ['index.js', 'package.json']) copyFileSync(join(dist, name, file), join(folder, file));
    return await runStep({ with: inputs, entry: join(folder, 'index.js') });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('the main step loads at most 265 kB to create a key', async () => {
  expect(bytes('main', 'index.js')).toBeLessThanOrEqual(265_000);
  await scenario({}, async ({ given }) => {
    const result = await alone('main', { ...given, name: 'ci', 'env-name': 'SENTRY_DSN' });
    expect(result).toMatchObject({ exitCode: 0, outputs: { outcome: 'created' } });
  });
});

test('the post step loads at most 10 kB if it has nothing to do', async () => {
  expect(bytes('post', 'index.js')).toBeLessThanOrEqual(10_000);
  expect(await alone('post', {})).toMatchObject({ exitCode: 0, stdout: '' });
});

test.each([
  { what: 'create without a look', inputs: { name: 'ci', mode: 'create' }, requests: 1 },
  { what: 'look, create, look again', inputs: { name: 'ci' }, requests: 3 },
  { what: 'reuse among 100 keys', inputs: { name: 'ci' }, keys: 100, requests: 1 },
  { what: 'reuse among 101 keys', inputs: { name: 'ci' }, keys: 101, requests: 2 },
])('$what: $requests requests', async ({ inputs, keys = 0, requests }) => {
  await scenario({}, async ({ sentry, run }) => {
    if (keys > 0) addOldKey(sentry);
    for (let index = 1; index < keys; index++) sentry.addKey('web', { name: `k${index}` });
    expect(await run(inputs)).toMatchObject({ exitCode: 0 });
    expect(sentry.requests).toHaveLength(requests);
  });
});
