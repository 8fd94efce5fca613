import { exec } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { startProgram } from '../harness/program.ts';

const onPosix = process.platform === 'win32' ? test.skip : test;

onPosix('the command that it prints stores the DSN of the local Sentry as a secret', async () => {
  const sentry = startProgram('test/local-sentry/cli.ts', { PORT: '0' });
  const github = startProgram('test/local-github/cli.ts');
  try {
    const [, url = ''] = await sentry.printed(/^ {2}url +(\S+)$/m);
    const [, command = ''] = await github.printed(/^ {2}(env .+?dist\/main\/index\.js)$/ms);
    expect(command).toContain('INPUT_URL=http://127.0.0.1:9000 ');
    const { stdout } = await promisify(exec)(command.replace('http://127.0.0.1:9000', url), {
      cwd: resolve(import.meta.dirname, '../..'),
    });

    expect(stdout).toContain('Stored the DSN in the secret SENTRY_DSN of acme/web.');
    await github.printed(/^PUT \/repos\/acme\/web\/actions\/secrets\/SENTRY_DSN 201$/m);
    const [, dsn] = await github.printed(/^ {2}SENTRY_DSN is now (\S+)$/m);
    expect(dsn).toMatch(new RegExp(`^http://[0-9a-f]{32}@${new URL(url).host}/\\d+$`));
  } finally {
    await Promise.all([sentry.end(), github.end()]);
  }
});
