import { Failure } from '../failure.ts';
import type { DesiredKey } from '../keys/desired-key.ts';
import {
  listOrganizationKeys,
  listProjects,
  NotListed,
  type OrganizationListing,
  type ProjectIds,
  type WantedKey,
} from '../sentry/organization.ts';
import {
  openOrganizationSession,
  type OrganizationSession,
  type SentryServer,
} from '../sentry/session.ts';
import { isConcludable } from './look-in-listing.ts';

/** Pages of an organization's lists that are read for even the shortest list of keys. */
const FEW_PAGES = 10;

/** What the lists of an organization show, and how to read them once more. */
export interface OrganizationLook {
  readonly session: OrganizationSession;
  readonly ids: ProjectIds;
  readonly wanted: readonly WantedKey[];
  readonly mostPages: number;
  readonly listing: OrganizationListing;
}

/**
 * Looks at all projects of an organization at once, which takes few requests. It is given up where either list has
 * more pages than half as many as there are projects to look at, and more than ten.
 *
 * @returns `undefined` where each project has to be looked at; the log says why
 * @throws {Failure} when Sentry does not accept the token, or cannot be reached in the time there is
 */
export async function lookAtOrganization(
  server: SentryServer,
  keys: readonly (DesiredKey & WantedKey)[],
): Promise<OrganizationLook | undefined> {
  const wanted = keys.filter(isConcludable);
  const projects = new Set(wanted.map(({ project }) => project)).size;
  // The two lists have a page each.
  if (projects <= 2) return undefined;
  const mostPages = Math.max(FEW_PAGES, Math.ceil(projects / 2));
  const session = openOrganizationSession(server);
  try {
    const ids = await listProjects(session, mostPages);
    const listing = await listOrganizationKeys(session, ids, wanted, mostPages);
    return { session, ids, wanted, mostPages, listing };
  } catch (error) {
    if (!(error instanceof NotListed)) throw error;
    session.log.info(`${error.message} Each project is looked at on its own.`);
    return undefined;
  }
}

/**
 * Reads the keys once more, when some were created.
 *
 * @returns `undefined` where they cannot be had, so that each project has to be looked at
 */
export async function lookAgain({
  session,
  ids,
  wanted,
  mostPages,
}: OrganizationLook): Promise<OrganizationListing | undefined> {
  try {
    // Each key that was created is one more.
    const pages = 2 * mostPages + Math.ceil(wanted.length / 100);
    return await listOrganizationKeys(session, ids, wanted, pages);
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}
