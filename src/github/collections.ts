import { type PublicKey, readPublicKey } from './secret.ts';
import type { GitHubSession } from './session.ts';
import { paramsOf, type Target } from './target.ts';
import { checkVariables } from './variable.ts';

/** Looks at each collection of secrets or variables once, however many of them are stored there. */
export class Collections {
  readonly #looks = new Map<string, Promise<PublicKey | undefined>>();

  /**
   * Looks whether the token sees a target's collection.
   *
   * @returns the public key of secrets
   * @throws {Failure} when it does not
   */
  async look(session: GitHubSession, target: Target): Promise<PublicKey | undefined> {
    const marker = JSON.stringify([target.path, paramsOf(target.owner)]).toLowerCase();
    const known = this.#looks.get(marker);
    // The words of an error are about one target, so that each asks for its own.
    if (known !== undefined) return known.catch(() => lookAt(session, target));
    const look = lookAt(session, target);
    this.#looks.set(marker, look);
    return look;
  }
}

async function lookAt(session: GitHubSession, target: Target): Promise<PublicKey | undefined> {
  if (target.kind === 'secret') return readPublicKey(session, target);
  await checkVariables(session, target);
  return undefined;
}
