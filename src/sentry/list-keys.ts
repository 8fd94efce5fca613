import { Failure } from '../failure.ts';
import { type ClientKey, oldestFirst } from '../keys/client-key.ts';
import { addressOf } from '../net/base-url.ts';
import type { HttpResponse } from '../net/http.ts';
import { asObject, isText } from '../net/json.ts';
import { isTransient } from '../net/retrying-client.ts';
import { sdkVersionsIn } from './client-key.ts';
import { nextCursor } from './next-cursor.ts';
import { jsonOf, questionOf, readMasked, sendAboutKeys, successOf } from './request.ts';
import { projectOf, type Session } from './session.ts';

/** All keys of some names, at one moment. */
export interface Listing {
  /** Inactive ones too; oldest first. Of each name, only the oldest and the newest active one are whole. */
  readonly keys: readonly ClientKey[];
  readonly pages: number;
  /** Names of active keys that differ from the first name in case, spaces, `-` and `_` only. */
  readonly similarNames: readonly string[];
  /** When they were asked for, by the clock of this run, in milliseconds. */
  readonly askedAt: number;
  /**
   * What the server's clock showed then at the least: milliseconds since the epoch. Its `Date` is cut
   * to the second and comes with the answer, so that this is up to a second and the time of the
   * answer too early. `undefined` where it does not say.
   */
  readonly serverTime: number | undefined;
  /** The SDK versions that the server offers, as far as any key told, whatever its name. */
  readonly sdkVersions: readonly string[] | undefined;
}

/** Keys on a page; the most that Sentry gives, ten being its default. */
const PER_PAGE = 100;

/** Pages of one listing: half a million keys. More is a server that goes round in circles. */
const MAX_PAGES = 5000;

/** Bytes of one listing: some 25,000 keys. */
const MAX_LISTING_BYTES = 64 * 1024 * 1024;

/**
 * Lists all keys with exactly one of these names. Without a name it reads one page only: whether the
 * project is there, and what its first keys tell.
 *
 * @throws {NoProject} when the project is not there
 * @throws {Failure} when Sentry refuses, or cannot be reached in the time there is
 */
export function listKeys(session: Session, ...names: readonly string[]): Promise<Listing> {
  // Reading the pages counts, too: a server could send what takes long to read.
  return session.client.spend(() => readPages(session, names));
}

async function readPages(session: Session, names: readonly string[]): Promise<Listing> {
  // A key that moves to the next page while it is read is on both.
  const keys = new Map<string, ClientKey>();
  const similarNames = new Set<string>();
  let bytes = 0;
  const cursors = new Set<string>();
  const askedAt = session.clock.now();
  let serverTime: number | undefined;
  let sdkVersions: string[] | undefined;
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    if (cursors.has(cursor) || cursors.size === MAX_PAGES) throw endless(session);
    cursors.add(cursor);
    const { response, items } = await readPage(session, cursor);
    for (const item of items) {
      sdkVersions ??= sdkVersionsIn(item);
      if (names.some((name) => name === nameOf(item))) {
        const key = readMasked(session, item, 'Sentry listed client keys, but');
        if (!keys.has(key.id)) keys.set(key.id, key);
      } else if (isSimilar(item, names[0])) {
        similarNames.add(String(nameOf(item)));
      }
    }
    for (const name of names) slim(keys, name);
    // The first page is the earliest that anything was seen.
    if (cursor === '') serverTime = dateOf(response, session.clock.now() - askedAt);
    bytes += response.body.length;
    if (bytes > MAX_LISTING_BYTES) throw tooLong(session);
    cursor = names.length === 0 ? undefined : nextCursor(response);
  }
  return {
    keys: oldestFirst([...keys.values()]),
    pages: cursors.size,
    similarNames: [...similarNames],
    askedAt,
    serverTime,
    sdkVersions,
  };
}

/**
 * Forgets the answers of all keys of a name but the oldest and the newest active one, which are those that
 * are delivered: a list of many keys must not fill the memory.
 */
function slim(keys: Map<string, ClientKey>, name: string): void {
  const whole = [...keys.values()].filter((key) => key.name === name && key.answer !== undefined);
  const active = oldestFirst(whole).filter(({ isActive }) => isActive);
  for (const key of whole) {
    if (key === active[0] || key === active.at(-1)) continue;
    keys.set(key.id, { ...key, answer: undefined, sdkVersions: undefined, endpoints: {} });
  }
}

async function readPage(
  session: Session,
  cursor: string,
): Promise<{ response: HttpResponse; items: unknown[] }> {
  const query = new URLSearchParams({ per_page: String(PER_PAGE), ...(cursor && { cursor }) });
  const result = await sendAboutKeys(session, 'GET', `?${query.toString()}`, isTransient);
  const question = { ...questionOf(session, 'list the client keys'), isLook: true };
  const response = await successOf(result, question);
  const items = await jsonOf(response, question);
  if (Array.isArray(items)) return { response, items };
  throw new Failure(
    `${addressOf(session.baseUrl)} answered ${response.status} with something that is not a list ` +
      'when it was asked to list the client keys. Check that url is the address of a Sentry server.',
  );
}

function endless(session: Session): Failure {
  return new Failure(
    `The list of client keys of ${projectOf(session)} does not end: Sentry's pages go round ` +
      'in circles. Check that url is the address of a Sentry server.',
  );
}

function tooLong(session: Session): Failure {
  return new Failure(
    `The list of client keys of ${projectOf(session)} is longer than ${MAX_LISTING_BYTES} bytes. ` +
      'Delete client keys that are not used any more, and check that url is the address of a Sentry ' +
      'server.',
  );
}

/** Whether somebody may have meant this key who wrote `name`. */
function isSimilar(item: unknown, name = ''): boolean {
  const given = nameOf(item);
  const letters = (text: string): string => text.toLowerCase().replace(/[\s_-]+/g, '');
  return isText(given) && letters(given) === letters(name) && asObject(item)['isActive'] !== false;
}

function nameOf(item: unknown): unknown {
  const { name, label } = asObject(item);
  return name ?? label;
}

/** The server's `Date`, less what passed since it was asked: `undefined` where it names none. */
function dateOf({ headers }: HttpResponse, since: number): number | undefined {
  const time = Date.parse(headers.date ?? '') - since;
  return Number.isNaN(time) ? undefined : time;
}
