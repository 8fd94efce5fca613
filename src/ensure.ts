import type { ClientKey } from './client-key.ts';
import { createOnce, type Creator, isYoung, pauseToLook, VISIBLE_AFTER } from './create.ts';
import { Failure, Gone, NoProject, withSequel } from './failure.ts';
import type { Inputs } from './inputs.ts';
import { decide, type Plan } from './plan.ts';
import { createProject, listSettled } from './project.ts';
import { removeOwn, retireAll } from './retire.ts';
import type { ClientKeys, Listing } from './sentry.ts';
import { changeFor, differencesOf, type KeyChange, requireOffered } from './settings.ts';
import { quote } from './text.ts';

/** What carrying out a plan does beside talking to Sentry. */
export interface Effects {
  /** The project was created by this run. */
  readonly onProjectCreated: () => void;
  /** A key was created by this run; nothing has been done with it yet. */
  readonly onCreated: (key: ClientKey) => void;
  /** The key that {@link Effects.onCreated} told of is gone again. */
  readonly onRemoved: () => void;
  /** Hands the key to the workflow; no key is retired before it is through. */
  readonly deliver: (key: ClientKey, plan: Plan) => Promise<void>;
  /** Called after each retired key with their number so far. */
  readonly onRetired: (retired: number) => void;
}

/** What is to be done, and the IDs of the keys that were there before, where they were listed. */
interface Planned {
  readonly plan: Plan;
  readonly before: ReadonlySet<string> | undefined;
}

/**
 * Looks which keys of the name are there and decides what to do. With `reuse` and `update` the look
 * is late enough for all runs to come to the same key; see docs/reliability.md.
 *
 * @throws {Failure} when Sentry cannot be asked, with `if-exists: fail`, or when Sentry does not
 *   offer the SDK version
 */
export async function planFor(inputs: Inputs, creator: Creator): Promise<Planned> {
  try {
    return await planInProject(inputs, creator);
  } catch (error) {
    if (!(error instanceof NoProject) || inputs.state === 'absent') throw error;
    if (inputs.newProject !== undefined) {
      return { plan: { action: 'create-project' }, before: undefined };
    }
    throw withSequel(error, 'If it does not exist yet, create-project: true with team creates it.');
  }
}

async function planInProject(inputs: Inputs, creator: Creator): Promise<Planned> {
  const { name, ifExists, state, dryRun, newProject, sdkVersion } = inputs;
  const { keys } = creator;
  if (name === undefined || (ifExists === 'create' && state === 'present')) {
    // What keys there are does not matter, but whether the project is there, whether the token may
    // look, and which SDK versions there are.
    if (dryRun || newProject !== undefined || sdkVersion !== undefined) {
      requireOffered(inputs, (await keys.list()).sdkVersions);
    }
    return { plan: decide(inputs, []), before: undefined };
  }
  let listing = await (newProject === undefined ? keys.list(name) : listSettled(name, creator));
  let plan = decide(inputs, named(name, listing));
  if ('key' in plan && isYoung(plan.key, listing, VISIBLE_AFTER)) {
    listing = await lookAgain(name, creator);
    plan = decide(inputs, listing.keys);
  }
  if (plan.action === 'create' || plan.action === 'rotate') {
    requireOffered(inputs, listing.sdkVersions);
  }
  if (plan.action === 'update') requireOffered(plan.change, listing.sdkVersions);
  return { plan, before: new Set(listing.keys.map(({ id }) => id)) };
}

function named(name: string, { keys }: Listing): ClientKey[] {
  return keys.filter((key) => key.name === name);
}

/**
 * Carries out a plan. Where another run created the key at the same moment, it is another plan that
 * is carried out in the end; {@link Effects.deliver} is told which.
 *
 * @throws {Failure} when a part of it cannot be done; `creator.course` tells whether a key was created
 */
