import { internalError } from './answers.ts';
import type { RateLimit } from './keys.ts';

interface AskedLimit {
  count?: number | null;
  window?: number | null;
}

/**
 * The limit of a new key. One with a zero or null is no limit, and Sentry stumbles over a missing
 * member as soon as it comes to it, and over a count that its database has no room for.
 */
export function newLimit(asked: AskedLimit | null): RateLimit | null {
  if (asked?.count === undefined) throw internalError();
  if (!asked.count) return null;
  if (asked.window === undefined) throw internalError();
  return stored(asked);
}

/** The limit of a key that had one, or none. Null anywhere takes it away, and `{}` changes nothing. */
export function changedLimit(asked: AskedLimit | null, before: RateLimit | null): RateLimit | null {
  if (asked === null) return null;
  if (Object.keys(asked).length === 0) return before;
  if (asked.count === undefined) throw internalError();
  if (asked.count === null) return null;
  if (asked.window === undefined) throw internalError();
  return stored(asked);
}

function stored({ count, window }: AskedLimit): RateLimit | null {
  if ((count ?? 0) >= 2 ** 31) throw internalError();
  return count && window ? { count, window } : null;
}
