/** The parts of the server: Postgres and Redis on sockets in a folder of their own, and Sentry's web. */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, keep, type Kept } from './processes.ts';
import type { Programs } from './programs.ts';

const SERVER = join(import.meta.dirname, 'server');

/** Where a running server is; enough to start one more web of it from another process. */
export interface Place {
  readonly folder: string;
  /** The Python that Sentry is installed for. */
  readonly python: string;
  readonly psql: string;
  readonly secret: string;
}

/** How a web differs from the usual one. */
export interface Settings {
  /** False: the plan has no rate limits for keys. */
  readonly keyLimits?: boolean;
  /** False: the server does not know its own address, and makes no DSNs. */
  readonly urlPrefix?: boolean;
}

/** A folder that the user of Postgres may pass through, but not look into. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'real-sentry-'));
  chmodSync(folder, 0o711);
  mkdirSync(join(folder, 'files'));
  // Postgres makes its socket in one folder, and its database in the other.
  for (const own of ['postgres', 'data']) {
    const path = join(folder, own);
    mkdirSync(path, { mode: 0o700 });
    if (process.getuid?.() === 0) execFileSync('chown', ['postgres:', path]);
  }
  return folder;
}

/**
 * Starts Postgres over the database in `folder`. It listens on no port, so that it meets no other
 * server, and no other user gets at it.
 *
 * @param options.remove whether the folder goes when it ends
 */
export async function startPostgres(
  { postgres, asPostgres, psql }: Programs,
  folder: string,
  { remove = false } = {},
): Promise<Kept> {
  const settings = [
    'listen_addresses=',
    `unix_socket_directories=${join(folder, 'postgres')}`,
    'max_connections=200',
    // Nothing of it has to outlive the machine.
    ...['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'],
  ].flatMap((setting) => ['-c', setting]);
  const program = join(postgres, 'postgres');
  const kept = keep({
    command: [...asPostgres, program, '-D', join(folder, 'data'), ...settings],
    log: join(folder, 'postgres.log'),
    signal: 'INT',
    ...(remove && { remove: folder }),
  });
  await kept.ready(() => {
    try {
      execFileSync(psql, psqlArguments(folder, 'postgres', 'select 1'), { stdio: 'ignore' });
      return Promise.resolve(true);
    } catch {
      return Promise.resolve(false);
    }
  });
  return kept;
}

/** Of psql, so that it answers with nothing but what was asked for. */
export function psqlArguments(folder: string, database: string, query: string): string[] {
  const where = ['-h', join(folder, 'postgres'), '-U', 'sentry', '-d', database];
  return ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', ...where, '-c', query];
}

export async function startRedis({ redis }: Programs, folder: string): Promise<Kept> {
  const socket = join(folder, 'redis.sock');
  const kept = keep({
    command: [
      ...[redis, '--port', '0', '--unixsocket', socket, '--unixsocketperm', '700'],
      ...['--dir', folder, '--save', '', '--appendonly', 'no'],
    ],
    log: join(folder, 'redis.log'),
    signal: 'TERM',
  });
  await kept.ready(() => answersAt(socket));
  return kept;
}

function answersAt(socket: string): Promise<boolean> {
  return new Promise((done) => {
    const connection = connect(socket);
    connection.on('error', () => {
      done(false);
    });
    connection.on('connect', () => {
      connection.destroy();
      done(true);
    });
  });
}

export interface Web {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/**
 * Starts Sentry's web on a free port.
 *
 * @param seed where it writes down the people and tokens that it makes first; without it, none are
 *   made
 */
export async function startWeb(place: Place, settings: Settings, seed?: string): Promise<Web> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const listening = join(place.folder, `listening-${port}`);
  const kept = keep({
    command: [
      ...[place.python, '-m', 'gunicorn'],
      ...['--config', join(SERVER, 'gunicorn.conf.py'), 'wsgi:application'],
    ],
    env: {
      ...sentryEnvironment(place),
      REAL_SENTRY_BIND: `127.0.0.1:${port}`,
      REAL_SENTRY_LISTENING: listening,
      REAL_SENTRY_URL: settings.urlPrefix === false ? undefined : url,
      REAL_SENTRY_SEED: seed,
      REAL_SENTRY_KEY_LIMITS: settings.keyLimits === false ? 'none' : undefined,
    },
    log: join(place.folder, `web-${port}.log`),
    signal: 'QUIT',
  });
  // The file says that the port is ours, and not somebody else's who took it meanwhile.
  await kept.ready(async () => existsSync(listening) && (await answers(url)));
  return { url, close: kept.end };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/api/0/`)).ok;
  } catch {
    return false;
  }
}

/** What sentry.conf.py reads. */
export function sentryEnvironment({ folder, secret }: Pick<Place, 'folder' | 'secret'>) {
  return {
    SENTRY_CONF: join(SERVER, 'sentry.conf.py'),
    REAL_SENTRY_FOLDER: folder,
    REAL_SENTRY_SECRET: secret,
    // The checkout stays as it is.
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONWARNINGS: 'ignore',
  };
}
