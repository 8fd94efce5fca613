import type { Clock } from './clock.ts';

/**
 * The time that all requests of a run to one server, and the waits between them, may take together.
 * What passes outside of them, such as the time that another server takes, does not count.
 */
export class TimeBudget {
  readonly totalMs: number;
  readonly #clock: Clock;
  #spentMs = 0;
  /** When the time began to count that is being spent now. */
  #since: number | undefined;

  /** @param totalMs milliseconds */
  constructor(totalMs: number, clock: Clock) {
    this.totalMs = totalMs;
    this.#clock = clock;
  }

  /** Milliseconds that are left. */
  get leftMs(): number {
    const running = this.#since === undefined ? 0 : this.#clock.now() - this.#since;
    return this.totalMs - this.#spentMs - running;
  }

  /** Counts the time that something takes. What is spent within it is counted already. */
  async spend<T>(work: () => Promise<T>): Promise<T> {
    if (this.#since !== undefined) return work();
    this.#since = this.#clock.now();
    try {
      return await work();
    } finally {
      this.#spentMs = this.totalMs - this.leftMs;
      this.#since = undefined;
    }
  }
}
