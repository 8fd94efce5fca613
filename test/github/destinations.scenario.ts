/** Each kind of destination, with the action as a process of its own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runStep } from '../harness/local-runner.ts';
import { dsnOf, scenario, secretsOf, TOKEN } from '../harness/scenario.ts';
import { startLocalGitHub } from '../local-github/index.ts';
import { forOrganization, GITHUB_TOKEN, secret, variable } from './storing.ts';

const environment = 'repos/acme/web/environments/production';

test.each([
  { inputs: {}, secretIn: 'repos/acme/web/actions', variableIn: 'repos/acme/web' },
  { inputs: { 'github-environment': 'production' }, secretIn: environment, variableIn: environment },
  { inputs: { 'github-organization': 'acme' }, secretIn: 'orgs/acme/actions', variableIn: 'orgs/acme' },
])('stores a secret in $secretIn and a variable', async ({ inputs, secretIn, variableIn }) => {
  // Enterprise Server has its API under a path.
  const github = await startLocalGitHub({ path: '/api/v3' });
  github.addToken(GITHUB_TOKEN, ['secrets', 'variables', 'environments', ...forOrganization]);
  try {
    await scenario({}, async ({ sentry, given }) => {
      const destinations = { ...secret, ...variable, ...inputs, 'env-name': 'SENTRY_DSN' };
      const result = await runStep({
        with: { ...given, name: 'ci', 'github-token': GITHUB_TOKEN, ...destinations },
        env: { GITHUB_API_URL: github.url, RUNNER_DEBUG: '1' },
        secrets: () => [GITHUB_TOKEN, ...secretsOf(sentry)],
      });

      const [key] = sentry.keys('web');
      if (key === undefined) throw new Error('there is no key');
      const value = dsnOf(sentry, key);
      const stored = { value, ...('github-organization' in inputs && { visibility: 'private' }) };
      expect(result).toMatchObject({ exitCode: 0, errors: [], outputs: { dsn: value } });
      expect(result.variables).toEqual({ SENTRY_DSN: value });
      expect(github.secret(secretIn, 'SENTRY_DSN')).toEqual(stored);
      expect(github.variable(variableIn, 'SENTRY_DSN')).toEqual(stored);
      expect(result.masks).toEqual(expect.arrayContaining([GITHUB_TOKEN, value]));
      expect(JSON.stringify(github.requests)).not.toContain(TOKEN);
      expect(JSON.stringify(sentry.requests)).not.toContain(GITHUB_TOKEN);
      expect(result.log.match(/^Stored the DSN in /gm)).toHaveLength(2);
      expect(result.summary.match(/^\| DSN \| .*(?=SENTRY)/gm)).toEqual([
        '| DSN | the environment variable ',
        '| DSN | the secret ',
        '| DSN | the variable ',
      ]);
    });
  } finally {
    await github.close();
  }
});

test.each([
  ['is not JSON', 'hello'],
  ['does not exist', undefined],
])('an event file that %s is an error before anything is sent, and forges no command', async (_what, content) => {
  const folder = mkdtempSync(join(tmpdir(), 'event-'));
  const file = join(folder, 'event.json');
  if (content !== undefined) writeFileSync(file, content);
  try {
    await scenario({}, async ({ sentry, run }) => {
      const GITHUB_EVENT_PATH = content === undefined ? `${file}\n::notice::forged` : file;
      const result = await run({ name: 'ci', 'github-token': GITHUB_TOKEN, ...secret }, { GITHUB_EVENT_PATH });
      expect(result).toMatchObject({
        exitCode: 1,
        errors: [expect.stringMatching(/^The file that GITHUB_EVENT_PATH/)],
      });
      expect(result.stdout).not.toContain('forged');
      expect(sentry.requests).toEqual([]);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
