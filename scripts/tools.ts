/**
 * Programs that npm does not have, each at one version. They are put below `.tools/` when they are
 * first asked for, and stay there until another version is asked for.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const tools = join(root, '.tools');

/**
 * A program written in Go.
 *
 * @param module - the path that `go install` takes, such as `example.com/tool/cmd/tool`
 * @returns the path of the program
 */
export function goTool(name: string, module: string, version: string): string {
  // One folder for each version: what is there is the right one, and Go need not be asked.
  const folder = join(tools, 'bin', `${name}@${version}`);
  const program = join(folder, name);
  if (!existsSync(program)) {
    console.error(`Installing ${name} ${version} …`);
    need(
      'go',
      ['version'],
      `${name} is built with Go, which is not installed: see https://go.dev/dl/, or "apt install golang"`,
    );
    run('go', ['install', `${module}@${version}`], { GOBIN: folder });
  }
  return program;
}

/**
 * A program that npm does have, but that is too large for every `npm ci`.
 *
 * @returns the path of the program
 */
export function npmTool(name: string, packageName: string, version: string): string {
  const folder = join(tools, 'npm', `${name}@${version}`);
  const program = join(folder, 'node_modules', '.bin', name);
  if (!existsSync(program)) {
    console.error(`Installing ${name} ${version} …`);
    // Without scripts: the program comes as a package for each platform, and the script would only
    // fetch it from elsewhere.
    const options = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund'];
    run('npm', ['install', ...options, '--prefix', folder, `${packageName}@${version}`]);
  }
  return program;
}

/** The programs of requirements.txt. @returns the path of the folder that they are in */
export function pythonTools(): string {
  const requirements = join(import.meta.dirname, 'requirements.txt');
  const wanted = readFileSync(requirements, 'utf8');
  const environment = join(tools, 'python');
  const bin = join(environment, 'bin');
  const installed = join(environment, 'installed.txt');
  // A virtual environment is of no use any more once the Python that it was made with is gone.
  const usable = existsSync(join(bin, 'python')) && existsSync(installed);
  if (!usable || readFileSync(installed, 'utf8') !== wanted) {
    console.error('Installing the programs of scripts/requirements.txt …');
    rmSync(environment, { recursive: true, force: true });
    need(
      'python3',
      ['-c', 'import sys; sys.exit(sys.version_info < (3, 11))'],
      'The workflows are checked with programs in Python, and an SDK in Python is tried: python3 ' +
        'is not there, or older than 3.11: see https://www.python.org/downloads/',
    );
    run('python3', ['-m', 'venv', environment]);
    const install = ['-m', 'pip', 'install', '--quiet', '--require-hashes', '-r', requirements];
    run(join(bin, 'python'), install);
    writeFileSync(installed, wanted);
  }
  return bin;
}

/** @throws {Error} that says what is `missing` where a program is not there or not fit */
function need(program: string, args: readonly string[], missing: string): void {
  if (spawnSync(program, args).status !== 0) throw new Error(missing);
}

/** Runs a program to its end. @throws {Error} where it fails */
function run(program: string, args: readonly string[], env?: Readonly<Record<string, string>>): void {
  const { status } = spawnSync(program, args, {
    cwd: root,
    // Standard output belongs to the findings.
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ...env },
  });
  if (status !== 0) throw new Error(`"${program} ${args.join(' ')}" failed`);
}
