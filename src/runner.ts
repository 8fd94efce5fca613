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
import type { Env } from './inputs.ts';
import { printable } from './text.ts';

/** Where a run says what it does: the log, the outputs and the job summary. */
export interface Runner {
  /** @throws {Failure} when there is no file for outputs, and this process so no step */
  ready(): void;
  /** Hides a value in everything that the runner shows from now on. */
  mask(secret: string): void;
  info(line: string): void;
  warning(message: string): void;
  error(message: string): void;
  debug(line: string): void;
  output(name: string, value: string): void;
  /** Keeps a value for the post step; it comes as `STATE_` and the name in its environment. */
  state(name: string, value: string): void;
  summary(markdown: string): void;
}

/** The GitHub runner that started this process. */
export function runnerOf(env: Env): Runner {
  const masked = new Set<string>();

  /** The runner hides what was masked; this hides it even where the runner would not. */
  const safe = (text: string): string => {
    const longestFirst = [...masked].sort((a, b) => b.length - a.length);
    return longestFirst
      .reduce((hidden, secret) => hidden.replaceAll(secret, '***'), text)
      .split('\n')
      .map(printable)
      .join('\n');
  };

  return {
    ready() {
      try {
        accessSync(env['GITHUB_OUTPUT'] ?? '', constants.W_OK);
      } catch (cause) {
        throw new Failure(
          'The file that GITHUB_OUTPUT names cannot be written. This program is a GitHub Action: ' +
            'use it as a step of a workflow.',
          { cause },
        );
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
      issueFileCommand('OUTPUT', prepareKeyValueMessage(name, value));
    },
    state(name, value) {
      issueFileCommand('STATE', prepareKeyValueMessage(name, value));
    },
    summary(markdown) {
      if (env['GITHUB_STEP_SUMMARY']) issueFileCommand('STEP_SUMMARY', markdown);
    },
  };
}
