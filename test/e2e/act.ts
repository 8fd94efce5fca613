/** Starts act, an independent workflow engine, as GitHub starts a runner. */
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, cpSync, existsSync, mkdirSync, openSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { repository } from '../../scripts/repository.ts';
import { act } from './tools.ts';

const root = resolve(import.meta.dirname, '..', '..');
const standIns = join(import.meta.dirname, 'stand-ins');

export interface Trigger {
  /** The name of the event, such as `push`. */
  readonly event: string;
  /** The event's payload: `github.event`. */
  readonly payload: object;
  /** What is in the environment of every step. */
  readonly env: Readonly<Record<string, string>>;
  /** Whether act shows its own debug lines. */
  readonly verbose: boolean;
}

/** What the owner of a repository has set up for its workflows. */
export interface Settings {
  readonly secrets: Readonly<Record<string, string>>;
  readonly vars: Readonly<Record<string, string>>;
}

/** What act wrote, and how it ended: 0 where no job failed. */
export interface Ended {
  readonly exitCode: number | null;
  readonly log: string;
}

/** A workflow in its repository. */
export interface Workflow {
  /** The file that the event starts, such as `.github/workflows/ci.yml`. */
  readonly start: string;
  /** That file and what it may use: the texts of workflows and composite actions by their paths. */
  readonly files: Readonly<Record<string, string>>;
}

/** A step that uses an action. */
export interface UsingStep {
  readonly name?: string;
  readonly uses: string;
}

interface Steps {
  readonly steps?: readonly Partial<UsingStep>[];
}

/** All steps of all files that use an action of another repository. */
export function usingSteps({ files }: Workflow): UsingStep[] {
  return Object.values(files)
    .map((yaml) => parse(yaml) as { jobs?: Record<string, Steps>; runs?: Steps })
    .flatMap(({ jobs = {}, runs = {} }) => [...Object.values(jobs), runs])
    .flatMap(({ steps = [] }) => steps)
    .filter((step): step is UsingStep => step.uses !== undefined && !step.uses.startsWith('./'));
}

/**
 * Puts everything that act reads into an empty folder, including its home, so it leaves nothing elsewhere.
 *
 * @returns what runs the workflow
 */
export function prepare(
  folder: string,
  workflow: Workflow,
  { secrets, vars }: Settings,
): (trigger: Trigger) => Promise<Ended> {
  const env = {
    PATH: [join(standIns, 'bin'), dirname(process.execPath), process.env['PATH']].join(delimiter),
    HOME: join(folder, 'home'),
    TMPDIR: folder,
    ACT_DISABLE_VERSION_CHECK: '1',
    // The jobs of a matrix write to one map of act's, all at once; Go ends a program that does.
    GOMAXPROCS: '1',
  };
  const action = join(folder, 'action');
  for (const part of ['action.yml', 'dist']) {
    cpSync(join(root, part), join(action, part), { recursive: true });
  }
  const repository = join(folder, 'repository');
  prepareRepository(repository, workflow, env);
  const secretFile = join(folder, 'secrets');
  const lines = Object.entries(secrets).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(secretFile, lines.join(''));

  return async ({ event, payload, env: more, verbose }) => {
    const eventFile = join(folder, 'event.json');
    writeFileSync(eventFile, JSON.stringify(payload));
    const args = [
      event,
      ...['--workflows', workflow.start],
      ...['--platform', 'ubuntu-latest=-self-hosted'],
      ...['--platform', 'self-hosted=-self-hosted'],
      ...['--eventpath', eventFile, '--secret-file', secretFile],
      ...Object.entries(vars).flatMap(([name, value]) => ['--var', `${name}=${value}`]),
      ...Object.entries(more).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
      ...actionsOf(workflow, action).flatMap((local) => ['--local-repository', local]),
      ...['--action-offline-mode', '--no-cache-server', '--rm'],
      ...(verbose ? ['--verbose'] : []),
    ];
    // Into a file: in a pipe the jobs of a matrix could get into each other's lines.
    const logFile = join(folder, 'log');
    const log = openSync(logFile, 'w');
    const child = spawn(act(), args, { cwd: repository, env, stdio: ['ignore', log, log] });
    closeSync(log);
    const exitCode = await new Promise<number | null>((ended, failed) => {
      child.on('error', failed);
      child.on('close', ended);
    });
    return { exitCode, log: readFileSync(logFile, 'utf8') };
  };
}

/** Makes a clone of the repository acme/web with a workflow and all that it may use. */
function prepareRepository(folder: string, { files }: Workflow, env: NodeJS.ProcessEnv): void {
  cpSync(join(import.meta.dirname, 'repository'), folder, { recursive: true });
  cpSync(join(root, 'test', 'harness', 'app.ts'), join(folder, 'app.ts'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const [path, yaml] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), yaml);
  }
  for (const command of [
    'init --quiet --initial-branch=main',
    'remote add origin https://github.com/acme/web',
    'add .',
    '-c user.name=Jane -c user.email=jane@acme.invalid commit --quiet --message=Start',
  ]) {
    execFileSync('git', command.split(' '), { cwd: folder, env });
  }
}

/** Where act finds the actions of a workflow: `OWNER/NAME@VERSION=FOLDER`. */
function actionsOf(workflow: Workflow, thisAction: string): string[] {
  const all = new Set(usingSteps(workflow).map(({ uses }) => uses));
  return [...all].flatMap((uses) => {
    const name = uses.slice(0, uses.indexOf('@'));
    if (name === 'actions/checkout') return [];
    if (name === repository) return `${uses}=${thisAction}`;
    const standIn = join(standIns, name);
    if (!existsSync(standIn)) throw new Error(`${name} needs a stand-in: ${standIn}`);
    return `${uses}=${standIn}`;
  });
}
