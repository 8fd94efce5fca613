/** What has to be on the machine already: Python 3.8, Postgres and Redis. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, globSync } from 'node:fs';
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

/** Sentry 23.7.1 runs on no other. */
const PYTHON = '3.8';

/** @throws {Error} that says everything that is missing, and how to get it */
export function findPrograms(): Programs {
  const missing: string[] = [];
  const need = <Found>(found: Found | undefined, what: string): Found | undefined => {
    if (found === undefined) missing.push(what);
    return found;
  };

  if (process.platform !== 'linux' || process.arch !== 'x64') {
    missing.push('Linux on x86_64: what is pinned in server/requirements.txt is for that');
  }
  const { PYTHON38: given = '' } = process.env;
  const python = need(
    (given === '' ? pythons() : [given]).find(isPython),
    given === ''
      ? `Python ${PYTHON}, with venv: "pyenv install ${PYTHON}", or its path in PYTHON38`
      : `Python ${PYTHON} with venv: PYTHON38 names ${given}, which is not that`,
  );
  const postgres = need(
    folders().find((folder) => isProgram(join(folder, 'initdb'))),
    'Postgres 12 or newer, as a program: "apt-get install postgresql"',
  );
  const psql = need(
    [...(postgres === undefined ? [] : [join(postgres, 'psql')]), ...onPath('psql')].find(isProgram),
    'psql, which comes with Postgres: "apt-get install postgresql-client"',
  );
  const redis = need(onPath('redis-server').find(isProgram), 'redis-server: "apt-get install redis-server"');
  const isRoot = process.getuid?.() === 0;
  const user = isRoot ? spawnSync('setpriv', [...AS_POSTGRES, 'true']).status === 0 : true;
  need(
    user || undefined,
    'the user "postgres" and setpriv, since Postgres does not run as root: "apt-get install postgresql util-linux"',
  );

  if (
    missing.length > 0 ||
    python === undefined ||
    postgres === undefined ||
    psql === undefined ||
    redis === undefined
  ) {
    const list = missing.map((what) => `- ${what}`).join('\n');
    throw new Error(`A real Sentry needs what is not here:\n${list}`);
  }
  return { python, postgres, psql, redis, asPostgres: isRoot ? ['setpriv', ...AS_POSTGRES] : [] };
}

const AS_POSTGRES = ['--reuid=postgres', '--regid=postgres', '--init-groups'];

/** pyenv puts a python3.8 on the path that only says that it was not chosen, so its own come too. */
function pythons(): string[] {
  const root = process.env['PYENV_ROOT'] ?? join(homedir(), '.pyenv');
  const own = globSync(join(root, 'versions', `${PYTHON}.*`, 'bin', `python${PYTHON}`));
  return [...onPath(`python${PYTHON}`), ...own.sort().reverse()];
}

function isPython(program: string): boolean {
  const code = `import ensurepip, sys, venv; sys.exit(sys.version_info[:2] != (3, 8))`;
  return spawnSync(program, ['-c', code]).status === 0;
}

/** Where Postgres may be: Debian keeps its programs off the path, one folder for each version. */
function folders(): string[] {
  const debian = globSync('/usr/lib/postgresql/*/bin');
  const newestFirst = debian.sort((a, b) => Number(version(b)) - Number(version(a)));
  return [...onPath('postgres').filter(isProgram).map(dirname), ...newestFirst];
}

function version(folder: string): string | undefined {
  return folder.split('/').at(-2);
}

function onPath(name: string): string[] {
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return path.map((folder) => join(folder, name)).filter((file) => existsSync(file));
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