export async function carryOut(
  plan: Plan,
  before: ReadonlySet<string> | undefined,
  inputs: Inputs,
  creator: Creator,
  effects: Effects,
): Promise<void> {
  const { keys } = creator;
  switch (plan.action) {
    case 'create-project': {
      const { name, newProject } = inputs;
      const made =
        newProject && (await createProject(newProject, name, creator, effects.onProjectCreated));
      if (made !== undefined) {
        effects.onCreated(made.key);
        const key = await takeOver(made.key, inputs, keys);
        if (!made.inDoubt || (await isStill(key, creator))) {
          await effects.deliver(key, { action: 'create' });
          return;
        }
        effects.onRemoved();
      }
      const planned = await planFor(inputs, creator);
      await carryOut(planned.plan, planned.before, inputs, creator, effects);
      return;
    }
    case 'create': {
      const own = await createOnce(inputs, before, creator);
      effects.onCreated(own);
      // Before the look, so that other runs find it set; but a key that this run does not keep is
      // removed, whatever became of its settings.
      const completed = await complete(own, inputs, keys).catch(failureOf);
      const agreed = await agree(own, inputs, creator).catch((error: unknown) => {
        throw completed instanceof Failure ? completed : error;
      });
      if (agreed.id === own.id) {
        if (completed instanceof Failure) throw completed;
        await effects.deliver(completed, plan);
        return;
      }
      effects.onRemoved();
      await carryOut(decide(inputs, [agreed]), before, inputs, creator, effects);
      return;
    }
    case 'rotate': {
      const own = await createOnce(inputs, before, creator);
      effects.onCreated(own);
      const key = await complete(own, inputs, keys);
      await effects.deliver(key, plan);
      await retireAll(plan.retire, inputs.retire, keys, effects.onRetired).catch(
        (error: unknown) => {
          const page = keys.pageOf(key.id);
          throw withSequel(error, `The new client key is created and delivered: see ${page}`);
        },
      );
      return;
    }
    case 'update': {
      await effects.deliver(await change(plan.key, plan.change, keys), plan);
      return;
    }
    case 'reuse':
      await effects.deliver(plan.key, plan);
      return;
    case 'retire':
      await retireAll(plan.retire, inputs.retire, keys, effects.onRetired);
  }
}

/**
 * Which key all runs use that created one of this name at the same moment: the oldest. Where that
 * is not this run's own, its own is removed.
 */
async function agree(own: ClientKey, inputs: Inputs, creator: Creator): Promise<ClientKey> {
  const { name, ifExists } = inputs;
  if (name === undefined || (ifExists !== 'reuse' && ifExists !== 'update')) return own;
  const listing = await lookAgain(name, creator);
  const oldest = listing.keys.find(({ isActive }) => isActive);
  if (oldest === undefined) throw new Failure(goneMeanwhile(own, creator.keys.page));
  if (oldest.id === own.id) return own;
  await removeOwn(own, creator.keys);
  creator.course.created = 'no';
  return oldest;
}

/**
 * Sets what Sentry ignores when it creates a key.
 *
 * @throws {Failure} when that fails; it says what has become of the key
 */
async function complete(own: ClientKey, inputs: Inputs, keys: ClientKeys): Promise<ClientKey> {
  const { sdkVersion, loader } = inputs;
  try {
    return await change(own, changeFor(differencesOf({ sdkVersion, loader }, own)), keys);
  } catch (error) {
    const { name, ifExists } = inputs;
    const next =
      ifExists === 'rotate'
        ? 'The next rotate replaces it.'
        : name !== undefined && (ifExists === 'reuse' || ifExists === 'update')
          ? 'With if-exists: update, the next run completes it.'
          : 'Set them there.';
    throw withSequel(
      error,
      'The client key was created, perhaps with default settings of the Loader Script: see ' +
        `${keys.pageOf(own.id)}. ${next}`,
    );
  }
}

/**
 * Makes the key that Sentry created with this run's project the one that is wanted.
 *
 * @throws {Failure} when that fails; it says what has become of project and key
 */
async function takeOver(own: ClientKey, inputs: Inputs, keys: ClientKeys): Promise<ClientKey> {
  const { name = own.name } = inputs;
  const settings = changeFor(differencesOf(inputs, own));
  const renamed = name === own.name ? settings : { ...settings, name };
  try {
    return await change(own, renamed, keys);
  } catch (error) {
    throw withSequel(
      error,
      `The project ${keys.project} was created, and Sentry made a client key with it, perhaps still ` +
        `named ${quote(own.name)} and with default settings: see ${keys.pageOf(own.id)}. Look at it ` +
        'there; if it has not the right name, the next run creates its own.',
    );
  }
}

/** Whether a key has kept its name, which another run may have changed at the same moment. */
async function isStill({ id, name }: ClientKey, { keys, server }: Creator): Promise<boolean> {
  await pauseToLook(VISIBLE_AFTER, server);
  const now = await keys.get(id);
  return now?.isActive === true && now.name === name;
}

/** Changes a key of this run. @returns the key as it is then */
async function change(
  own: ClientKey,
  wanted: KeyChange | undefined,
  keys: ClientKeys,
): Promise<ClientKey> {
  if (wanted === undefined) return own;
  requireOffered(wanted, own.sdkVersions);
  const changed = await keys.update(own, wanted);
  if (changed?.isActive !== true) throw new Gone(goneMeanwhile(own, keys.page));
  return changed;
}

function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error;
  throw error;
}

/** Lists once more, when every key is visible that got its place in the order before now. */
async function lookAgain(name: string, { keys, server }: Creator): Promise<Listing> {
  await pauseToLook(VISIBLE_AFTER, server);
  return keys.list(name);
}

function goneMeanwhile(key: ClientKey, page: string): string {
  return (
    `The client key ${quote(key.name)} was retired by someone else while this step ran: see ` +
    `${page}. Run the job again.`
  );
}
