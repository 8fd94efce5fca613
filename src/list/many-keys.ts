import { Failure, stackOf } from '../failure.ts';
import type { GitHubAccess } from '../github/call.ts';
import type { GitHub } from '../github/store.ts';
import { newProgress } from '../model/progress.ts';
import type { Log, Runtime } from '../net/runtime.ts';
import type { KeyRun } from '../phases/key-run.ts';
import { listOnceVisible, listWanted, lookInProject } from '../phases/look.ts';
import { begin, type Begun, end } from '../phases/run.ts';
import { VISIBILITY_DELAY_MS } from '../phases/timing.ts';
import { connectToSentry, openSession, type SentryServer } from '../sentry/session.ts';
import type { Runner } from '../workflow/runner.ts';
import { lookAtOrganization } from './organization.ts';
import { type ListStep, readListStep } from './read-list.ts';
import { announceList, labelOf, lineAbout, reportList, reportListCancelled } from './report-list.ts';
import { inQueue, Throttle } from './throttle.ts';

/**
 * The step about a list of keys. Each key goes through the phases of a single one, some of them side by side: all
 * begin, one look at those that were created follows, and all end.
 */
export class ManyKeys {
  readonly #step: ListStep;
  readonly #runner: Runner;
  readonly #runtime: Runtime;
  readonly #server: SentryServer;
  #runs: readonly KeyRun[] = [];
  readonly #done = new Set<KeyRun>();

  /** @throws {Failure} when the inputs are not valid, or when a file of the runner is missing */
  constructor(env: NodeJS.ProcessEnv, runner: Runner, runtime: Runtime) {
    this.#step = readListStep(env);
    this.#runner = runner;
    this.#runtime = runtime;
    if (this.#step.keys.some(({ envName }) => envName !== undefined)) runner.requireFile('ENV');
    const { sentry, mask } = this.#step;
    const access = { ...sentry, masked: mask ? 'dsn' : 'secrets' } as const;
    const server = connectToSentry(access, runtime);
    this.#server = { ...server, send: new Throttle(runtime.clock).over(server.send) };
  }

  /** @returns the exit code: 0, or 1 after exactly one error was written */
  async run(): Promise<0 | 1> {
    const { sentry, dryRun } = this.#step;
    this.#runner.info(announceList(this.#step));
    this.#runs = await this.#open();
    try {
      await this.#runAll();
    } catch (error) {
      // Nothing can be asked of this server, whatever the key.
      for (const run of this.#runs) if (!this.#done.has(run)) this.#finish(run, error);
    }
    const all = this.#runs.map(({ progress }) => progress);
    return reportList(all, { org: sentry.org, isDryRun: dryRun }, this.#runner);
  }

  async #open(): Promise<KeyRun[]> {
    const { keys, sentry, github: access, dryRun } = this.#step;
    const runtime = this.#runtime;
    const github = access && (await openThrottled({ ...access, timeout: sentry.timeout }, runtime));
    // The outputs are those of the whole list.
    const runner: KeyRun['runner'] = {
      outputs: () => undefined,
      state: () => undefined,
      variable: (name, value) => {
        this.#runner.variable(name, value);
      },
    };
    return keys.map((desired) => {
      const log = labelled(this.#runner, labelOf(desired));
      const server = { ...this.#server, runtime: { ...runtime, log } };
      const session = openSession(server, desired.project);
      const progress = newProgress(desired, session, dryRun, runtime.clock.now());
      const newKeyId = runtime.newKeyId();
      return { desired, session, progress, runner, github, newKeyId, isEphemeral: false };
    });
  }

  async #runAll(): Promise<void> {
    const look = await lookAtOrganization(
      this.#server,
      this.#runs.map(({ desired }) => desired),
    );
    const created: Begun[] = [];
    await inQueue(this.#runs, (run) =>
      this.#guard(run, async () => {
        const begun = await begin(run, async () => look?.conclude(run) ?? (await lookInProject(run)));
        if (begun.created === undefined) await end(begun, () => listOnceVisible(run));
        else created.push(begun);
        return begun.created === undefined;
      }),
    );
    if (created.length === 0) return;
    await this.#runtime.clock.sleep(VISIBILITY_DELAY_MS);
    const again = await look?.again();
    await inQueue(created, (begun) =>
      this.#guard(begun.run, async () => {
        const { run } = begun;
        await end(begun, async () => again?.of(run.desired.project) ?? (await listWanted(run)));
        return true;
      }),
    );
  }

  /** @param work resolves to whether the key is done */
  async #guard(run: KeyRun, work: () => Promise<boolean>): Promise<void> {
    try {
      if (await work()) this.#finish(run, undefined);
    } catch (error) {
      this.#finish(run, error);
    }
  }

  #finish(run: KeyRun, failure: unknown): void {
    run.progress.failure = failure;
    this.#done.add(run);
    if (failure !== undefined) this.#runner.debug(stackOf(failure));
    this.#runner.info(lineAbout(run.progress, this.#runs.indexOf(run) + 1, this.#runs.length));
  }

  /** Reports what is left in Sentry of a run that is cut short. The caller ends the process. */
  cancel(): void {
    for (const run of this.#runs) {
      if (!this.#done.has(run)) run.progress.failure = new Failure('Cancelled before it was done.');
    }
    const all = this.#runs.map(({ progress }) => progress);
    reportListCancelled(all, this.#step.keys.length, this.#runner);
  }
}

async function openThrottled(access: GitHubAccess, runtime: Runtime): Promise<GitHub> {
  const { isLimitResponse, openGitHub } = await import('../github/store.ts');
  const github = openGitHub(access, runtime);
  return { ...github, send: new Throttle(runtime.clock, isLimitResponse).over(github.send) };
}

/** The log of one key: its lines name the key. */
function labelled(log: Log, label: string): Log {
  return {
    mask: (secret) => {
      log.mask(secret);
    },
    info: (line) => {
      log.info(`${label}: ${line}`);
    },
    warning: (message) => {
      log.warning(`${label}: ${message}`);
    },
    debug: (line) => {
      log.debug(line);
    },
  };
}
