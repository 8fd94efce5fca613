import { Failure } from '../failure.ts';
import type { Owner } from '../keys/destination.ts';
import { asObject } from '../net/json.ts';
import { explainUnreadable, Missing } from './refusals.ts';
import { call, type GitHubSession } from './session.ts';
import type { Target } from './target.ts';

/** What an organization's secret or variable is stored with. */
export function visibilityOf(owner: Owner): { visibility?: 'private' | 'all' } {
  return owner.kind === 'organization' ? { visibility: owner.visibility } : {};
}

/**
 * Refuses to widen what an organization keeps for selected repositories. Storing sets the visibility
 * along with the value, which would take an existing choice of repositories away without anybody
 * having asked for it.
 *
 * @throws {Failure} when it would be widened, or when that cannot be found out
 */
export async function checkVisibility(session: GitHubSession, target: Target): Promise<void> {
  const { title, kind, name, path, owner } = target;
  if (owner.kind !== 'organization') return;
  let answer: unknown;
  try {
    answer = await call(session, 'look at', target, `GET ${path}/{name}`, { name });
  } catch (error) {
    // The look before this one has shown that the token sees what is there.
    if (error instanceof Missing) return;
    throw error;
  }
  const { visibility } = asObject(answer);
  if (visibility === 'all' || visibility === 'private') return;
  // One that is not known may be narrow, too.
  if (visibility !== 'selected') throw explainUnreadable({ doing: 'look at', target });
  throw new Failure(
    `GitHub has ${title} for selected repositories only, and storing the DSN would give it to ` +
      `${owner.visibility === 'all' ? 'all' : 'all private ones'}. Write another ${kind}-name, or ` +
      'change or delete it at GitHub first.',
  );
}
