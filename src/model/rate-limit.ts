/** A client key's rate limit: at most `count` error events and security reports in each `window`. */
export interface RateLimit {
  readonly count: number;
  /** Seconds. */
  readonly window: number;
}

// The bounds of Sentry's own serializer. Zero in either place would make a key without any limit.
const MAX_COUNT = 2_147_483_647;
const MAX_WINDOW = 86_400;

const SECONDS = { '': 1, s: 1, m: 60, h: 3600 } as const;

/** Describes the accepted format in errors. */
export const RATE_LIMIT_GRAMMAR =
  'use COUNT/WINDOW, such as 1000/1h, 500/30m, 100/60s or 1000/7200 (seconds), ' +
  `with a COUNT from 1 to ${MAX_COUNT} and a WINDOW from 1 second to 24 hours, or none`;

/**
 * Reads `COUNT/WINDOW` (`1000/1h`, `500/30m`, `100/60s`, `1000/7200`) or `none`.
 *
 * @returns the limit, `null` for `none`, `undefined` for anything else
 */
export function parseRateLimit(text: string): RateLimit | null | undefined {
  if (text === 'none') return null;
  const match = /^([0-9]+)\/([0-9]+)([smh]?)$/.exec(text);
  if (match === null) return undefined;
  const count = Number(match[1]);
  const window = Number(match[2]) * SECONDS[match[3] as keyof typeof SECONDS];
  const inBounds = count >= 1 && count <= MAX_COUNT && window >= 1 && window <= MAX_WINDOW;
  return inBounds ? { count, window } : undefined;
}

/** `COUNT/SECONDS`, or `none`. */
export function formatRateLimit(limit: RateLimit | null): string {
  return limit === null ? 'none' : `${limit.count}/${limit.window}`;
}

/** The limit as people write it, such as `1000/1h` or `none`. */
export function showRateLimit(limit: RateLimit | null): string {
  if (limit === null) return 'none';
  const { count, window } = limit;
  if (window % 3600 === 0) return `${count}/${window / 3600}h`;
  return window % 60 === 0 ? `${count}/${window / 60}m` : `${count}/${window}s`;
}

/** Whether two limits are equal, or both absent. */
export function sameRateLimit(a: RateLimit | null, b: RateLimit | null): boolean {
  return a?.count === b?.count && a?.window === b?.window;
}
