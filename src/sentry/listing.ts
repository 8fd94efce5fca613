import { type ClientKey, oldestFirst, type OtherKey } from '../model/client-key.ts';
import type { HttpResponse } from '../net/http.ts';
import { asObject, isString } from '../net/json.ts';
import { isTransient } from '../net/retrying-client.ts';
import type { Clock } from '../net/runtime.ts';
import { isId, sdkVersionsIn } from './key-answer.ts';
import { readPages } from './pages.ts';
import { questionOf, readMasked, requireOwn, sendAboutKeys } from './request.ts';
import type { OrganizationSession, Session } from './session.ts';

/** All keys of one project at one moment. */
export interface Listing {
  /** The wanted keys, including inactive ones, oldest first. */
  readonly keys: readonly ClientKey[];
  /** All other keys, newest first. */
  readonly others: readonly OtherKey[];
  readonly pages: number;
  /** When the list was requested, in milliseconds on this run's clock. */
  readonly askedAt: number;
  /**
   * A lower bound of the server's clock at that moment, in milliseconds since the epoch. The server's `Date` is cut to
   * the second and arrives with the answer. So this can be too early by up to a second plus the response time.
   * `undefined` if the server sends no `Date`.
   */
  readonly serverTime: number | undefined;
  /** The SDK versions that the server offers, read from any key, whatever its name. */
  readonly sdkVersions: readonly string[] | undefined;
}

/** When a list was read. */
type ReadTime = Pick<Listing, 'pages' | 'askedAt' | 'serverTime'>;

/** Records when a list is read. Create it right before requesting the first page. */
export class ReadTimer {
  readonly #clock: Clock;
  time: ReadTime;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.time = { pages: 0, askedAt: clock.now(), serverTime: undefined };
  }

  /** Records a page. Only the first one sets the server time, because nothing was seen earlier. */
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
  /** Caches the result for each name, because checking is slow if a list has many items about one project. */
  readonly #wanted = new Map<string, boolean>();
  // A key that moves to the next page during the read is on both pages.
  readonly #keys = new Map<string, ClientKey>();
  readonly #others = new Map<string, OtherKey>();
  #sdkVersions: readonly string[] | undefined;

  /** @param wanted whether to read a key with this name in full, after masking its secrets */
  constructor(session: OrganizationSession, wanted: (name: string) => boolean) {
    this.#session = session;
    this.#wants = wanted;
  }

  /** @throws {Failure} when a wanted item is not a client key */
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

  /** @param time when the list was read */
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
 * @param wanted whether to read a key with this name in full
 * @param mostPages to read; the first page shows whether the project exists and which SDK versions there are
 * @throws {NoProject} when Sentry does not find the project
 * @throws {Failure} when Sentry refuses, or cannot be reached in time
 */
export function listKeys(session: Session, wanted: (name: string) => boolean, mostPages = Infinity): Promise<Listing> {
  // The time budget includes processing, because a server could send pages that take long to read.
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
