import { accessSync, constants } from 'node:fs';
import { EOL } from 'node:os';
import { issueCommand } from '@actions/core/lib/command.js';
import { issueFileCommand, prepareKeyValueMessage } from '@actions/core/lib/file-command.js';
import { Failure } from '../failure.ts';
import { printable, quote } from '../text.ts';
import { Masks } from './masks.ts';
import { type Row, summaryOf } from './summary.ts';

/**
 * The only way to GitHub's runner: masks, log, outputs, environment, state and job summary. What is
 * written to a file of the runner throws a {@link Failure} where the file cannot be written.
 */
export interface Runner {
  /**
   * @param file what will be written
   * @throws {Failure} when there is no file for it, so that this process is not a step of a workflow
   */
  requireFile(file: RunnerFile): void;
  /** Hides a value in everything that the runner shows from now on. */
  mask(secret: string): void;
  info(line: string): void;
  warning(message: string): void;
  error(message: string): void;
  debug(line: string): void;
  outputs(outputs: readonly Output[]): void;
  /** Sets a variable for later steps. */
  variable(name: string, value: string): void;
  /** Keeps a value for the post step; it comes as `STATE_` and the name in its environment. */
  state(name: string, value: string): void;
  summary(title: string, rows: readonly Row[]): void;
}

/** A file of the runner that a step may need: the variable `GITHUB_` and this names it. */
export type RunnerFile = 'OUTPUT' | 'ENV' | 'STATE';

/** An output of the step. */
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
    if (secret !== '' && this.#masks.add(secret)) issueCommand('add-mask', {}, secret);
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
    const hidden = rows.map((row) =>
      row.map((value) => (typeof value === 'string' ? this.#masks.hide(value) : value)),
    );
    append('STEP_SUMMARY', summaryOf(title, hidden));
  }

  /** The runner hides what was masked; this hides it even where the runner would not. */
  #safe(text: string): string {
    return this.#masks.hide(text).split('\n').map(printable).join('\n');
  }
}

/**
 * Adds to one of the files that the runner reads. The toolkit finds them by `process.env`, while `requireFile` looks
 * into the environment that the runner was made with: they are the same one, since the programs pass `process.env`.
 */
function append(file: RunnerFile | 'STEP_SUMMARY', text: string): void {
  try {
    issueFileCommand(file, text);
  } catch (cause) {
    throw new Failure(
      `The file that GITHUB_${file} names could not be written: ${quote(String(cause))}.`,
      { cause },
    );
  }
}
