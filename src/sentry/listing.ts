import { type ClientKey, oldestFirst, type OtherKey } from '../model/client-key.ts';
import type { HttpResponse } from '../net/http.ts';
import { asObject, isString } from '../net/json.ts';
import { isTransient } from '../net/retrying-client.ts';
import type { Clock } from '../net/runtime.ts';
import { isId, sdkVersionsIn } from './key-answer.ts';
import { readPages } from './pages.ts';
import { questionOf, readMasked, requireOwn, sendAboutKeys } from './request.ts';
import type { OrganizationSession, Session } from './session.ts';

/** All keys of one project, at one moment. */
export interface Listing {
  /** Those that were wanted, inactive ones too; oldest first. */
  readonly keys: readonly ClientKey[];
  /** The rest, newest first. */
  readonly others: readonly OtherKey[];
  readonly pages: number;
  /** When they were asked for, by the clock of this run, in milliseconds. */
  readonly askedAt: number;
  /**
   * The server's clock at that moment at the least: milliseconds since the epoch. Its `Date` is cut to the second and
   * comes with the answer, so this is up to a second and the time of the answer too early. `undefined` if it sends
   * none.
   */
  readonly serverTime: number | undefined;
  /** The SDK versions that the server offers, from any key, whatever its name. */
  readonly sdkVersions: readonly string[] | undefined;
}

/** When a list was read. */
type ReadTime = Pick<Listing, 'pages' | 'askedAt' | 'serverTime'>;

/** Notes when a list is read; made right before its first page is asked for. */
export class ReadTimer {
  readonly #clock: Clock;
  time: ReadTime;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.time = { pages: 0, askedAt: clock.now(), serverTime: undefined };
  }

  /** A page was read. The first one is the earliest that anything was seen. */
  notePage({ headers }: HttpResponse): void {
    const { pages, askedAt, serverTime } = this.time;
    const date = Date.parse(headers.date ?? '') - (this.#clock.now() - askedAt);
    const first = Number.isNaN(date) ? undefined : date;
    this.time = { pages: pages + 1, askedAt, serverTime: pages === 0 ? first : serverTime };
  }
}

/** Collects the keys of one project from the items of a list, newest first. */
export class KeyCollector {
  readonly #session: OrganizationSession;
  readonly #wants: (name: string) => boolean;
  /** By name. To ask is slow if a list has many items about one project. */
  readonly #wanted = new Map<string, boolean>();
  // A key that moves to the next page while it is read is on both.
  readonly #keys = new Map<string, ClientKey>();
  readonly #others = new Map<string, OtherKey>();
  #sdkVersions: readonly string[] | undefined;

  /** @param wanted whether a key of this name is read whole, its secrets masked first */
  constructor(session: OrganizationSession, wanted: (name: string) => boolean) {
    this.#session = session;
    this.#wants = wanted;
  }

  /** @throws {Failure} when an item that is wanted is no client key */
  add(item: unknown): void {
    this.#sdkVersions ??= sdkVersionsIn(item);
    const { id, name: given, label, isActive } = asObject(item);
    const named = given ?? label;
    const name = isString(named) ? named : '';
    const isWanted = this.#wanted.get(name) ?? this.#wants(name);
    this.#wanted.set(name, isWanted);
    if (isWanted) {
      const key = readMasked(this.#session, item, 'Sentry listed client keys, but');
      if (!this.#keys.has(key.id)) this.#keys.set(key.id, key);
    } else if (isId(id)) {
      this.#others.set(id, { id, name, isActive: isActive !== false });
    }
  }

  /** What was collected. @param time when the list was read */
  listing(time: ReadTime): Listing {
    return {
      ...time,
      keys: oldestFirst([...this.#keys.values()]),
      others: [...this.#others.values()],
      sdkVersions: this.#sdkVersions,
    };
  }
}

/**
 * Lists all keys of the session's project (`GET projects/{org}/{project}/keys/`).
 *
 * @param wanted whether a key of this name is read whole
 * @param mostPages to read: the first one shows that the project exists and which SDK versions there are
 * @throws {NoProject} when the project is not there
 * @throws {Failure} when Sentry refuses, or cannot be reached in the time there is
 */
export function listKeys(session: Session, wanted: (name: string) => boolean, mostPages = Infinity): Promise<Listing> {
  // Reading the pages also takes time: a server could send pages that take long to read.
  return session.client.spend(async () => {
    const timer = new ReadTimer(session.clock);
    const collector = new KeyCollector(session, wanted);
    const list = {
      ask: (query: string) => sendAboutKeys(session, 'GET', query, isTransient),
      question: { ...questionOf(session, 'list the client keys'), isLook: true },
    };
    for await (const { response, items } of readPages(list)) {
      timer.notePage(response);
      for (const item of items) {
        requireOwn(session, asObject(item)['projectId']);
        collector.add(item);
      }
      if (timer.time.pages === mostPages) break;
    }
    return collector.listing(timer.time);
  });
}
