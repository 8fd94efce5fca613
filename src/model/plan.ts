import { Failure } from '../failure.ts';
import { quote } from '../text.ts';
import { type ClientKey, DEFAULT_KEY, type OtherKey } from './client-key.ts';
import { type DesiredKey, keyTitle, nameOfNew, type Settings } from './desired-key.ts';
import { describeDrift, type Drift, driftOf } from './drift.ts';
import { matches, type Patterns } from './patterns.ts';
import { dueKeys, isOlder, isSetAside, lastDay, nameBefore, setAsideDay, settingsOfNext } from './rotation.ts';

/** The work to do. A dry run reports it, and a real run carries it out. */
export interface Plan {
  /**
   * `create-project` leaves decisions about keys until the project exists. `rotate` creates and delivers a key before
   * it deals with older ones. `none` means that there is no key to use or retire.
   */
  readonly action: 'create-project' | 'create' | 'use' | 'rotate' | 'retire' | 'none';
  /** The key to use. */
  readonly key?: ClientKey;
  /** The desired settings of the key. */
  readonly settings: Settings;
  /** The settings that the used key does not match yet. */
  readonly drift: readonly Drift[];
  /** Older keys with the name. They are retired, or set aside if `until` is set. */
  readonly retire: readonly ClientKey[];
  /** The last day (UTC) on which keys that are set aside keep working. */
  readonly until?: string | undefined;
  /** Keys to retire unless they are in use. They are too old, or a rotation set them aside and their day is over. */
  readonly due: readonly ClientKey[];
  /** The server's clock at the look, in milliseconds since the epoch. */
  readonly serverTime?: number | undefined;
}

/** The keys of a project, as seen by one look. */
export interface Seen {
  /** The keys that {@link isWanted} accepts, including inactive ones, oldest first. */
  readonly keys: readonly ClientKey[];
  /** All other keys. */
  readonly others: readonly OtherKey[];
  /** A lower bound of the server's clock, in milliseconds since the epoch; `undefined` if it sends no date. */
  readonly serverTime: number | undefined;
  readonly sdkVersions: readonly string[] | undefined;
}

type KeyName = Pick<DesiredKey, 'mode' | 'name'>;

/** Whether a key with the given name matters to a step. If the step has no name, every key does. */
export function isWanted({ mode, name }: KeyName, given: string): boolean {
  if (name === undefined || given === name) return true;
  return (mode === 'rotate' || mode === 'retire') && setAsideDay(name, given) !== undefined;
}

/**
 * The active keys that a step applies to, oldest first. A step without a name applies to the project's own key:
 * `Default`, or else the oldest key that no rotation set aside.
 */
export function candidates({ name }: KeyName, keys: readonly ClientKey[]): ClientKey[] {
  const active = keys.filter(({ isActive }) => isActive);
  if (name !== undefined) return active.filter((key) => key.name === name);
  const defaults = active.filter((key) => key.name === DEFAULT_KEY);
  return defaults.length > 0 ? defaults : active.filter((key) => !isSetAside(key.name)).slice(0, 1);
}

/** A plan with only an action and settings. */
export function simplePlan(action: Plan['action'], settings: Settings = {}): Plan {
  return { action, settings, drift: [], retire: [], due: [] };
}

/** A plan to use a key and fix its drift. */
export function planToUse(key: ClientKey, settings: Settings): Plan {
  return { ...simplePlan('use', settings), key, drift: driftOf(settings, key) };
}

/**
 * Makes the plan for an existing project.
 *
 * @throws {Failure} when the plan depends on how old keys are, but the server sends no date
 */
export function decide(desired: DesiredKey, seen: Seen): Plan {
  const { mode } = desired;
  const settings = settingsIn(desired);
  if (mode === 'create') return simplePlan('create', settings);
  const active = candidates(desired, seen.keys);
  if (mode === 'retire') return planToRetire(seen.keys, desired, seen);
  if (mode === 'rotate') return decideRotation(desired, active, seen);
  const [oldest] = active;
  if (oldest !== undefined) return planToUse(oldest, settings);
  return simplePlan(mode === 'ensure' ? 'create' : 'none', settings);
}

/**
 * A plan to retire the given keys that are active. With `max-age`, it only includes older keys, and keys that a
 * rotation set aside whose day is over. It then keeps keys that are in use.
 */
function planToRetire(keys: readonly ClientKey[], { maxAge }: DesiredKey, seen: Seen): Plan {
  const active = keys.filter(({ isActive }) => isActive);
  const isDue = (key: ClientKey, age: number): boolean => {
    const serverTime = requireTime(seen);
    return isSetAside(key.name)
      ? dueKeys(nameBefore(key.name), [key], serverTime).length > 0
      : isOlder(key, age, serverTime);
  };
  const due = maxAge === undefined ? [] : active.filter((key) => isDue(key, maxAge));
  const retire = maxAge === undefined ? active : [];
  const { serverTime } = seen;
  return { ...simplePlan(retire.length + due.length > 0 ? 'retire' : 'none'), retire, due, serverTime };
}

/** A key that a pattern matched, and the plan for it. */
export interface Match {
  readonly key: ClientKey;
  readonly plan: Plan;
}

/**
 * Makes a plan for each active key that matches the patterns, oldest first. A key that a rotation set aside belongs to
 * that rotation, so it is not changed. The key `Default` is never retired.
 *
 * @throws {Failure} when keys are retired by age, but the server sends no date
 */
