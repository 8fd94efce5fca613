import { accessSync, constants } from 'node:fs';
import { EOL } from 'node:os';
import { issueCommand } from '../../node_modules/@actions/core/lib/command.js';
import { issueFileCommand, prepareKeyValueMessage } from '../../node_modules/@actions/core/lib/file-command.js';
import { Failure } from '../failure.ts';
import type { Log } from '../net/runtime.ts';
import { cell, printable, quote } from '../text.ts';
import { Masks } from './masks.ts';

// By path: the package only exports its index, which loads an HTTP client.

/**
 * The only way to GitHub's runner: masks, log, outputs, environment, state and job summary. Methods that write to a
 * runner file throw a {@link Failure} if they cannot.
 */
export interface Runner extends Log {
  /** @throws {Failure} if the file cannot be written, such as outside a workflow step */
  requireFile(file: RunnerFile): void;
  error(message: string): void;
  outputs(outputs: readonly Output[]): void;
  /** Sets an environment variable for later steps. */
  variable(name: string, value: string): void;
  /** Stores a value for the post step, which gets it as the environment variable `STATE_` + name. */
  state(name: string, value: string): void;
  summary(title: string, rows: readonly Row[]): void;
}

/** A runner file; its path is in the environment variable `GITHUB_` + this. */
export type RunnerFile = 'OUTPUT' | 'ENV' | 'STATE';

export type Output = readonly [name: string, value: string];

/** The GitHub runner that started this process. */
export class GitHubRunner implements Runner {
  readonly #env: NodeJS.ProcessEnv;
  readonly #masks = new Masks();

  constructor(env: NodeJS.ProcessEnv) {
    this.#env = env;
  }

  requireFile(file: RunnerFile): void {
    try {
      accessSync(this.#env[`GITHUB_${file}`] ?? '', constants.W_OK);
    } catch (cause) {
      throw new Failure(
        `The file that GITHUB_${file} names cannot be written. This program is a GitHub ` +
          'Action: use it as a step of a workflow.',
        { cause },
      );
    }
  }

  mask(secret: string): void {
    if (this.#masks.add(secret)) issueCommand('add-mask', {}, secret);
  }

  info(line: string): void {
    process.stdout.write(`${this.#safe(line)}\n`);
  }

  warning(message: string): void {
    issueCommand('warning', {}, this.#safe(message));
  }

  error(message: string): void {
    issueCommand('error', {}, this.#safe(message));
  }

  debug(line: string): void {
    if (this.#env['RUNNER_DEBUG'] === '1') issueCommand('debug', {}, this.#safe(line));
  }

  outputs(outputs: readonly Output[]): void {
    if (outputs.length === 0) return;
    const messages = outputs.map(([name, value]) => prepareKeyValueMessage(name, value));
    append('OUTPUT', messages.join(EOL));
  }

  variable(name: string, value: string): void {
    append('ENV', prepareKeyValueMessage(name, value));
  }

  state(name: string, value: string): void {
    append('STATE', prepareKeyValueMessage(name, value));
  }

  summary(title: string, rows: readonly Row[]): void {
    if (!this.#env['GITHUB_STEP_SUMMARY']) return;
    const hidden = rows.map((row) => row.map((value) => (typeof value === 'string' ? this.#masks.hide(value) : value)));
    append('STEP_SUMMARY', summaryOf(title, hidden));
  }

  /** Also hides masked values here: the runner only hides them in its log. */
  #safe(text: string): string {
    return this.#masks.hide(text).split('\n').map(printable).join('\n');
  }
}

/** Appends to a runner file. The toolkit gets its path from `process.env`. */
function append(file: RunnerFile | 'STEP_SUMMARY', text: string): void {
  try {
    issueFileCommand(file, text);
  } catch (cause) {
    throw new Failure(`The file that GITHUB_${file} names could not be written: ${quote(String(cause))}.`, { cause });
  }
}

/**
 * Calls `report` when the runner cancels the job, or with an uncaught error (a proxy can make Node throw one), then
 * ends the process. The runner sends SIGINT, then SIGTERM; on Windows Ctrl+C, then Ctrl+Break, which Node reports as
 * SIGINT and SIGBREAK.
 */
export function onCutShort(report: (cause?: unknown) => void): void {
  for (const event of ['SIGINT', 'SIGTERM', 'SIGBREAK', 'uncaughtException'] as const) {
    process.once(event, (cause: unknown) => {
      report(event === 'uncaughtException' ? cause : undefined);
      process.exit(1);
    });
  }
}

/** Ends the process once everything is written. An open lookup or connection would delay the job. */
export function exitWith(code: number): void {
  process.stdout.write('', () => process.exit(code));
}

/** A row of the job summary: texts, or pages to link to. The first row is the head of the table. */
export type Row = readonly (string | URL)[];

/** Bytes of the table; GitHub drops a summary of more than 1 MiB. */
const MAX_TABLE_BYTES = 1_000_000;

/** The job summary in Markdown: a heading, which is not escaped, and a table, cut at GitHub's limit. */
export function summaryOf(title: string, rows: readonly Row[]): string {
  const text = [`### ${title}`, ''];
  let bytes = 0;
  for (const [index, row] of rows.entries()) {
    const line = `| ${row.map(show).join(' | ')} |`;
    bytes += Buffer.byteLength(line) + 1;
    if (bytes > MAX_TABLE_BYTES) {
      text.push('', `… and ${rows.length - index} more.`);
      break;
    }
    text.push(line);
    if (index === 0) text.push(`|${' :-- |'.repeat(row.length)}`);
  }
  return `${text.join('\n')}\n`;
}

// This action builds the addresses; nothing in them can end a link.
function show(value: string | URL): string {
  return value instanceof URL ? `[Open in Sentry](${value.href})` : cell(value);
}
