import { isTransient } from '../net/retrying-client.ts';
import { type Listing, ListingCollector, ReadTimer } from './listing.ts';
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
  const timer = new ReadTimer(session);
  const collector = new ListingCollector(session, names);
  const list = {
    ask: (query: string) => sendAboutKeys(session, 'GET', query, isTransient),
    question: { ...questionOf(session, 'list the client keys'), isLook: true },
    title: `client keys of ${projectOf(session)}`,
  };
  for await (const { response, items } of readPages(list)) {
    collector.add(items);
    timer.notePage(response);
    if (names.length === 0) break;
  }
  return collector.listing(timer.time);
}
