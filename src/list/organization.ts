import { Failure } from '../failure.ts';
import type { DesiredKey } from '../model/desired-key.ts';
import { requireOffered } from '../model/drift.ts';
import { candidates, decide, isWanted } from '../model/plan.ts';
import type { KeyRun, KnownIds } from '../phases/key-run.ts';
import { conclude } from '../phases/look.ts';
import { isUnsettled } from '../phases/timing.ts';
import type { Listing } from '../sentry/listing.ts';
import { openOrganizationSession, type SentryServer } from '../sentry/session.ts';
import { listOrganizationKeys, listProjects, NotListed, type OrganizationListing } from './organization-lists.ts';

/** Pages of an organization's lists that are read for even the shortest list of keys. */
const FEW_PAGES = 10;

/** What the lists of an organization show, and how to read them once more. */
interface OrganizationLook {
  /** Notes the plan of a key as a look at its project would; `undefined` if that look is needed. */
  readonly conclude: (run: KeyRun) => KnownIds;
  /** Reads the keys once more; `undefined` if that fails, so each project has to be looked at. */
  readonly again: () => Promise<OrganizationListing | undefined>;
}

/**
 * Looks at all projects of an organization at once, which takes few requests. It is given up if either list has more
 * pages than half as many as there are projects to look at, and more than ten.
 *
 * @returns `undefined` if each project has to be looked at; the log shows why
 * @throws {Failure} when Sentry does not accept the token, or cannot be reached in the time there is
 */
export async function lookAtOrganization(
  server: SentryServer,
  keys: readonly DesiredKey[],
): Promise<OrganizationLook | undefined> {
  const wanted = keys
    .filter(({ mode }) => mode !== 'create' && mode !== 'retire')
    .map((key) => ({ project: key.project, wants: (name: string) => isWanted(key, name) }));
  const projects = new Set(wanted.map(({ project }) => project)).size;
  // The two lists have a page each.
  if (projects <= 2) return undefined;
  const mostPages = Math.max(FEW_PAGES, Math.ceil(projects / 2));
  const session = openOrganizationSession(server);
  try {
    const ids = await listProjects(session, mostPages);
    const listing = await listOrganizationKeys(session, ids, wanted, mostPages);
    return {
      conclude: (run) => concludeFrom(listing.of(run.desired.project), run),
      again: async () => {
        // Each key that was created is one more.
        const pages = 2 * mostPages + Math.ceil(wanted.length / 100);
        return listOrganizationKeys(session, ids, wanted, pages).catch(ifNotListed);
      },
    };
  } catch (error) {
    if (!(error instanceof NotListed)) throw error;
    session.log.info(`${error.message} Each project is looked at on its own.`);
    return undefined;
  }
}

function ifNotListed(error: unknown): undefined {
  if (!(error instanceof Failure)) throw error;
}

/**
 * Concludes what to do from a list of a whole organization if that is as safe as a look at the project: the key exists
 * and stays as it is, or it is missing.
 */
function concludeFrom(listing: Listing | undefined, run: KeyRun): KnownIds {
  const { desired } = run;
  if (listing === undefined || candidates(desired, listing.keys).length > 1) return undefined;
  try {
    const plan = decide(desired, listing);
    const { action, key, drift, retire, due } = plan;
    if (drift.length + retire.length + due.length > 0) return undefined;
    if (action === 'create') {
      requireOffered(plan.settings, listing.sdkVersions);
      // A new project may have a key that another run is about to take over.
      if (desired.newProject !== undefined) return undefined;
    } else if (key === undefined || isUnsettled(key, listing, desired.mode)) {
      return undefined;
    }
    return conclude(plan, listing, run);
  } catch (error) {
    // The look at the project has the error for it.
    ifNotListed(error);
    return;
  }
}
