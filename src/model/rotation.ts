import type { ClientKey } from './client-key.ts';
import type { Settings } from './desired-key.ts';

/** Milliseconds of a day. */
const DAY_MS = 24 * 3600 * 1000;

/** The end of the name of a key that was set aside: the last day on which it keeps working. */
const SUFFIX = / \(until ([0-9]{4}-[0-9]{2}-[0-9]{2})\)$/;

/** Characters of a name that can be set aside: Sentry's names have at most 64. */
export const MAX_NAME_TO_SET_ASIDE = 64 - ' (until YYYY-MM-DD)'.length;

/** The name of a key that is set aside: it keeps working, and no look finds it by its old name. */
export function setAsideName(name: string, day: string): string {
  return `${name} (until ${day})`;
}

/** Whether a name is that of a key that a rotation set aside, whatever its name was before. */
export function isSetAside(name: string): boolean {
  return SUFFIX.test(name);
}

/** The name that a key had before a rotation set it aside, if one did. */
export function nameBefore(name: string): string {
  return name.replace(SUFFIX, '');
}

/** The day (UTC) until which a key of this name is set aside; `undefined` if it is not, or not for `name`. */
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
 * What a new key of a rotation gets: what the step names, and otherwise what the key has that it replaces. A version
 * that the server no longer offers is left out.
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
