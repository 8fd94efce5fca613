/** Programs that run beside this one, and end with it. */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Kept {
  /**
   * Waits until `isReady` says so.
   *
   * @throws {Error} with the end of its log where that does not happen; it is ended then
   */
  readonly ready: (isReady: () => Promise<boolean>) => Promise<void>;
  /** Ends the program and waits for that. */
  readonly end: () => Promise<void>;
}

export interface Program {
  readonly command: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** What it prints goes there. */
  readonly log: string;
  /** What ends it quickly and in order. */
  readonly signal: 'INT' | 'QUIT' | 'TERM';
  /** A folder to remove after its end. */
  readonly remove?: string;
}

/** Starts a program that ends when it is told to, or when this process is gone; see keep.sh. */
export function keep({ command, env = {}, log, signal, remove }: Program): Kept {
  const file = openSync(log, 'a');
  const child = spawn('bash', [join(import.meta.dirname, 'keep.sh'), signal, ...command], {
    // The user that Postgres runs as may not be allowed where we are.
    cwd: '/',
    env: environment({ ...env, REMOVE: remove }),
    stdio: ['pipe', file, file],
    // Ctrl-C in a terminal reaches a whole group at once; here, one is to end after the other.
    detached: true,
  });
  closeSync(file);
  let isOver = false;
  const over = new Promise<void>((done) => {
    const settle = (): void => {
      isOver = true;
      done();
    };
    child.on('error', settle);
    child.on('close', settle);
  });

  const failure = (what: string): Error => {
    const text = existsSync(log) ? readFileSync(log, 'utf8') : '';
    const lines = text.trimEnd().split('\n').slice(-15);
    return new Error(`${command.join(' ')} ${what}. The end of its log:\n${lines.join('\n')}`);
  };
  const end = async (): Promise<void> => {
    child.stdin?.end();
    const tooLong = setTimeout(() => {
      // By its id, and with what it started: the group is its own.
      if (!isOver && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, END_MS);
    await over;
    clearTimeout(tooLong);
  };
  const ready = async (isReady: () => Promise<boolean>): Promise<void> => {
    const latest = Date.now() + READY_MS;
    while (!(await isReady())) {
      if (isOver || Date.now() > latest) {
        const error = failure(isOver ? 'ended' : `was not ready after ${READY_MS / 1000} s`);
        await end();
        throw error;
      }
      await sleep(POLL_MS);
    }
  };
  return { ready, end };
}

const READY_MS = 90_000;
const POLL_MS = 50;
const END_MS = 20_000;

/** The environment of a program: without what people set for Sentry's own tools and SDKs. */
export function environment(more: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ours = Object.entries(process.env).filter(([name]) => !name.startsWith('SENTRY_'));
  return { ...Object.fromEntries(ours), ...more };
}

/** A port of 127.0.0.1 that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done, failed) => {
    server.on('error', failed);
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
