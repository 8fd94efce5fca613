/** What else a step with a list of keys is given: where its DSNs go, and where the list is. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StepResult } from '../harness/local-runner.ts';
import { addOldKey } from '../harness/old-key.ts';
import { TOKEN } from '../harness/scenario.ts';
import { toldOf } from '../harness/told.ts';
import type { LocalSentry } from '../local-sentry/index.ts';
import { inEach, listScenario, outcomes } from './list.ts';

const three = ['web', 'api', 'app'];
const withEnv = three.map((project) => ({ ...{ project, name: 'ci', 'env-name': `DSN_OF_${project.toUpperCase()}` } }));

test('each DSN goes to an environment variable of its own', () =>
  listScenario({ projects: three }, async ({ sentry, runList }) => {
    for (const project of ['web', 'api']) addOldKey(sentry, project);
    const { told, variables } = await runList(withEnv);
    expect(variables).toEqual({ DSN_OF_WEB: told[0]?.dsn, DSN_OF_API: told[1]?.dsn, DSN_OF_APP: told[2]?.dsn });
    expect(new Set(Object.values(variables)).size).toBe(3);
    expect(Object.values(variables)).not.toContain(undefined);
  }));

const secretsIn = (sentry: LocalSentry, project: string, name = 'ci') =>
  sentry.keys(project).flatMap((key) => (key.name === name && key.secret ? [key.secret] : []));

/** What was written before a value was masked must not have it. */
function expectMaskedFirst({ stdout }: StepResult, values: readonly string[]): void {
  const lines = stdout.split('\n');
  for (const value of values) {
    const first = lines.findIndex((line) => line.includes(value));
    expect(lines[first]).toBe(`::add-mask::${value}`);
  }
}

test('masks the DSNs and secrets of the keys in the list, and no others', () =>
  listScenario({ projects: three }, async ({ sentry, runList }) => {
    for (const project of ['web', 'api']) addOldKey(sentry, project);
    const result = await runList(inEach(three));
    const dsns = result.told.map(({ dsn = '' }) => dsn);
    const secrets = three.flatMap((project) => secretsIn(sentry, project));
    expect(secrets).toHaveLength(3);
    expectMaskedFirst(result, [TOKEN, ...dsns, ...secrets]);
    const unused = three.flatMap((project) => secretsIn(sentry, project, 'Default'));
    expect(unused).toHaveLength(3);
    expect(result.masks.filter((mask) => unused.some((secret) => mask.includes(secret)))).toEqual([]);
  }));

test('the list can be a file of the workspace', () =>
  listScenario({ projects: three }, async ({ sentry, run }) => {
    for (const project of three) addOldKey(sentry, project);
    const workspace = mkdtempSync(join(tmpdir(), 'workspace-'));
    try {
      mkdirSync(join(workspace, '.github'));
      const lines = three.map((project) => `- { project: ${project}, name: ci }`);
      writeFileSync(join(workspace, '.github', 'keys.yml'), `# Keys\n${lines.join('\n')}\n`);
      const inputs = { project: '', keys: '.github/keys.yml' };
      const result = await run(inputs, { GITHUB_WORKSPACE: workspace });
      expect(result).toMatchObject({ exitCode: 0, errors: [] });
      expect(outcomes(toldOf(result))).toEqual(three.map((project) => `${project} ci reused`));

      const before = sentry.requests.length;
      const outside = await run({ ...inputs, keys: '../keys.yml' });
      expect(outside.exitCode).toBe(1);
      expect(outside.errors).toEqual([expect.stringMatching(/^keys: "\.\.\/keys\.yml" /m)]);
      expect(sentry.requests).toHaveLength(before);
    } finally {
      rmSync(workspace, { recursive: true });
    }
  }));

test('a setting that the server dropped is a warning about each key, with its name', () =>
  listScenario({ projects: three, rateLimits: false }, async ({ sentry, runList }) => {
    addOldKey(sentry, 'web');
    const { exitCode, warnings } = await runList(inEach(three, { 'rate-limit': '5/60' }));
    expect(exitCode).toBe(0);
    expect([...warnings].sort()).toEqual(
      ['api', 'app', 'web'].map(
        (project) => expect.stringMatching(new RegExp(`^${project} ci: .*rate limit`)) as string,
      ),
    );
  }));
