import { badRequest, internalError } from './answers.ts';
import type { Dialect } from './keys.ts';

export interface Page<Row> {
  rows: Row[];
  /** The Link header. */
  link: string;
}

/** Names a row, and how many rows from it on a page begins; going back, it ends there. */
interface Cursor {
  row: number;
  offset: number;
  back: boolean;
}

const asText = ({ row, offset, back }: Cursor): string => `${row}:${offset}:${back ? 1 : 0}`;

/**
 * Cuts one page out of a list. A cursor `ROW:OFFSET:BACK` names the row a page begins with, so rows
 * that come and go meanwhile shift no page. This is what Sentry's own paginator does, step by step.
 *
 * @param rows newest first
 * @param url path of the request, after the host of Sentry's configuration, which need not be the one
 *   that the request came to
 * @throws Refusal
 */
export function page<Row extends { row: number }>(
  rows: Row[],
  url: string,
  { cursor: text, ...query }: Record<string, string>,
  dialect: Dialect,
): Page<Row> {
  const limit = perPage(query['per_page'], dialect, dialect === 'older' ? 100 : 10);
  const cursor = readCursor(text);
  if (cursor.offset < 0) throw internalError();
  const found = look(rows, cursor, limit);
  const [next, hasNext] = nextCursor(found, cursor, limit);
  const [previous, hasPrevious] = previousCursor(found, cursor, limit);
  // One row more was looked for, to know whether there are more.
  const shown = cursor.back ? found.slice(hasPrevious ? 1 : 0) : found.slice(0, limit);
  return { rows: shown, link: link(url, query, [previous, hasPrevious], [next, hasNext]) };
}

/**
 * Cuts one page out of a list that is in some other order than that of its rows: by numbers of pages.
 * The cursor is `SIZE:PAGE:BACK`, so that rows that come and go meanwhile do shift pages.
 *
 * @param rows in their order
 * @param url as for {@link page}
 * @throws Refusal
 */
export function numberedPage<Row>(
  rows: readonly Row[],
  url: string,
  { cursor: text, ...query }: Record<string, string>,
  dialect: Dialect,
): Page<Row> {
  const limit = perPage(query['per_page'], dialect, 100);
  const { row: size, offset: number } = readCursor(text);
  const start = number * size;
  if (start < 0) throw badRequest('Pagination offset cannot be negative');
  const read = rows.slice(start, start + (size || limit) + 1);
  const found = size === limit ? read : read.slice(-(limit + 1));
  const cursor = (offset: number, back: boolean): Cursor => ({ row: limit, offset, back });
  return {
    rows: found.slice(0, limit),
    link: link(url, query, [cursor(number - 1, true), number > 0], [cursor(number + 1, false), found.length > limit]),
  };
}

/** The Link header. Each cursor is given with whether there is something where it points. */
function link(
  url: string,
  query: Record<string, string>,
  previous: [Cursor, boolean],
  next: [Cursor, boolean],
): string {
  const asked = `${url}?${new URLSearchParams(query).toString()}`;
  const one = (name: string, [cursor, hasRows]: [Cursor, boolean]): string => {
    const target = asText(cursor);
    const results = hasRows ? 'true' : 'false';
    return `<${asked}&cursor=${target}>; rel="${name}"; results="${results}"; cursor="${target}"`;
  };
  return `${one('previous', previous)}, ${one('next', next)}`;
}

/** The rows of a page and, if there are more, one of these; newest first. */
function look<Row extends { row: number }>(rows: Row[], cursor: Cursor, limit: number): Row[] {
  const { row, offset, back } = cursor;
  if (!back) {
    return rows.filter((one) => row === 0 || one.row <= row).slice(offset, offset + limit + 1);
  }
  const older = rows.toReversed().filter((one) => one.row >= row);
  if (row === 0) return older.slice(offset, offset + limit + 1).toReversed();
  const found = older.slice(offset, offset + limit + 2);
  if (found[0]?.row === row) return found.slice(1).toReversed();
  return found.slice(0, offset + limit + 1).toReversed();
}

function nextCursor(found: { row: number }[], { row, offset, back }: Cursor, limit: number): [Cursor, boolean] {
  const first = row === 0 ? (found[0]?.row ?? 0) : row;
  if (back) return [{ row: first, offset: 0, back: false }, true];
  const last = found.at(-1);
  if (!last) return [{ row: first, offset, back: false }, false];
  const hasMore = found.length > limit;
  if (last.row === first) return [{ row: first, offset: offset + limit, back: false }, hasMore];
  return [{ row: last.row, offset: hasMore ? 0 : 1, back: false }, hasMore];
}

function previousCursor(found: { row: number }[], { row, offset, back }: Cursor, limit: number): [Cursor, boolean] {
  const hasMore = back ? found.length > limit : row !== 0 || offset !== 0;
  const first = found[back && hasMore ? 1 : 0]?.row ?? 0;
  if (!back || found.length === 0) {
    return [{ row: first, offset: back ? offset : 0, back: true }, hasMore];
  }
  return [{ row: first, offset: first === row ? offset + limit : 0, back: true }, hasMore];
}

/** What is refused differs. */
function perPage(text: string | undefined, dialect: Dialect, usual: number): number {
  const isOlder = dialect === 'older';
  if (text === undefined) return usual;
  if (!/^\s*[+-]?\d+\s*$/.test(text)) throw badRequest('Invalid per_page parameter.');
  const limit = Number(text);
  if (isOlder) {
    if (limit > 100) throw badRequest('Invalid per_page value. Cannot exceed 100.');
    return Math.max(limit, -1);
  }
  if (limit < 1 || limit > 100) {
    throw badRequest('Invalid per_page value. Must be between 1 and 100.');
  }
  return limit;
}

function readCursor(text = ''): Cursor {
  if (text === '') return { row: 0, offset: 0, back: false };
  const match = /^(-?\d+):(-?\d+):(-?\d+)$/.exec(text);
  if (!match) throw badRequest('Invalid cursor parameter.');
  const [row = 0, offset = 0, back = 0] = match.slice(1).map(Number);
  return { row, offset, back: back !== 0 };
}
