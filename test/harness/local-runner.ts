/**
 * Starts the action as GitHub's runner does (inputs and command files in the environment) and reads
 * what it left as the runner does. The rules are those of the runner's `ActionCommand.cs` and
 * `FileCommandManager.cs`, written down here once more on purpose: nothing of the toolkit that the
 * action writes with is used to read.
 *
 * It starts `src` as it stands, or with `ACTION=dist` what is checked in.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

const root = resolve(import.meta.dirname, '../..');
const isBuilt = process.env['ACTION'] === 'dist';

export interface Manifest {
  readonly inputs: Readonly<Record<string, { description: string; default?: string }>>;
  readonly outputs: Readonly<Record<string, { description: string }>>;
  readonly runs: { readonly using: string; readonly main: string; readonly post: string };
}

export const manifest = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as Manifest;

export interface Step {
  /** The step's `with`. */
  readonly with: Readonly<Record<string, string>>;
  /** The step's `env`; `undefined` takes a variable of the runner away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** A file to start instead of the one that action.yml names. */
  readonly entry?: string;
  /** For the post step: what the main step left as its state. */
  readonly after?: StepResult;
  /** Everything that no one may read in what the step prints; asked for after the step. */
  readonly secrets?: () => readonly string[] | Promise<readonly string[]>;
}

