import { type Failure } from '../failure.ts';
import { askedTo, failureAbout } from '../net/explain.ts';
import type { HttpResponse, HttpResult } from '../net/http.ts';
import { explainUnreadable, type SentryQuestion } from './refusals.ts';
import { jsonOf, successOf } from './request.ts';

/** Items on a page. This is Sentry's maximum; its default is ten. */
const PER_PAGE = 100;

/** Enough for half a million items in one list. A server that sends more is repeating its pages. */
const MAX_PAGES = 5000;

/** Enough for about 25,000 keys in one list. */
const MAX_BYTES = 64 * 1024 * 1024;

/** A list that Sentry sends in pages. */
interface PagedList {
  /** @param query with its `?` */
  readonly ask: (query: string) => Promise<HttpResult>;
  readonly question: SentryQuestion;
}

export interface ListPage {
  readonly response: HttpResponse;
  readonly items: readonly unknown[];
}

/**
 * Reads the pages of a list one by one, as they are needed.
 *
 * @throws {Failure} when Sentry refuses or cannot be reached in time, or when the list does not end
 */
export async function* readPages({ ask, question }: PagedList): AsyncGenerator<ListPage> {
  const cursors = new Set<string>();
  let bytes = 0;
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    if (cursors.has(cursor) || cursors.size === MAX_PAGES || bytes > MAX_BYTES) {
      throw endless(question);
    }
    cursors.add(cursor);
    const query = new URLSearchParams({ per_page: String(PER_PAGE), ...(cursor && { cursor }) });
    const response = successOf(await ask(`?${query.toString()}`), question);
    const items = jsonOf(response, question);
    if (!Array.isArray(items)) throw explainUnreadable(response, question, 'a list');
    yield { response, items };
    bytes += response.body.length;
    cursor = nextCursor(response, question);
  }
}

/**
 * The cursor of the next page, from the `Link` header; `undefined` on the last page, where Sentry sends
 * `results="false"`. The address in the header has the host from the server's configuration, so only the cursor is
 * used.
 *
 * @throws {Failure} when the header cannot be read, because the wanted key might be on the next page
 */
function nextCursor({ headers }: HttpResponse, question: SentryQuestion): string | undefined {
  const link = String(headers['link'] ?? '');
  if (link === '') return undefined;
  const next = /; ?rel="next"; ?results="(true|false)"(?:; ?cursor="([^"]+)")?/.exec(link);
  if (next?.[1] === 'false') return undefined;
  if (next?.[2] !== undefined) return next[2];
  throw failureAbout(
    question,
    (asked) =>
      `Sentry's answer has no readable Link header, so it is unknown whether its list continues. Sentry was ` +
      `asked to ${askedTo(asked)}. Check that url is the address of a Sentry server, and that no proxy ` +
      'changes the Link header.',
  );
}

function endless(question: SentryQuestion): Failure {
  return failureAbout(
    question,
    (asked) =>
      `Sentry's list does not end: its pages repeat, or it is longer than ${MAX_BYTES / 1024 / 1024} MB. ` +
      `Sentry was asked to ${askedTo(asked)}. Delete keys that are not used any more, and check that url is ` +
      'the address of a Sentry server.',
  );
}
