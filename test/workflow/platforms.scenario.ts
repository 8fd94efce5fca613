/** What is different on Windows and macOS, as far as it can be played on any machine. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { preloading, readKeyValues } from '../harness/local-runner.ts';
import { dsnOf, scenario } from '../harness/scenario.ts';

const windowsLineEnds = preloading(`
  import os from 'node:os';
  import { syncBuiltinESMExports } from 'node:module';
  Object.defineProperty(os, 'EOL', { value: '\\r\\n' });
  syncBuiltinESMExports();
`);

test('the line ends of Windows separate what is written, and get into no value', async () => {
  await scenario({}, async ({ sentry, run }) => {
    const inputs = { name: 'ci', ephemeral: 'true', 'env-name': 'SENTRY_DSN' };
    const result = await run(inputs, windowsLineEnds);

    expect(result.exitCode).toBe(0);
    expect(result.stdout).toContain('::add-mask::');
    expect(result.stdout).toMatch(/::add-mask::\S+\r\n/);
    const [key] = sentry.keys('web');
    if (key === undefined) throw new Error('there is no key');
    expect(result.outputs).toMatchObject({ dsn: dsnOf(sentry, key), 'key-id': key.id });
    expect(result.variables).toEqual({ SENTRY_DSN: dsnOf(sentry, key) });
    expect(result.state).toEqual({ 'created-key': key.id });
    expect(result.masks).toContain(dsnOf(sentry, key));
    expect(JSON.stringify([result.outputs, result.variables, result.state])).not.toContain('\\r');
  });
});

test('inputs may end lines as Windows does', async () => {
  await scenario({}, async ({ sentry, run }) => {
    await run({ name: 'ci\r\n', 'rate-limit': '\r\n5/60\r\n' });
    expect(sentry.keys('web')).toMatchObject([{ name: 'ci', rateLimit: { count: 5, window: 60 } }]);
  });
});

test('the files of the runner may have any path', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'runner-'));
  const temp = join(folder, 'D:\\a _temp', 'Übergabe & more', '$(x) %PATH%');
  mkdirSync(temp, { recursive: true });
  const file = (name: string): string => join(temp, `${name} file`);
  for (const name of ['output', 'env', 'summary']) writeFileSync(file(name), '');
  try {
    await scenario({}, async ({ sentry, run }) => {
      const { exitCode } = await run(
        { name: 'ci', 'env-name': 'SENTRY_DSN' },
        {
          GITHUB_OUTPUT: file('output'),
          GITHUB_ENV: file('env'),
          GITHUB_STEP_SUMMARY: file('summary'),
        },
      );
      const read = (name: string) => readFileSync(file(name), 'utf8');
      const [key] = sentry.keys('web');
      const dsn = key && dsnOf(sentry, key);
      expect(exitCode).toBe(0);
      expect(readKeyValues(read('output'))).toMatchObject({ dsn });
      expect(readKeyValues(read('env'))).toEqual({ SENTRY_DSN: dsn });
      expect(read('summary')).toContain('| Client key | ci |');
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
