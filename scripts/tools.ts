/** Programs that `npm ci` does not install. Each is put below `.tools/` on first use, at a fixed version. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const tools = join(resolve(import.meta.dirname, '..'), '.tools');

/**
 * A program written in Go.
 *
 * @param module - the path that `go install` takes, such as `example.com/tool/cmd/tool`
 * @returns the path of the program
 */
export function goTool(name: string, module: string, version: string): string {
  const folder = join(tools, 'bin', `${name}@${version}`);
  const program = join(folder, name);
  if (!existsSync(program)) {
    need('go', ['version'], `${name} is built with Go: see https://go.dev/dl/, or "apt install golang".`);
    run('go', ['install', `${module}@${version}`], { GOBIN: folder });
  }
  return program;
}

/** The programs of requirements.txt. @returns the path of their folder */
export function pythonTools(): string {
  const requirements = join(import.meta.dirname, 'requirements.txt');
  const wanted = readFileSync(requirements, 'utf8');
  const environment = join(tools, 'python');
  const python = join(environment, 'bin', 'python');
  const installed = join(environment, 'installed.txt');
  // `python` is a link, which is broken once the Python that made it is gone.
  if (!existsSync(python) || !existsSync(installed) || readFileSync(installed, 'utf8') !== wanted) {
    rmSync(environment, { recursive: true, force: true });
    const isNew = ['-c', 'import sys; sys.exit(sys.version_info < (3, 11))'];
    need('python3', isNew, 'python3 is missing, or older than 3.11: see https://www.python.org/downloads/.');
    run('python3', ['-m', 'venv', environment]);
    run(python, ['-m', 'pip', 'install', '--quiet', '--require-hashes', '-r', requirements]);
    writeFileSync(installed, wanted);
  }
  return join(environment, 'bin');
}

/** @throws {Error} with the message if a program is missing or fails */
function need(program: string, args: readonly string[], message: string): void {
  if (spawnSync(program, args).status !== 0) throw new Error(message);
}

/** @throws {Error} if a program fails */
function run(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  const command = [program, ...args].join(' ');
  console.error(`${command} …`);
  const { status } = spawnSync(program, args, { stdio: ['ignore', 2, 2], env: { ...process.env, ...env } });
  if (status !== 0) throw new Error(`"${command}" failed`);
}
