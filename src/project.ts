import type { ClientKey } from './client-key.ts';
import { type Course, type Creator, isYoung, pauseToLook, VISIBLE_AFTER } from './create.ts';
import { Failure, NoProject } from './failure.ts';
import type { NewProject } from './inputs.ts';
import type { ClientKeys, Listing } from './sentry.ts';

/** The name of the key that Sentry makes with each project. */
const DEFAULT_KEY = 'Default';

/**
 * Milliseconds after which a new project is settled: everyone sees it, and the run that created it
 * has taken over the key that Sentry made with it.
 */
const SETTLED_AFTER = 5000;

/** Milliseconds between two looks at a project that is not settled. */
const LOOK_EVERY = 500;

/**
 * Creates the project that a look found missing.
 *
 * @param name of the key that this run wants
 * @param onCreated called as soon as it is clear that this run created the project
 * @returns the key that Sentry made with it; `undefined` where there is none that this run may take.
 *   `inDoubt`: an answer was lost, and another run may be about to take it too
 * @throws {Failure} when Sentry refuses, when time runs out, or when the project cannot be seen;
 *   `creator.course` tells what may be there
 */
export async function createProject(
  wish: NewProject,
  name: string | undefined,
  creator: Creator,
  onCreated: () => void,
): Promise<{ key: ClientKey; inDoubt: boolean } | undefined> {
  const created = await createOrFind(wish, creator);
  if (created === 'yes') onCreated();
  const seen = await listOnceVisible(created, creator);
  if (created === 'no') return undefined;
  if (created === 'yes') {
    const key = seen.keys.find(isDefault);
    return key && { key, inDoubt: false };
  }

  // An answer was lost, so that another run may have created it. That one gives the key its name,
  // unless it wants none or this very one; then nobody can tell whose it is.
  const nameless = name === undefined || name === DEFAULT_KEY;
  const { keys } = nameless ? seen : await listSettled(name, creator);
  const isTaken = nameless || keys.some((key) => key.name === name && key.isActive);
  const key = isTaken ? undefined : keys.find(isDefault);
  creator.course.created = key === undefined ? 'no' : 'yes';
  if (key === undefined) return undefined;
  onCreated();
  return { key, inDoubt: true };
}

function isDefault({ name, isActive }: ClientKey): boolean {
  return name === DEFAULT_KEY && isActive;
}

/**
 * Creates the project, unless somebody else does at the same moment.
 *
 * @returns `maybe` when it is there, and an answer was lost that could tell by whom it was created
 */
async function createOrFind(wish: NewProject, creator: Creator): Promise<Course['created']> {
  const { keys, server, course } = creator;
  let before: 'maybe' | 'no' = 'no';
  for (let attempts = 1; ; attempts++) {
    Object.assign(course, { created: 'maybe', what: 'project', page: keys.page });
    const creation = await keys.createProject(wish).catch((error: unknown) => {
      course.created = before;
      throw error;
    });
    if (creation === 'created') return (course.created = 'yes');
    if (creation === 'taken') return (course.created = before);
    before = 'maybe';
    const next = 'looking whether the project is there';
    if (!(await server.wait(creation.reply, attempts, next, VISIBLE_AFTER))) throw creation.open;
    if ((await listIfThere(keys)) !== undefined) return 'maybe';
  }
}

/** Lists keys by their names; `undefined` where Sentry does not find the project. */
async function listIfThere(keys: ClientKeys, ...names: string[]): Promise<Listing | undefined> {
  try {
    return await keys.list(...names);
  } catch (error) {
    if (error instanceof NoProject) return undefined;
    throw error;
  }
}

/** Lists the keys of a project that was just created: at first, Sentry may not find it. */
async function listOnceVisible(created: Course['created'], creator: Creator): Promise<Listing> {
  const { keys, server, clock } = creator;
  const since = clock.now();
  for (;;) {
    const listing = await listIfThere(keys, DEFAULT_KEY);
    if (listing !== undefined) return listing;
    const isLate = clock.now() - since >= SETTLED_AFTER;
    if (!isLate && (await server.pause(LOOK_EVERY))) continue;
    const { project } = keys;
    throw new Failure(
      created === 'no'
        ? `Sentry says that there is a project ${project} already (409), and does not let this ` +
            'token see it (404). It may belong to another team, or be about to be deleted. Write ' +
            'another project, or let the token see this one.'
        : `Sentry does not find the project ${project} yet (404). Run the job again.`,
    );
  }
}

/**
 * Lists the keys of a name, and those named `Default`. While there is a young one of these, which
 * another run may be about to give another name, it looks again, for {@link SETTLED_AFTER} at most.
 *
 * @throws {Failure} when no time is left, or Sentry cannot be asked
 */
export async function listSettled(
  name: string,
  { keys, server, clock }: Creator,
): Promise<Listing> {
  const since = clock.now();
  for (;;) {
    const listing = await keys.list(name, DEFAULT_KEY);
    const isThere = listing.keys.some(
      (key) => key.name === name && name !== DEFAULT_KEY && key.isActive,
    );
    const unsettled = listing.keys.some(
      (key) => isDefault(key) && isYoung(key, listing, SETTLED_AFTER),
    );
    if (isThere || !unsettled || clock.now() - since >= SETTLED_AFTER) return listing;
    await pauseToLook(LOOK_EVERY, server);
  }
}
