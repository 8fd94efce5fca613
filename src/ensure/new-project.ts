import { Failure, NoProject } from '../failure.ts';
import type { ClientKey } from '../keys/client-key.ts';
import type { DesiredProject } from '../keys/desired-key.ts';
import { driftOf, patchFor } from '../keys/drift.ts';
import { getKey } from '../sentry/change-keys.ts';
import { createProject } from '../sentry/create-project.ts';
import { listKeys } from '../sentry/list-keys.ts';
import type { Listing } from '../sentry/listing.ts';
import { projectOf, type Session } from '../sentry/session.ts';
import { change } from './change.ts';
import type { KeyRun } from './key-run.ts';
import { isRecent, pauseBeforeLook, VISIBILITY_DELAY_MS } from './visibility.ts';

/** The name of the key that Sentry makes with each project. */
const DEFAULT_KEY = 'Default';

/**
 * Milliseconds after which a new project is settled: everyone sees it, and the run that created it
 * has taken over the key that Sentry made with it.
 */
const SETTLED_AFTER_MS = 5000;

/** Milliseconds between two looks at a project that is not settled. */
const LOOK_INTERVAL_MS = 500;

/**
 * Creates the project that a look found missing, and takes over the key that Sentry makes with it.
 *
 * @returns the key as desired; `undefined` where there is none that this run may take, so that the
 *   project's keys have to be looked at
 * @throws {Failure} when Sentry refuses, when time runs out, or when the project cannot be seen;
 *   `run.progress` has what may be there
 */
export async function obtainWithProject(run: KeyRun): Promise<ClientKey | undefined> {
  const { desired, session, progress } = run;
  if (desired.newProject === undefined) return undefined;
  await createOrFindProject(desired.newProject, run);
  const listing = await listNewProject(run);
  if (progress.projectCreated === 'no') return undefined;
  if (progress.projectCreated === 'yes') {
    const own = listing.keys.find(isDefault);
    return own && takeOver(own, run);
  }

  // An answer was lost, so that nobody can tell whose project it is but by the key.
  const own = await findDefaultInDoubt(run);
  if (own === undefined) {
    progress.projectCreated = 'no';
    return undefined;
  }
  noteCreated(run);
  const key = await takeOver(own, run);
  if (await isStillNamed(key, session)) return key;
  // Another run in the same doubt has taken it over.
  progress.keyCreated = 'no';
  progress.key = undefined;
  return undefined;
}

/**
 * Creates the project, unless somebody else does at the same moment. `progress.projectCreated` is
 * `maybe` when it is there and an answer was lost that could tell who created it.
 */
async function createOrFindProject(newProject: DesiredProject, run: KeyRun): Promise<void> {
  const { session } = run;
  for (let attempt = 1; ; attempt++) {
    const answer = await tryToCreate(newProject, run);
    if ('created' in answer) {
      if (answer.created === 'new') noteCreated(run);
      return;
    }
    const next = 'looking whether the project is there';
    const { unconfirmed, result } = answer;
    if (!(await session.client.wait(result, attempt, next))) throw unconfirmed;
    if ((await listIfThere(session)) !== undefined) return;
  }
}

/** Sends one create. A refusal says nothing about an earlier one whose answer was lost. */
async function tryToCreate(newProject: DesiredProject, { session, progress }: KeyRun) {
  const before = progress.projectCreated;
  progress.projectCreated = 'maybe';
  try {
    const answer = await createProject(session, newProject);
    if ('created' in answer) progress.projectCreated = before;
    return answer;
  } catch (error) {
    progress.projectCreated = before;
    throw error;
  }
}

function noteCreated({ session, progress }: KeyRun): void {
  progress.projectCreated = 'yes';
  session.log.info(`Created the project ${projectOf(session)}.`);
}

/** Lists keys by their names; `undefined` where Sentry does not find the project. */
async function listIfThere(session: Session, ...names: string[]): Promise<Listing | undefined> {
  try {
    return await listKeys(session, ...names);
  } catch (error) {
    if (error instanceof NoProject) return undefined;
    throw error;
  }
}

/** Lists the keys of a project that was just created: at first, Sentry may not find it. */
async function listNewProject({ session, progress }: KeyRun): Promise<Listing> {
  const since = session.clock.now();
  for (;;) {
    const listing = await listIfThere(session, DEFAULT_KEY);
    if (listing !== undefined) return listing;
    const isLate = session.clock.now() - since >= SETTLED_AFTER_MS;
    if (!isLate && (await session.client.pause(LOOK_INTERVAL_MS))) continue;
    const project = projectOf(session);
    throw new Failure(
      progress.projectCreated === 'no'
        ? `Sentry says that there is already a project ${project} (409), and does not let this ` +
            'token see it (404). It may belong to another team, or be about to be deleted. Write ' +
            'another project, or let the token see this one.'
        : `Sentry does not find the project ${project} yet (404). Run the job again.`,
    );
  }
}

/**
 * The `Default` key, where this run lost the answer to its create. Another run that created the
 * project gives the key the name that it wants, unless it wants none or this very one; then nobody
 * can tell whose key it is.
 */
async function findDefaultInDoubt({
  desired: { name },
  session,
}: KeyRun): Promise<ClientKey | undefined> {
  if (name === undefined || name === DEFAULT_KEY) return undefined;
  const { keys } = await listSettled(session, name);
  const isTaken = keys.some((key) => key.name === name && key.isActive);
  return isTaken ? undefined : keys.find(isDefault);
}

function isDefault({ name, isActive }: ClientKey): boolean {
  return name === DEFAULT_KEY && isActive;
}

/** Makes the key that Sentry created with this run's project the one that is desired. */
async function takeOver(own: ClientKey, run: KeyRun): Promise<ClientKey> {
  const { desired, progress } = run;
  progress.keyCreated = 'yes';
  progress.key = own;
  const { name = own.name } = desired;
  const patch = patchFor(driftOf(desired, own));
  return change(own, name === own.name ? patch : { ...patch, name }, run);
}

/** Whether a key has kept its name, which another run may have changed at the same moment. */
async function isStillNamed({ id, name }: ClientKey, session: Session): Promise<boolean> {
  await pauseBeforeLook(session, VISIBILITY_DELAY_MS);
  const now = await getKey(session, id);
  return now?.isActive === true && now.name === name;
}

/**
 * Lists the keys of a name, and those named `Default`. While there is a recent one of these, which
 * another run may be about to give another name, it looks again, for {@link SETTLED_AFTER_MS} at most.
 *
 * @throws {Failure} when no time is left, or Sentry cannot be asked
 */
export async function listSettled(session: Session, name: string): Promise<Listing> {
  const since = session.clock.now();
  for (;;) {
    const listing = await listKeys(session, name, DEFAULT_KEY);
    const isThere = listing.keys.some(
      (key) => key.name === name && name !== DEFAULT_KEY && key.isActive,
    );
    const unsettled = listing.keys.some(
      (key) => isDefault(key) && isRecent(key, listing, SETTLED_AFTER_MS),
    );
    if (isThere || !unsettled || session.clock.now() - since >= SETTLED_AFTER_MS) return listing;
    await pauseBeforeLook(session, LOOK_INTERVAL_MS);
  }
}
