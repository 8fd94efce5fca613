import { Failure } from '../failure.ts';
import { quote } from '../text.ts';
import { type ClientKey, DEFAULT_KEY, type OtherKey } from './client-key.ts';
import { type DesiredKey, keyTitle, nameOfNew, type Settings } from './desired-key.ts';
import { describeDrift, type Drift, driftOf } from './drift.ts';
import { matches, type Patterns } from './patterns.ts';
import { dueKeys, isOlder, isSetAside, lastDay, nameBefore, setAsideDay, settingsOfNext } from './rotation.ts';

/** What is to be done. A dry run reports it, and a real run carries it out. */
export interface Plan {
  /**
   * `create-project`: what is done about its keys is seen then. `rotate`: create a key, deliver it, and only then deal
   * with the older ones. `none`: there is no key to use or to retire.
   */
  readonly action: 'create-project' | 'create' | 'use' | 'rotate' | 'retire' | 'none';
  /** The key that is used. */
  readonly key?: ClientKey;
  /** How the key is to be set. */
  readonly settings: Settings;
  /** What of that the used key lacks. */
  readonly drift: readonly Drift[];
  /** Older keys of the name: retired, or set aside if there is a day. */
  readonly retire: readonly ClientKey[];
  /** The day (UTC) until which they are set aside. */
  readonly until?: string | undefined;
  /** Keys that are retired unless they are in use: old ones, and those that a rotation set aside and whose day is over. */
  readonly due: readonly ClientKey[];
  /** The server's clock at the look, in milliseconds since the epoch. */
  readonly serverTime?: number | undefined;
}

/** What a look saw of the keys of a project. */
export interface Seen {
  /** Those that {@link isWanted} names, inactive ones too; oldest first. */
  readonly keys: readonly ClientKey[];
  /** The rest of them. */
  readonly others: readonly OtherKey[];
  /** The server's clock at the least, in milliseconds since the epoch; `undefined` if it sends no date. */
  readonly serverTime: number | undefined;
  readonly sdkVersions: readonly string[] | undefined;
}

type KeyName = Pick<DesiredKey, 'mode' | 'name'>;

/** Whether a key of this name matters to a step; to one without a name, every key does. */
export function isWanted({ mode, name }: KeyName, given: string): boolean {
  if (name === undefined || given === name) return true;
  return (mode === 'rotate' || mode === 'retire') && setAsideDay(name, given) !== undefined;
}

/**
 * The active keys that a step is about, oldest first. Without a name it is about the project's own key: `Default`, else
 * the oldest one that no rotation set aside.
 */
export function candidates({ name }: KeyName, keys: readonly ClientKey[]): ClientKey[] {
  const active = keys.filter(({ isActive }) => isActive);
  if (name !== undefined) return active.filter((key) => key.name === name);
  const defaults = active.filter((key) => key.name === DEFAULT_KEY);
  return defaults.length > 0 ? defaults : active.filter((key) => !isSetAside(key.name)).slice(0, 1);
}

/** The plan with nothing in it but what to do. */
export function simplePlan(action: Plan['action'], settings: Settings = {}): Plan {
  return { action, settings, drift: [], retire: [], due: [] };
}

/** The plan to use a key, and to change what differs. */
export function planToUse(key: ClientKey, settings: Settings): Plan {
  return { ...simplePlan('use', settings), key, drift: driftOf(settings, key) };
}

/**
 * Decides what to do in a project that exists.
 *
 * @throws {Failure} when a rotation cannot know how old keys are
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
 * The plan to retire the active ones of some keys. With `max-age`: only the older ones, those that a rotation set aside
 * when their day is over, and none that is in use.
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

/** What is done about a key that a pattern matched. */
export interface Match {
  readonly key: ClientKey;
  readonly plan: Plan;
}

/**
 * Decides what to do about each active key that patterns match, oldest first. A key that a rotation set aside belongs to
 * that rotation, so it is not changed. The key `Default` is never retired.
 *
 * @throws {Failure} when keys are retired and no age can be known
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

/** How a step wants a key to be set. */
export function settingsIn({ rateLimit, sdkVersion, loader }: Settings): Settings {
  return { rateLimit, sdkVersion, loader };
}

/** The newest key decides: one that is young enough is used, and older ones beside it were not replaced yet. */
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

/** What became of the keys of the name, as the output `outcome` has it. */
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

/** The keys that a plan deals with last, in order: those it replaces, and those whose grace is over. */
export function keysLeftOver({ retire, due }: Plan): readonly ClientKey[] {
  return [...retire, ...due];
}

/**
 * What a plan does, as the end of "would …".
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

/** Names in a sentence, the first ten of them, each once. */
export function listOf(names: readonly string[]): string {
  const once = [...new Set(names)];
  const rest = once.length - 10;
  const listed = once.slice(0, 10).map(quote).join(', ');
  return rest > 0 ? `${listed} and ${rest} more` : listed;
}
