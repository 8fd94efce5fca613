/** What is different on Windows, as far as it can be played on any machine. */
import { preloading } from '../harness/local-runner.ts';
import { dsnOf, scenario } from '../harness/scenario.ts';

const windowsLineEnds = preloading(`
  import os from 'node:os';
  import { syncBuiltinESMExports } from 'node:module';
  Object.defineProperty(os, 'EOL', { value: '\\r\\n' });
  syncBuiltinESMExports();
`);

test('Windows line ends separate values and are not part of any', async () => {
  await scenario({}, async ({ sentry, run }) => {
    const inputs = { name: 'ci', mode: 'create', ephemeral: 'true', 'env-name': 'SENTRY_DSN' };
    const result = await run(inputs, windowsLineEnds);

    expect(result.exitCode).toBe(0);
    expect(result.stdout).toMatch(/::add-mask::\S+\r\n/);
    const [key] = sentry.keys('web');
    if (key === undefined) throw new Error('there is no key');
    expect(result.outputs).toMatchObject({ dsn: dsnOf(sentry, key), 'key-id': key.id });
    expect(result.variables).toEqual({ SENTRY_DSN: dsnOf(sentry, key) });
    expect(JSON.parse((result.state['created-key'] ?? '').replace(/^\w+ /, ''))).toMatchObject({ id: key.id });
    expect(result.masks).toContain(dsnOf(sentry, key));
    expect(JSON.stringify([result.outputs, result.variables, result.state])).not.toContain('\\r');
  });
});
