import { Failure, NoProject } from '../failure.ts';
import type { ClientKey } from '../keys/client-key.ts';
import { requireActive } from '../keys/dsn.ts';
import { driftOf, patchFor, sameDrift } from '../keys/drift.ts';
import { decide } from '../keys/plan.ts';
import type { Listing } from '../sentry/listing.ts';
import { agree } from './agree.ts';
import { change, complete, requireName } from './change.ts';
import { createOnce } from './create-once.ts';
import type { KeyRun } from './key-run.ts';
import { type Finding, lookInProject, proposeCreation } from './look.ts';

/**
 * Obtains the key that the plan is about: reuses, updates or creates it. Where another run created
 * the project or the key at the same moment, another plan is carried out in the end, which is then
 * the one in `run.progress`.
 *
 * @returns the key; `undefined` where the plan is to retire keys only
 * @throws {Failure} when it cannot be had; `run.progress` has what may be there
 */
export async function obtain(found: Finding, run: KeyRun): Promise<ClientKey | undefined> {
  if (found.plan.action === 'create-project') return obtainInNewProject(run);
  try {
    return await carryOut(found, run);
  } catch (error) {
    // GlitchTip of 2022 lists the keys of a project that is not there: as none.
    if (found.plan.action !== 'create' || !(error instanceof NoProject)) throw error;
    if (run.desired.newProject === undefined) throw proposeCreation(error);
    return obtainInNewProject(run);
  }
}

async function obtainInNewProject(run: KeyRun): Promise<ClientKey | undefined> {
  // Loaded only here: hardly any run creates a project.
  const { obtainWithProject } = await import('./new-project.ts');
  const own = await obtainWithProject(run);
  if (own === undefined) return carryOut(await lookInProject(run), run);
  run.progress.plan = { action: 'create' };
  return own;
}

/**
 * Carries a plan out.
 *
 * @param created the key that the plan creates, where it is there already
 * @param seen the keys of the name, as they were seen late enough after it
 */
export async function carryOut(
  finding: Finding,
  run: KeyRun,
  created?: CreatedKey,
  seen?: Listing,
): Promise<ClientKey | undefined> {
  const { desired, progress } = run;
  let { plan } = finding;
  if (plan.action === 'create') {
    const key = await agreeOn(created ?? (await create(finding, run)), run, [], seen);
    if (progress.keyCreated === 'yes') return key;
    // What another run has just created satisfies a rotation.
    plan =
      desired.ifExists === 'rotate'
        ? { action: 'reuse', key, drift: driftOf(desired, key) }
        : decide(desired, [key]);
    progress.plan = plan;
  } else if (plan.action === 'rotate') {
    const key = await agreeOn(await create(finding, run), run, plan.retire);
    if (progress.keyCreated === 'yes') return key;
    // Another run began the same rotation at the same moment.
    plan = { ...plan, action: 'finish-rotation', key, drift: driftOf(desired, key) };
    progress.plan = plan;
  }
  switch (plan.action) {
    case 'update': {
      const changed = await change(plan.key, plan.patch, run);
      const drift = driftOf(desired, changed);
      // A server may take a change and drop it, each time that it is asked.
      if (sameDrift(plan.drift, drift)) progress.plan = { action: 'reuse', key: changed, drift };
      return changed;
    }
    case 'finish-rotation':
      return change(plan.key, patchFor(plan.drift), run);
    case 'reuse':
      return plan.key;
    default:
      return undefined;
  }
}

/** A key that was created, and of which nobody knows yet whether it stays. */
export interface CreatedKey {
  /** `undefined` where there is one to share. */
  readonly own: ClientKey | undefined;
  /** The same key with everything that Sentry ignores when it creates one; or why it has not. */
  readonly completed: ClientKey | Failure | undefined;
}

/**
 * Creates a key, and sets it as desired: before the look that follows, so that other runs find it set.
 *
 * @throws {Failure} when it was not created, or when nobody can tell; `run.progress` says which
 */
export async function create(finding: Finding, run: KeyRun): Promise<CreatedKey> {
  const own = await createOnce(finding, run);
  if (own === undefined) return { own, completed: undefined };
  requireActive(own);
  await requireName(own, run);
  return { own, completed: await complete(own, run).catch(failureOf) };
}

/**
 * Gives a new key up for an older one that another run created at the same moment.
 *
 * @param replaced keys that a rotation replaces, which do not count
 * @param seen as they were listed, if they were
 * @returns the key that is left of the two
 */
async function agreeOn(
  { own, completed }: CreatedKey,
  run: KeyRun,
  replaced: readonly ClientKey[],
  seen?: Listing,
): Promise<ClientKey> {
  if (own === undefined) {
    const agreed = await agree(undefined, run, replaced, seen);
    return run.progress.keyCreated === 'yes' ? complete(agreed, run) : agreed;
  }
  // A key that this run does not keep is removed, whatever became of its settings.
  const agreed = await agree(own, run, replaced, seen).catch((error: unknown) => {
    throw completed instanceof Failure ? completed : error;
  });
  if (agreed.id !== own.id) return agreed;
  if (completed instanceof Failure) throw completed;
  return completed ?? own;
}

function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error;
  throw error;
}
