import type { ClientKey } from './client-key.ts';
import { type Creator, isYoung, pauseToLook, VISIBLE_AFTER } from './create.ts';
import { Failure, NoProject } from './failure.ts';
import type { NewProject } from './inputs.ts';
import type { Listing } from './sentry.ts';

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
 * @param onCreated called as soon as it is certain that this run created the project
 * @returns the key that Sentry made with it; `undefined` where another run was faster, or where there
 *   is none
 * @throws {Failure} when Sentry refuses, when time runs out, or when the project cannot be seen
 */
export async function createProject(
  wish: NewProject,
  name: string | undefined,
  creator: Creator,
  onCreated: () => void,
): Promise<ClientKey | undefined> {
  const created = await createOrFind(wish, creator);
  if (created === 'yes') onCreated();
  const seen = await listOnceVisible(created, creator);
  if (created === 'no') return undefined;
  // Where the answer was lost, another run may have created it. That one takes over the key.
  const { keys } = created === 'yes' ? seen : await listSettled(name, creator);
  const active = keys.filter(({ isActive }) => isActive);
  const isOther = active.some((key) => key.name === name && name !== DEFAULT_KEY);
  const own = isOther ? undefined : active.find((key) => key.name === DEFAULT_KEY);
  if (created === 'maybe') {
    creator.course.created = own === undefined ? 'no' : 'yes';
    if (own !== undefined) onCreated();
  }
  return own;
}

/**
 * Creates the project, unless somebody else does at the same moment.
 *
 * @returns `maybe` when it is there, and an answer was lost that could tell by whom it was created
 */
async function createOrFind(wish: NewProject, creator: Creator): Promise<'yes' | 'maybe' | 'no'> {
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
    const { open, reply } = creation;
    const next = 'looking whether the project is there';
    if (!(await server.wait(reply, attempts, next, VISIBLE_AFTER))) throw unclear(open, creator);
    before = 'maybe';
    const isThere = await keys.list().then(
      () => true,
      (error: unknown) => {
        if (error instanceof NoProject) return false;
        throw error instanceof Failure ? unclear(error, creator) : error;
      },
    );
    if (isThere) return 'maybe';
  }
}

function unclear(failure: Failure, { keys }: Creator): Failure {
  return new Failure(
    `${failure.message} The project ${keys.project} may have been created: see ${keys.page}`,
    { cause: failure.cause },
  );
}

/** Lists the keys of a project that was just created: at first, Sentry may not find it. */
async function listOnceVisible(
  created: 'yes' | 'maybe' | 'no',
  creator: Creator,
): Promise<Listing> {
  const { keys, server, clock } = creator;
  const since = clock.now();
  for (;;) {
    try {
      return await keys.list(DEFAULT_KEY);
    } catch (error) {
      if (!(error instanceof NoProject)) throw error;
      const isLate = clock.now() - since >= SETTLED_AFTER;
      if (!isLate && (await server.pause(LOOK_EVERY))) continue;
      throw new Failure(
        created === 'yes'
          ? `The project ${keys.project} was created, but Sentry does not find it yet (404). Run ` +
              'the job again.'
          : `Sentry says that there is a project ${keys.project} already (409), and does not let ` +
              'this token see it (404). It may belong to another team, or be about to be deleted. ' +
              'Write another project, or let the token see this one.',
        { cause: error },
      );
    }
  }
}

/**
 * Lists the keys of a name, and those named `Default`, as soon as nobody is about to give one of
 * these that name: a project that another run creates at this moment has a key that is not yet
 * called what it will be.
 */
export async function listSettled(
  name: string | undefined,
  { keys, server, clock }: Creator,
): Promise<Listing> {
  const since = clock.now();
  const names = name === undefined ? [DEFAULT_KEY] : [name, DEFAULT_KEY];
  for (;;) {
    const listing = await keys.list(...names);
    const active = listing.keys.filter(({ isActive }) => isActive);
    const isThere = active.some((key) => key.name === name);
    const unsettled = active.some(
      (key) => key.name === DEFAULT_KEY && isYoung(key, listing, SETTLED_AFTER),
    );
    if (isThere || !unsettled || clock.now() - since >= SETTLED_AFTER) return listing;
    await pauseToLook(LOOK_EVERY, server);
  }
}
