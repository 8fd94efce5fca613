import { Failure, NoProject } from '../failure.ts';
import type { CheckedDestination } from '../github/store.ts';
import type { ListAgain } from './agree.ts';
import { checkDelivery, deliver, deliverDry } from './deliver.ts';
import { whileKept } from './ephemeral.ts';
import type { KeyRun, KnownIds } from './key-run.ts';
import { listOnceVisible, lookInProject, type Lookup, proposeCreation } from './look.ts';
import { create, type CreatedKey, obtain } from './obtain.ts';
import { retire } from './retire.ts';
import { takeBack } from './take-back.ts';

/** A key between {@link plan} and {@link begin}. */
export interface Planned {
  readonly run: KeyRun;
  readonly destinations: readonly CheckedDestination[];
  readonly knownIds: KnownIds;
}

/** A key between {@link begin} and {@link end}. */
export interface Begun extends Planned {
  /** The new key, which other runs might not have seen yet. */
  readonly created: CreatedKey | undefined;
}

/** Brings one key to its desired state. Never throws; an error is in `run.progress`. */
export async function runKey(run: KeyRun): Promise<void> {
  try {
    await end(await begin(await plan(run, lookInProject)), () => listOnceVisible(run));
  } catch (error) {
    run.progress.failure = error;
  }
}

/**
 * Checks that the DSN can be stored, looks at the keys, and puts the plan in `run.progress`. Writes nothing.
 *
 * @throws {Failure} when the DSN cannot be stored, or when the look fails or finds no key to use
 */
export async function plan(run: KeyRun, lookup: Lookup): Promise<Planned> {
  const destinations = await checkDelivery(run);
  return { run, destinations, knownIds: await lookup(run) };
}

/**
 * Creates the project and the key if the plan requires it.
 *
 * @throws {Failure} when that fails; `run.progress` shows whether the project or the key might exist
 */
export async function begin(planned: Planned): Promise<Begun> {
  const { run } = planned;
  const { desired, progress } = run;
  if (progress.isDryRun) return { ...planned, created: undefined };
  let { knownIds } = planned;
  const created = await whileKept(run, async () => {
    if (progress.plan?.action === 'create-project' && desired.newProject !== undefined) {
      const { beginProject } = await import('./new-project.ts');
      if (!(await beginProject(desired.newProject, run))) knownIds = await lookInProject(run);
    }
    if (progress.plan?.action === 'create-project') {
      throw new Failure('Sentry does not find the new project yet (404). Run the job again.');
    }
    const creates = ['create', 'rotate'].includes(progress.plan?.action ?? '');
    return creates && progress.key === undefined ? create(knownIds, run) : undefined;
  }).catch((error: unknown) => {
    throw error instanceof NoProject ? proposeCreation(error, run) : error;
  });
  return { ...planned, created };
}

/**
 * Agrees with concurrent runs on the key, delivers its DSN, and then deals with older keys. A dry run only records
 * where the DSN would go.
 *
 * @throws {Failure} when something fails; `run.progress` shows how far the run got
 */
export async function end({ run, destinations, created }: Begun, listAgain: ListAgain): Promise<void> {
  const { desired, progress } = run;
  if (progress.isDryRun) {
    deliverDry(run);
  } else {
    const key = await obtain(created, run, listAgain);
    if (key !== undefined) await deliver(key, destinations, run);
    await retire(run);
    if (desired.mode === 'retire') await takeBack(run);
  }
  progress.isComplete = true;
}
