import { addressOf, isHosted } from './base.ts';
import { type ClientKey, readClientKey, sdkVersionsIn } from './client-key.ts';
import type { Clock } from './clock.ts';
import { Failure } from './failure.ts';
import { type Answer, NoAnswer, type Request } from './http.ts';
import type { Inputs, NewProject } from './inputs.ts';
import { members } from './json.ts';
import { LOADER_MEMBERS } from './loader.ts';
import type { RateLimit } from './rate-limit.ts';
import {
  explainNoAnswer,
  explainAnswer,
  explainUnreadable,
  newSlug,
  type Question,
} from './refusal.ts';
import { mayPass, type PatientServer, type Reply, surelyNotDone } from './retry.ts';
import type { KeyChange } from './settings.ts';
import { quote } from './text.ts';

/** What a new client key is to be like; what is absent is left to Sentry. */
export interface KeyWish {
  readonly name: string | undefined;
  readonly rateLimit: RateLimit | null | undefined;
  readonly useCase: string | undefined;
}

/** All keys of some names, at one moment. */
export interface Listing {
  /** Inactive ones too; oldest first. */
  readonly keys: readonly ClientKey[];
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

/** A create whose outcome is open: what it was to make may be there or not. */
export interface Open {
  readonly open: Failure;
  readonly reply: Reply;
}

/** A create that was answered with a key, or whose outcome is open. */
export type Creation = { readonly key: ClientKey } | Open;

/**
 * The client keys of one Sentry project. Every method throws a {@link Failure} with a sentence for
 * people when Sentry refuses, or when it cannot be reached in the time there is.
 */
export interface ClientKeys {
  /** `org/project`, by the slugs that Sentry knows. */
  readonly project: string;
  /** The page in Sentry's settings that lists the keys. */
  readonly page: string;
  /** The page of one key. */
  pageOf(id: string): string;
  /**
   * Creates the project itself; sends again only what certainly was not done.
   *
   * @returns `taken` when there is a project of this slug already
   */
  createProject(wish: NewProject): Promise<'created' | 'taken' | Open>;
  /**
   * All keys with exactly one of these names. Without a name it only looks whether the project is
   * there and what its first keys tell.
   *
   * @throws {NoProject} when the project is not there
   */
  list(...names: readonly string[]): Promise<Listing>;
  /** One key; `undefined` when it is not there. */
  get(id: string): Promise<ClientKey | undefined>;
  /** Creates a key; sends again only what certainly was not done. */
  create(wish: KeyWish): Promise<Creation>;
  /** Changes a key. @returns the key as it is then, or `undefined` when it is gone */
  update(key: ClientKey, change: KeyChange): Promise<ClientKey | undefined>;
  /**
   * Deletes a key; one that is gone already is deleted too.
   *
   * @returns false when the token may not
   */
  delete(key: ClientKey): Promise<boolean>;
}

type Target = Pick<Inputs, 'base' | 'org' | 'project' | 'token'>;

export interface Voice {
  /** What this action calls itself towards servers. */
  readonly userAgent: string;
  readonly warn: (message: string) => void;
  readonly clock: Clock;
}

/** Keys on a page; the most that Sentry gives, ten being its default. */
const PER_PAGE = 100;

/** Characters; Sentry's own bound. */
const LONGEST_PROJECT_NAME = 50;

/** Pages of one listing: half a million keys. More is a server that goes round in circles. */
const MOST_PAGES = 5000;

export function clientKeysOf(
  target: Target,
  server: PatientServer,
  { userAgent, warn, clock }: Voice,
): ClientKeys {
  const { base, org, token } = target;
  let project = target.project;
  let renamed = false;

  // People's pages of the hosted Sentry are on sentry.io, whichever region's host the API has.
  const people = isHosted(base) ? 'https://sentry.io' : addressOf(base);
  const pageOfKeys = () => `${people}/settings/${org}/projects/${project}/keys/`;

  function question(verb: string): Question {
    return { verb, base, org, project };
  }

  /** The one place where requests to Sentry are made. `path` is what follows `/api/0/`. */
  function send(
    method: Request['method'],
    path: string,
    repeatable: (reply: Reply) => boolean,
    body?: object,
  ): Promise<Reply> {
    return server.ask(
      {
        method,
        url: new URL(`${addressOf(base)}/api/0/${path}`),
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${token}`,
          'user-agent': userAgent,
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
      },
      repeatable,
    );
  }

  /** A request about the project's keys. `path` is what follows `…/keys/`. */
  async function ask(
    method: Request['method'],
    path: string,
    repeatable: (reply: Reply) => boolean,
    body?: object,
  ): Promise<Reply> {
    const sendOnce = () =>
      send(method, `projects/${org}/${project}/keys/${path}`, repeatable, body);
    const reply = await sendOnce();
    // Sentry answers every call for a renamed project with 302 and does nothing. Followed by hand,
    // since a client that follows by itself turns a POST into a GET.
    const slug = reply instanceof NoAnswer ? undefined : newSlug(reply, base);
    if (slug === undefined || slug === project || renamed) return reply;
    renamed = true;
    warn(
      `The project ${org}/${project} was renamed to ${quote(slug)}. It is used this time; write ` +
        `project: ${slug} into the workflow.`,
    );
    project = slug;
    return sendOnce();
  }

  /** What came of a create, where `read` finds what it made in the reply. */
  function creationOf<T>(reply: Reply, read: () => T): T | Open {
    try {
      return read();
    } catch (error) {
      if (error instanceof Failure && isUndecided(reply)) return { open: error, reply };
      throw error;
    }
  }

  /** @throws {Failure} when there is no answer, or none of success */
  function successOf(reply: Reply, asked: Question): Answer {
    if (reply instanceof NoAnswer) {
      throw explainNoAnswer(reply, { ...asked, setting: 'url or region' });
    }
    if (reply.status < 200 || reply.status > 299) throw explainAnswer(reply, asked);
    return reply;
  }

  /** @throws {Failure} when there is no JSON in the answer */
  function readJson(answer: Answer, asked: Question): unknown {
    try {
      return JSON.parse(answer.body);
    } catch {
      throw explainUnreadable(answer, asked);
    }
  }

  /**
   * @param doing the beginning of an error
   * @throws {Failure} when there is no client key in the reply
   */
  function keyIn(reply: Reply, asked: Question, doing: string): ClientKey {
    return readClientKey(readJson(successOf(reply, asked), asked), doing);
  }

  return {
    get project() {
      return `${org}/${project}`;
    },
    get page() {
      return pageOfKeys();
    },
    pageOf: (id) => `${pageOfKeys()}${id}/`,

    async createProject({ team, platform }) {
      const reply = await send('POST', `teams/${org}/${team}/projects/`, surelyNotDone, {
        name: project.slice(0, LONGEST_PROJECT_NAME),
        // Without it Sentry makes one up, and a repeat makes a second project.
        slug: project,
        ...(platform !== undefined && { platform }),
      });
      if (statusOf(reply) === 409) return 'taken';
      const asked = { ...question(`create the project ${project}`), team };
      const creation = creationOf(reply, () => ({
        slug: members(readJson(successOf(reply, asked), asked))['slug'],
      }));
      if ('open' in creation) return creation;
      if (creation.slug === project) return 'created';
      throw new Failure(
        `Sentry was asked to create the project ${project}, but its answer is about ` +
          `${typeof creation.slug === 'string' ? quote(creation.slug) : 'no project'}. Look at the ` +
          `organization's projects, and create ${project} by hand.`,
      );
    },

    async list(...names) {
      const keys: ClientKey[] = [];
      const cursors = new Set<string>();
      const askedAt = clock.now();
      let serverTime: number | undefined;
      let sdkVersions: string[] | undefined;
      for (let cursor: string | undefined = ''; cursor !== undefined;) {
        if (cursors.has(cursor) || cursors.size === MOST_PAGES) {
          throw new Failure(
            `The list of client keys of ${org}/${project} does not end: Sentry's pages go round ` +
              'in circles. Check that url is the address of a Sentry server.',
          );
        }
        cursors.add(cursor);
        const query = new URLSearchParams({
          per_page: String(PER_PAGE),
          ...(cursor && { cursor }),
        });
        const reply: Reply = await ask('GET', `?${query.toString()}`, mayPass);
        const asked = question('list the client keys');
        const answer = successOf(reply, asked);
        const page = readJson(answer, asked);
        if (!Array.isArray(page)) {
          throw new Failure(
            `${addressOf(base)} answered ${answer.status} with something that is no list when it ` +
              'was asked to list the client keys. Check that url is the address of a Sentry server.',
          );
        }
        for (const item of page as unknown[]) {
          sdkVersions ??= sdkVersionsIn(item);
          if (names.some((name) => name === nameOf(item))) {
            keys.push(readClientKey(item, 'Sentry listed client keys, but'));
          }
        }
        // The first page is the earliest that anything was seen.
        if (cursor === '') serverTime = dateOf(answer, clock.now() - askedAt);
        cursor = names.length === 0 ? undefined : nextCursor(answer);
      }
      return { keys: oldestFirst(keys), askedAt, serverTime, sdkVersions };
    },

    async get(id) {
      const reply = await ask('GET', `${id}/`, mayPass);
      if (statusOf(reply) === 404) return undefined;
      return keyIn(
        reply,
        question('look at the client key'),
        'Sentry was asked for a client key, but',
      );
    },

    async create(wish) {
      const reply = await ask('POST', '', surelyNotDone, createBody(wish));
      return creationOf(reply, () => ({
        key: keyIn(reply, question('create a client key'), 'Sentry answered, but'),
      }));
    },

    async update(key, change) {
      const reply = await ask('PUT', `${key.id}/`, mayPass, changeBody(change, key));
      if (statusOf(reply) === 404) return undefined;
      return keyIn(
        reply,
        question(`change the client key ${quote(key.name)}`),
        'Sentry changed the client key, but',
      );
    },

    async delete(key) {
      const reply = await ask('DELETE', `${key.id}/`, mayPass);
      if (statusOf(reply) === 403) return false;
      if (statusOf(reply) !== 404) {
        successOf(reply, question(`delete the client key ${quote(key.name)}`));
      }
      return true;
    },
  };
}

/**
 * Only what was asked. A limit of `null` stays out: Sentry's create refuses it with 400, although
 * its documentation says that null means no limit, and a key without the member has none.
 */
function createBody({ name, rateLimit, useCase }: KeyWish): object {
  return {
    ...(name !== undefined && { name }),
    ...(rateLimit != null && { rateLimit }),
    ...(useCase !== undefined && { useCase }),
  };
}

/** Only what changes; Sentry merges the options of the loader one by one. */
function changeBody({ sdkVersion, loader, ...change }: KeyChange, key: ClientKey): object {
  // Sentry resets the version to the project's default when a PUT does not name it.
  const browserSdkVersion = sdkVersion ?? key.sdkVersion;
  const switched = [...(loader ?? [])].map(([option, on]) => [LOADER_MEMBERS[option], on] as const);
  return {
    ...change,
    ...(browserSdkVersion !== undefined && { browserSdkVersion }),
    ...(loader && { dynamicSdkLoaderOptions: Object.fromEntries(switched) }),
  };
}

/** Whether a create may have been done although it was not answered as such. */
function isUndecided(reply: Reply): boolean {
  if (reply instanceof NoAnswer) return reply.maybeReceived;
  // A proxy answers 408 for a server that it may have reached.
  return reply.status < 300 || reply.status >= 500 || reply.status === 408;
}

/** The status of an answer, 0 where there is none. */
function statusOf(reply: Reply): number {
  return reply instanceof NoAnswer ? 0 : reply.status;
}

function nameOf(item: unknown): unknown {
  const { name, label } = members(item);
  return name ?? label;
}

/** The server's `Date`, less what passed since it was asked: `undefined` where it names none. */
function dateOf({ headers }: Answer, since: number): number | undefined {
  const time = Date.parse(headers.date ?? '') - since;
  return Number.isNaN(time) ? undefined : time;
}

/**
 * The cursor of the next page. Sentry names one on the last page too, with `results="false"`; the
 * address beside it has the host of the server's configuration, so that only the cursor is used.
 */
function nextCursor({ headers }: Answer): string | undefined {
  const next = String(headers['link'] ?? '')
    .split(',')
    .find((part) => /;\s*rel="next"/.test(part) && /;\s*results="true"/.test(part));
  return /;\s*cursor="([^"]+)"/.exec(next ?? '')?.[1];
}

/**
 * By the date of creation; among equals, and where a server sends no date, the one further down
 * Sentry's list, which is newest first, is the older.
 */
function oldestFirst(newestFirst: readonly ClientKey[]): ClientKey[] {
  const date = (key: ClientKey): number => key.dateCreated ?? 0;
  return [...newestFirst].reverse().sort((a, b) => date(a) - date(b));
}
