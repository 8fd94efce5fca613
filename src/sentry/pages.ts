import type { HttpResponse, HttpResult } from '../net/http.ts';
import { nextCursor } from './next-cursor.ts';
import type { SentryQuestion } from './refusals.ts';
import { jsonOf, successOf } from './request.ts';

/** Items on a page; the most that Sentry gives, ten being its default. */
const PER_PAGE = 100;

/** Pages of one list: half a million items. More is a server that goes round in circles. */
const MAX_PAGES = 5000;

/** Bytes of one list: some 25,000 keys. */
const MAX_BYTES = 64 * 1024 * 1024;

/** A list of Sentry's that comes in pages. */
interface PagedList {
  /** @param query with its `?` */
  readonly ask: (query: string) => Promise<HttpResult>;
  readonly question: SentryQuestion;
  /** Such as `client keys of acme/web`. */
  readonly title: string;
}

export interface ListPage {
  readonly response: HttpResponse;
  readonly items: readonly unknown[];
}

/**
 * Reads the pages of a list, one after the other, as they are needed.
 *
 * @throws {Failure} when Sentry refuses, cannot be reached in the time there is, or when the list does not end
 */
export async function* readPages({ ask, question, title }: PagedList): AsyncGenerator<ListPage> {
  const cursors = new Set<string>();
  let bytes = 0;
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    if (cursors.has(cursor) || cursors.size === MAX_PAGES)
      throw (await import('./list-refusals.ts')).endless(title);
    cursors.add(cursor);
    const query = new URLSearchParams({ per_page: String(PER_PAGE), ...(cursor && { cursor }) });
    const response = await successOf(await ask(`?${query.toString()}`), question);
    const items = await jsonOf(response, question);
    if (!Array.isArray(items))
      throw (await import('./list-refusals.ts')).notAList(response, question);
    yield { response, items };
    bytes += response.body.length;
    if (bytes > MAX_BYTES) throw (await import('./list-refusals.ts')).tooLong(title, MAX_BYTES);
    cursor = nextCursor(response, title);
  }
}
