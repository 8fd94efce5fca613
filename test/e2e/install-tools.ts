/**
 * Installs the tools of the end-to-end tests, each in one version and only where it is not there
 * already. Jest calls it before the first test.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ACT, PYTHON, SENTRY_CLI, TOOLS } from './tools.ts';

const ACT_VERSION = '0.2.89';
const SENTRY_CLI_VERSION = '3.8.0';

const REQUIREMENTS = join(import.meta.dirname, 'requirements.txt');

export default function installTools(): void {
  const sdk = /^sentry-sdk==(\S+)/m.exec(readFileSync(REQUIREMENTS, 'utf8'))?.[1] ?? '';
  const askSdk = 'import sentry_sdk; print("sentry-sdk", sentry_sdk.VERSION)';

  install(`act version ${ACT_VERSION}`, [ACT, '--version'], () => {
    // Go overwrites no file that it did not make.
    rmSync(ACT, { force: true });
    const help =
      'act is built with Go 1.21 or newer: get it from https://go.dev/dl/ or by "apt install golang".';
    run(help, 'go', ['install', `github.com/nektos/act@v${ACT_VERSION}`], { GOBIN: TOOLS });
  });
  install(`sentry-sdk ${sdk}`, [PYTHON, '-c', askSdk], () => {
    const help =
      'The Sentry SDK for Python needs Python 3: get it from https://www.python.org/downloads/ or ' +
      'by "apt install python3-venv".';
    run(help, 'python3', ['-m', 'venv', '--clear', join(TOOLS, 'python')]);
    run(help, PYTHON, ['-m', 'pip', 'install', '--require-hashes', '-r', REQUIREMENTS]);
  });
  install(`sentry-cli ${SENTRY_CLI_VERSION}`, [SENTRY_CLI, '--version'], () => {
    // Without scripts: the program comes as a package for each platform, and the script would only
    // fetch it from elsewhere.
    const options = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund'];
    const target = ['--prefix', join(TOOLS, 'sentry-cli'), `@sentry/cli@${SENTRY_CLI_VERSION}`];
    run('npm comes with Node.', 'npm', ['install', ...options, ...target]);
  });
}

/**
 * @param version what the tool says when it is there, in the right version
 * @param ask the command that makes it say so
 * @throws {Error} where it does not even after it was installed
 */
function install(version: string, ask: readonly [string, ...string[]], get: () => void): void {
  const [program, ...args] = ask;
  const isThere = (): boolean => {
    try {
      const said = execFileSync(program, args, { encoding: 'utf8', stdio: 'pipe' });
      return said.trim() === version;
    } catch {
      return false;
    }
  };
  if (isThere()) return;
  process.stderr.write(`Installing ${version} into .tools/ …\n`);
  get();
  if (!isThere()) throw new Error(`${program} is there, but it is not ${version}`);
}

/** @param help how to get the command where it is missing */
function run(help: string, command: string, args: readonly string[], env = {}): void {
  const all = { ...process.env, ...env };
  const { error: missing, status } = spawnSync(command, args, { stdio: 'inherit', env: all });
  if (missing) throw new Error(`"${command}" cannot be started. ${help}`, { cause: missing });
  if (status !== 0) throw new Error(`"${command}" failed; what it says stands above`);
}
