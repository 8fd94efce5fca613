import { Failure } from '../failure.ts';
import { asObject, isString } from '../net/json.ts';
import { isTransient } from '../net/retrying-client.ts';
import { statusOf, send } from './request.ts';
import { type Listing, ListingCollector, ReadTimer } from './listing.ts';
import { type ListPage, readPages } from './pages.ts';
import type { OrganizationSession } from './session.ts';

/** A client key that is looked for, by its project's slug or ID. */
export interface WantedKey {
  readonly project: string;
  readonly name: string;
}

/** An organization's list that cannot be had, or is longer than what it is worth. */
export class NotListed extends Failure {}

/** The IDs of an organization's projects, by slug and by ID. */
export type ProjectIds = ReadonlyMap<string, string>;

/**
 * Lists an organization's projects (`GET organizations/{org}/projects/`).
 *
 * @param mostPages to read
 * @throws {NotListed} when the server or the token does not allow it, or when there are more pages
 * @throws {Failure} when Sentry does not accept the token, or cannot be reached in the time there is
 */
export async function listProjects(
  session: OrganizationSession,
  mostPages: number,
): Promise<ProjectIds> {
  const ids = new Map<string, string>();
  for await (const { items } of pagesOf(session, 'projects', mostPages)) {
    for (const item of items) {
      const { id, slug } = asObject(item);
      if (!isString(id) || !isString(slug)) continue;
      ids.set(slug, id);
      ids.set(id, id);
    }
  }
  return ids;
}

/** What an organization's list of client keys shows of the keys that are looked for. */
export class OrganizationListing {
  readonly #ids: ProjectIds;
  /** By project ID and name. */
  readonly #listings: ReadonlyMap<string, Listing>;

  constructor(ids: ProjectIds, listings: ReadonlyMap<string, Listing>) {
    this.#ids = ids;
    this.#listings = listings;
  }

  /**
   * The listing of one name in one project; `undefined` where the list shows no key at all of the project. It
   * leaves out projects that the token's owner is no member of, so that this says nothing.
   */
  of({ project, name }: WantedKey): Listing | undefined {
    return this.#listings.get(markerOf(this.#ids.get(project) ?? '', name));
  }
}

/**
 * Lists all client keys of an organization (`GET organizations/{org}/project-keys/`), and keeps those that are
 * looked for. Their answers are not kept.
 *
 * @param mostPages to read
 * @throws {NotListed} as {@link listProjects} does
 * @throws {Failure} as {@link listProjects} does
 */
export async function listOrganizationKeys(
  session: OrganizationSession,
  ids: ProjectIds,
  wanted: readonly WantedKey[],
  mostPages: number,
): Promise<OrganizationListing> {
  const names = new Map<string, Set<string>>();
  for (const { project, name } of wanted) {
    const id = ids.get(project);
    if (id !== undefined) names.set(id, (names.get(id) ?? new Set()).add(name));
  }
  const collectors = new Map<string, ListingCollector>();
  const timer = new ReadTimer(session);
  for await (const { response, items } of pagesOf(session, 'project-keys', mostPages)) {
    timer.notePage(response);
    for (const item of items) {
      const id = String(asObject(item)['projectId']);
      for (const name of names.get(id) ?? []) {
        const marker = markerOf(id, name);
        const collector = collectors.get(marker) ?? new ListingCollector(session, [name], 'none');
        collectors.set(marker, collector);
        collector.add([item]);
      }
    }
  }
  const listings = [...collectors].map(
    ([marker, collector]) => [marker, collector.listing(timer.time)] as const,
  );
  return new OrganizationListing(ids, new Map(listings));
}

function markerOf(id: string, name: string): string {
  return `${id} ${name}`;
}

async function* pagesOf(
  session: OrganizationSession,
  list: 'projects' | 'project-keys',
  mostPages: number,
): AsyncGenerator<ListPage> {
  const { org, baseUrl } = session;
  const title = `${list === 'projects' ? 'projects' : 'client keys'} of the organization ${org}`;
  let pages = 0;
  /** Whether Sentry cannot be asked at all, or not now. */
  const answered = { isFatal: false };
  const ask = async (query: string) => {
    if (pages === mostPages)
      throw new NotListed(`There are too many ${title} to read all of them.`);
    pages += 1;
    const result = await send(session, 'GET', `organizations/${org}/${list}/${query}`, isTransient);
    const status = statusOf(result);
    const isDown = status < 200 || status >= 500;
    // Where another page was read before, Sentry is there, and only this list is not to be had.
    const isThere = pages > 1 || list === 'project-keys';
    answered.isFatal = status === 401 || status === 429 || (isDown && !isThere);
    if (status < 300 || isDown || answered.isFatal) return result;
    const hint =
      status === 403
        ? ' A token with the scope org:read ("Organization: Read") needs far fewer requests for many keys.'
        : '';
    throw new NotListed(`Sentry does not list the ${title} for this token (${status}).${hint}`);
  };
  const question = { verb: `list the ${title}`, baseUrl, org, project: '' };
  try {
    yield* readPages({ ask, question, title });
  } catch (error) {
    if (answered.isFatal || !(error instanceof Failure)) throw error;
    // What cannot be read here says nothing about the lists of single projects.
    throw new NotListed(error.message, { cause: error.cause });
  }
}
