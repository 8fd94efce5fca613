import { Failure, NoProject } from '../failure.ts';
import { isHosted, projectOf } from '../model/base-url.ts';
import { type ClientKey, DEFAULT_KEY } from '../model/client-key.ts';
import { type DesiredProject, nameOfNew } from '../model/desired-key.ts';
import { driftOf, patchFor } from '../model/drift.ts';
import { candidates, isWanted, simplePlan } from '../model/plan.ts';
import { createProject } from '../sentry/create.ts';
import { type Listing, listKeys } from '../sentry/listing.ts';
import type { Session } from '../sentry/session.ts';
import { change } from './change.ts';
import type { KeyRun } from './key-run.ts';
import { withoutDoubt } from './obtain.ts';
import { isRecent, pauseBeforeLook, PROJECT_LOOK_INTERVAL_MS, PROJECT_SETTLED_MS } from './timing.ts';

/**
 * Creates the project that a look found missing. If Sentry's answer confirms that this run created it, the `Default`
 * key that comes with it becomes the desired key. Otherwise the project might be another run's, so a key is created
 * beside `Default`.
 *
 * @returns whether `run.progress` has the key; if not, look at the keys of the project
 * @throws {Failure} when Sentry refuses, when time runs out, or when the project cannot be seen; `run.progress` shows
 *   whether the project or the key might exist
 */
export async function beginProject(newProject: DesiredProject, run: KeyRun): Promise<boolean> {
  const { progress } = run;
  const conflict = await createOrFindProject(newProject, run);
  const { keys } = await listNewProject(conflict, run);
  const own = conflict === undefined ? keys.find(isDefault) : undefined;
  if (own === undefined) return false;
  progress.keyCreated = 'yes';
  progress.key = own;
  progress.plan = simplePlan('create', progress.plan?.settings);
  await takeOver(own, run);
  return true;
}

/** @returns `undefined` if Sentry's answer confirms that this run created the project; otherwise the reason, if any */
async function createOrFindProject(newProject: DesiredProject, run: KeyRun): Promise<string | undefined> {
  const { session, progress } = run;
  for (let attempt = 1; ; attempt++) {
    const before = progress.projectCreated;
    progress.projectCreated = 'maybe';
    const answer = await createProject(session, newProject).catch((error: unknown) => {
      progress.projectCreated = before;
      throw error;
    });
    if ('conflict' in answer) {
      progress.projectCreated = before;
      return answer.conflict;
    }
    if ('created' in answer) {
      progress.projectCreated = 'yes';
      session.log.info(`Created the project ${projectOf(session)}.`);
      return undefined;
    }
    const next = 'checking whether the project exists';
    const { unconfirmed, result } = answer;
    if (!(await session.client.wait(result, attempt, next))) throw unconfirmed;
    if ((await listIfThere(session)) !== undefined) return '';
  }
}

/** Lists the `Default` keys; `undefined` if Sentry does not find the project. */
async function listIfThere(session: Session): Promise<Listing | undefined> {
  try {
    return await listKeys(session, (name) => name === DEFAULT_KEY);
  } catch (error) {
    if (error instanceof NoProject) return undefined;
    throw error;
  }
}

/**
 * Lists the keys of a project that was just created or might exist. Retries, because Sentry might not find it at first.
 */
async function listNewProject(conflict: string | undefined, { session }: KeyRun): Promise<Listing> {
  const since = session.clock.now();
  for (;;) {
    const listing = await listIfThere(session);
    if (listing !== undefined) return listing;
    const isLate = session.clock.now() - since >= PROJECT_SETTLED_MS;
    if (!isLate && (await session.client.pause(PROJECT_LOOK_INTERVAL_MS))) continue;
    const project = projectOf(session);
    throw new Failure(
      conflict === undefined
        ? `Sentry does not find the new project ${project} yet (404). Run the job again.`
        : `Sentry did not create the project ${session.project}${conflict}, and this token sees no project ${project} ` +
            '(404). The project may belong to another team, or be about to be deleted. Use another project, or give ' +
            `the token access to this one.${isHosted(session.baseUrl) ? '' : " If it does not exist, the server's log has the reason."}`,
    );
  }
}

function isDefault({ name, isActive }: ClientKey): boolean {
  return name === DEFAULT_KEY && isActive;
}

/** Gives the key that Sentry created with the project its desired name and settings. */
async function takeOver(own: ClientKey, run: KeyRun): Promise<void> {
  const { desired, progress } = run;
  const { settings = {} } = progress.plan ?? {};
  const name = nameOfNew(desired);
  const patch = patchFor(driftOf(settings, own));
  const isNamed = name === undefined || name === own.name;
  const key = await change(own, isNamed ? patch : { ...patch, name }, run);
  await withoutDoubt(key, { ...settings, name, useCase: desired.useCase }, run);
}

/**
 * Lists the keys that matter. If there is only a recent `Default` key instead, another run might be about to rename it.
 * The list is then read again, for up to {@link PROJECT_SETTLED_MS}.
 *
 * @throws {Failure} when no time is left, or when Sentry refuses or cannot be reached
 */
export async function listSettled({ desired, session }: KeyRun): Promise<Listing> {
  const since = session.clock.now();
  for (;;) {
    const listing = await listKeys(session, (name) => isWanted(desired, name) || name === DEFAULT_KEY);
    const isThere = candidates(desired, listing.keys).length > 0;
    const isUnsettled = listing.keys.some((key) => isDefault(key) && isRecent(key, listing, PROJECT_SETTLED_MS));
    if (isThere || !isUnsettled || session.clock.now() - since >= PROJECT_SETTLED_MS) return listing;
    await pauseBeforeLook(session, PROJECT_LOOK_INTERVAL_MS);
  }
}
