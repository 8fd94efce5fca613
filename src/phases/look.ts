import { Failure, NoProject } from '../failure.ts';
import { type ClientKey, oldestFirst } from '../model/client-key.ts';
import { requireOffered } from '../model/drift.ts';
import { explainMiss, warningsAbout } from '../model/names.ts';
import { candidates, decide, isWanted, type Plan, settingsIn, simplePlan } from '../model/plan.ts';
import { type Listing, listKeys } from '../sentry/listing.ts';
import type { KeyRun, KnownIds } from './key-run.ts';
import {
  DUPLICATE_STAYS_MS,
  isRecent,
  isUnsettled,
  mostLooks,
  pauseBeforeLook,
  VISIBILITY_DELAY_MS,
} from './timing.ts';

/** Looks at the existing keys and puts the plan in `run.progress`. Changes nothing in Sentry. */
export type Lookup = (run: KeyRun) => Promise<KnownIds>;

/**
 * Looks at the keys of the project. If concurrent runs share a key, it looks late enough for all of them to pick the
 * same one; see docs/reliability.md.
 *
 * @throws {Failure} when Sentry refuses or cannot be reached, when there is no key to use, or when Sentry does not
 *   offer the SDK version
 */
export async function lookInProject(run: KeyRun): Promise<KnownIds> {
  const { desired, progress } = run;
  try {
    return await (desired.mode === 'create' ? lookAtProject(run) : lookAtKeys(run));
  } catch (error) {
    if (!(error instanceof NoProject)) throw error;
    if (desired.newProject === undefined) throw proposeCreation(error, run);
    progress.plan = simplePlan('create-project', settingsIn(desired));
    return undefined;
  }
}

/** The error for a missing project that the step was not asked to create. Suggests creating it if the mode can. */
export function proposeCreation(error: NoProject, { desired }: KeyRun): Failure {
  const { mode } = desired;
  if (mode !== 'ensure' && mode !== 'create') return error;
  const { message, reason, cause } = error;
  const hint = 'If the project does not exist yet, create-project: true with team creates it.';
  return new Failure(`${message} ${hint}`, { cause, reason: `${reason} ${hint}` });
}

/**
 * `create` ignores existing keys. It only needs to know whether the project exists, and which SDK versions there are.
 */
async function lookAtProject({ desired, session, progress }: KeyRun): Promise<KnownIds> {
  const { newProject, sdkVersion } = desired;
  progress.plan = simplePlan('create', settingsIn(desired));
  if (progress.isDryRun || newProject !== undefined || sdkVersion !== undefined) {
    requireOffered(desired, (await listKeys(session, () => false, 1)).sdkVersions);
  }
  return undefined;
}

async function lookAtKeys(run: KeyRun): Promise<KnownIds> {
  const { desired } = run;
  let listing = await listAll(run);
  let plan = decide(desired, listing);
  for (let look = 0; look < mostLooks(desired.mode); look++) {
    // The key might be about to give way to an older one from the same moment.
    if (plan.key === undefined || !isUnsettled(plan.key, listing, desired.mode)) break;
    listing = await listOnceVisible(run);
    plan = decide(desired, listing);
  }
  return conclude(plan, listing, run);
}

/**
 * Records the result of a look in `run.progress`, and warns of similar, duplicate or deactivated keys.
 *
 * @throws {Failure} when there is no key to use, or when Sentry does not offer the SDK version
 */
export function conclude(plan: Plan, listing: Listing, run: KeyRun): KnownIds {
  const { desired, session, progress } = run;
  progress.plan = plan;
  progress.key = plan.key;
  progress.seenAt = listing.askedAt;
  if (plan.action === 'none' && !desired.mayBeAbsent) {
    throw new Failure(explainMiss(desired, listing, session), { reason: 'There is no such active client key.' });
  }
  const asked = plan.action === 'use' ? plan.drift.map(({ patch }) => patch) : [plan.settings];
  for (const settings of asked) requireOffered(settings, listing.sdkVersions);
  const isOld = (key: ClientKey) => !isRecent(key, listing, DUPLICATE_STAYS_MS);
  const seen = plan.action === 'use' ? { ...listing, keys: listing.keys.filter(isOld) } : listing;
  for (const warning of warningsAbout(plan, desired, seen, session)) session.log.warning(warning);
  return new Set(listing.keys.filter(({ name }) => isWanted(desired, name)).map(({ id }) => id));
}

/** Waits until every key dated before now is visible, and lists the keys again. */
export async function listOnceVisible(run: KeyRun): Promise<Listing> {
  await pauseBeforeLook(run.session, VISIBILITY_DELAY_MS);
  return listWanted(run);
}

export function listWanted({ desired, session }: KeyRun): Promise<Listing> {
  return listKeys(session, (name) => isWanted(desired, name));
}

/**
 * Lists the keys that matter. If another run deletes keys meanwhile, others move to a page that was already read and
 * are missed. If that could create a duplicate or leave a key active, a list of several pages is read again.
 */
async function listAll(run: KeyRun): Promise<Listing> {
  const { desired } = run;
  const listing = await (desired.newProject === undefined
    ? listWanted(run)
    : (await import('./new-project.ts')).listSettled(run));
  const isEnough = candidates(desired, listing.keys).length > 0 && !['retire', 'rotate'].includes(desired.mode);
  return listing.pages === 1 || isEnough ? listing : merge(listing, await listWanted(run));
}

/** Combines two listings. A key in both is taken from the later one. */
function merge(earlier: Listing, later: Listing): Listing {
  const seen = new Set(later.keys.map(({ id }) => id));
  const missed = earlier.keys.filter(({ id }) => !seen.has(id));
  return { ...later, keys: oldestFirst([...later.keys, ...missed].reverse()) };
}
