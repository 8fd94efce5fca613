import type { ClientKey } from './client-key.ts';
import { createOnce, type Creator, VISIBLE_AFTER } from './create.ts';
import { Failure } from './failure.ts';
import type { Inputs } from './inputs.ts';
import { decide, type Plan } from './plan.ts';
import { removeOwn, retireAll } from './retire.ts';
import type { Listing } from './sentry.ts';
import { quote } from './text.ts';

/** What carrying out a plan does beside talking to Sentry. */
export interface Effects {
  /** A key was created by this run; nothing has been done with it yet. */
  readonly onCreated: (key: ClientKey) => void;
  /** The key that {@link Effects.onCreated} told of is gone again. */
  readonly onRemoved: () => void;
  /** Hands the key to the workflow; no key is retired before it is through. */
  readonly deliver: (key: ClientKey, plan: Plan) => Promise<void>;
  /** Called after each retired key with their number so far. */
  readonly onRetired: (retired: number) => void;
}

/**
 * Looks which keys of the name are there and decides what to do. With `reuse` and `update` the look
 * is late enough for all runs to come to the same key; see docs/reliability.md.
 *
 * @throws {Failure} when Sentry cannot be asked, or with `if-exists: fail`
 */
export async function planFor(
  inputs: Inputs,
  creator: Creator,
): Promise<{ plan: Plan; before: ReadonlySet<string> | undefined }> {
  const { name, ifExists, state, dryRun } = inputs;
  if (name === undefined || (ifExists === 'create' && state === 'present')) {
    // A dry run still finds out whether the token, the organization and the project are right.
    if (dryRun) await creator.keys.list('');
    return { plan: decide(inputs, []), before: undefined };
  }
  let listing = await creator.keys.list(name);
  let plan = decide(inputs, listing.keys);
  if ((plan.action === 'reuse' || plan.action === 'update') && isYoung(plan.key, listing)) {
    listing = await lookAgain(name, creator);
    plan = decide(inputs, listing.keys);
  }
  return { plan, before: new Set(listing.keys.map(({ id }) => id)) };
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
    case 'create': {
      const key = await createOnce(inputs, before, creator);
      effects.onCreated(key);
      const agreed = await agree(key, inputs, creator);
      if (agreed === key) {
        await effects.deliver(key, plan);
        return;
      }
      effects.onRemoved();
      await carryOut(decide(inputs, [agreed]), before, inputs, creator, effects);
      return;
    }
    case 'rotate': {
      const key = await createOnce(inputs, before, creator);
      effects.onCreated(key);
      await effects.deliver(key, plan);
      await retireAll(plan.retire, inputs.retire, keys, effects.onRetired).catch(
        (error: unknown) => {
          if (!(error instanceof Failure)) throw error;
          const done = `The new client key is created and delivered: see ${keys.pageOf(key.id)}`;
          throw new Failure(`${error.message} ${done}`, { cause: error.cause });
        },
      );
      return;
    }
    case 'update': {
      const key = await keys.update(plan.key, plan.change);
      if (key?.isActive !== true) throw new Failure(goneMeanwhile(plan.key, keys.page));
      await effects.deliver(key, plan);
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

/** Lists once more, when every key is visible that got its place in the order before now. */
async function lookAgain(name: string, { keys, server }: Creator): Promise<Listing> {
  if (await server.pause(VISIBLE_AFTER)) return keys.list(name);
  throw new Failure(
    'No time was left to see whether another run created a key of the same name. Run the step ' +
      'again, or give it a longer timeout.',
  );
}

/**
 * Whether keys that are older than this one may not have been visible yet. A key only ever looks
 * younger by {@link Listing.serverTime} than it is.
 */
function isYoung(key: ClientKey, { serverTime }: Listing): boolean {
  return serverTime === undefined || (key.dateCreated ?? 0) > serverTime - VISIBLE_AFTER;
}

function goneMeanwhile(key: ClientKey, page: string): string {
  return (
    `The client key ${quote(key.name)} was retired by someone else while this step ran: see ` +
    `${page}. Run the step again.`
  );
}
