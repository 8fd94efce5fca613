import { isAboutList, readStep, type Step } from './inputs/read-step.ts';
import { secretsIn } from './inputs/token.ts';
import { projectOf } from './model/base-url.ts';
import { keyTitle } from './model/desired-key.ts';
import { newProgress, type Progress } from './model/progress.ts';
import { showRateLimit } from './model/rate-limit.ts';
import { nodeRuntime, type Runtime } from './net/runtime.ts';
import { runKey } from './phases/run.ts';
import { connectToSentry, openSession } from './sentry/session.ts';
import { announce, reportCancelled, reportFailure, reportKey } from './workflow/report.ts';
import { GitHubRunner, type Runner } from './workflow/runner.ts';

/** The work of a step: one key or a list. */
export interface Work {
  /** @returns the exit code: 0, or 1 after exactly one error was written */
  run(): Promise<0 | 1>;
  /**
   * Reports what an interrupted run left in Sentry. The caller ends the process.
   *
   * @param cause what was thrown, unless the job was cancelled
   */
  cancel(cause?: unknown): void;
}

/** The whole main step: reads the inputs and does the work. */
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
      for (const secret of secretsIn(this.#env)) this.#runner.mask(secret);
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

  cancel(cause?: unknown): void {
    if (this.#work === undefined) reportCancelled(undefined, cause, this.#runner);
    else this.#work.cancel(cause);
  }
}

/** A step about one key. */
class OneKey implements Work {
  readonly #step: Step;
  readonly #runner: Runner;
  readonly #runtime: Runtime;
  #progress: Progress | undefined;

  /** @throws {Failure} if a runner file that the step needs is missing */
  constructor(step: Step, runner: Runner, runtime: Runtime) {
    if (step.key.envNames.length > 0) runner.requireFile('ENV');
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
      access && new (await import('./github/store.ts')).GitHub({ ...access, timeout: sentry.timeout }, runtime);
    const progress = newProgress(desired, session, dryRun, runtime.clock.now());
    this.#progress = progress;
    const { rateLimit } = desired;
    const limit = rateLimit === undefined ? [] : [`rate limit ${showRateLimit(rateLimit)}`];
    runner.info(announce(this.#step, `the ${keyTitle(desired)}`, projectOf(session), limit));
    const newKeyId = runtime.newKeyId();
    await runKey({ desired, session, progress, runner, github, newKeyId, isEphemeral: ephemeral });
    return reportKey(progress, runner);
  }

  cancel(cause?: unknown): void {
    reportCancelled(this.#progress, cause, this.#runner);
  }
}
