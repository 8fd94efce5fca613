import type { Destination } from '../model/destination.ts';
import { asObject, isString } from '../net/json.ts';
import type { Send } from '../net/http.ts';
import { openTraced, type Runtime } from '../net/runtime.ts';
import { call, type GitHubAccess, type GitHubServer, type GitHubSession, openGitHubSession } from './call.ts';
import { Refusal } from './errors.ts';
import { type PublicKey, readPublicKey, storeSecret } from './secret.ts';
import { type Target, targetOf } from './target.ts';
import { Turns } from './turns.ts';
import { sharingOf, type Sharing } from './visibility.ts';

export { isLimitResponse } from './call.ts';

/** A destination that the token can see. */
export interface CheckedDestination {
  readonly target: Target;
  /** For a secret. */
  readonly publicKey: PublicKey | undefined;
  /** Which repositories can use it. */
  readonly sharing: Sharing;
}

/** Stores DSNs at one GitHub server. */
export class GitHub {
  readonly #server: GitHubServer;
  /** One read of each collection: the public key if it has secrets. */
  readonly #looks = new Map<string, Promise<PublicKey | undefined>>();
  readonly #turns: Turns;

  /**
   * @param over throttles the requests
   * @throws {Failure} if the workflow's proxy cannot be used
   */
  constructor(access: GitHubAccess, runtime: Runtime, over = (send: Send): Send => send) {
    this.#server = { ...access, send: over(openTraced(access.apiUrl, runtime)), runtime };
    this.#turns = new Turns(runtime.clock);
  }

  /**
   * Checks early that the token can read the public keys and the variables. GitHub has no call that shows whether a
   * token can write.
   *
   * @throws {Failure} that names the destination and the problem
   */
  async check(destinations: readonly Destination[]): Promise<CheckedDestination[]> {
    const session = openGitHubSession(this.#server);
    const checked: CheckedDestination[] = [];
    for (const target of destinations.map(targetOf)) {
      const collection = JSON.stringify([target.path, target.params]).toLowerCase();
      // An error names one target, so the next target asks again.
      const ask = () => lookAt(session, target);
      const look = this.#looks.get(collection)?.catch(ask) ?? ask();
      this.#looks.set(collection, look);
      const publicKey = await look;
      checked.push({ target, publicKey, sharing: await sharingOf(session, target) });
    }
    return checked;
  }

  /**
   * Stores the DSN in one destination, in a new session, because the check may be long ago.
   *
   * @param check runs right before the DSN is stored
   * @throws {Failure} if it could not be stored; rethrows errors of `check`
   */
  store(destination: CheckedDestination, dsn: string, check: () => Promise<void>): Promise<void> {
    const { target, publicKey, sharing } = destination;
    return this.#turns.take(target.login, async () => {
      await check();
      const session = openGitHubSession(this.#server);
      if (publicKey === undefined) await storeVariable(session, target, dsn, sharing);
      else await storeSecret(session, target, publicKey, dsn, sharing);
    });
  }

  /**
   * Removes a secret, or a variable that holds the DSN of one of these keys.
   *
   * @param ids of the keys
   * @returns the result; `other`: a variable with another value, which is kept
   * @throws {Failure} if GitHub refused
   */
  remove(destination: Destination, ids: readonly string[]): Promise<'removed' | 'absent' | 'other'> {
    const target = targetOf(destination);
    return this.#turns.take(target.login, async () => {
      const session = openGitHubSession(this.#server);
      try {
        if (target.kind === 'variable') {
          const { value } = asObject(
            await call(session, 'look at', target, `GET ${target.path}/{name}`, { name: target.name }),
          );
          if (!isString(value) || !ids.some((id) => value.includes(id))) return 'other';
        }
        await call(session, 'remove', target, `DELETE ${target.path}/{name}`, { name: target.name });
        return 'removed';
      } catch (error) {
        if (!(error instanceof Refusal && error.status === 404)) throw error;
        // A token that cannot see the collection gets the same answer.
        await lookAt(session, target);
        return 'absent';
      }
    });
  }
}

async function lookAt(session: GitHubSession, target: Target): Promise<PublicKey | undefined> {
  if (target.kind === 'secret') return readPublicKey(session, target);
  await call(session, 'look at', target, `GET ${target.path}`, { per_page: 1 });
  return undefined;
}

/** Creates or updates a variable. @throws {Failure} if it could not be stored */
async function storeVariable(session: GitHubSession, target: Target, value: string, sharing: Sharing): Promise<void> {
  const { name, path } = target;
  const body = { name, value, ...sharing };
  try {
    await call(session, 'write', target, `POST ${path}`, body);
  } catch (error) {
    if (!(error instanceof Refusal && error.status === 409)) throw error;
    await call(session, 'write', target, `PATCH ${path}/{name}`, body);
  }
}
