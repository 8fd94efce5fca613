import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../src/net/runtime.ts';

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/**
 * A clock that many sleepers share. Time stands still while anything can happen; once all that is left to do
 * is to wait, it jumps to the earliest moment that anybody waits for. So minutes pass at once, and in the
 * same order each time.
 *
 * It cannot see what takes real time, such as a request to a server of another kind than a function: whoever
 * does that says so with {@link during}, and no time passes meanwhile.
 */
export class SharedClock implements Clock {
  #now = 0;
  #underWay = 0;
  #isTicking = false;
  readonly #sleepers = new Set<Sleeper>();

  now(): number {
    return this.#now;
  }

  sleep(milliseconds: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#sleepers.add({
      until: this.#now + milliseconds,
      wake: () => {
        resolve(undefined);
      },
    });
    void this.#tick();
    return promise;
  }

  /** Does something that takes real time, and none of this clock's. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#underWay += 1;
    try {
      return await work();
    } finally {
      this.#underWay -= 1;
      void this.#tick();
    }
  }

  /** Wakes one sleeper after the other, as long as there are any and nothing is under way. */
  async #tick(): Promise<void> {
    if (this.#isTicking) return;
    this.#isTicking = true;
    for (;;) {
      // Whoever was woken comes first, with all that follows from it at once.
      await setImmediate();
      const [next] = [...this.#sleepers].sort((a, b) => a.until - b.until);
      if (next === undefined || this.#underWay > 0) break;
      this.#sleepers.delete(next);
      this.#now = Math.max(this.#now, next.until);
      next.wake();
    }
    this.#isTicking = false;
  }
}
