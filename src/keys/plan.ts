import { Failure } from '../failure.ts';
import { quote } from '../text.ts';
import type { ClientKey } from './client-key.ts';
import type { DesiredKey, Settings } from './desired-key.ts';
import { type Drift, driftOf, type KeyPatch, patchFor } from './drift.ts';
import { dueKeys, lastDay } from './rotation.ts';

/** What is done about the keys of one name. A dry run tells it, and a real run carries it out. */
export type Plan =
  /** Create the project; what is done about its keys is seen then. */
  | { readonly action: 'create-project' }
  | { readonly action: 'create' }
  /** Create a key, deliver it, and only then replace the others. */
  | ({ readonly action: 'rotate' } & Replaced)
  /** Deliver the key that a rotation created and did not deliver, and only then replace the others. */
  | ({
      readonly action: 'finish-rotation';
      readonly key: ClientKey;
      readonly drift: readonly Drift[];
    } & Replaced)
  | ({
      readonly action: 'reuse';
      readonly key: ClientKey;
      readonly drift: readonly Drift[];
    } & Pick<Replaced, 'due'>)
  | {
      readonly action: 'update';
      readonly key: ClientKey;
      readonly drift: readonly Drift[];
      readonly patch: KeyPatch;
    }
  | { readonly action: 'retire'; readonly retire: readonly ClientKey[] };

/** What a rotation does about older keys. */
export interface Replaced {
  /** Active keys of the name: retired, or set aside where there is a day. */
  readonly retire: readonly ClientKey[];
  /** The day (UTC) until which they are set aside. */
  readonly until?: string | undefined;
  /** Keys that an earlier rotation set aside and whose day is over: retired unless they are in use. */
  readonly due?: Due | undefined;
}

export interface Due {
  readonly keys: readonly ClientKey[];
  /** The server's time, in milliseconds since the epoch. */
  readonly serverTime: number;
}

/** What a look sees beside the keys of the name. */
interface LookContext {
  /** Milliseconds since the epoch; without it every rotation begins anew. */
  readonly serverTime?: number | undefined;
  /** Names of active keys that differ in case, spaces, `-` and `_` only. */
  readonly similarNames?: readonly string[];
  /** Active keys that a rotation of this name set aside. */
  readonly setAside?: readonly ClientKey[];
  /** When this run began at the latest, by the server's clock, in milliseconds since the epoch. */
  readonly beganAt?: number | undefined;
}

/** Milliseconds for which a rotation that could not deliver its key is finished with that key. */
const FINISH_WITHIN_MS = 24 * 3600 * 1000;

/** What a decision goes by. */
type Decided = Settings &
  Pick<DesiredKey, 'name' | 'state' | 'ifExists' | 'ifMissing' | 'maxAge' | 'grace'>;

/**
 * Decides what to do in a project that is there.
 *
 * @param found all keys of the name, oldest first; inactive ones are retired and do not count
 * @param context what else the look saw
 * @throws {Failure} with `if-exists: fail` when there is an active one, with `if-missing: fail` when
 *   there is none
 */
export function decide(
  desired: Decided,
  found: readonly ClientKey[],
  context: LookContext = {},
): Plan {
  const { similarNames = [], setAside = [] } = context;
  const active = found.filter(({ isActive }) => isActive);
  const [oldest] = active;
  if (desired.state === 'absent') return { action: 'retire', retire: [...active, ...setAside] };
  if (oldest === undefined && desired.ifMissing === 'fail') {
    throw new Failure(
      `There is no active client key named ${quote(desired.name ?? '')}, and if-missing is fail.` +
        (similarNames.length === 0
          ? ' Write the name of a key that is there, or leave if-missing out.'
          : ` Did you mean ${listOf(similarNames)}?`),
    );
  }
  if (oldest === undefined || desired.ifExists === 'create') return { action: 'create' };
  if (desired.ifExists === 'rotate') return decideRotation(desired, active, context);
  if (desired.ifExists === 'fail') {
    throw new Failure(
      `There is already an active client key named ${quote(oldest.name)} (its ID is ${oldest.id}), ` +
        'and if-exists is fail. Write another name, or another if-exists.',
    );
  }

  const drift = driftOf(desired, oldest);
  const patch = desired.ifExists === 'update' ? patchFor(drift) : undefined;
  return patch === undefined
    ? { action: 'reuse', key: oldest, drift }
    : { action: 'update', key: oldest, drift, patch };
}

