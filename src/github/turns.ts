import type { Clock } from '../net/clock.ts';

/** Writes that may follow each other at once; a step with one key has at most four. */
const WITHOUT_PAUSE = 10;

/** Milliseconds between the beginnings of two writes after that. */
const PAUSE_MS = 1000;

/** The writes for one owner. */
interface Line {
  /** The turn that was taken last; never rejects. */
  last: Promise<unknown>;
  count: number;
  /** Milliseconds. */
  nextAt: number;
}

/**
 * Lets writes to GitHub happen one after the other for each owner, and with a pause where there are many: that is
 * what GitHub asks of whoever writes much (docs.github.com, "Best practices for using the REST API").
 */
export class Turns {
  readonly #clock: Clock;
  readonly #lines = new Map<string, Line>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Writes when it is the turn of this write. */
  take<T>(login: string, write: () => Promise<T>): Promise<T> {
    const marker = login.toLowerCase();
    const line = this.#lines.get(marker) ?? { last: Promise.resolve(), count: 0, nextAt: 0 };
    this.#lines.set(marker, line);
    const turn = line.last.then(async () => {
      line.count += 1;
      const waitMs = line.nextAt - this.#clock.now();
      if (line.count > WITHOUT_PAUSE && waitMs > 0) await this.#clock.sleep(waitMs);
      line.nextAt = this.#clock.now() + PAUSE_MS;
      return write();
    });
    line.last = turn.catch(() => undefined);
    return turn;
  }
}
