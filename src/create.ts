import type { ClientKey } from './client-key.ts';
import type { Clock } from './clock.ts';
import { Failure } from './failure.ts';
import type { PatientServer } from './retry.ts';
import type { ClientKeys, KeyWish, Listing } from './sentry.ts';

/** What a run did to the project so far, for whoever has to know when it is cut short. */
export interface Course {
  /** Whether this run made something. */
  created: 'no' | 'maybe' | 'yes';
  what: 'client key' | 'project';
  /** Where people see it. */
  page: string;
}

/** What there may be, as the end of a sentence: with `maybe` in doubt, else for certain. */
export function whatWasCreated({ created, what, page }: Course): string {
  return `${what} ${created === 'yes' ? 'was' : 'may have been'} created: see ${page}`;
}

export interface Creator {
  readonly keys: ClientKeys;
  readonly server: PatientServer;
  readonly clock: Clock;
  readonly course: Course;
}

/**
 * Milliseconds after which a key that has its place in the order can be seen by everyone: the one
 * assumption about Sentry that "exactly one" rests on.
 */
export const VISIBLE_AFTER = 300;

/**
 * Whether a key may be younger than `within` milliseconds. By {@link Listing.serverTime} it looks
 * younger than it is, never older.
 */
export function isYoung(key: ClientKey, { serverTime }: Listing, within: number): boolean {
  return serverTime === undefined || (key.dateCreated ?? 0) > serverTime - within;
}

/**
 * Waits before another look at the keys.
 *
 * @throws {Failure} when there is no time for it
 */
export async function pauseToLook(milliseconds: number, server: PatientServer): Promise<void> {
  if (await server.pause(milliseconds)) return;
  throw new Failure(
    'No time was left to see what other runs are doing. Run the job again, or give it a longer ' +
      'timeout.',
  );
}

/**
 * Creates exactly one key. A create whose answer was lost is never simply sent again: the project's
 * keys tell whether it was done, and only where it was not is it sent again.
 *
 * @param before the IDs of the keys of this name that were there before, where they were listed;
 *   without them the server's clock tells what is older than the request, to the second
 * @throws {Failure} when Sentry refuses, when time runs out, or when it cannot be told whether a key
 *   was created; the last two say so, with the link to the keys
 */
export async function createOnce(
  wish: KeyWish,
  before: ReadonlySet<string> | undefined,
  { keys, server, clock, course }: Creator,
): Promise<ClientKey> {
  const sent = clock.now();
  const soFar = { ...course };
  let known = before;
  for (let attempts = 1; ; attempts++) {
    Object.assign(course, { created: 'maybe', what: 'client key', page: keys.page });
    const creation = await keys.create(wish).catch((error: unknown) => {
      Object.assign(course, soFar);
      throw error;
    });
    if ('key' in creation) return created(creation.key);

    const { open, reply } = creation;
    if (wish.name === undefined) throw unclear(open, 'without a name it cannot be told');
    const next = 'looking whether the key is there';
    if (!(await server.wait(reply, attempts, next, VISIBLE_AFTER))) throw unclear(open);

    const listing = await keys.list(wish.name).catch((error: unknown) => {
      throw error instanceof Failure ? unclear(error) : error;
    });
    const candidates = newKeys(listing, known, sent);
    const [only, ...others] = candidates ?? [];
    if (candidates === undefined || others.length > 0) {
      throw unclear(open, 'which of the keys of this name it is cannot be told');
    }
    if (only !== undefined) return created(only);
    known = new Set(listing.keys.map(({ id }) => id));
  }

  function created(key: ClientKey): ClientKey {
    Object.assign(course, { created: 'yes', page: keys.pageOf(key.id) });
    return key;
  }

  function unclear(failure: Failure, why?: string): Failure {
    const doubt = `A client key may have been created${why === undefined ? '' : `, but ${why}`}`;
    return new Failure(`${failure.message} ${doubt}: see ${keys.page}`, { cause: failure.cause });
  }
}

/**
 * The active keys that cannot have been there before: not listed then or, where nothing was listed,
 * not older than the request by the server's clock. This machine's clock only measures how long
 * before the listing the request was sent.
 *
 * @returns undefined when nothing tells
 */
function newKeys(
  { keys, askedAt, serverTime }: Listing,
  before: ReadonlySet<string> | undefined,
  sent: number,
): ClientKey[] | undefined {
  const active = keys.filter(({ isActive }) => isActive);
  if (before !== undefined) return active.filter(({ id }) => !before.has(id));
  if (active.length === 0) return [];
  if (serverTime === undefined) return undefined;
  if (active.some(({ dateCreated }) => dateCreated === undefined)) return undefined;
  const sentBy = serverTime - (askedAt - sent);
  return active.filter(({ dateCreated = 0 }) => dateCreated >= sentBy);
}
