import type { KeyRun } from './ensure/key-run.ts';
import type { Finding } from './ensure/look.ts';
import { lookInListing } from './ensure/look-in-listing.ts';
import { carryOut, create, type CreatedKey } from './ensure/obtain.ts';
import { lookAgain, lookAtOrganization, type OrganizationLook } from './ensure/organization.ts';
import { VISIBILITY_DELAY_MS } from './ensure/visibility.ts';
import { explain, Failure, stackOf } from './failure.ts';
import type { GitHub } from './github/destinations.ts';
import { type ListedKey, type ListStep, readListStep } from './inputs/key-list.ts';
import { isShared } from './keys/desired-key.ts';
import { newProgress } from './keys/progress.ts';
import { inQueue } from './net/queue.ts';
import type { Runtime } from './net/runtime.ts';
import { Throttle } from './net/throttle.ts';
import { type Delivery, finish, followLook, keepCreated, runKey, whileKept } from './run-key.ts';
import { connectToSentry, openSession, type SentryServer } from './sentry/session.ts';
import { type KeyResult, notDone, resultOf } from './workflow/key-result.ts';
import { describeDryRun, settingWarnings } from './workflow/remarks.ts';
import { labelOf, lineAbout, reportList, reportListCancelled } from './workflow/report-list.ts';
import type { Runner } from './workflow/runner.ts';
import { KEPT_KEY } from './workflow/state.ts';

/** What is told of a key that a cancelled run did not come to, or not to the end of. */
const CANCELLED = 'Cancelled before it was done.';

/** A key of the list on its way. */
interface ItemRun {
  /** Its place in the list, from 0 on. */
  readonly index: number;
  readonly desired: ListedKey;
  readonly run: KeyRun;
}

/** A key that was created, and of which nobody knows yet whether it stays. */
interface CreatedItem {
  readonly item: ItemRun;
  readonly delivery: Delivery;
  readonly found: Finding;
  readonly created: CreatedKey;
}

/**
 * The step about a list of keys from beginning to end. Each key goes through the phases of a single one, some
 * of them side by side. What the organization's lists show is not asked for again: the keys that they show to
 * be missing are created first, and one look at all of them follows.
 */
export class ManyKeys {
  readonly #step: ListStep;
  readonly #runner: Runner;
  readonly #runtime: Runtime;
  /** In the order of the list. */
  readonly #results: (KeyResult | undefined)[];
  readonly #underWay = new Set<ItemRun>();

  /** @throws {Failure} when the inputs are not valid, or when a file of the runner is missing */
  constructor(env: NodeJS.ProcessEnv, runner: Runner, runtime: Runtime) {
    const step = readListStep(env);
    if (step.keys.some(({ envName }) => envName !== undefined)) runner.requireFile('ENV');
    if (step.ephemeral) runner.requireFile('STATE');
    this.#step = step;
    this.#runner = runner;
    this.#runtime = runtime;
    this.#results = step.keys.map(() => undefined);
  }

