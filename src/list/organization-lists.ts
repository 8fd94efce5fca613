import { Failure } from '../failure.ts';
import { isSlug } from '../model/base-url.ts';
import { asObject, isNumber, isString } from '../net/json.ts';
import { isTransient } from '../net/retrying-client.ts';
import { KeyCollector, type Listing, ReadTimer } from '../sentry/listing.ts';
import { type ListPage, readPages } from '../sentry/pages.ts';
import { send, statusOf } from '../sentry/request.ts';
import type { OrganizationSession } from '../sentry/session.ts';

/** The client keys to find in one project. */
export interface WantedKeys {
  /** Slug or ID. */
  readonly project: string;
  /** Whether a key of this name is read fully. */
  readonly wants: (name: string) => boolean;
}

/** An organization's list that cannot be read, or is too long to read. */
export class NotListed extends Failure {
  /** Whether another token could. */
  readonly isForbidden: boolean;

  constructor(message: string, isForbidden = false, cause?: unknown) {
    super(message, { cause });
    this.isForbidden = isForbidden;
  }
}

/** The projects of an organization. */
export interface Projects {
  /** Their IDs, by slug and by ID. */
  readonly ids: ReadonlyMap<string, string>;
  /** Sorted. */
  readonly slugs: readonly string[];
}

/** What an organization's list of client keys shows about the wanted projects. */
export interface OrganizationListing {
  /**
   * The listing of a project; `undefined` if the list has none of its keys. This proves nothing, because the list omits
   * projects that the token's owner is not a member of.
   */
  readonly of: (project: string) => Listing | undefined;
}

/**
 * Lists an organization's projects (`GET organizations/{org}/projects/`).
 *
 * @param mostPages to read
 * @throws {NotListed} if the server or the token does not allow it, or if there are more pages
 * @throws {Failure} if Sentry does not accept the token, or cannot be reached in time
 */
export async function listProjects(session: OrganizationSession, mostPages: number): Promise<Projects> {
  const ids = new Map<string, string>();
  const slugs: string[] = [];
  await readAll(session, 'projects', mostPages, ({ items }) => {
    for (const { id, slug } of items.map(asObject)) {
      if (!isString(id) || !isString(slug) || !isSlug(slug) || ids.has(slug)) continue;
      ids.set(slug, id).set(id, id);
      slugs.push(slug);
    }
  });
  return { ids, slugs: slugs.sort() };
}

/**
 * Lists all client keys of an organization (`GET organizations/{org}/project-keys/`).
 *
 * @param wanted the projects to read; if one is named twice, all keys wanted from it are read
 * @param mostPages to read
 * @throws {NotListed} as {@link listProjects} does
 * @throws {Failure} as {@link listProjects} does
 */
export async function listOrganizationKeys(
  session: OrganizationSession,
  { ids }: Projects,
  wanted: readonly WantedKeys[],
  mostPages: number,
): Promise<OrganizationListing> {
  const byId = Map.groupBy(wanted, ({ project }) => ids.get(project));
  const collectors = new Map<string, KeyCollector>();
  const timer = new ReadTimer(session.clock);
  await readAll(session, 'project-keys', mostPages, ({ response, items }) => {
    timer.notePage(response);
    for (const item of items) {
      const { projectId } = asObject(item);
      const id = isNumber(projectId) || isString(projectId) ? String(projectId) : '';
      const ofProject = byId.get(id);
      if (ofProject === undefined) continue;
      const collector =
        collectors.get(id) ?? new KeyCollector(session, (name) => ofProject.some(({ wants }) => wants(name)));
      collectors.set(id, collector);
      collector.add(item);
    }
  });
  const listings = new Map([...collectors].map(([id, collector]) => [id, collector.listing(timer.time)] as const));
  return { of: (project) => listings.get(ids.get(project) ?? '') };
}

async function readAll(
  session: OrganizationSession,
  list: 'projects' | 'project-keys',
  mostPages: number,
  take: (page: ListPage) => void,
): Promise<void> {
  const { org, baseUrl } = session;
  const title = `${list === 'projects' ? 'projects' : 'client keys'} of the organization ${org}`;
  const question = { verb: `list the ${title}`, baseUrl, org, project: '' };
  let pages = 0;
  let status = 0;
  const ask = async (query: string) => {
    if (pages === mostPages) {
      throw new NotListed(`There are too many ${title} to read all of them.`);
    }
    pages += 1;
    const result = await send(session, 'GET', `organizations/${org}/${list}/${query}`, isTransient);
    status = statusOf(result);
    return result;
  };
  try {
    // Reading the pages also takes time.
    await session.client.spend(async () => {
      for await (const page of readPages({ ask, question })) take(page);
    });
  } catch (error) {
    if (!(error instanceof Failure) || error instanceof NotListed) throw error;
    const isRefusal = status >= 300 && status < 500;
    // If another page was read before, Sentry can be reached, and only this list cannot be read.
    const isDown = !isRefusal && status !== 200 && list === 'projects' && pages === 1;
    if (status === 401 || status === 429 || isDown) throw error;
    // A failure here proves nothing about the lists of single projects.
    const refusal = `Sentry does not list the ${title} for this token (${status}).`;
    throw new NotListed(isRefusal ? refusal : error.message, status === 403, error.cause);
  }
}
