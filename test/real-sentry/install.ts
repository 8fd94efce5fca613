/**
 * What takes minutes is done once and kept outside the checkout: Sentry with its packages, and a
 * database that has all its tables.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { environment } from './processes.ts';
import type { Programs } from './programs.ts';
import { newFolder, psqlArguments, sentryEnvironment, startPostgres, startRedis } from './server.ts';

const SERVER = join(import.meta.dirname, 'server');

export interface Installation {
  /** The Python that Sentry is installed for. */
  readonly python: string;
  /** A tar of Postgres' data folder, with Sentry's tables. */
  readonly database: string;
}

/**
 * Everything has a name that changes with what it is made of, and gets it once it is whole, so that
 * what is there is right, and several may do this at the same time.
 *
 * @param tell is told what takes long, before it is done
 */
export async function install(programs: Programs, tell: (what: string) => void): Promise<Installation> {
  const { XDG_CACHE_HOME: given = '' } = process.env;
  const above = given === '' ? join(homedir(), '.cache') : given;
  const cache = join(above, 'sentry-client-key', 'real-sentry');
  mkdirSync(cache, { recursive: true });

  const lists = ['tools.txt', 'requirements.txt'].map((file) => join(SERVER, file));
  const packages = nameOf(programs.python, ...lists.map((file) => readFileSync(file, 'utf8')));
  const venv = join(cache, `venv-${packages}`);
  if (!existsSync(venv)) {
    tell('Installing Sentry and its packages …');
    await putInPlace(venv, (folder) => {
      run([programs.python, '-m', 'venv', folder]);
      for (const list of lists) {
        const how = ['--quiet', '--no-deps', '--no-build-isolation', '--require-hashes'];
        run([join(folder, 'bin', 'python'), '-m', 'pip', 'install', ...how, '-r', list]);
      }
    });
  }
  const python = join(venv, 'bin', 'python');

  const server = execFileSync(join(programs.postgres, 'postgres'), ['--version'], { encoding: 'utf8' });
  const database = join(cache, `database-${nameOf(packages, server)}`);
  if (!existsSync(database)) {
    tell("Making Sentry's tables …");
    await putInPlace(database, (folder) => makeDatabase(programs, python, join(folder, TAR)));
  }
  return { python, database: join(database, TAR) };
}

const TAR = 'data.tar';

function nameOf(...texts: readonly string[]): string {
  return createHash('sha256').update(texts.join('\n')).digest('hex').slice(0, 12);
}

async function putInPlace(path: string, make: (folder: string) => void | Promise<void>): Promise<void> {
  const folder = mkdtempSync(`${path}-`);
  // Ctrl-C ends the program that is running, and then what is half done is put away here.
  const goOn = (): void => undefined;
  process.on('SIGINT', goOn);
  try {
    await make(folder);
    renameSync(folder, path);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    // Somebody else was faster.
    if (!existsSync(path)) throw error;
  } finally {
    process.off('SIGINT', goOn);
  }
}

async function makeDatabase(programs: Programs, python: string, tar: string): Promise<void> {
  const folder = newFolder();
  const { postgres, asPostgres, psql } = programs;
  const initdb = [...asPostgres, join(postgres, 'initdb'), '-D', join(folder, 'data')];
  const options = ['--username=sentry', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8'];
  try {
    run([...initdb, '--no-sync', ...options]);
    const database = await startPostgres(programs, folder);
    try {
      const redis = await startRedis(programs, folder);
      try {
        run([psql, ...psqlArguments(folder, 'postgres', 'create database sentry')]);
        const settings = sentryEnvironment({ folder, secret: 'of no instance' });
        run([python, '-m', 'sentry', 'upgrade', '--noinput', '--no-repair'], settings);
      } finally {
        await redis.end();
      }
    } finally {
      await database.end();
    }
    run(['tar', '-C', folder, '-cf', tar, 'data']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @throws {Error} with what a program printed, where it fails */
function run([program = '', ...args]: readonly string[], env: NodeJS.ProcessEnv = {}): void {
  const { error, status, stdout, stderr } = spawnSync(program, args, {
    // The user that Postgres runs as may not be allowed where we are.
    cwd: '/',
    env: environment(env),
    encoding: 'utf8',
    maxBuffer: Infinity,
  });
  if (status === 0) return;
  const said = error?.message ?? `${stdout}\n${stderr}`.trim().split('\n').slice(-30).join('\n');
  throw new Error(`"${[program, ...args].join(' ')}" failed:\n${said}`);
}
