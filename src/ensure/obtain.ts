import { Failure, NoProject } from '../failure.ts';
import type { ClientKey } from '../keys/client-key.ts';
import { requireActive } from '../keys/dsn.ts';
import { driftOf, patchFor, sameDrift } from '../keys/drift.ts';
import { decide } from '../keys/plan.ts';
import { createOnce } from './create-once.ts';
import type { KeyRun } from './key-run.ts';
import { type Finding, lookInProject, proposeCreation } from './look.ts';
import { agree, change, complete, requireName } from './settle.ts';

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

async function carryOut(finding: Finding, run: KeyRun): Promise<ClientKey | undefined> {
  const { desired, progress } = run;
  let { plan } = finding;
  if (plan.action === 'create') {
    const key = await createAndAgree(finding, run);
    if (progress.keyCreated === 'yes') return key;
    // What another run has just created satisfies a rotation.
    plan =
      desired.ifExists === 'rotate'
        ? { action: 'reuse', key, drift: driftOf(desired, key) }
        : decide(desired, [key]);
    progress.plan = plan;
  } else if (plan.action === 'rotate') {
    const key = await createAndAgree(finding, run, plan.retire);
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

/**
 * Creates a key, and gives it up for an older one that another run created at the same moment.
 *
 * @param replaced keys that a rotation replaces, which do not count
 * @returns the key that is left of the two
 */
async function createAndAgree(
  finding: Finding,
  run: KeyRun,
  replaced: readonly ClientKey[] = [],
): Promise<ClientKey> {
  const own = await createOnce(finding, run);
  if (own === undefined) {
    const agreed = await agree(undefined, run, replaced);
    return run.progress.keyCreated === 'yes' ? complete(agreed, run) : agreed;
  }
  requireActive(own);
  await requireName(own, run);
  // Before the look, so that other runs find it set. But a key that this run does not keep is
  // removed, whatever became of its settings.
  const completed = await complete(own, run).catch(failureOf);
  const agreed = await agree(own, run, replaced).catch((error: unknown) => {
    throw completed instanceof Failure ? completed : error;
  });
  if (agreed.id !== own.id) return agreed;
  if (completed instanceof Failure) throw completed;
  return completed;
}

function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error;
  throw error;
}