export function decideMatches(desired: DesiredKey, names: Patterns, { keys, ...seen }: Seen): Match[] {
  const active = keys.filter(({ isActive }) => isActive);
  if (desired.mode !== 'retire') {
    return active
      .filter(({ name }) => matches(names, name) && (desired.mode === 'find' || !isSetAside(name)))
      .map((key) => ({ key, plan: planToUse(key, settingsIn(desired)) }));
  }
  return active
    .filter(({ name }) => name !== DEFAULT_KEY && matches(names, nameBefore(name)))
    .map((key) => ({ key, plan: planToRetire([key], desired, { ...seen, keys }) }))
    .filter(({ plan }) => plan.action === 'retire');
}

/** Picks only the settings of a desired key. */
export function settingsIn({ rateLimit, sdkVersion, loader }: Settings): Settings {
  return { rateLimit, sdkVersion, loader };
}

/**
 * Uses the newest key if it is young enough, and replaces it otherwise. Older active keys are leftovers of earlier
 * rotations.
 */
function decideRotation(desired: DesiredKey, active: readonly ClientKey[], seen: Seen): Plan {
  const { name = '', maxAge = 0, grace } = desired;
  const serverTime = requireTime(seen);
  const settings = settingsIn(desired);
  const due = dueKeys(name, seen.keys, serverTime);
  const newest = active.at(-1);
  if (newest === undefined) return { ...simplePlan('create', settings), due, serverTime };
  const until = grace === undefined ? undefined : lastDay(serverTime, grace);
  const rest = { until, due, serverTime };
  if (!isOlder(newest, maxAge, serverTime)) {
    return { ...planToUse(newest, settings), retire: active.slice(0, -1), ...rest };
  }
  const next = settingsOfNext(settings, newest, seen.sdkVersions);
  return { ...simplePlan('rotate', next), retire: active, ...rest };
}

/** @throws {Failure} when a server sends no date */
function requireTime({ serverTime }: Seen): number {
  if (serverTime !== undefined) return serverTime;
  throw new Failure(
    "Sentry's response has no Date header, so the age of a client key cannot be computed. Let the proxy in " +
      'between pass the Date header on.',
  );
}

/** The value of the output `outcome`. */
export type Outcome = 'created' | 'reused' | 'updated' | 'rotated' | 'retired' | 'absent';

/** The outcome of a plan that is carried out. */
export function outcomeOf({ action, drift, retire }: Plan): Outcome {
  switch (action) {
    case 'create-project':
    case 'create':
      return 'created';
    case 'rotate':
      return 'rotated';
    case 'use':
      if (retire.length > 0) return 'rotated';
      return drift.length > 0 ? 'updated' : 'reused';
    case 'retire':
      return 'retired';
    case 'none':
      return 'absent';
  }
}

/** How many keys and projects a plan creates, changes or retires. */
export function changesIn({ action, drift, retire, due }: Plan): number {
  const made = { 'create-project': 2, create: 1, rotate: 1, use: Math.min(1, drift.length), retire: 0, none: 0 };
  return made[action] + retire.length + due.length;
}

/** The keys that a plan deals with last: first those it replaces, then those whose grace is over. */
export function keysLeftOver({ retire, due }: Plan): readonly ClientKey[] {
  return [...retire, ...due];
}

/**
 * Describes a plan in words that follow "would …".
 *
 * @param project `organization/project`
 */
export function describePlan(plan: Plan, desired: DesiredKey, project: string): string {
  const { action, key, drift, retire, until, due } = plan;
  const title = key === undefined ? keyTitle(desired) : `client key ${quote(key.name)}`;
  const name = nameOfNew(desired);
  const newKey = name === undefined ? keyTitle(desired) : `client key ${quote(name)}`;
  const set = until === undefined ? '' : ` aside until ${until}`;
  const verb = until === undefined ? 'retire' : 'set';
  const older = retire.length === 0 ? [] : [`${verb} ${countOf(retire.length)}${set}`];
  const over =
    due.length === 0 ? [] : [`retire ${countOf(due.length)} whose grace is over, unless they still receive events`];
  const change = drift.length === 0 ? [] : [`change its ${describeDrift(drift)}`];
  const parts: Record<Plan['action'], readonly string[]> = {
    'create-project': [`create the project ${project} and use the client key that comes with it`],
    create: [`create the ${newKey}`, ...over],
    use: [`use the ${title}`, ...change, ...older, ...over],
    rotate: [`create another ${newKey} and deliver it`, ...older, ...over],
    retire: [
      ...(retire.length === 0 ? [] : [`retire ${countOf(retire.length)}: ${listOf(retire.map((one) => one.name))}`]),
      ...(due.length === 0 ? [] : [`retire ${listOf(due.map((one) => one.name))}, unless still in use`]),
    ],
    none: [`do nothing, because there is no active ${title}`],
  };
  return parts[action].join(', then ');
}

/** Such as `2 client keys`. */
export function countOf(count: number): string {
  return count === 1 ? '1 client key' : `${count} client keys`;
}

/** Lists names within a sentence, without duplicates and at most ten of them. */
export function listOf(names: readonly string[]): string {
  const once = [...new Set(names)];
  const rest = once.length - 10;
  const listed = once.slice(0, 10).map(quote).join(', ');
  return rest > 0 ? `${listed} and ${rest} more` : listed;
}
