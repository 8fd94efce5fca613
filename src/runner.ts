import { accessSync, constants } from 'node:fs';
// The parts of @actions/core by path: the package exports only its index, which also evaluates an
// HTTP client for OIDC tokens. That is two thirds of the start-up time and 94 % of the bytes, for
// something this action never does.
import { issueCommand } from '../node_modules/@actions/core/lib/command.js';
import {
  issueFileCommand,
  prepareKeyValueMessage,
} from '../node_modules/@actions/core/lib/file-command.js';
import { Failure } from './failure.ts';
import type { Env } from './reader.ts';
import { printable, quote } from './text.ts';

/**
 * Where a run says what it does: the log, the outputs and the job summary. What is written to a file
 * of the runner throws a {@link Failure} where the file cannot be written.
 */
export interface Runner {
  /**
   * @param files what will be written
   * @throws {Failure} when there is no file for it, and this process so no step of a workflow
   */
  ready(...files: readonly ('OUTPUT' | 'ENV' | 'STATE')[]): void;
  /** Hides a value in everything that the runner shows from now on. */
  mask(secret: string): void;
  info(line: string): void;
  warning(message: string): void;
  error(message: string): void;
  debug(line: string): void;
  output(name: string, value: string): void;
  /** Sets a variable for later steps. */
  variable(name: string, value: string): void;
  /** Keeps a value for the post step; it comes as `STATE_` and the name in its environment. */
  state(name: string, value: string): void;
  summary(markdown: string): void;
}

/** Takes a secret out of a text, and the beginning of one that was cut off by an ellipsis. */
function hide(text: string, secret: string): string {
  let hidden = text.replaceAll(secret, '***');
  for (let length = secret.length - 1; length >= 8 && hidden.includes('…'); length--) {
    hidden = hidden.replaceAll(`${secret.slice(0, length)}…`, '***…');
  }
  return hidden;
}

/** The GitHub runner that started this process. */
export function runnerOf(env: Env): Runner {
  const masked = new Set<string>();

  /** The runner hides what was masked; this hides it even where the runner would not. */
  const safe = (text: string): string => {
    const longestFirst = [...masked].sort((a, b) => b.length - a.length);
    return longestFirst.reduce(hide, text).split('\n').map(printable).join('\n');
  };

  /** Adds to one of the files that the runner reads. */
  const write = (file: string, text: string): void => {
    try {
      issueFileCommand(file, text);
    } catch (cause) {
      throw new Failure(
        `The file that GITHUB_${file} names could not be written: ${quote(String(cause))}.`,
        { cause },
      );
    }
  };

  return {
    ready(...files) {
      for (const file of files) {
        try {
          accessSync(env[`GITHUB_${file}`] ?? '', constants.W_OK);
        } catch (cause) {
          throw new Failure(
            `The file that GITHUB_${file} names cannot be written. This program is a GitHub ` +
              'Action: use it as a step of a workflow.',
            { cause },
          );
        }
      }
    },
    mask(secret) {
      if (secret === '' || masked.has(secret)) return;
      masked.add(secret);
      issueCommand('add-mask', {}, secret);
    },
    info(line) {
      process.stdout.write(`${safe(line)}\n`);
    },
    warning(message) {
      issueCommand('warning', {}, safe(message));
    },
    error(message) {
      issueCommand('error', {}, safe(message));
    },
    debug(line) {
      if (env['RUNNER_DEBUG'] === '1') issueCommand('debug', {}, safe(line));
    },
    output(name, value) {
      write('OUTPUT', prepareKeyValueMessage(name, value));
    },
    variable(name, value) {
      write('ENV', prepareKeyValueMessage(name, value));
    },
    state(name, value) {
      write('STATE', prepareKeyValueMessage(name, value));
    },
    summary(markdown) {
      if (env['GITHUB_STEP_SUMMARY']) write('STEP_SUMMARY', markdown);
    },
  };
}
