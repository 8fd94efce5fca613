import { Failure } from '../failure.ts';
import { type DesiredKey, isShared } from '../keys/desired-key.ts';
import { decide, dueIn, type Plan } from '../keys/plan.ts';
import { requireOffered } from '../keys/drift.ts';
import type { Listing } from '../sentry/listing.ts';
import type { KeyRun } from './key-run.ts';
import { type Finding, idsIn, isUnsettled, timeOfBegin, warnOfSimilarNames } from './look.ts';

/** Whether a list of a whole organization could tell what to do about a key. */
export function isConcludable(desired: DesiredKey): boolean {
  return desired.state === 'present' && isShared(desired);
}

/**
 * Concludes what to do from a list of a whole organization, where that is as safe as a look of its own: the
 * key is there and stays as it is, or it is missing.
 *
 * @returns `undefined` where the project has to be looked at
 */
export async function lookInListing(run: KeyRun, listing: Listing): Promise<Finding | undefined> {
  const { desired, session, progress } = run;
  const { name } = desired;
  if (name === undefined || !isConcludable(desired)) return undefined;
  const plan = planFrom(run, listing);
  if (plan?.action === 'reuse') progress.key = plan.key;
  else if (plan?.action === 'create') await warnOfSimilarNames(name, listing, session);
  else return undefined;
  progress.plan = plan;
  progress.seenAt = listing.askedAt;
  return { plan, knownIds: idsIn(listing) };
}

/** `undefined` where it has to be another, or where that could be. */
function planFrom(run: KeyRun, listing: Listing): Plan | undefined {
  const { desired } = run;
  if (listing.keys.filter(({ isActive }) => isActive).length > 1) return undefined;
  try {
    const beganAt = timeOfBegin(run, listing);
    const plan = decide(desired, listing.keys, { ...listing, beganAt });
    if (plan.action === 'create') {
      requireOffered(desired, listing.sdkVersions);
      // A project that is new may have a key that another run is about to take over.
      return desired.newProject === undefined ? plan : undefined;
    }
    if (plan.action !== 'reuse' || dueIn(plan) !== undefined) return undefined;
    return isUnsettled(plan.key, listing, desired) ? undefined : plan;
  } catch (error) {
    // The look of its own has the words for it.
    if (error instanceof Failure) return undefined;
    throw error;
  }
}
