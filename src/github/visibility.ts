import { Failure } from '../failure.ts';
import type { Owner } from '../model/destination.ts';
import { asObject } from '../net/json.ts';
import { call, type GitHubSession } from './call.ts';
import { explainUnreadable, Refusal } from './errors.ts';
import type { Target } from './target.ts';

/** The part of the body that only an organization's secret or variable has. */
export function visibilityOf(owner: Owner): { visibility?: 'private' | 'all' } {
  return owner.kind === 'organization' ? { visibility: owner.visibility } : {};
}

/**
 * Refuses to widen an organization's secret or variable that is for selected repositories: storing sets the visibility
 * along with the value, and would drop the selection.
 *
 * @throws {Failure} if it would be widened, or if the visibility cannot be read
 */
export async function checkVisibility(session: GitHubSession, target: Target): Promise<void> {
  const { title, kind, name, path, owner } = target;
  if (owner.kind !== 'organization') return;
  const answer = await call(session, 'look at', target, `GET ${path}/{name}`, { name }).catch((error: unknown) => {
    // It is new, since the token was found to see the collection.
    if (error instanceof Refusal && error.status === 404) return undefined;
    throw error;
  });
  if (answer === undefined) return;
  const { visibility } = asObject(answer);
  if (visibility === 'all' || visibility === 'private') return;
  if (visibility !== 'selected') throw explainUnreadable(target);
  throw new Failure(
    `GitHub has ${title} for selected repositories only, and storing the DSN would give it to ` +
      `${owner.visibility === 'all' ? 'all' : 'all private ones'}. Use another ${kind}-name, or ` +
      'change or delete it at GitHub first.',
  );
}
