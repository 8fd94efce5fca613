import { type ClientKey, oldestFirst } from '../keys/client-key.ts';
import { setAsideDay } from '../keys/rotation.ts';
import type { Clock } from '../net/clock.ts';
import type { HttpResponse } from '../net/http.ts';
import { asObject, isText } from '../net/json.ts';
import { sdkVersionsIn } from './client-key.ts';
import { readMasked } from './request.ts';
import type { OrganizationSession } from './session.ts';

/** All keys of some names in one project, at one moment. */
export interface Listing {
  /** Inactive ones too; oldest first. Of each name, only the oldest and the newest active one are whole. */
  readonly keys: readonly ClientKey[];
  readonly pages: number;
  /** Active keys that a rotation of the first name set aside; oldest first. */
  readonly setAside: readonly ClientKey[];
  /** Names of active keys that differ from the first name in case, spaces, `-` and `_` only. */
  readonly similarNames: readonly string[];
  /** When they were asked for, by the clock of this run, in milliseconds. */
  readonly askedAt: number;
  /**
   * What the server's clock showed then at the least: milliseconds since the epoch. Its `Date` is cut
   * to the second and comes with the answer, so that this is up to a second and the time of the
   * answer too early. `undefined` where it does not say.
   */
  readonly serverTime: number | undefined;
  /** The SDK versions that the server offers, as far as any key told, whatever its name. */
  readonly sdkVersions: readonly string[] | undefined;
}

/** When a list was read, as far as its pages tell. */
type ReadTime = Pick<Listing, 'pages' | 'askedAt' | 'serverTime'>;

/** Notes when a list is read; made right before its first page is asked for. */
export class ReadTimer {
  readonly #clock: Clock;
  readonly #askedAt: number;
  #pages = 0;
  #serverTime: number | undefined;

  constructor({ clock }: OrganizationSession) {
    this.#clock = clock;
    this.#askedAt = clock.now();
  }

  /** A page was read. The first one is the earliest that anything was seen. */
  notePage(response: HttpResponse): void {
    if (this.#pages === 0) {
      this.#serverTime = dateOf(response, this.#clock.now() - this.#askedAt);
    }
    this.#pages += 1;
  }

  get time(): ReadTime {
    return { pages: this.#pages, askedAt: this.#askedAt, serverTime: this.#serverTime };
  }
}

/** Takes the keys of some names out of the pages of a list. */
export class ListingCollector {
  readonly #session: OrganizationSession;
  readonly #names: readonly string[];
  readonly #keeps: 'delivered' | 'none';
  // A key that moves to the next page while it is read is on both.
  readonly #keys = new Map<string, ClientKey>();
  readonly #setAside = new Map<string, ClientKey>();
  readonly #similarNames = new Set<string>();
  #sdkVersions: string[] | undefined;

  /** @param keeps of which keys the answers are kept: of those that may be delivered, or of none */
  constructor(
    session: OrganizationSession,
    names: readonly string[],
    keeps: 'delivered' | 'none' = 'delivered',
  ) {
    this.#session = session;
    this.#names = names;
    this.#keeps = keeps;
  }

  /** @throws {Failure} when an item that is looked for is no client key */
  add(items: readonly unknown[]): void {
    const [first] = this.#names;
    for (const item of items) {
      this.#sdkVersions ??= sdkVersionsIn(item);
      if (this.#names.some((name) => name === nameOf(item))) {
        const key = this.#read(item);
        if (!this.#keys.has(key.id)) this.#keys.set(key.id, key);
      } else if (isSetAside(item, first)) {
        const key = this.#read(item);
        if (key.isActive) this.#setAside.set(key.id, slimmed(key));
      } else if (isSimilar(item, first)) {
        this.#similarNames.add(String(nameOf(item)));
      }
    }
    for (const name of this.#names) forgetAnswers(this.#keys, name);
  }

  #read(item: unknown): ClientKey {
    const key = readMasked(this.#session, item, 'Sentry listed client keys, but');
    return this.#keeps === 'none' ? slimmed(key) : key;
  }

  listing(of: ReadTime): Listing {
    return {
      ...of,
      keys: oldestFirst([...this.#keys.values()]),
      setAside: oldestFirst([...this.#setAside.values()]),
      similarNames: [...this.#similarNames],
      sdkVersions: this.#sdkVersions,
    };
  }
}

/**
 * Forgets the answers of all keys of a name but the oldest and the newest active one, which are those that
 * are delivered: a list of many keys must not fill the memory.
 */
function forgetAnswers(keys: Map<string, ClientKey>, name: string): void {
  const whole = [...keys.values()].filter((key) => key.name === name && key.answer !== undefined);
  const active = oldestFirst(whole).filter(({ isActive }) => isActive);
  for (const key of whole) {
    if (key === active[0] || key === active.at(-1)) continue;
    keys.set(key.id, slimmed(key));
  }
}

function slimmed(key: ClientKey): ClientKey {
  return { ...key, answer: undefined, sdkVersions: undefined, endpoints: {} };
}

/** Whether somebody may have meant this key who wrote `name`. */
function isSimilar(item: unknown, name = ''): boolean {
  const given = nameOf(item);
  const letters = (text: string): string => text.toLowerCase().replace(/[\s_-]+/g, '');
  return isText(given) && letters(given) === letters(name) && asObject(item)['isActive'] !== false;
}

function isSetAside(item: unknown, name = ''): boolean {
  const given = nameOf(item);
  return isText(given) && setAsideDay(name, given) !== undefined;
}

function nameOf(item: unknown): unknown {
  const { name, label } = asObject(item);
  return name ?? label;
}

/** The server's `Date`, less the milliseconds that passed since it was asked; `undefined` where it names none. */
function dateOf({ headers }: HttpResponse, since: number): number | undefined {
  const time = Date.parse(headers.date ?? '') - since;
  return Number.isNaN(time) ? undefined : time;
}
