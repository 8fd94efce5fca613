import { Failure } from '../failure.ts';
import { titleOf } from '../model/destination.ts';
import { listKeys } from '../sentry/listing.ts';
import { quote } from '../text.ts';
import type { KeyRun } from './key-run.ts';

/**
 * Removes the secrets and variables that the step names for a retired key. It removes nothing if an active key with the
 * name is left, or if Sentry shows that no such key ever existed. A variable that does not hold the DSN of such a key
 * stays.
 *
 * @throws {Failure} when a secret or variable could not be removed; the others are still removed
 */
export async function takeBack(run: KeyRun): Promise<void> {
  const { desired, session, progress, github } = run;
  const { name = '', destinations, retireMethod } = desired;
  if (github === undefined || destinations.length === 0) return;
  const { keys } = await listKeys(session, (given) => given === name);
  const { retire = [], due = [] } = progress.plan ?? {};
  const ids = [...keys, ...retire, ...due].map(({ id }) => id);
  const why = keys.some(({ isActive }) => isActive)
    ? `the client key ${quote(name)} is still active`
    : ids.length === 0 && retireMethod === 'deactivate'
      ? `Sentry has no client key ${quote(name)}, active or not. Check the name`
      : undefined;
  if (why !== undefined) {
    session.log.warning(`No secret or variable was removed, because ${why}.`);
    return;
  }
  const reasons: string[] = [];
  for (const destination of destinations) {
    const title = titleOf(destination);
    if (destination.owner.kind === 'organization') {
      const { org } = destination.owner;
      session.log.info(
        `An organization may use ${title} elsewhere, so it was not removed. To remove it: gh ${destination.kind} ` +
          `delete ${destination.name} --org ${org}`,
      );
      continue;
    }
    try {
      const became = await github.remove(destination, ids);
      if (became === 'removed') progress.takenBack.push(title);
      session.log.info(`${BECAME[became]} ${title}.`);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      reasons.push(error.message);
    }
  }
  if (reasons.length > 0)
    throw new Failure(`The client key was retired, but not everything was removed. ${reasons.join(' ')}`);
}

const BECAME = {
  removed: 'Removed',
  absent: 'There was no longer',
  other: 'Left unchanged, because it holds another value:',
} as const;
