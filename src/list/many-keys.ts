import { Failure, stackOf } from '../failure.ts';
import type { GitHub } from '../github/store.ts';
import { refuseProblems } from '../inputs/read-step.ts';
import { changesIn, decideMatches, simplePlan } from '../model/plan.ts';
import { newProgress } from '../model/progress.ts';
import type { Log, Runtime } from '../net/runtime.ts';
import type { KeyRun } from '../phases/key-run.ts';
import { conclude, listOnceVisible, listWanted, lookInProject } from '../phases/look.ts';
import { begin, type Begun, end, plan, type Planned } from '../phases/run.ts';
import { VISIBILITY_DELAY_MS } from '../phases/timing.ts';
import { listKeys } from '../sentry/listing.ts';
import { connectToSentry, openSession, type SentryServer } from '../sentry/session.ts';
import type { Runner } from '../workflow/runner.ts';
import { concludeFrom, listAllProjects, lookAtOrganization, type OrganizationLook, wantsOf } from './organization.ts';
import type { Projects } from './organization-lists.ts';
import { type ListStep, NOTHING_CHANGED, readListStep } from './read-list.ts';
import { announceList, labelOf, lineAbout, reportList, reportListCancelled } from './report-list.ts';
import { type ListKey, settle } from './settle.ts';
import { inQueue, MOST_IN_VAIN, Throttle } from './throttle.ts';

/** A key of a list and its run. */
interface Entry extends ListKey {
  readonly run: KeyRun;
}

/**
 * The step about several keys. Each key goes through the phases of a single key, some concurrently: first all keys that
 * match patterns are found, and all are planned; then all begin, the created keys are read once, and all end.
 */
export class ManyKeys {
  readonly #env: NodeJS.ProcessEnv;
  #step: ListStep;
  readonly #runner: Runner;
  readonly #runtime: Runtime;
  readonly #server: SentryServer;
  #github: GitHub | undefined;
  /** The throttle of each server, and how many keys in a row got no useful answer from it. */
  readonly #throttles = new Map<string, { readonly throttle: Throttle; inVain: number }>();
  #runs: readonly KeyRun[] = [];
  readonly #done = new Set<KeyRun>();

  /** @throws {Failure} if the inputs are not valid, or if a runner file is missing */
  constructor(env: NodeJS.ProcessEnv, runner: Runner, runtime: Runtime) {
    this.#env = env;
    this.#step = readListStep(env);
    this.#runner = runner;
    this.#runtime = runtime;
    const { sentry, mask } = this.#step;
    const access = { ...sentry, masked: mask ? 'dsn' : 'secrets' } as const;
    const server = connectToSentry(access, runtime);
    this.#server = { ...server, send: this.#throttle(sentry.baseUrl, new Throttle(runtime.clock)).over(server.send) };
  }