export interface StepResult {
  readonly exitCode: number | null;
  /** What the process wrote, commands included. */
  readonly stdout: string;
  readonly stderr: string;
  /** The log as the runner shows it: commands carried out, masked values replaced. */
  readonly log: string;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly debug: readonly string[];
  readonly masks: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  /** What later steps get in their environment. */
  readonly variables: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** The environment of a step in which a module runs before it, to play another system. */
export function preloading(module: string): Record<string, string> {
  return { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(module)}` };
}

/** Runs one step; see {@link startStep}. */
export function runStep(step: Step): Promise<StepResult> {
  return startStep(step).result;
}

export interface RunningStep {
  readonly result: Promise<StepResult>;
  /** Sends the process a signal, as the runner does when a job is cancelled. */
  readonly kill: (signal: NodeJS.Signals) => void;
}

/**
 * Starts one step.
 *
 * Its result throws when something secret could be read in its log or summary, whatever the test
 * was about, or when it wrote to stderr, which the runner may show before masks take effect.
 */
export function startStep(step: Step): RunningStep {
  const folder = mkdtempSync(join(tmpdir(), 'step-'));
  const files = {
    output: join(folder, 'output'),
    state: join(folder, 'state'),
    variables: join(folder, 'env'),
    summary: join(folder, 'summary'),
  };
  for (const file of Object.values(files)) writeFileSync(file, '');
  const { child, ended } = start(step, files);

  async function read(): Promise<StepResult> {
    try {
      const { exitCode, stdout, stderr } = await ended;
      const result = {
        exitCode,
        stdout,
        stderr,
        ...readLog(stdout),
        outputs: readKeyValues(readFileSync(files.output, 'utf8')),
        state: readKeyValues(readFileSync(files.state, 'utf8')),
        variables: readKeyValues(readFileSync(files.variables, 'utf8')),
        summary: readFileSync(files.summary, 'utf8'),
      };
      refuseLeaks(result, (await step.secrets?.()) ?? []);
      return result;
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  return { result: read(), kill: (signal) => child.kill(signal) };
}

interface Files {
  readonly output: string;
  readonly state: string;
  readonly variables: string;
  readonly summary: string;
}

interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(step: Step, files: Files): { child: ChildProcess; ended: Promise<Ended> } {
  const env: Record<string, string | undefined> = {
    PATH: process.env['PATH'],
    GITHUB_ACTIONS: 'true',
    GITHUB_REPOSITORY: 'acme/web',
    GITHUB_OUTPUT: files.output,
    GITHUB_STATE: files.state,
    GITHUB_ENV: files.variables,
    GITHUB_STEP_SUMMARY: files.summary,
    ...inputVariables(step.with),
    ...stateVariables(step.after),
    // Types are stripped once for all steps.
    ...(!isBuilt && { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compile') }),
    ...step.env,
  };
  const child = spawn(process.execPath, commandOf(step), { cwd: tmpdir(), env, stdio: ['ignore', 'pipe', 'pipe'] });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  const ended = new Promise<Ended>((done, failed) => {
    child.on('error', failed);
    child.on('close', (exitCode) => {
      done({ exitCode, stdout: Buffer.concat(out).toString('utf8'), stderr: Buffer.concat(err).toString('utf8') });
    });
  });
  return { child, ended };
}

function commandOf({ entry, after }: Step): string[] {
  const { main, post } = manifest.runs;
  if (entry !== undefined) return [entry];
  if (isBuilt) return [join(root, after ? post : main)];
  return [join(root, 'src', after ? 'post.ts' : 'main.ts')];
}

/** The runner hands over every declared input, upper-cased with its dashes, defaults included. */
function inputVariables(given: Step['with']): Record<string, string> {
  const unknown = Object.keys(given).filter((name) => !(name in manifest.inputs));
  if (unknown.length > 0) throw new Error(`action.yml declares no input ${unknown.join(', ')}`);
  return Object.fromEntries(
    Object.entries(manifest.inputs).map(([name, input]) => [
      `INPUT_${name.toUpperCase()}`,
      given[name] ?? input.default ?? '',
    ]),
  );
}

function stateVariables(after: StepResult | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(after?.state ?? {}).map(([name, value]) => [`STATE_${name}`, value]));
}

type Log = Pick<StepResult, 'log' | 'errors' | 'warnings' | 'debug' | 'masks'>;

const LEVELS = { error: 'Error', warning: 'Warning', debug: '##[debug]' } as const;

export function readLog(stdout: string): Log {
  const said: Record<keyof typeof LEVELS, string[]> = { error: [], warning: [], debug: [] };
  const masks = new Set<string>();
  const shown: string[] = [];
  const hide = (text: string) => withMasks(text, [...masks]);

  for (const line of stdout.split(/\r?\n/)) {
    const command = /^\s*::([a-z-]+)(?: [^:]*)?::(.*)$/s.exec(line);
    const [, name = '', data = ''] = command ?? [];
    const text = data.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
    if (name === 'add-mask') {
      for (const part of [text, ...text.split(/[\r\n]+/)]) if (part !== '') masks.add(part);
    } else if (name === 'error' || name === 'warning' || name === 'debug') {
      said[name].push(text);
      shown.push(hide(`${LEVELS[name]}${name === 'debug' ? '' : ': '}${text}`));
    } else if (command !== null || line.includes('##[')) {
      throw new Error(`the step issued a command that it never should: ${line}`);
    } else {
      shown.push(hide(line));
    }
  }
  return {
    log: shown.join('\n').trimEnd(),
    errors: said.error,
    warnings: said.warning,
    debug: said.debug,
    masks: [...masks],
  };
}

/** Text as a log shows it: what is masked is replaced, the longer of two that overlap as a whole. */
export function withMasks(text: string, masks: readonly string[]): string {
  return masks.toSorted((a, b) => b.length - a.length).reduce((line, mask) => line.replaceAll(mask, '***'), text);
}

/** Reads `NAME<<DELIMITER` blocks and `NAME=value` lines. */
export function readKeyValues(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  // Lines and the line ends after them: those inside a value belong to it.
  const parts = text.split(/(\r?\n)/);
  const lines = parts.filter((_, index) => index % 2 === 0);
  const ends = parts.filter((_, index) => index % 2 === 1);
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (line === '') continue;
    const block = /^([^=]+?)<<(.+)$/.exec(line);
    if (block === null) {
      const at = line.indexOf('=');
      if (at < 1) throw new Error(`the runner would refuse this line of a command file: ${line}`);
      values[line.slice(0, at)] = line.slice(at + 1);
      continue;
    }
    const [, name = '', delimiter = ''] = block;
    const end = lines.indexOf(delimiter, index + 1);
    if (end === -1) throw new Error(`the block of ${name} in a command file has no end`);
    values[name] = lines
      .slice(index + 1, end)
      .map((line, at, all) => `${line}${at < all.length - 1 ? (ends[index + 1 + at] ?? '') : ''}`)
      .join('');
    index = end;
  }
  return values;
}

function refuseLeaks(result: StepResult, secrets: readonly string[]): void {
  if (result.stderr !== '') throw new Error(`the step wrote to stderr: ${result.stderr}`);
  // Without add-mask lines, and without the help of masks: nothing secret is to be written at all.
  const printed = result.stdout
    .split('\n')
    .filter((line) => !line.startsWith('::add-mask::'))
    .join('\n');
  for (const secret of secrets) {
    if (printed.includes(secret)) throw new Error(`the log shows a secret: ${printed}`);
    if (result.summary.includes(secret)) throw new Error(`the summary shows a secret: ${secret}`);
  }
}
