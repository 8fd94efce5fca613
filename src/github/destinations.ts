import type { Destination } from '../keys/destination.ts';
import type { Runtime } from '../net/runtime.ts';
import { Collections } from './collections.ts';
import { type PublicKey, storeSecret } from './secret.ts';
import {
  connectToGitHub,
  type GitHubAccess,
  type GitHubServer,
  openGitHubSession,
} from './session.ts';
import { type Target, targetOf } from './target.ts';
import { Turns } from './turns.ts';
import { storeVariable } from './variable.ts';
import { checkVisibility } from './visibility.ts';

export { isLimitResponse } from './limits.ts';

/** A GitHub that DSNs are stored at. */
export interface GitHub extends GitHubServer {
  readonly collections: Collections;
  readonly turns: Turns;
}

/** @throws {Failure} when the workflow's proxy cannot be used */
export function openGitHub(access: GitHubAccess, runtime: Runtime): GitHub {
  const server = connectToGitHub(access, runtime);
  return { ...server, collections: new Collections(), turns: new Turns(runtime.clock) };
}

/** A destination that the token was found to see. */
export interface CheckedDestination {
  readonly target: Target;
  /** For a secret. */
  readonly publicKey: PublicKey | undefined;
}

/**
 * Looks whether the DSN can be stored everywhere, before anything depends on it: the public keys of
 * secrets can be read, and the variables, and nothing of an organization's that is there was limited
 * to selected repositories. That the token may write shows only when it does; no call of GitHub's
 * tells beforehand.
 * @throws {Failure} that names the destination, and what the token lacks or storing would widen
 */
export async function checkDestinations(
  server: GitHub,
  destinations: readonly Destination[],
): Promise<CheckedDestination[]> {
  const session = openGitHubSession(server);
  const checked: CheckedDestination[] = [];
  for (const destination of destinations) {
    const target = targetOf(destination);
    const publicKey = await server.collections.look(session, target);
    await checkVisibility(session, target);
    checked.push({ target, publicKey });
  }
  return checked;
}

/**
 * Stores the DSN in one destination. Much time may have passed since it was checked, so this has a
 * session of its own.
 *
 * @param check is done right before it is stored, when it has its turn
 * @throws {Failure} when it could not be stored; and what `check` throws
 */
export function storeDsn(
  server: GitHub,
  { target, publicKey }: CheckedDestination,
  dsn: string,
  check: () => Promise<void>,
): Promise<void> {
  const { owner } = target;
  return server.turns.take(owner.kind === 'organization' ? owner.org : owner.owner, async () => {
    await check();
    const session = openGitHubSession(server);
    if (publicKey === undefined) await storeVariable(session, target, dsn);
    else await storeSecret(session, target, publicKey, dsn);
  });
}
