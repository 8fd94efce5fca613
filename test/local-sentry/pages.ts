import { badRequest } from './answers.ts';
import type { Dialect } from './keys.ts';

interface Page<Row> {
  rows: Row[];
  /** The Link header. */
  link: string;
}

/**
 * Cuts one page out of a list. A cursor `ROW:OFFSET:0` names the row a page begins with, so rows that come and go
 * meanwhile shift no page, as with Sentry's own paginator. The way back is not played: its link leads to nothing.
 *
 * @param rows newest first
 * @param url path of the request, after the host of Sentry's configuration, which need not be the one that the request
 *   came to
 * @throws Refusal
 */
export function page<Row extends { row: number }>(
  rows: Row[],
  url: string,
  { cursor, ...query }: Record<string, string>,
  dialect: Dialect,
): Page<Row> {
  const limit = perPage(query['per_page'], dialect, dialect === 'older' ? 100 : 10);
  const [row, offset] = readCursor(cursor);
  // One row more is looked for, to know whether there are more.
  const found = rows.filter((one) => row === 0 || one.row <= row).slice(offset, offset + limit + 1);
  const hasMore = found.length > limit;
  const first = row === 0 ? (found[0]?.row ?? 0) : row;
  const last = found.at(-1)?.row ?? first;
  const next = last === first ? [first, found.length === 0 ? offset : offset + limit] : [last, hasMore ? 0 : 1];
  return { rows: found.slice(0, limit), link: linkTo(url, query, next, hasMore) };
}

/**
 * Cuts one page out of a list that is in some other order than that of its rows: by numbers of pages. The cursor is
 * `SIZE:PAGE:0`, so that rows that come and go meanwhile do shift pages.
 *
 * @param rows in their order
 * @param url as for {@link page}
 * @throws Refusal
 */
export function numberedPage<Row>(
  rows: readonly Row[],
  url: string,
  { cursor, ...query }: Record<string, string>,
  dialect: Dialect,
): Page<Row> {
  const limit = perPage(query['per_page'], dialect, 100);
  const [size, number] = readCursor(cursor);
  const found = rows.slice(number * size, number * size + limit + 1);
  const link = linkTo(url, query, [limit, number + 1], found.length > limit);
  return { rows: found.slice(0, limit), link };
}

function linkTo(url: string, query: Record<string, string>, [row = 0, offset = 0]: number[], hasRows: boolean): string {
  const asked = `${url}?${new URLSearchParams(query).toString()}`;
  const one = (name: string, cursor: string, results: boolean): string =>
    `<${asked}&cursor=${cursor}>; rel="${name}"; results="${String(results)}"; cursor="${cursor}"`;
  return `${one('previous', '0:0:1', false)}, ${one('next', `${row}:${offset}:0`, hasRows)}`;
}

function perPage(text: string | undefined, dialect: Dialect, usual: number): number {
  if (text === undefined) return usual;
  const limit = Number(text);
  if (dialect === 'older' && limit > 100) throw badRequest('Invalid per_page value. Cannot exceed 100.');
  if (!(limit >= 1 && limit <= 100)) throw badRequest('Invalid per_page value. Must be between 1 and 100.');
  return limit;
}

function readCursor(text = '0:0:0'): [row: number, offset: number] {
  const match = /^(\d+):(\d+):0$/.exec(text);
  if (!match) throw badRequest('Invalid cursor parameter.');
  return [Number(match[1]), Number(match[2])];
}
