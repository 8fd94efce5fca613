import type { ClientKey } from './client-key.ts';
import type { Settings } from './desired-key.ts';

/** Milliseconds of a day. */
const DAY_MS = 24 * 3600 * 1000;

/** The end of the name of a key that was set aside: the last day on which it surely works. */
const SUFFIX = / \(until ([0-9]{4}-[0-9]{2}-[0-9]{2})\)$/;

/** Characters of a name that can be set aside: Sentry's names have at most 64. */
export const MAX_NAME_TO_SET_ASIDE = 64 - ' (until YYYY-MM-DD)'.length;

/** The name of a key that is set aside: it works on, and nothing finds it by its old name. */
export function setAsideName(name: string, day: string): string {
  return `${name} (until ${day})`;
}

/** The day (UTC) until which a key of this name is set aside; `undefined` where it is not, or not for `name`. */
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
 * The keys set aside whose day is over.
 *
 * @param serverTime milliseconds since the epoch
 */
export function dueKeys(
  name: string,
  setAside: readonly ClientKey[],
  serverTime: number,
): ClientKey[] {
  return setAside.filter((key) => {
    const day = setAsideDay(name, key.name);
    return key.isActive && day !== undefined && serverTime >= Date.parse(day) + DAY_MS;
  });
}

/**
 * What a rotation does not keep of a key that it replaces, unless somebody asks for it. The SDK version does not
 * count: that of new keys changes with Sentry.
 */
export function settingsLost(
  asked: Settings,
  { rateLimit, loader }: Pick<ClientKey, 'rateLimit' | 'loader'>,
): Settings {
  return {
    ...(asked.rateLimit === undefined && rateLimit !== null && { rateLimit }),
    ...(asked.loader === undefined && { loader }),
  };
}
