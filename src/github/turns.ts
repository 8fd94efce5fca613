import { Failure } from '../failure.ts';
import type { Clock } from '../net/runtime.ts';

/** Writes without a pause between them; a step with one key rarely has more. */
const WITHOUT_PAUSE = 10;

/** Milliseconds between the starts of two writes after that. */
const PAUSE_MS = 1000;

/** The writes for one owner. */
interface Line {
  /** The last turn; never rejects. */
  last: Promise<unknown>;
  count: number;
  nextAtMs: number;
}

/**
 * Runs the writes of each owner one at a time, with a pause if there are many. GitHub asks for both (docs.github.com,
 * "Best practices for using the REST API").
 */
export class Turns {
  readonly #clock: Clock;
  readonly #lines = new Map<string, Line>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Runs `write` after the earlier writes of this owner. */
  take<T>(login: string, write: () => Promise<T>): Promise<T> {
    const marker = login.toLowerCase();
    const line = this.#lines.get(marker) ?? { last: Promise.resolve(), count: 0, nextAtMs: 0 };
    this.#lines.set(marker, line);
    const turn = line.last.then(async () => {
      line.count += 1;
      const waitMs = line.nextAtMs - this.#clock.now();
      if (line.count > WITHOUT_PAUSE && waitMs > 0) await this.#clock.sleep(waitMs);
      line.nextAtMs = this.#clock.now() + PAUSE_MS;
      return write();
    });
    line.last = turn.catch((error: unknown) => {
      // A write that did not reach GitHub needs no pause.
      if (error instanceof Failure && error.unavailable !== undefined) line.nextAtMs = 0;
    });
    return turn;
  }
}
