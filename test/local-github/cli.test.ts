import { exec } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { startProgram } from '../harness/program.ts';

const onPosix = process.platform === 'win32' ? test.skip : test;

onPosix('the command that it prints stores the DSN of the local Sentry and shows the outputs', async () => {
  const sentry = startProgram('test/local-sentry/cli.ts', { PORT: '0' });
  const github = startProgram('test/local-github/cli.ts');
  try {
    const [, url = ''] = await sentry.printed(/^ {2}url +(\S+)$/m);
    const [, command = ''] = await github.printed(/^ {2}(env .+?dist\/main\/index\.js)$/ms);
    expect(command).toContain('INPUT_URL=http://127.0.0.1:9000 ');
    const [, environment = ''] = await github.printed(/ (INPUT_GITHUB-ENVIRONMENT=\S+)$/m);
    const here = command.replace('http://127.0.0.1:9000', url).replace('env ', `env ${environment} `);
    // Through a pipe, since a socket cannot be opened by its name.
    const { stdout } = await promisify(exec)(`${here} | cat`, { cwd: resolve(import.meta.dirname, '../..') });

    expect(stdout).toContain('Stored the DSN in the secret SENTRY_DSN of the environment production of acme/web.');
    expect(stdout).toMatch(/^outcome<<.+\ncreated\n/m);
    await github.printed(/^PUT \/repos\/acme\/web\/environments\/production\/secrets\/SENTRY_DSN 201$/m);
    const [, dsn = 'no DSN'] = await github.printed(/^ {2}SENTRY_DSN is now (\S+)$/m);
    expect(dsn).toMatch(new RegExp(`^http://[0-9a-f]{32}@${new URL(url).host}/\\d+$`));
    expect(stdout).toContain(`\n${dsn}\n`);
  } finally {
    await Promise.all([sentry.end(), github.end()]);
  }
});
