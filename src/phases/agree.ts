import { type ClientKey, oldestFirst } from '../model/client-key.ts';
import { candidates } from '../model/plan.ts';
import { nameOfNew } from '../model/desired-key.ts';
import { getKey } from '../sentry/change-keys.ts';
import type { Listing } from '../sentry/listing.ts';
import { removeOwn, retiredMeanwhile } from './change.ts';
import type { KeyRun } from './key-run.ts';

/** Lists the keys once more, when every key of the same moment is visible. */
export type ListAgain = () => Promise<Listing>;

/**
 * Picks the key that all runs use that created one of the same name at the same moment: the oldest. If that is not this
 * run's own, its own is removed.
 *
 * @param own `undefined` if this run knows of none; one that the server made late may turn up
 * @returns the key that stays, which is also in `run.progress`
 * @throws {Failure} when that cannot be found out
 */
export async function agree(own: ClientKey | undefined, run: KeyRun, listAgain: ListAgain): Promise<ClientKey> {
  const { desired, session, progress, newKeyId } = run;
  const name = nameOfNew(desired);
  if (desired.mode === 'create' && own !== undefined) return own;
  // Keys that a rotation replaces are older than all of these.
  const replaced = new Set(progress.plan?.retire.map(({ id }) => id));
  const { keys } = await listAgain();
  const listed = candidates({ ...desired, name }, keys).filter(({ id }) => !replaced.has(id));
  const active = await withOwn(own, listed, run);
  const mine = own ?? active.find(({ id }) => id === newKeyId);
  const [oldest] = active;
  if (oldest === undefined) throw retiredMeanwhile(name ?? '', session);
  if (oldest.id === own?.id) return own;
  if (mine !== undefined && mine.id !== oldest.id) await removeOwn(mine, run);
  progress.keyCreated = mine?.id === oldest.id ? 'yes' : 'no';
  progress.key = oldest;
  return oldest;
}

/**
 * Adds the own key to those that were listed, oldest first. A list may lag behind, or miss a key while others are
 * deleted; and two runs that each give up their own for the other's would leave none.
 */
async function withOwn(
  own: ClientKey | undefined,
  listed: readonly ClientKey[],
  { session }: KeyRun,
): Promise<readonly ClientKey[]> {
  if (own === undefined || listed.some(({ id }) => id === own.id)) return listed;
  if ((await getKey(session, own.id))?.isActive !== true) return listed;
  return oldestFirst([own, ...listed].reverse());
}
