import type { ClientKey } from './client-key.ts';
import type { Settings } from './desired-key.ts';

const DAY_MS = 24 * 3600 * 1000;

/** The suffix on the name of a key that was set aside. It holds the last day on which the key keeps working. */
const SUFFIX = / \(until ([0-9]{4}-[0-9]{2}-[0-9]{2})\)$/;

/** The longest name, in characters, that leaves room for the suffix. Sentry limits names to 64. */
export const MAX_NAME_TO_SET_ASIDE = 64 - ' (until YYYY-MM-DD)'.length;

/** The new name for a key that is set aside. The key keeps working, but no look finds it by its old name. */
export function setAsideName(name: string, day: string): string {
  return `${name} (until ${day})`;
}

/** Whether a name has the suffix of a key that a rotation set aside. */
export function isSetAside(name: string): boolean {
  return SUFFIX.test(name);
}

/** The name that a key had before a rotation set it aside. Any other name is returned unchanged. */
export function nameBefore(name: string): string {
  return name.replace(SUFFIX, '');
}

/** The last day (UTC) of a key that was set aside for `name`; `undefined` for any other given name. */
export function setAsideDay(name: string, given: string): string | undefined {
  const [suffix, day] = SUFFIX.exec(given) ?? [];
  if (suffix === undefined || day === undefined) return undefined;
  if (given.slice(0, -suffix.length) !== name || Number.isNaN(Date.parse(day))) return undefined;
  return day;
}

/**
 * The day (UTC) on which a grace ends.
 *
 * @param serverTime milliseconds since the epoch
 * @param grace seconds
 */
export function lastDay(serverTime: number, grace: number): string {
  return new Date(serverTime + grace * 1000).toISOString().slice(0, 10);
}

/**
 * The active keys that were set aside for `name` and whose day is over.
 *
 * @param serverTime milliseconds since the epoch
 */
export function dueKeys(name: string, keys: readonly ClientKey[], serverTime: number): ClientKey[] {
  return keys.filter((key) => {
    const day = setAsideDay(name, key.name);
    return key.isActive && day !== undefined && serverTime >= Date.parse(day) + DAY_MS;
  });
}

/** Whether a key is older than `maxAge` seconds. @param serverTime milliseconds since the epoch */
export function isOlder(key: ClientKey, maxAge: number, serverTime: number): boolean {
  return (key.dateCreated ?? 0) <= serverTime - maxAge * 1000;
}

/**
 * The settings for the new key of a rotation. Settings that the step omits are copied from the replaced key, except an
 * SDK version that the server no longer offers.
 *
 * @param offered the versions that the server has, if it lists them
 */
export function settingsOfNext(asked: Settings, replaced: ClientKey, offered: readonly string[] | undefined): Settings {
  const { sdkVersion } = replaced;
  const isOffered = sdkVersion === undefined || offered?.includes(sdkVersion) !== false;
  return {
    rateLimit: asked.rateLimit === undefined ? replaced.rateLimit : asked.rateLimit,
    sdkVersion: asked.sdkVersion ?? (isOffered ? sdkVersion : undefined),
    loader: asked.loader ?? replaced.loader,
  };
}
