/**
 * A real self-hosted Sentry, to judge the action by: Sentry 23.7.1 with Postgres and Redis, without Docker.
 * Or one that is running elsewhere, which a file describes.
 */
import { execFile, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { install } from './install.ts';
import { findPrograms } from './programs.ts';
import {
  newFolder,
  type Place,
  psqlArguments,
  type Settings,
  startPostgres,
  startRedis,
  startWeb,
  type Web,
} from './server.ts';

export type { Settings, Web } from './server.ts';

/** One of each kind that people have. All but `alien` are of the organization `org`. */
export interface Tokens {
  /** Of internal integrations. */
  readonly integrationAdmin: string;
  readonly integrationWrite: string;
  /** Personal ones of an owner, with the scopes project:admin, project:write and project:read. */
  readonly admin: string;
  readonly write: string;
  readonly read: string;
  /** Personal ones of a plain member of the team, with project:write and with every scope. */
  readonly memberWrite: string;
  readonly memberAll: string;
  /** Of the owner of another organization, with every scope. */
  readonly alien: string;
  /** Of the organization (sntrys_…). */
  readonly organization: string;
  readonly superuser: string;
}

/** What a file says about a server that is running. */
export interface Description {
  readonly url: string;
  readonly org: string;
  readonly team: string;
  readonly tokens: Tokens;
  /** Of one that runs on this machine, and was started here. */
  readonly place?: Place;
}

/** A project that is new. */
export interface Project {
  readonly slug: string;
  readonly id: string;
}

/** A client key as the API shows it. */
export interface Key {
  readonly id: string;
  readonly name: string;
  readonly secret: string;
  readonly isActive: boolean;
  readonly rateLimit: { readonly count: number; readonly window: number } | null;
  readonly dsn: Readonly<Record<string, string>>;
  readonly browserSdkVersion: string;
  readonly browserSdk: { readonly choices: readonly (readonly [string, string])[] };
  readonly dynamicSdkLoaderOptions: Readonly<Record<string, boolean>>;
  readonly dateCreated: string;
}

export interface RealSentry extends Description {
  /** Makes a project by the API, with the key that Sentry makes for it. */
  readonly newProject: () => Promise<Project>;
  /** All keys of a project, oldest first, inactive ones too. */
  readonly keys: (project: string) => Promise<readonly Key[]>;
  /** Sends one request, as an owner. @throws {Error} unless it is answered with success */
  readonly call: (method: string, path: string, body?: unknown) => Promise<unknown>;
  /** Makes a key, by its ID, more than a minute old: at once, or by waiting if the server was not started here. */
  readonly age: (id: string) => Promise<void>;
  /** Starts one more web over the same database. Only of a server that was started here. */
  readonly startAnother: (settings: Settings) => Promise<Web>;
}

/**
 * Starts a server of one's own, which nobody has used before.
 *
 * @param options.tell is told what takes long, before it is done
 */
export async function startRealSentry(
  options: { tell?: (what: string) => void } = {},
): Promise<RealSentry & { close(): Promise<void> }> {
  const programs = findPrograms();
  const { python, database } = await install(programs, options.tell ?? (() => undefined));
  const folder = newFolder();
  const ends: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    // Last in, first out: nobody loses what they use.
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    execFileSync('tar', ['-C', folder, '-xpf', database]);
    ends.push((await startPostgres(programs, folder, { remove: true })).end);
    ends.push((await startRedis(programs, folder)).end);
    const secret = randomBytes(25).toString('hex');
    const place = { folder, python, psql: programs.psql, secret };
    const seed = join(folder, 'seed.json');
    const web = await startWeb(place, {}, seed);
    ends.push(web.close);
    const seeded = JSON.parse(readFileSync(seed, 'utf8')) as Omit<Description, 'place'>;
    return { ...use({ ...seeded, place }), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Where {@link connect} reads which server to use. */
export const VARIABLE = 'REAL_SENTRY';

/** The server that the file describes whose name is in the environment variable REAL_SENTRY. */
export function connect(): RealSentry {
  const file = process.env[VARIABLE];
  if (file === undefined) throw new Error(`${VARIABLE} names no file`);
  return use(JSON.parse(readFileSync(file, 'utf8')) as Description);
}

/** Writes down how to use a server, for its owner alone. @returns the name of the file */
export function describeInFile({ url, org, team, tokens, place }: Description): string {
  if (place === undefined) throw new Error('this server was not started here');
  const file = join(place.folder, 'description.json');
  writeFileSync(file, JSON.stringify({ url, org, team, tokens, place }), { mode: 0o600 });
  return file;
}

function use(description: Description): RealSentry {
  const { url, org, team, tokens } = description;
  const here = (): Place => {
    const { place } = description;
    if (place === undefined) throw new Error(`${url} was not started here`);
    return place;
  };

  async function send(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await fetch(`${url}/api/0/${path}`, {
      method,
      body: body === undefined ? null : JSON.stringify(body),
      headers: { authorization: `Bearer ${tokens.admin}`, 'content-type': 'application/json' },
    });
    if (response.ok) return response;
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  }

  const sentry: RealSentry = {
    ...description,
    call: async (...request) => {
      const text = await (await send(...request)).text();
      return text === '' ? undefined : (JSON.parse(text) as unknown);
    },
    newProject: async () => {
      const slug = `p-${randomBytes(6).toString('hex')}`;
      const body = { name: slug, slug, platform: 'node' };
      return (await sentry.call('POST', `teams/${org}/${team}/projects/`, body)) as Project;
    },
    keys: async (project) => {
      const keys: Key[] = [];
      let cursor: string | undefined = '';
      while (cursor !== undefined) {
        const response = await send('GET', `projects/${org}/${project}/keys/?cursor=${cursor}`);
        keys.push(...((await response.json()) as Key[]));
        const link = response.headers.get('link') ?? '';
        cursor = /rel="next"; results="true"; cursor="([^"]+)"/.exec(link)?.[1];
      }
      return keys.toSorted((a, b) => (a.dateCreated < b.dateCreated ? -1 : 1));
    },
    age: async (id) => {
      if (description.place === undefined) {
        await sleep(65_000);
        return;
      }
      const { folder, psql } = description.place;
      const update =
        "update sentry_projectkey set date_added = date_added - interval '1 day' " + `where public_key = '${id}'`;
      await promisify(execFile)(psql, psqlArguments(folder, 'sentry', update));
    },
    startAnother: async (settings) => startWeb(here(), settings),
  };
  return sentry;
}
