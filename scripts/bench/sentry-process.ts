import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Counts, Setup } from './sentry-child.ts';

/** A local Sentry in a process of its own. */
export class SentryProcess {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.#child = child;
  }

  /** Starts one, and ends it when the work is over. */
  static async during<T>(setup: Setup, work: (sentry: SentryProcess) => Promise<T>): Promise<T> {
    const child = fork(join(import.meta.dirname, 'sentry-child.ts'));
    try {
      const url = (await ask(child, setup)) as string;
      return await work(new SentryProcess(url, child));
    } finally {
      child.disconnect();
      await once(child, 'exit');
    }
  }

  /** What was asked of it since the last time. */
  async counts(): Promise<Counts> {
    return (await ask(this.#child, 'counts')) as Counts;
  }
}

/** Sends a message. @returns the answer; rejects where the process ends instead */
async function ask(child: ChildProcess, message: Setup | 'counts'): Promise<unknown> {
  const ended = once(child, 'exit').then(() => {
    throw new Error('the local Sentry ended');
  });
  child.send(message);
  const [answer] = (await Promise.race([once(child, 'message'), ended])) as [unknown];
  return answer;
}
