import { Failure } from '../failure.ts';
import { type ClientKey, oldestFirst } from '../keys/client-key.ts';
import { isShared } from '../keys/desired-key.ts';
import { getKey } from '../sentry/change-keys.ts';
import type { Listing } from '../sentry/listing.ts';
import { keysPage, type Session } from '../sentry/session.ts';
import { quote } from '../text.ts';
import type { KeyRun } from './key-run.ts';
import { listOnceVisible } from './visibility.ts';

/**
 * Finds the key that all runs use that created one of this name at the same moment: the oldest. Where
 * that is not this run's own, its own is removed.
 *
 * @param own `undefined` where this run has none that it knows of; one that is done late may turn up
 * @param others keys that do not count, since they are going to be retired
 * @param seen the keys, as they were seen late enough after the own one was created; by default they are listed
 * @throws {Failure} when that cannot be found out
 */
export async function agree(
  own: ClientKey | undefined,
  run: KeyRun,
  others: readonly ClientKey[] = [],
  seen?: Listing,
): Promise<ClientKey> {
  const { desired, session, progress, newKeyId } = run;
  const { name = '' } = desired;
  if (own !== undefined && (name === '' || !isShared(desired))) return own;
  const { keys } = seen ?? (await listOnceVisible(session, name));
  const listed = keys.filter((key) => key.isActive && !others.some(({ id }) => id === key.id));
  const active = await withOwn(own, listed, session);
  const mine = own ?? active.find(({ id }) => id === newKeyId);
  const [oldest] = active;
  if (oldest === undefined) throw retiredMeanwhile(name, session);
  if (oldest.id === own?.id) return own;
  if (mine !== undefined && mine.id !== oldest.id) await remove(mine, session);
  progress.keyCreated = mine?.id === oldest.id ? 'yes' : 'no';
  progress.key = oldest;
  const whole = oldest.answer === undefined ? await getKey(session, oldest.id) : oldest;
  if (whole === undefined) throw retiredMeanwhile(name, session);
  return whole;
}

/**
 * Adds the own key to those that were listed, oldest first. A list may lag behind, or miss a key while others are
 * deleted; and two runs that each give up their own for the other's would leave none.
 */
async function withOwn(
  own: ClientKey | undefined,
  listed: readonly ClientKey[],
  session: Session,
): Promise<readonly ClientKey[]> {
  if (own === undefined || listed.some(({ id }) => id === own.id)) return listed;
  if ((await getKey(session, own.id))?.isActive !== true) return listed;
  return oldestFirst([own, ...listed.toReversed()]);
}

/** Hardly any run has to take its own key away again, so that it is loaded only here. */
export async function remove(own: ClientKey, session: Session): Promise<void> {
  const { removeOwn } = await import('./retire.ts');
  await removeOwn(session, own);
}

export function retiredMeanwhile(name: string, session: Session): Failure {
  return new Failure(
    `The client key ${quote(name)} was retired by someone else while this step ran: see ` +
      `${keysPage(session)}. Run the job again.`,
  );
}
