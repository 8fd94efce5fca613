import { isAboutList, readStep, type Step } from './inputs/read-step.ts';
import { tokensIn } from './inputs/token.ts';
import { newProgress, type Progress } from './model/progress.ts';
import { nodeRuntime, type Runtime } from './net/runtime.ts';
import { runKey } from './phases/run.ts';
import { connectToSentry, openSession } from './sentry/session.ts';
import { announce, reportCancelled, reportFailure, reportKey } from './workflow/report.ts';
import { GitHubRunner, type Runner } from './workflow/runner.ts';

/** What a step does, about one key or about a list. */
export interface Work {
  /** @returns the exit code: 0, or 1 after exactly one error was written */
  run(): Promise<0 | 1>;
  /** Reports what is left in Sentry of a run that is cut short. The caller ends the process. */
  cancel(): void;
}

/** The main step from beginning to end: reads the inputs and does the work that they ask for. */
export class MainStep implements Work {
  readonly #env: NodeJS.ProcessEnv;
  readonly #runner: Runner;
  readonly #runtime: Runtime;
  #work: Work | undefined;

  constructor(env: NodeJS.ProcessEnv, runner: Runner = new GitHubRunner(env), runtime: Runtime = nodeRuntime(runner)) {
    this.#env = env;
    this.#runner = runner;
    this.#runtime = runtime;
  }

  async run(): Promise<0 | 1> {
    try {
      for (const token of tokensIn(this.#env)) this.#runner.mask(token);
      this.#runner.requireFile('OUTPUT');
      this.#work = await this.#openWork();
      return await this.#work.run();
    } catch (error) {
      return reportFailure(error, this.#runner);
    }
  }

  async #openWork(): Promise<Work> {
    if (isAboutList(this.#env)) {
      const { ManyKeys } = await import('./list/many-keys.ts');
      return new ManyKeys(this.#env, this.#runner, this.#runtime);
    }
    return new OneKey(readStep(this.#env), this.#runner, this.#runtime);
  }

  cancel(): void {
    if (this.#work === undefined) reportCancelled(undefined, this.#runner);
    else this.#work.cancel();
  }
}

/** A step about one key. */
class OneKey implements Work {
  readonly #step: Step;
  readonly #runner: Runner;
  readonly #runtime: Runtime;
  #progress: Progress | undefined;

  /** @throws {Failure} when a file of the runner is missing that the step needs */
  constructor(step: Step, runner: Runner, runtime: Runtime) {
    if (step.key.envName !== undefined) runner.requireFile('ENV');
    if (step.ephemeral) runner.requireFile('STATE');
    this.#step = step;
    this.#runner = runner;
    this.#runtime = runtime;
  }

  async run(): Promise<0 | 1> {
    const { sentry, mask, key: desired, dryRun, github: access, ephemeral } = this.#step;
    const runner = this.#runner;
    const runtime = this.#runtime;
    const masked = mask ? 'endpoints' : 'secrets';
    const session = openSession(connectToSentry({ ...sentry, masked }, runtime), desired.project);
    const github =
      access && (await import('./github/store.ts')).openGitHub({ ...access, timeout: sentry.timeout }, runtime);
    const progress = newProgress(desired, session, dryRun, runtime.clock.now());
    this.#progress = progress;
    runner.info(announce(desired, session, dryRun));
    const newKeyId = runtime.newKeyId();
    await runKey({ desired, session, progress, runner, github, newKeyId, isEphemeral: ephemeral });
    return reportKey(progress, runner);
  }

  cancel(): void {
    reportCancelled(this.#progress, this.#runner);
  }
}
