import type { KeyRun } from './ensure/key-run.ts';
import { isAboutList } from './inputs/list.ts';
import { readStep, type Step } from './inputs/step.ts';
import { tokensIn } from './inputs/token.ts';
import { newProgress } from './keys/progress.ts';
import type { ManyKeys } from './many-keys.ts';
import { nodeRuntime, type Runtime } from './net/runtime.ts';
import { type Delivery, keepCreated, runKey } from './run-key.ts';
import { connectToSentry, openSession } from './sentry/session.ts';
import { reportSuccess, setRunOutputs } from './workflow/report.ts';
import { GitHubRunner, type Runner } from './workflow/runner.ts';
import { KEPT_KEY } from './workflow/state.ts';

/** The main step from beginning to end: inputs → destinations → the key, or each key of a list → report. */
export class MainStep {
  readonly #env: NodeJS.ProcessEnv;
  readonly #runner: Runner;
  readonly #runtime: Runtime;
  #run: KeyRun | undefined;
  #delivery: Delivery | undefined;
  #manyKeys: ManyKeys | undefined;

  constructor(
    env: NodeJS.ProcessEnv,
    runner: Runner = new GitHubRunner(env),
    runtime: Runtime = nodeRuntime(runner),
  ) {
    this.#env = env;
    this.#runner = runner;
    this.#runtime = runtime;
  }

  /** @returns the exit code: 0, or 1 after exactly one error was written */
  async run(): Promise<0 | 1> {
    const runner = this.#runner;
    try {
      for (const token of tokensIn(this.#env)) runner.mask(token);
      runner.requireFile('OUTPUT');
      if (isAboutList(this.#env)) return await this.#runList();
      return await this.#runOne(readStep(this.#env));
    } catch (error) {
      return await this.#fail(error);
    }
  }

  /** What a failure means is loaded only when there is one. */
  async #fail(error: unknown): Promise<1> {
    const { reportFailure } = await import('./workflow/report-failure.ts');
    reportFailure(error, this.#run, this.#runner);
    return 1;
  }

  async #runOne(step: Step): Promise<0 | 1> {
    const runner = this.#runner;
    if (step.key.envName !== undefined) runner.requireFile('ENV');
    if (step.ephemeral) runner.requireFile('STATE');
    for (const warning of step.warnings) runner.warning(warning);
    // Before a key is created or changed: a missing permission must not leave it without its secret.
    const github = await checkGitHub(step, this.#runtime);
    const delivery = { step, runner, github, stateName: KEPT_KEY, isOnlyKey: true };
    this.#delivery = delivery;
    const access = { ...step.sentry, masked: step.mask ? 'endpoints' : 'secrets' } as const;
    const run = {
      desired: step.key,
      session: openSession(connectToSentry(access, this.#runtime), step.key.project),
      progress: newProgress(),
      newKeyId: this.#runtime.newKeyId(),
      beganAt: this.#runtime.clock.now(),
      isDryRun: step.dryRun,
    };
    this.#run = run;
    await runKey(run, delivery);
    const failure = setRunOutputs(run, runner);
    if (failure !== undefined) return this.#fail(failure);
    await reportSuccess(run, step.ephemeral, runner);
    return 0;
  }

  /** Everything about lists is loaded only where there is one. */
  async #runList(): Promise<0 | 1> {
    const { ManyKeys } = await import('./many-keys.ts');
    this.#manyKeys = new ManyKeys(this.#env, this.#runner, this.#runtime);
    return this.#manyKeys.run();
  }

  /** Says what is left in Sentry of a run that is cut short. Whoever calls this ends the process. */
  async cancel(): Promise<void> {
    if (this.#manyKeys !== undefined) {
      this.#manyKeys.cancel();
      return;
    }
    const run = this.#run;
    try {
      if (run !== undefined && this.#delivery?.step.ephemeral === true) {
        keepCreated(run, this.#delivery);
      }
    } catch {
      // What is said next is worth more than a file that cannot be written.
    }
    const { reportCancelled } = await import('./workflow/report-failure.ts');
    reportCancelled(run, this.#runner);
  }
}

/** Everything about GitHub's API is loaded only where something is stored there. */
async function checkGitHub(
  { key, github, sentry }: Step,
  runtime: Runtime,
): Promise<Delivery['github']> {
  if (github === undefined || key.state === 'absent') return undefined;
  const { checkDestinations, openGitHub } = await import('./github/destinations.ts');
  const server = openGitHub({ ...github, timeout: sentry.timeout }, runtime);
  return { server, destinations: await checkDestinations(server, key.destinations) };
}
