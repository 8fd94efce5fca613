/**
 * Runs whole workflows in act, as those of the repository acme/web. What stands for the world
 * outside:
 *
 * | in a workflow | on this stage |
 * | --- | --- |
 * | sentry.io, by no `url` | the local Sentry, by the variable SENTRY_URL of the runner |
 * | `url: https://sentry.example.com` | the local Sentry; the only text of a workflow that is replaced |
 * | GitHub's API | the local GitHub, by the variable GITHUB_API_URL of the runner |
 * | `secrets`, `vars` | made-up tokens that the local servers know |
 * | `runs-on: ubuntu-latest` | this machine, with the Node that runs the tests |
 * | `uses:` of this action | action.yml and dist of this project |
 * | `uses: actions/checkout` | act's own: it copies the repository |
 * | `uses:` of any other action | a stand-in out of `stand-ins/` |
 * | `npm install`, `gh secret set` | stand-ins too, out of `stand-ins/bin/` |
 * | the files of acme/web | those of `repository/`, and `test/harness/app.ts` |
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from '../../scripts/repository.ts';
import { type LocalGitHub, type Permission, startLocalGitHub } from '../local-github/index.ts';
import { manifest } from '../harness/local-runner.ts';
import type { LocalSentry } from '../local-sentry/index.ts';
import { dsnOf, scenario, secretsOf, TOKEN } from '../harness/scenario.ts';
import { prepare, usingSteps, type Workflow } from './act.ts';

const SETTINGS = {
  secrets: {
    SENTRY_KEYS_TOKEN: TOKEN,
    // An organization token, as users of getsentry/action-release have it.
    SENTRY_AUTH_TOKEN: `sntrys_${'b6'.repeat(32)}`,
    SECRETS_TOKEN: `github_pat_${'7e'.repeat(30)}`,
    APP_PRIVATE_KEY: `ghs_${'5d'.repeat(18)}`,
    GITHUB_TOKEN: `ghs_${'0f'.repeat(18)}`,
  },
  vars: { APP_CLIENT_ID: 'Iv1.0123456789abcdef' },
};

export interface StageOptions {
  /** What SECRETS_TOKEN, a person's, and the app of APP_PRIVATE_KEY may do at GitHub. */
  readonly permissions?: readonly Permission[];
  /** Whether the workflow has `mask: false`, so logs may show the public DSNs. */
  readonly publicDsns?: boolean;
  /** Whether the runs are made with debug logging, of the action and of act. */
  readonly debug?: boolean;
  /** Warnings that the workflow may have. */
  readonly warns?: RegExp;
  /** Whether the workflow has to fail. */
  readonly fails?: boolean;
}

export interface Stage {
  readonly sentry: LocalSentry;
  readonly github: LocalGitHub;
  /**
   * Runs the workflow for an event.
   *
   * Throws, whatever the test is about, where it failed or said errors or warnings (or did not fail
   * where it has to), where something secret could be read in all that act wrote, where the action
   * ran on another Node than it asks for, and where it ran without its post step.
   */
  readonly run: (event: string, payload?: object) => Promise<WorkflowRun>;
}

export interface WorkflowRun {
  /** All that act wrote. */
  readonly log: string;
  readonly errors: readonly string[];
  /** The values of an output, as the log shows them, of all steps that set it. */
  readonly outputs: (name: string) => string[];
}

/** Sets the stage for a workflow, lets `play` use it, and clears it. */
export async function onStage(
  workflow: Workflow,
  options: StageOptions,
  play: (stage: Stage) => Promise<void>,
): Promise<void> {
  const { permissions = [], publicDsns = false, debug = false, warns = /^$/, fails = false } = options;
  const github = await startLocalGitHub();
  github.addToken(SETTINGS.secrets.SECRETS_TOKEN, permissions, { kind: 'personal' });
  github.addToken(SETTINGS.secrets.APP_PRIVATE_KEY, permissions);
  const folder = mkdtempSync(join(tmpdir(), 'stage-'));
  try {
    await scenario({}, async ({ sentry }) => {
      const here = atLocalSentry(workflow, sentry);
      const start = prepare(folder, here, SETTINGS);
      const servers = { SENTRY_URL: sentry.url, GITHUB_API_URL: github.url };
      let runs = 0;

      async function run(event: string, payload = {}): Promise<WorkflowRun> {
        runs += 1;
        const debugging = debug ? { RUNNER_DEBUG: '1' } : {};
        const env = { ...servers, ...debugging, GITHUB_RUN_ID: String(runs) };
        const { exitCode, log } = await start({ event, payload, env, verbose: debug });

        refuseLeaks(log, secretsAt(sentry, publicDsns));
        const complaints = allIn(log, / ::(?:error|warning)::(.*)$/gm).filter((text) => !warns.test(text));
        if (fails ? exitCode !== 1 : exitCode !== 0 || complaints.length > 0) {
          throw new Error(`act ended with ${String(exitCode)}:\n${log}`);
        }
        refuseOtherNodes(sentry);
        refuseMissingPostSteps(log, here);
        return {
          log,
          errors: allIn(log, / ::error::(.*)$/gm),
          outputs: (name) => allIn(log, new RegExp(` ::set-output:: ${name}=(.*)$`, 'gm')),
        };
      }

      await play({ sentry, github, run });
    });
  } finally {
    await github.close();
    rmSync(folder, { recursive: true });
  }
}

function atLocalSentry({ start, files }: Workflow, { url }: LocalSentry): Workflow {
  const changed = Object.entries(files).map(([path, yaml]): [string, string] => [
    path,
    yaml.replaceAll('https://sentry.example.com', url),
  ]);
  return { start, files: Object.fromEntries(changed) };
}

/** What no log may show. */
function secretsAt(sentry: LocalSentry, publicDsns: boolean): string[] {
  const all = sentry.projects().flatMap(({ id }) => sentry.keys(String(id)).map((key) => dsnOf(sentry, key, id)));
  const dsns = publicDsns ? all : [];
  const secrets = [...secretsOf(sentry), ...Object.values(SETTINGS.secrets)];
  return secrets.filter((secret) => !dsns.includes(secret));
}

/** The first group of each match. */
function allIn(log: string, pattern: RegExp): string[] {
  return [...log.matchAll(pattern)].map(([, found = '']) => found);
}

function refuseLeaks(log: string, secrets: readonly string[]): void {
  for (const secret of secrets) {
    const line = log.split('\n').find((text) => text.includes(secret));
    if (line !== undefined) throw new Error(`act shows a secret: ${line}`);
  }
}

function refuseOtherNodes({ requests }: LocalSentry): void {
  const { using } = manifest.runs;
  for (const { headers } of requests) {
    const agent = headers['user-agent'] ?? '';
    const asked = using.replace('node', '(node ');
    if (agent.startsWith('sentry-client-key/') && !agent.includes(`${asked}.`)) {
      throw new Error(`the action asks for ${using} and ran as ${agent}`);
    }
  }
}

function refuseMissingPostSteps(log: string, workflow: Workflow): void {
  for (const { name, uses } of usingSteps(workflow)) {
    if (!uses.startsWith(`${repository}@`)) continue;
    const title = name ?? uses;
    const count = (what: string): number => log.split(`${what} ${title}`).length - 1;
    const [started, ended] = [count('Run Main'), count('Success - Post')];
    if (started !== ended) {
      throw new Error(`"${title}" ran ${started} times, its post step ${ended} times:\n${log}`);
    }
  }
}
