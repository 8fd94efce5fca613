import { Failure } from '../failure.ts';
import type { HttpResponse } from '../net/http.ts';

/**
 * The cursor of the next page, out of the `Link` header; `undefined` on the last page. Sentry names one
 * there too, with `results="false"`. The address beside it has the host of the server's configuration, so
 * that only the cursor is used.
 *
 * @param title of the list, such as `client keys of acme/web`
 * @throws {Failure} when the header cannot be read: what follows could be the key that is looked for
 */
export function nextCursor({ headers }: HttpResponse, title: string): string | undefined {
  const links = parseLinks(String(headers['link'] ?? ''));
  if (links === undefined) throw unreadable(title);
  const next = links.find(({ rel }) => rel === 'next');
  if (next === undefined || next['results'] === 'false') return undefined;
  if (next['cursor']) return next['cursor'];
  throw unreadable(title);
}

const LINK = /\s*<[^<>]*>((?:\s*;\s*[\w-]+\s*=\s*(?:"[^"]*"|[\w:.-]+))*)\s*(?:,|$)/y;
const PARAMETER = /\s*;\s*([\w-]+)\s*=\s*(?:"([^"]*)"|([\w:.-]+))/gy;

/** The parameters of each link (RFC 8288); `undefined` where the header cannot be read. */
function parseLinks(header: string): Record<string, string>[] | undefined {
  const links: Record<string, string>[] = [];
  for (LINK.lastIndex = 0; LINK.lastIndex < header.length;) {
    const [, parameters] = LINK.exec(header) ?? [];
    if (parameters === undefined) return undefined;
    const link: Record<string, string> = {};
    for (const [, name = '', quoted, plain = ''] of parameters.matchAll(PARAMETER)) {
      link[name] = quoted ?? plain;
    }
    links.push(link);
  }
  return links;
}

function unreadable(title: string): Failure {
  return new Failure(
    `Sentry's answer with the ${title} does not say where the list goes on. Check that url is the address ` +
      'of a Sentry server, and that no proxy changes the Link header.',
  );
}