/** Names in a sentence, the first five of them. */
export function listOf(names: readonly string[]): string {
  return names.slice(0, 5).map(quote).join(', ');
}

/**
 * A key that is young enough satisfies a rotation: one younger than `max-age`, or one that was created since
 * this run began. A young one beside older ones is that of a rotation which broke off, so that another new
 * key would only add to them.
 */
function decideRotation(
  desired: Decided,
  active: readonly ClientKey[],
  context: LookContext,
): Plan {
  const { serverTime, beganAt, setAside = [] } = context;
  const { name = '', maxAge, grace } = desired;
  if (serverTime === undefined && grace !== undefined) {
    throw new Failure(
      'Sentry does not say what time it is, so that nobody can tell when a grace ends. Leave grace out, or ' +
        'have the proxy in between pass the Date header on.',
    );
  }
  const key = active.at(-1);
  const others = active.slice(0, -1);
  const born = key?.dateCreated ?? 0;
  const isYounger = (ms: number): boolean => serverTime !== undefined && born > serverTime - ms;
  const until =
    serverTime === undefined || grace === undefined ? undefined : lastDay(serverTime, grace);
  const keys = serverTime === undefined ? [] : dueKeys(name, setAside, serverTime);
  const due = serverTime === undefined || keys.length === 0 ? undefined : { keys, serverTime };
  const isSatisfied =
    (others.length > 0 && isYounger(FINISH_WITHIN_MS)) ||
    (maxAge === undefined ? beganAt !== undefined && born >= beganAt : isYounger(maxAge * 1000));
  if (key === undefined || !isSatisfied) return { action: 'rotate', retire: active, until, due };
  const drift = driftOf(desired, key);
  return others.length === 0
    ? { action: 'reuse', key, drift, due }
    : { action: 'finish-rotation', key, drift, retire: others, until, due };
}

/** Whether a plan replaces keys by a new one. */
export function isRotation(
  plan: Plan,
): plan is Extract<Plan, { action: 'rotate' | 'finish-rotation' }> {
  return plan.action === 'rotate' || plan.action === 'finish-rotation';
}

/** The keys that a plan deals with last, in order: those it replaces, and those whose grace is over. */
export function keysLeftOver(plan: Plan): readonly ClientKey[] {
  return [...replacedBy(plan), ...(dueIn(plan)?.keys ?? [])];
}

/** The keys that a plan retires or sets aside when the new DSN is delivered. */
export function replacedBy(plan: Plan): readonly ClientKey[] {
  return 'retire' in plan ? plan.retire : [];
}

/** The keys that an earlier rotation set aside and whose day is over; `undefined` where there are none. */
export function dueIn(plan: Plan): Due | undefined {
  return 'due' in plan ? plan.due : undefined;
}

/** The day (UTC) until which a plan sets keys aside; `''` where it does not. */
export function untilOf(plan: Plan): string {
  return ('until' in plan ? plan.until : undefined) ?? '';
}

/** What became of the keys of the name, as the output `outcome` says it. */
export type Outcome = 'created' | 'reused' | 'updated' | 'rotated' | 'retired' | 'absent';

/** The outcome of a plan that is carried out. */
export function outcomeOf(plan: Plan): Outcome {
  switch (plan.action) {
    case 'create-project':
    case 'create':
      return 'created';
    case 'rotate':
    case 'finish-rotation':
      return 'rotated';
    case 'reuse':
      return 'reused';
    case 'update':
      return 'updated';
    case 'retire':
      return plan.retire.length > 0 ? 'retired' : 'absent';
  }
}