  /** @returns the exit code: 0, or 1 after exactly one error was written */
  async run(): Promise<0 | 1> {
    const { keys, sentry, ephemeral, dryRun } = this.#step;
    const runner = this.#runner;
    try {
      await this.#runAll();
    } catch (error) {
      // Nothing can be asked of this server, whatever the key.
      for (const [index, key] of keys.entries()) {
        if (this.#results[index] !== undefined) continue;
        this.#tell(index, notDone(key, sentry, explain(error)), undefined);
      }
      runner.debug(stackOf(error));
    }
    const about = { org: sentry.org, isEphemeral: ephemeral, isDryRun: dryRun };
    return reportList(this.#allResults(), { ...about, isRepeatable: this.#isRepeatable }, runner);
  }

  async #runAll(): Promise<void> {
    const { keys } = this.#step;
    const server = this.#connectToSentry();
    const github = await this.#openGitHub();
    const look = await lookAtOrganization(server, keys);
    const created: CreatedItem[] = [];
    await inQueue([...keys.entries()], async ([index, desired]) => {
      const item = this.#begin(index, desired, server);
      const more = await this.#runItem(item, look, github);
      if (more === undefined) this.#end(item);
      else created.push(more);
    });
    if (look !== undefined && created.length > 0) await this.#agree(created, look);
  }

  #connectToSentry(): SentryServer {
    const { sentry, mask } = this.#step;
    const access = { ...sentry, masked: mask ? 'dsn' : 'secrets' } as const;
    const server = connectToSentry(access, this.#runtime);
    return { ...server, send: new Throttle(this.#runtime.clock).over(server.send) };
  }

  async #openGitHub(): Promise<GitHub | undefined> {
    const { github, sentry } = this.#step;
    if (github === undefined) return undefined;
    const { isLimitResponse, openGitHub } = await import('./github/destinations.ts');
    const server = openGitHub({ ...github, timeout: sentry.timeout }, this.#runtime);
    const throttle = new Throttle(this.#runtime.clock, isLimitResponse);
    return { ...server, send: throttle.over(server.send) };
  }

  #begin(index: number, desired: ListedKey, server: SentryServer): ItemRun {
    const session = openSession(labelled(server, desired), desired.project);
    const newKeyId = this.#runtime.newKeyId();
    const beganAt = this.#runtime.clock.now();
    const isDryRun = this.#step.dryRun;
    const run = { desired, session, progress: newProgress(), newKeyId, beganAt, isDryRun };
    const item = { index, desired, run };
    this.#underWay.add(item);
    return item;
  }

  /**
   * Runs all phases of one key; or, where it is missing by the organization's lists, those up to its creation.
   * Never throws: `progress` has what went wrong.
   *
   * @returns what is left to agree on and to deliver; `undefined` where nothing is left to do
   */
  async #runItem(
    item: ItemRun,
    look: OrganizationLook | undefined,
    github: GitHub | undefined,
  ): Promise<CreatedItem | undefined> {
    const { desired, run } = item;
    try {
      const delivery = await this.#deliveryOf(item, github);
      const seen = look?.listing.of(desired);
      const found = seen && (await lookInListing(run, seen));
      if (found?.plan.action === 'create' && !run.isDryRun) {
        const created = await whileKept(found, run, delivery, () => create(found, run));
        return { item, delivery, found, created };
      }
      if (found === undefined) await runKey(run, delivery);
      else await followLook(found, run, delivery);
    } catch (error) {
      run.progress.failure = error;
    }
    return undefined;
  }

  /** Looks once more at what this run created, and delivers it. */
  async #agree(created: readonly CreatedItem[], look: OrganizationLook): Promise<void> {
    await this.#runtime.clock.sleep(VISIBILITY_DELAY_MS);
    const again = await lookAgain(look);
    await inQueue(created, async ({ item, delivery, found, created }) => {
      const { desired, run } = item;
      try {
        const seen = again?.of(desired);
        const key = await whileKept(found, run, delivery, () =>
          carryOut(found, run, created, seen),
        );
        await finish(key, run, delivery);
      } catch (error) {
        run.progress.failure = error;
      }
      this.#end(item);
    });
  }

  /** @throws {Failure} when the DSN could not be stored everywhere */
  async #deliveryOf(item: ItemRun, github: GitHub | undefined): Promise<Delivery> {
    const { destinations, state } = item.desired;
    const delivery = this.#deliveryInWorkflow(item);
    if (github === undefined || destinations.length === 0 || state === 'absent') return delivery;
    const { checkDestinations } = await import('./github/destinations.ts');
    const checked = await checkDestinations(github, destinations);
    return { ...delivery, github: { server: github, destinations: checked } };
  }

  #deliveryInWorkflow({ index }: ItemRun): Delivery {
    const stateName = `${KEPT_KEY}-${index}`;
    const [step, runner] = [this.#step, this.#runner];
    return { step, runner, github: undefined, stateName, isOnlyKey: false };
  }

  #end(item: ItemRun): void {
    const { index, desired, run } = item;
    const { failure } = run.progress;
    const runner = this.#runner;
    this.#underWay.delete(item);
    if (failure !== undefined) runner.debug(stackOf(failure));
    else for (const warning of settingWarnings(run)) run.session.log.warning(warning);
    this.#tell(index, resultOf(desired, run), describeDryRun(run));
  }

  /** @param would what a dry run would have done */
  #tell(index: number, result: KeyResult, would: string | undefined): void {
    this.#results[index] = result;
    this.#runner.info(lineAbout(result, index + 1, this.#results.length, would));
  }

  #allResults(): KeyResult[] {
    const { keys, sentry } = this.#step;
    return keys.map((key, index) => this.#results[index] ?? notDone(key, sentry, CANCELLED));
  }

  /** Says what is left in Sentry of a run that is cut short. Whoever calls this ends the process. */
  cancel(): void {
    const underWay = [...this.#underWay];
    try {
      if (this.#step.ephemeral) {
        for (const item of underWay) keepCreated(item.run, this.#deliveryInWorkflow(item));
      }
    } catch {
      // What is said next is worth more than a file that cannot be written.
    }
    for (const { index, desired, run } of underWay) {
      run.progress.failure ??= new Failure(CANCELLED);
      this.#results[index] = resultOf(desired, run);
    }
    const about = { isRepeatable: this.#isRepeatable };
    reportListCancelled(this.#allResults(), about, this.#runner);
  }

  /** Whether another run leaves alone what this one has done. */
  get #isRepeatable(): boolean {
    return this.#step.keys.every(
      (key) => isShared(key) && (key.ifExists !== 'rotate' || key.maxAge !== undefined),
    );
  }
}

/** A server whose sessions name the key in each line of the log. */
function labelled(server: SentryServer, desired: ListedKey): SentryServer {
  const { log } = server.runtime;
  const label = labelOf(desired);
  const own = {
    mask: (secret: string) => {
      log.mask(secret);
    },
    info: (line: string) => {
      log.info(`${label}: ${line}`);
    },
    warning: (message: string) => {
      log.warning(`${label}: ${message}`);
    },
    debug: (line: string) => {
      log.debug(line);
    },
  };
  return { ...server, runtime: { ...server.runtime, log: own } };
}
