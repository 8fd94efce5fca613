/** Programs for people that go on running until they are ended. */
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

export interface Program {
  /** What it printed so far. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Waits until it printed something; gives back the match. */
  readonly printed: (pattern: RegExp) => Promise<RegExpExecArray>;
  /** Ends it, if it has not ended by itself, and gives back its exit code. */
  readonly end: () => Promise<number | null>;
  /** Its exit code, once it has ended by itself. */
  readonly ended: Promise<number | null>;
}

/** @param script its path from the root of the project */
export function startProgram(script: string, env: NodeJS.ProcessEnv = {}): Program {
  const child = spawn(process.execPath, [join(root, script)], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (texts.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (texts.stderr += text));
  const ended = new Promise<number | null>((done, failed) => {
    child.on('error', failed);
    child.on('close', done);
  });
  return {
    stdout: () => texts.stdout,
    stderr: () => texts.stderr,
    printed: (pattern) =>
      new Promise((found, failed) => {
        const look = (): void => {
          const match = pattern.exec(texts.stdout);
          if (match !== null) found(match);
        };
        child.stdout.on('data', look);
        void ended.then((code) => {
          failed(new Error(`${script} ended with ${String(code)}: ${texts.stderr}`));
        });
        look();
      }),
    end: () => {
      child.kill();
      return ended;
    },
    ended,
  };
}
