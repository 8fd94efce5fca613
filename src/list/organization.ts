import { Failure } from '../failure.ts';
import { requireOffered } from '../model/drift.ts';
import { matches } from '../model/patterns.ts';
import { candidates, decide, isWanted } from '../model/plan.ts';
import { nameBefore } from '../model/rotation.ts';
import type { KeyRun, KnownIds } from '../phases/key-run.ts';
import { conclude } from '../phases/look.ts';
import { isUnsettled } from '../phases/timing.ts';
import type { Listing } from '../sentry/listing.ts';
import { openOrganizationSession, type SentryServer } from '../sentry/session.ts';
import {
  listOrganizationKeys,
  listProjects,
  NotListed,
  type OrganizationListing,
  type Projects,
} from './organization-lists.ts';
import type { ListKey } from './settle.ts';

/** Pages of an organization's lists to read even for the shortest list of keys. */
const FEW_PAGES = 10;

/** What the lists of an organization show, and how to read them again. */
export interface OrganizationLook extends OrganizationListing {
  /** Reads the keys again; `undefined` if that fails, so each project must be read. */
  readonly again: () => Promise<OrganizationListing | undefined>;
}

/**
 * Lists the projects of an organization, to find those that patterns match.
 *
 * @throws {Failure} if Sentry does not list them for this token
 */
export async function listAllProjects(server: SentryServer): Promise<Projects> {
  try {
    return await listProjects(openOrganizationSession(server), Infinity);
  } catch (error) {
    if (!(error instanceof NotListed)) throw error;
    throw new Failure(
      `${error.message} A pattern in projects needs this list, so give the token the scope org:read ("Organization: ` +
        'Read"), or use slugs without *.',
      { cause: error.cause },
    );
  }
}

/**
 * Reads all projects of an organization at once, which takes few requests. Gives up if either list has more than ten
 * pages and more pages than half the number of projects to read.
 *
 * @param projects if they are known
 * @returns `undefined` if each project must be read on its own; the log shows why
 * @throws {Failure} if Sentry does not accept the token, or cannot be reached in time
 */
export async function lookAtOrganization(
  server: SentryServer,
  keys: readonly ListKey[],
  projects: Projects | undefined,
): Promise<OrganizationLook | undefined> {
  const wanted = keys
    .filter(({ desired: { mode, maxAge }, names }) => {
      // Keys retired only by name are read in their project.
      return mode !== 'create' && (mode !== 'retire' || names !== undefined || maxAge !== undefined);
    })
    .map((key) => ({ project: key.desired.project, wants: wantsOf(key) }));
  const count = new Set(wanted.map(({ project }) => project)).size;
  // Each list has one page or more.
  if (count <= 2) return undefined;
  const mostPages = Math.max(FEW_PAGES, Math.ceil(count / 2));
  const session = openOrganizationSession(server);
  try {
    const known = projects ?? (await listProjects(session, mostPages));
    const listing = await listOrganizationKeys(session, known, wanted, mostPages);
    return {
      ...listing,
      again: async () => {
        // Each created key adds one.
        const pages = 2 * mostPages + Math.ceil(wanted.length / 100);
        return listOrganizationKeys(session, known, wanted, pages).catch(ifNotListed);
      },
    };
  } catch (error) {
    if (!(error instanceof NotListed)) throw error;
    const hint = ' A token with the scope org:read ("Organization: Read") needs far fewer requests for many keys.';
    session.log.info(`${error.message}${error.isForbidden ? hint : ''} Each project is looked at on its own.`);
    return undefined;
  }
}

/** Whether an item of a list needs a key with this name. */
export function wantsOf({ desired, names }: ListKey): (name: string) => boolean {
  if (names === undefined) return (name) => isWanted(desired, name);
  return (name) => matches(names, desired.mode === 'retire' ? nameBefore(name) : name);
}

function ifNotListed(error: unknown): undefined {
  if (!(error instanceof Failure)) throw error;
}

/**
 * Sets the plan of a key from an organization's list if that is as safe as reading the project: the key exists and
 * stays unchanged, or it is missing, or a pattern found it.
 *
 * @returns `undefined` if the project must be read
 */
export function concludeFrom(listing: Listing | undefined, run: KeyRun): KnownIds {
  const { desired } = run;
  if (listing === undefined || candidates(desired, listing.keys).length > 1) return undefined;
  try {
    const plan = decide(desired, listing);
    const { action, key, drift, retire, due } = plan;
    // Keys that a pattern finds are changed based on the lists.
    const isChanged = drift.length > 0 && !desired.mayBeAbsent;
    if (isChanged || retire.length + due.length > 0) return undefined;
    if (action === 'create') {
      requireOffered(plan.settings, listing.sdkVersions);
      // A new project can have a key that another run is about to take over.
      if (desired.newProject !== undefined) return undefined;
    } else if (key === undefined ? !desired.mayBeAbsent : isUnsettled(key, listing, desired.mode)) {
      return undefined;
    }
    return conclude(plan, listing, run);
  } catch (error) {
    // Reading the project reports the error.
    ifNotListed(error);
    return;
  }
}
