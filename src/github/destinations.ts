import type { Destination } from '../keys/destination.ts';
import { type PublicKey, readPublicKey, storeSecret } from './secret.ts';
import { type GitHubServer, openGitHubSession } from './session.ts';
import { type Target, targetOf } from './target.ts';
import { checkVariables, storeVariable } from './variable.ts';
import { checkVisibility } from './visibility.ts';

export { connectToGitHub, type GitHubServer } from './session.ts';

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
  server: GitHubServer,
  destinations: readonly Destination[],
): Promise<CheckedDestination[]> {
  const session = openGitHubSession(server);
  const checked: CheckedDestination[] = [];
  for (const destination of destinations) {
    const target = targetOf(destination);
    const isSecret = target.kind === 'secret';
    const publicKey = isSecret ? await readPublicKey(session, target) : undefined;
    if (!isSecret) await checkVariables(session, target);
    await checkVisibility(session, target);
    checked.push({ target, publicKey });
  }
  return checked;
}

/**
 * Stores the DSN in one destination. Much time may have passed since it was checked, so this has a
 * session of its own.
 *
 * @throws {Failure} when it could not be stored
 */
export async function storeDsn(
  server: GitHubServer,
  { target, publicKey }: CheckedDestination,
  dsn: string,
): Promise<void> {
  const session = openGitHubSession(server);
  if (publicKey === undefined) await storeVariable(session, target, dsn);
  else await storeSecret(session, target, publicKey, dsn);
}
