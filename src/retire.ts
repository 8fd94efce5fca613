import type { ClientKey } from './client-key.ts';
import { Failure, withSequel } from './failure.ts';
import type { ClientKeys } from './sentry.ts';
import { quote } from './text.ts';

/** How a key is retired: it takes no more events, or is gone for good. */
export type Retire = 'deactivate' | 'delete';

/**
 * Retires keys, one after the other. A key that is gone already is retired.
 *
 * @param count called after each key with the number of keys retired so far
 * @throws {Failure} at the first key that could not be retired; it says how many were before
 */
export async function retireAll(
  targets: readonly ClientKey[],
  how: Retire,
  keys: ClientKeys,
  count: (retired: number) => void,
): Promise<void> {
  for (const [index, key] of targets.entries()) {
    try {
      await retire(key, how, keys);
    } catch (error) {
      const sum = `${index} of ${targets.length} client keys were retired before it`;
      throw withSequel(error, `${sum}; see ${keys.pageOf(key.id)}`);
    }
    count(index + 1);
  }
}

/**
 * Retires one key; one that is gone already is retired.
 *
 * @throws {Failure} when it could not be
 */
export async function retire(key: ClientKey, how: Retire, keys: ClientKeys): Promise<void> {
  await (how === 'delete' ? deleteKey : deactivateKey)(key, keys);
}

/** Takes a key of this very run away again; deactivates it where the token may not delete. */
export async function removeOwn(key: ClientKey, keys: ClientKeys): Promise<void> {
  if (!(await keys.delete(key))) await deactivateKey(key, keys);
}

async function deleteKey(key: ClientKey, keys: ClientKeys): Promise<void> {
  if (await keys.delete(key)) return;
  throw new Failure(
    `The token may not delete the client key ${quote(key.name)} (403). retire: delete needs the ` +
      'scope project:admin: give the internal integration that the token belongs to the ' +
      'permission "Project: Admin", or write retire: deactivate.',
  );
}

async function deactivateKey(key: ClientKey, keys: ClientKeys): Promise<void> {
  const updated = await keys.update(key, { isActive: false });
  if (updated?.isActive !== true) return;
  // GlitchTip answers such a call with success and changes nothing.
  throw new Failure(
    `Sentry took the call that deactivates the client key ${quote(key.name)}, but the key is still ` +
      'active. Servers that cannot deactivate keys need retire: delete.',
  );
}
