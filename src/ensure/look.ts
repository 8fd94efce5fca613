import { Failure, NoProject } from '../failure.ts';
import { requireOffered } from '../keys/drift.ts';
import { type ClientKey, oldestFirst } from '../keys/client-key.ts';
import type { DesiredKey } from '../keys/desired-key.ts';
import { decide, type Plan } from '../keys/plan.ts';
import { listKeys } from '../sentry/list-keys.ts';
import type { Listing } from '../sentry/listing.ts';
import type { Session } from '../sentry/session.ts';
import type { KeyRun } from './key-run.ts';
import { isRecent, listOnceVisible, VISIBILITY_DELAY_MS } from './visibility.ts';

/**
 * Milliseconds after which a new key of a rotation is the one that all rotations of that moment use: it is
 * seen, and the others are removed.
 */
const ROTATION_SETTLED_MS = 3 * VISIBILITY_DELAY_MS;

/** What a look comes to. */
export interface Finding {
  readonly plan: Plan;
  /** The IDs of the keys of the name that are there; `undefined` where they were not listed. */
  readonly knownIds: ReadonlySet<string> | undefined;
}

/**
 * Looks which keys of the name are there and decides what to do. Changes nothing.
 *
 * @throws {Failure} when Sentry cannot be asked, with `if-exists: fail`, or when Sentry does not
 *   offer the SDK version
 */
export async function look(run: KeyRun): Promise<Finding> {
  const { desired, progress } = run;
  try {
    return await lookInProject(run);
  } catch (error) {
    if (!(error instanceof NoProject) || desired.state === 'absent') throw error;
    if (desired.newProject === undefined) throw proposeCreation(error);
    progress.plan = { action: 'create-project' };
    return { plan: progress.plan, knownIds: undefined };
  }
}

/** The error where a project is not there, and the step was not told to create it. */
export function proposeCreation({ message, cause }: NoProject): Failure {
  const hint = 'If the project does not exist yet, create-project: true with team creates it.';
  return new Failure(`${message} ${hint}`, { cause });
}

/**
 * Looks in a project that is there. Where keys are shared, the look is late enough for all runs to
 * come to the same key; see docs/reliability.md.
 *
 * @throws {NoProject} when it is not there
 */
export async function lookInProject(run: KeyRun): Promise<Finding> {
  const { desired, progress } = run;
  const { name, ifExists, state } = desired;
  const finding =
    name === undefined || (ifExists === 'create' && state === 'present')
      ? await lookAtProject(run)
      : await lookForName(run, name);
  progress.plan = finding.plan;
  if ('key' in finding.plan) progress.key = finding.plan.key;
  return finding;
}

/**
 * What keys there are does not matter, but whether the project is there, whether the token may look,
 * and which SDK versions there are.
 */
async function lookAtProject({ desired, session, isDryRun }: KeyRun): Promise<Finding> {
  const { newProject, sdkVersion } = desired;
  if (isDryRun || newProject !== undefined || sdkVersion !== undefined) {
    requireOffered(desired, (await listKeys(session)).sdkVersions);
  }
  return { plan: decide(desired, []), knownIds: undefined };
}

async function lookForName(run: KeyRun, name: string): Promise<Finding> {
  const { desired, session } = run;
  let listing = await listAll(session, desired, name);
  const beganAt = timeOfBegin(run, listing);
  let plan = decide(desired, listing.keys, { ...listing, beganAt });
  // A key of another rotation may be one that is about to give way to an older one of the same moment.
  const looks = desired.ifExists === 'rotate' ? 5 : 1;
  for (let look = 0; look < looks; look++) {
    if (!('key' in plan) || !isUnsettled(plan.key, listing, desired)) break;
    listing = await listOnceVisible(session, name);
    plan = decide(desired, listing.keys, { ...listing, beganAt });
  }
  if (plan.action === 'create' || plan.action === 'rotate') {
    requireOffered(desired, listing.sdkVersions);
  }
  if (plan.action === 'update') requireOffered(plan.patch, listing.sdkVersions);
  if (plan.action === 'create') await warnOfSimilarNames(name, listing, session);
  run.progress.seenAt = listing.askedAt;
  return { plan, knownIds: idsIn(listing) };
}

export async function warnOfSimilarNames(
  name: string,
  { similarNames }: Listing,
  { log }: Session,
): Promise<void> {
  if (similarNames.length === 0) return;
  const { warnOfSimilar } = await import('../keys/similar-names.ts');
  const warning = warnOfSimilar(name, similarNames);
  if (warning !== undefined) log.warning(warning);
}

export function idsIn({ keys }: Listing): ReadonlySet<string> {
  return new Set(keys.map(({ id }) => id));
}

/** Whether a key is so young that it may still give way to an older one of the same moment. */
export function isUnsettled(
  key: ClientKey,
  listing: Listing,
  { ifExists }: Pick<DesiredKey, 'ifExists'>,
): boolean {
  return isRecent(key, listing, ifExists === 'rotate' ? ROTATION_SETTLED_MS : VISIBILITY_DELAY_MS);
}

/** When the run began, by the server's clock, at the latest: that is known to a second. */
export function timeOfBegin(
  { beganAt }: KeyRun,
  { serverTime, askedAt }: Listing,
): number | undefined {
  return serverTime === undefined ? undefined : serverTime + 1000 - (askedAt - beganAt);
}

/**
 * Lists the keys of a name. While somebody deletes keys, others move to a page that was read already and
 * are missed. Where that would create a second key or leave one active, several pages are read again.
 */
async function listAll(session: Session, desired: DesiredKey, name: string): Promise<Listing> {
  const listing = await (desired.newProject === undefined
    ? listKeys(session, name)
    : (await import('./new-project.ts')).listSettled(session, name));
  const keys = listing.keys.filter((key) => key.name === name);
  const isEnough =
    keys.some(({ isActive }) => isActive) &&
    desired.state === 'present' &&
    desired.ifExists !== 'rotate';
  return listing.pages === 1 || isEnough
    ? { ...listing, keys }
    : merge({ ...listing, keys }, await listKeys(session, name));
}

/** The keys of two listings, as the later one has them. */
function merge(earlier: Listing, later: Listing): Listing {
  const seen = new Set([...later.keys, ...later.setAside].map(({ id }) => id));
  const missed = earlier.keys.filter(({ id }) => !seen.has(id));
  const newestFirst = [...later.keys, ...missed].reverse();
  const asideToo = earlier.setAside.filter(({ id }) => !seen.has(id));
  return { ...later, keys: oldestFirst(newestFirst), setAside: [...asideToo, ...later.setAside] };
}
