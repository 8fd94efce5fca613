import { asObject, isNumber, isString } from '../net/json.ts';
import { call, type GitHubSession } from './call.ts';
import { explainUnreadable, Refusal } from './errors.ts';
import type { Target } from './target.ts';

/** The part of the body only for an organization's secret or variable. */
export interface Sharing {
  readonly visibility?: string;
  readonly selected_repository_ids?: readonly number[];
}

/** Repositories per page; GitHub's maximum. */
const PER_PAGE = 100;

/**
 * Which repositories can use an organization's secret or variable: the step's input, else its current setting, else
 * private ones. Storing sets this with the value.
 *
 * @throws {Failure} if that cannot be read
 */
export async function sharingOf(session: GitHubSession, target: Target): Promise<Sharing> {
  const { name, path, owner } = target;
  if (owner.kind !== 'organization') return {};
  if (owner.visibility !== undefined) return { visibility: owner.visibility };
  const answer = await call(session, 'look at', target, `GET ${path}/{name}`, { name }).catch((error: unknown) => {
    // It is new, because the token can read the collection.
    if (error instanceof Refusal && error.status === 404) return { visibility: 'private' };
    throw error;
  });
  const { visibility } = asObject(answer);
  if (!isString(visibility)) throw explainUnreadable(target);
  if (visibility !== 'selected') return { visibility };
  return { visibility, selected_repository_ids: await selectedIn(session, target) };
}

async function selectedIn(session: GitHubSession, target: Target): Promise<number[]> {
  const ids: number[] = [];
  for (let page = 1; ; page++) {
    const params = { name: target.name, per_page: PER_PAGE, page };
    const answer = await call(session, 'look at', target, `GET ${target.path}/{name}/repositories`, params);
    const { repositories } = asObject(answer);
    if (!Array.isArray(repositories)) throw explainUnreadable(target);
    ids.push(...repositories.map((one: unknown) => asObject(one)['id']).filter(isNumber));
    if (repositories.length < PER_PAGE) return ids;
  }
}
