/** What else a step with a list of keys is told: where its DSNs go, where the list is, and which part it does. */
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
const withEnv = three.map((project) => ({
  ...{ project, name: 'ci', 'env-name': `DSN_OF_${project.toUpperCase()}` },
}));

test('each DSN goes to an environment variable of its own', () =>
  listScenario({ projects: three }, async ({ sentry, runList }) => {
    for (const project of ['web', 'api']) addOldKey(sentry, project);
    const { told, variables } = await runList(withEnv);
    expect(variables).toEqual({
      DSN_OF_WEB: told[0]?.dsn,
      DSN_OF_API: told[1]?.dsn,
      DSN_OF_APP: told[2]?.dsn,
    });
    expect(new Set(Object.values(variables)).size).toBe(3);
    expect(Object.values(variables)).not.toContain(undefined);
  }));

test('a key that fails leaves the variables of the others as they are', () =>
  listScenario({ projects: ['web', 'api'] }, async ({ sentry, runList }) => {
    for (const project of ['web', 'api']) addOldKey(sentry, project);
    const { exitCode, told, variables } = await runList(withEnv);
    expect(exitCode).toBe(1);
    expect(outcomes(told)).toEqual(['web ci reused', 'api ci reused', 'app ci failed']);
    expect(variables).toEqual({ DSN_OF_WEB: told[0]?.dsn, DSN_OF_API: told[1]?.dsn });
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
    expect(result.masks.filter((mask) => unused.some((secret) => mask.includes(secret)))).toEqual(
      [],
    );
  }));

test('with mask: false the DSNs are not masked, and the secrets are', () =>
  listScenario({ projects: three }, async ({ sentry, runList }) => {
    for (const project of ['web', 'api']) addOldKey(sentry, project);
    const result = await runList(inEach(three), { mask: 'false' });
    expect(result.exitCode).toBe(0);
    for (const { dsn } of result.told) expect(result.masks).not.toContain(dsn);
    expectMaskedFirst(result, [TOKEN, ...three.flatMap((project) => secretsIn(sentry, project))]);
  }));

test('the list can be a file of the workspace', () =>
  listScenario({ projects: three }, async ({ sentry, run }) => {
    for (const project of three) addOldKey(sentry, project);
    const workspace = mkdtempSync(join(tmpdir(), 'workspace-'));
    try {
      mkdirSync(join(workspace, '.github'));
      const lines = three.map((project) => `- { project: ${project}, name: ci }`);
      writeFileSync(join(workspace, '.github', 'keys.yml'), `# Keys\n${lines.join('\n')}\n`);
      const inputs = { project: '', 'keys-file': '.github/keys.yml' };
      const result = await run(inputs, { GITHUB_WORKSPACE: workspace });
      expect(result).toMatchObject({ exitCode: 0, errors: [] });
      expect(outcomes(toldOf(result))).toEqual(three.map((project) => `${project} ci reused`));

      const before = sentry.requests.length;
      const outside = await run({ ...inputs, 'keys-file': '../keys.yml' });
      expect(outside.exitCode).toBe(1);
      expect(outside.errors).toEqual([expect.stringMatching(/keys-file: "\.\.\/keys\.yml" /)]);
      expect(sentry.requests).toHaveLength(before);
    } finally {
      rmSync(workspace, { recursive: true });
    }
  }));

const ten = [...three, 'job', 'lib', 'doc', 'bad', 'old', 'new', 'top'];

test('the shards of a list do all of it together, each key once', () =>
  listScenario({ projects: ten }, async ({ sentry, runList }) => {
    const items = ten.flatMap((project) => [...['ci', 'cd'].map((name) => ({ project, name }))]);
    const shards = await Promise.all(
      ['0/2', '1/2'].map((shard) => runList(items, { shard, ephemeral: 'false' })),
    );
    const [first = [], second = []] = shards.map(({ told }) => told);
    expect(shards.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    expect(first.length).toBeGreaterThan(0);
    expect(second.length).toBeGreaterThan(0);
    const all = items.map(({ project, name }) => `${project} ${name} created`);
    expect([...outcomes(first), ...outcomes(second)].sort()).toEqual(all.sort());
    // Both keys of a project are in the same shard.
    const inFirst = new Set(first.map(({ project }) => project));
    expect(second.filter(({ project }) => inFirst.has(project))).toEqual([]);
    for (const project of ten) expect(sentry.keys(project)).toHaveLength(3);
  }));

test('the log of the debugger shows nothing of any key', () =>
  listScenario({ projects: three }, async ({ runList }) => {
    // What it shows is compared with all DSNs and secrets wherever a step runs.
    const { debug } = await runList(inEach(three), {}, { RUNNER_DEBUG: '1' });
    expect(debug).toContainEqual(expect.stringMatching(/^GET .*\/project-keys\/: 200 after/));
  }));

test('what the server ignored is told of each key, with its name', () =>
  listScenario({ projects: three, rateLimits: false }, async ({ sentry, runList }) => {
    addOldKey(sentry, 'web');
    const { exitCode, warnings } = await runList(inEach(three, { 'rate-limit': '5/60' }));
    expect(exitCode).toBe(0);
    const dropped = / ci: Sentry created the client key without the rate limit 5\/60/;
    expect([...warnings].sort()).toEqual([
      expect.stringMatching(new RegExp(`^api${dropped.source}`)),
      expect.stringMatching(new RegExp(`^app${dropped.source}`)),
      expect.stringMatching(
        /^web ci: The client key "ci" was left as it is: its rate limit is none/,
      ),
    ]);
  }));
