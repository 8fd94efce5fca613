import { isTransient } from '../net/retrying-client.ts';
import { dateOf, type Listing, ListingCollector } from './listing.ts';
import { readPages } from './pages.ts';
import { questionOf, sendAboutKeys } from './request.ts';
import { projectOf, type Session } from './session.ts';

/**
 * Lists all keys with exactly one of these names. Without a name it reads one page only: whether the
 * project is there, and what its first keys tell.
 *
 * @throws {NoProject} when the project is not there
 * @throws {Failure} when Sentry refuses, or cannot be reached in the time there is
 */
export function listKeys(session: Session, ...names: readonly string[]): Promise<Listing> {
  // Reading the pages counts, too: a server could send what takes long to read.
  return session.client.spend(() => collect(session, names));
}

async function collect(session: Session, names: readonly string[]): Promise<Listing> {
  const askedAt = session.clock.now();
  const collector = new ListingCollector(session, names);
  let pages = 0;
  let serverTime: number | undefined;
  const list = {
    ask: (query: string) => sendAboutKeys(session, 'GET', query, isTransient),
    question: { ...questionOf(session, 'list the client keys'), isLook: true },
    title: `client keys of ${projectOf(session)}`,
  };
  for await (const { response, items } of readPages(list)) {
    pages += 1;
    collector.add(items);
    // The first page is the earliest that anything was seen.
    if (pages === 1) serverTime = dateOf(response, session.clock.now() - askedAt);
    if (names.length === 0) break;
  }
  return collector.listing({ pages, askedAt, serverTime });
}
