import type { Destination } from '../model/destination.ts';
import { openTraced, type Runtime } from '../net/runtime.ts';
import { call, type GitHubAccess, type GitHubServer, type GitHubSession, openGitHubSession } from './call.ts';
import { Refusal } from './errors.ts';
import { type PublicKey, readPublicKey, storeSecret } from './secret.ts';
import { type Target, targetOf } from './target.ts';
import { Turns } from './turns.ts';
import { checkVisibility, visibilityOf } from './visibility.ts';

export { isLimitResponse } from './call.ts';

/** A GitHub that DSNs are stored at. */
export interface GitHub extends GitHubServer {
  /** One look at each collection: the public key if it holds secrets. */
  readonly looks: Map<string, Promise<PublicKey | undefined>>;
  readonly turns: Turns;
}

/** @throws {Failure} if the workflow's proxy cannot be used */
export function openGitHub(access: GitHubAccess, runtime: Runtime): GitHub {
  const send = openTraced(access.apiUrl, runtime);
  return { ...access, send, runtime, looks: new Map(), turns: new Turns(runtime.clock) };
}

/** A destination that the token can see. */
export interface CheckedDestination {
  readonly target: Target;
  /** For a secret. */
  readonly publicKey: PublicKey | undefined;
}

/**
 * Checks, before anything depends on it, that the token sees the public keys and the variables, and that nothing of an
 * organization is for selected repositories. GitHub has no call that shows whether a token may write.
 *
 * @throws {Failure} that names the destination and the problem
 */
export async function checkDestinations(
  server: GitHub,
  destinations: readonly Destination[],
): Promise<CheckedDestination[]> {
  const session = openGitHubSession(server);
  const checked: CheckedDestination[] = [];
  for (const target of destinations.map(targetOf)) {
    const collection = JSON.stringify([target.path, target.params]).toLowerCase();
    // An error is about one target, so the next one asks again.
    const ask = () => lookAt(session, target);
    const look = server.looks.get(collection)?.catch(ask) ?? ask();
    server.looks.set(collection, look);
    const publicKey = await look;
    await checkVisibility(session, target);
    checked.push({ target, publicKey });
  }
  return checked;
}

async function lookAt(session: GitHubSession, target: Target): Promise<PublicKey | undefined> {
  if (target.kind === 'secret') return readPublicKey(session, target);
  await call(session, 'look at', target, `GET ${target.path}`, { per_page: 1 });
  return undefined;
}

/**
 * Stores the DSN in one destination, in a session of its own: much time may have passed since the check.
 *
 * @param check runs right before the DSN is stored
 * @throws {Failure} if it could not be stored; and what `check` throws
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

/** Creates or updates a variable. @throws {Failure} if it could not be stored */
async function storeVariable(session: GitHubSession, target: Target, value: string): Promise<void> {
  const { name, path, owner } = target;
  const body = { name, value, ...visibilityOf(owner) };
  try {
    await call(session, 'write', target, `POST ${path}`, body);
  } catch (error) {
    if (!(error instanceof Refusal && error.status === 409)) throw error;
    await call(session, 'write', target, `PATCH ${path}/{name}`, body);
  }
}
