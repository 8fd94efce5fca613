import { setTimeout } from 'node:timers/promises';

/** Time as the action sees it; tests bring one of their own. */
export interface Clock {
  /** Milliseconds since some fixed moment; never jumps, whatever is done to the machine's clock. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

export const systemClock: Clock = {
  // Not performance.now(): to load it takes 1 ms.
  now: () => process.uptime() * 1000,
  sleep: (milliseconds) => setTimeout(milliseconds),
};
