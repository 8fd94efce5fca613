import { badRequest } from './answers.ts';

interface Page<Row> {
  rows: Row[];
  /** The Link header. */
  link: string;
}

/**
 * Cuts one page out of a list: 10 rows, or `per_page`, 100 at most. A cursor `ROW:OFFSET:PREVIOUS`
 * names the row a page begins with, so rows that come and go meanwhile shift no page.
 *
 * The URLs of the Link header carry the host of Sentry's configuration, which need not be the one
 * the request came to.
 *
 * @param rows newest first
 * @param path of the request
 * @throws Refusal
 */
export function page<Row extends { row: number }>(
  rows: Row[],
  path: string,
  { cursor, ...query }: Record<string, string>,
): Page<Row> {
  const limit = perPage(query['per_page']);
  const { from, offset, previous } = readCursor(cursor);
  const found = rows.findIndex(({ row }) => row <= from);
  const at = from === 0 ? 0 : found === -1 ? rows.length : found;
  const start = previous ? Math.max(0, at - limit) : at + offset;
  const end = Math.min(start + limit, previous ? at : rows.length);

  const url = `https://sentry.example${path}?${new URLSearchParams(query).toString()}`;
  const link = (name: string, results: boolean, target: string): string =>
    `<${url}&cursor=${target}>; rel="${name}"; results="${results ? 'true' : 'false'}"; ` +
    `cursor="${target}"`;
  const next = rows[end]?.row;
  return {
    rows: rows.slice(start, end),
    link: [
      link('previous', start > 0, `${rows[start]?.row ?? 0}:0:1`),
      link('next', next !== undefined, next ? `${next}:0:0` : `${rows.at(-1)?.row ?? 0}:1:0`),
    ].join(', '),
  };
}

function perPage(text = '10'): number {
  if (!/^-?\d+$/.test(text)) throw badRequest('Invalid per_page parameter.');
  const limit = Number(text);
  if (limit < 1 || limit > 100) {
    throw badRequest('Invalid per_page value. Must be between 1 and 100.');
  }
  return limit;
}

function readCursor(text = '0:0:0'): { from: number; offset: number; previous: boolean } {
  const match = /^(\d+):(\d+):([01])$/.exec(text);
  if (!match) throw badRequest('Invalid cursor parameter.');
  return { from: Number(match[1]), offset: Number(match[2]), previous: match[3] === '1' };
}
