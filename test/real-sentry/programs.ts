/** What has to be on the machine already: Python 3.8, Postgres and Redis. */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

export interface Programs {
  readonly python: string;
  /** The folder of initdb and postgres. */
  readonly postgres: string;
  readonly psql: string;
  readonly redis: string;
  /** What a command for Postgres starts with: as root it has to run as another user. */
  readonly asPostgres: readonly string[];
}

const AS_POSTGRES = ['setpriv', '--reuid=postgres', '--regid=postgres', '--init-groups'];

/** @throws {Error} that names what is missing, and how to get it */
export function findPrograms(): Programs {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('A real Sentry needs Linux on x86_64: what is pinned in server/requirements.txt is for that.');
  }
  const isRoot = process.getuid?.() === 0;
  if (isRoot)
    need([...AS_POSTGRES, 'true'].join(' '), runs(AS_POSTGRES, 'true'), 'apt-get install postgresql util-linux');
  const postgres = need('Postgres 12 or newer', folders()[0], 'apt-get install postgresql');
  return {
    python: need('Python 3.8 with venv', pythons().find(isPython38), 'pyenv install 3.8, or set PYTHON38 to its path'),
    postgres,
    psql: need(
      'psql',
      [join(postgres, 'psql'), ...onPath('psql')].find(existsSync),
      'apt-get install postgresql-client',
    ),
    redis: need('redis-server', onPath('redis-server')[0], 'apt-get install redis-server'),
    asPostgres: isRoot ? AS_POSTGRES : [],
  };
}

function need(what: string, found: string | undefined, how: string): string {
  if (found === undefined) throw new Error(`A real Sentry needs ${what}, which is not here: ${how}.`);
  return found;
}

function runs([program = '', ...args]: readonly string[], ...more: string[]): string | undefined {
  return spawnSync(program, [...args, ...more]).status === 0 ? program : undefined;
}

/** pyenv puts a python3.8 on the path that only says that it was not chosen, so its own come too. */
function pythons(): string[] {
  const { PYTHON38: given = '', PYENV_ROOT: root = join(homedir(), '.pyenv') } = process.env;
  if (given !== '') return [given];
  return [...onPath('python3.8'), ...globSync(join(root, 'versions', '3.8.*', 'bin', 'python3.8'))];
}

/** Sentry 23.7.1 runs on no other. */
function isPython38(program: string): boolean {
  const code = 'import ensurepip, sys, venv; sys.exit(sys.version_info[:2] != (3, 8))';
  return runs([program, '-c', code]) !== undefined;
}

/** Where Postgres may be: Debian keeps its programs off the path, one folder for each version. */
function folders(): string[] {
  const version = (folder: string): number => Number(folder.split('/').at(-2));
  const debian = globSync('/usr/lib/postgresql/*/bin').sort((a, b) => version(b) - version(a));
  return [...onPath('postgres').map(dirname), ...debian].filter((folder) => existsSync(join(folder, 'initdb')));
}

function onPath(name: string): string[] {
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return path.map((folder) => join(folder, name)).filter(existsSync);
}
