import { type ClientKey, oldestFirst } from '../model/client-key.ts';
import { candidates } from '../model/plan.ts';
import { nameOfNew } from '../model/desired-key.ts';
import { getKey } from '../sentry/change-keys.ts';
import type { Listing } from '../sentry/listing.ts';
import { removeOwn, retiredMeanwhile } from './change.ts';
import type { KeyRun } from './key-run.ts';

/** Lists the keys again, once all keys created at the same moment are visible. */
export type ListAgain = () => Promise<Listing>;

/**
 * Picks the oldest of the keys that concurrent runs created with one name, so all of these runs use the same key. If
 * this run's key is not the oldest, this run removes it.
 *
 * @param own this run's key; `undefined` if it knows of none, although one that the server created late can turn up
 * @returns the key that stays, which is also in `run.progress`
 * @throws {Failure} when no such key can be determined
 */
export async function agree(own: ClientKey | undefined, run: KeyRun, listAgain: ListAgain): Promise<ClientKey> {
  const { desired, session, progress, newKeyId } = run;
  const name = nameOfNew(desired);
  if (desired.mode === 'create' && own !== undefined) return own;
  // The keys that a rotation replaces are older than all of these, so they must be left out.
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
 * Adds this run's key to the listed ones, oldest first, if it is active but missing. A list can lag behind, or miss a
 * key while others are deleted. Two runs that each give up their key for the other's would leave none.
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
