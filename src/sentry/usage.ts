import { asObject, isNumber, parseJson } from '../net/json.ts';
import { NoResponse } from '../net/http.ts';
import { isTransient } from '../net/retrying-client.ts';
import { sendAboutKeys } from './request.ts';
import type { Session } from './session.ts';

/** Seconds of a day. */
const DAY = 24 * 3600;

/**
 * How many error events a key took in the 24 hours before a moment, dropped ones included. Sentry counts by
 * whole days (UTC), so that all of yesterday is among it; it counts neither transactions nor replays.
 *
 * This call is no public API: the page of a key in Sentry's settings draws its chart from it
 * (sentry/api/endpoints/project_key_stats).
 *
 * @param serverTime the moment, in milliseconds since the epoch
 * @returns `unavailable` where the server has no such figures or does not let the token see them (400, 403,
 *   404), `unknown` where it could not be asked or its answer cannot be read
 */
export async function eventsOfLastDay(
  session: Session,
  id: string,
  serverTime: number,
): Promise<number | 'unavailable' | 'unknown'> {
  const until = Math.floor(serverTime / 1000);
  const since = until - DAY;
  const query = `since=${since}&until=${until}&resolution=1d`;
  const result = await sendAboutKeys(session, 'GET', `${id}/stats/?${query}`, isTransient);
  if (result instanceof NoResponse) return 'unknown';
  if ([400, 403, 404].includes(result.status)) return 'unavailable';
  const days = result.status === 200 ? parseJson(result.body) : undefined;
  if (!Array.isArray(days)) return 'unknown';
  const totals = days.map((day: unknown) => asObject(day)['total']);
  if (!totals.every(isNumber)) return 'unknown';
  return totals.reduce((sum, total) => sum + total, 0);
}