  /** @returns the exit code: 0, or 1 after exactly one error was written */
  async run(): Promise<0 | 1> {
    const projects = this.#step.needsSlugs ? await listAllProjects(this.#server) : undefined;
    if (projects !== undefined) this.#step = readListStep(this.#env, projects.slugs);
    const { keys, warnings, sentry, dryRun } = this.#step;
    if (keys.some(({ desired }) => desired.envNames.length > 0)) this.#runner.requireFile('ENV');
    this.#runner.info(announceList(this.#step, projects?.slugs.length));
    for (const warning of warnings) this.#runner.warning(warning);
    this.#github = await this.#openGitHub();
    const entries = keys.map((key) => this.#open(key));
    this.#runs = entries.map(({ run }) => run);
    let problem: Failure | undefined;
    try {
      problem = await this.#runAll(entries, projects);
    } catch (error) {
      // Every request to this server would fail, for any key.
      for (const run of this.#runs) if (!this.#done.has(run)) this.#finish(run, error);
    }
    const all = this.#runs.map(({ progress }) => progress);
    return reportList(all, { org: sentry.org, isDryRun: dryRun, problem }, this.#runner);
  }

  async #openGitHub(): Promise<GitHub | undefined> {
    const { sentry, github: access } = this.#step;
    if (access === undefined) return undefined;
    const { GitHub, isLimitResponse } = await import('../github/store.ts');
    const throttle = this.#throttle(access.apiUrl, new Throttle(this.#runtime.clock, isLimitResponse));
    return new GitHub({ ...access, timeout: sentry.timeout }, this.#runtime, (send) => throttle.over(send));
  }

  #throttle(server: URL, throttle: Throttle): Throttle {
    this.#throttles.set(server.href, { throttle, inVain: 0 });
    return throttle;
  }

  #open(key: ListKey): Entry {
    const { desired } = key;
    // Outputs are set once, for the list.
    const runner: KeyRun['runner'] = {
      outputs: () => undefined,
      state: () => undefined,
      variable: (name, value) => {
        this.#runner.variable(name, value);
      },
    };
    const runtime = this.#runtime;
    const log = labelled(this.#runner, labelOf(desired));
    const session = openSession({ ...this.#server, runtime: { ...runtime, log } }, desired.project);
    const progress = newProgress(desired, session, this.#step.dryRun, runtime.clock.now());
    const newKeyId = runtime.newKeyId();
    const github = this.#github;
    return { ...key, run: { desired, session, progress, runner, github, newKeyId, isEphemeral: false } };
  }

  /** @returns why nothing was done, if so */
  async #runAll(entries: readonly Entry[], projects: Projects | undefined): Promise<Failure | undefined> {
    const look = await lookAtOrganization(this.#server, entries, projects);
    this.#runs = (await this.#findMatches(entries, look)).map(({ run }) => run);
    const planned: Planned[] = [];
    await inQueue(
      this.#runs.filter((run) => !this.#done.has(run)),
      (run) =>
        this.#guard(run, async () => {
          const isPlanned = run.progress.plan !== undefined;
          const lookup = async () => concludeFrom(look?.of(run.desired.project), run) ?? (await lookInProject(run));
          planned.push(isPlanned ? { run, destinations: [], knownIds: undefined } : await plan(run, lookup));
          return false;
        }),
    );
    const tooMany = this.#tooMany(planned);
    if (tooMany !== undefined) return tooMany;
    const created: Begun[] = [];
    await inQueue(planned, (one) =>
      this.#guard(one.run, async () => {
        const begun = await begin(one);
        if (begun.created === undefined) await end(begun, () => listOnceVisible(begun.run));
        else created.push(begun);
        return begun.created === undefined;
      }),
    );
    if (created.length === 0) return undefined;
    await this.#runtime.clock.sleep(VISIBILITY_DELAY_MS);
    const again = await look?.again();
    await inQueue(created, (begun) =>
      this.#guard(begun.run, async () => {
        const { run } = begun;
        await end(begun, async () => again?.of(run.desired.project) ?? (await listWanted(run)));
        return true;
      }),
    );
    return undefined;
  }

  /**
   * Replaces each entry that has name patterns with the planned matching keys; without a match, it is planned to do
   * nothing.
   *
   * @throws {Failure} if two items ask for one key
   */
  async #findMatches(entries: readonly Entry[], look: OrganizationLook | undefined): Promise<readonly Entry[]> {
    const found = new Map<Entry, readonly Entry[]>();
    await inQueue(entries, async (entry) => {
      const { names, run } = entry;
      if (names === undefined) return;
      await this.#guard(run, async () => {
        const listing = look?.of(run.desired.project) ?? (await listKeys(run.session, wantsOf(entry)));
        const matches = decideMatches(run.desired, names, listing).map(({ key, plan: planned }) => {
          const match = this.#open({ ...entry, names: undefined, desired: { ...run.desired, name: key.name } });
          return { match, planned, seen: { ...listing, keys: [key], others: [] } };
        });
        if (matches.length === 0) run.progress.plan = simplePlan('none');
        else
          found.set(
            entry,
            matches.map(({ match }) => match),
          );
        for (const { match, planned, seen } of matches) conclude(planned, seen, match.run);
        return false;
      });
    });
    const { kept, problems } = settle(entries.flatMap((entry) => found.get(entry) ?? [entry]));
    refuseProblems(problems, NOTHING_CHANGED);
    return kept;
  }

  /** Logs every key's plan and returns an error if there are too many changes. */
  #tooMany(planned: readonly Planned[]): Failure | undefined {
    const { mostChanges = Infinity } = this.#step;
    const count = planned.reduce((sum, { run }) => sum + changesIn(run.progress.plan ?? simplePlan('none')), 0);
    if (count <= mostChanges || this.#step.dryRun) return undefined;
    const problem = new Failure(
      `This step would make ${count} changes, but max-changes is ${mostChanges}, so nothing was changed. If the plan ` +
        `in the log is right, set max-changes: ${count}.`,
    );
    for (const { run } of planned) {
      run.progress.isHeldBack = true;
      this.#finish(run, problem);
    }
    return problem;
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
    this.#noteAnswers(failure);
    if (failure !== undefined) this.#runner.debug(stackOf(failure));
    this.#runner.info(lineAbout(run.progress, this.#runs.indexOf(run) + 1, this.#runs.length));
  }

  /** Gives up on a server after several keys in a row without a useful answer: the rest would fail as well. */
  #noteAnswers(failure: unknown): void {
    const silent = failure instanceof Failure ? failure.unavailable?.href : undefined;
    for (const [server, state] of this.#throttles) {
      state.inVain = server === silent ? state.inVain + 1 : 0;
      if (state.inVain >= MOST_IN_VAIN) state.throttle.giveUp();
    }
  }

  /** Reports what an interrupted run left in Sentry. The caller ends the process. */
  cancel(cause?: unknown): void {
    for (const run of this.#runs) {
      if (!this.#done.has(run)) run.progress.failure = new Failure('Cancelled before it was done.');
    }
    const all = this.#runs.map(({ progress }) => progress);
    reportListCancelled(all, all.length === 0 ? this.#step.keys.length : all.length, cause, this.#runner);
  }
}

/** The log of one key, with the key's label. */
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
