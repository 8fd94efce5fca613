/** What the action may cost: bytes that are loaded, and requests. Times are for `npm run bench`. */
import { copyFileSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runStep, type StepResult } from '../harness/local-runner.ts';
import { addOldKey } from '../harness/old-key.ts';
import { scenario } from '../harness/scenario.ts';

const dist = resolve(import.meta.dirname, '../../dist');

const files = readdirSync(dist, { recursive: true, encoding: 'utf8', withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => join(parentPath, name));

const bytes = (path: string): number => statSync(path).size;

test('all of dist is at most 14 scripts and 2.2 MB', () => {
  expect(files.filter((path) => path.endsWith('.js')).length).toBeLessThanOrEqual(14);
  expect(files.reduce((sum, path) => sum + bytes(path), 0)).toBeLessThanOrEqual(2_200_000);
});

test('the main step loads at most 250 kB, the post step 10 kB if there is nothing to do', () => {
  expect(bytes(join(dist, 'main', 'index.js'))).toBeLessThanOrEqual(250_000);
  expect(bytes(join(dist, 'post', 'index.js'))).toBeLessThanOrEqual(10_000);
});

describe('everything else is loaded only when it is needed', () => {
  /** Runs a step out of a folder in which there is only the file that it starts with, as an ES module. */
  async function alone(name: 'main' | 'post', run: (entry: string) => Promise<StepResult>) {
    const folder = mkdtempSync(join(tmpdir(), 'alone-'));
    try {
      const entry = join(folder, 'index.js');
      copyFileSync(join(dist, name, 'index.js'), entry);
      copyFileSync(join(dist, name, 'package.json'), join(folder, 'package.json'));
      return await run(entry);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  test('by the main step', async () => {
    await scenario({}, async ({ given }) => {
      const step = { with: { ...given, name: 'ci', 'env-name': 'SENTRY_DSN' } };
      const result = await alone('main', (entry) => runStep({ ...step, entry }));
      expect(result).toMatchObject({ exitCode: 0, outputs: { outcome: 'created' } });
    });
  });

  test('by the post step', async () => {
    const result = await alone('post', (entry) => runStep({ with: {}, entry }));
    expect(result).toMatchObject({ exitCode: 0, stdout: '' });
  });
});

describe('requests', () => {
  test.each([
    { what: 'create without a name', more: { mode: 'create' }, others: 0, there: false, requests: 1 },
    { what: 'create without looking', more: { name: 'ci', mode: 'create' }, others: 0, there: false, requests: 1 },
    { what: 'reuse', more: { name: 'ci' }, others: 99, there: true, requests: 1 },
    { what: 'look, create, look again', more: { name: 'ci' }, others: 0, there: false, requests: 3 },
    { what: 'reuse among 101 keys', more: { name: 'ci' }, others: 100, there: true, requests: 2 },
    { what: 'reuse among 201 keys', more: { name: 'ci' }, others: 200, there: true, requests: 3 },
    {
      what: 'create without looking, in a project that has to be there',
      more: { name: 'ci', mode: 'create', 'create-project': 'true', team: 'platform' },
      others: 101,
      there: false,
      requests: 2,
    },
    {
      what: 'reuse what is as it should be',
      more: { name: 'ci', 'rate-limit': 'none' },
      others: 0,
      there: true,
      requests: 1,
    },
  ])('$what: $requests', async ({ more, others, there, requests }) => {
    await scenario({}, async ({ sentry, run }) => {
      if (there) addOldKey(sentry);
      for (let index = 0; index < others; index++) sentry.addKey('web', { name: `k${index}` });
      expect(await run(more)).toMatchObject({ exitCode: 0 });
      expect(sentry.requests).toHaveLength(requests);
    });
  });
});
