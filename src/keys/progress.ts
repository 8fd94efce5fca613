import type { ClientKey } from './client-key.ts';
import type { Plan } from './plan.ts';

/** Whether this run created something; `maybe` where it asked for it and no answer says so. */
export type Created = 'no' | 'maybe' | 'yes';

/** A destination that the DSN did not reach. */
export interface Undelivered {
  readonly title: string;
  /** Whole sentences. */
  readonly reason: string;
}

/**
 * What a run of one key did so far. The phases write it, and nobody else. Outputs, log, job summary, the last
 * sentence of an error and the words of a cancelled run are told from it.
 */
export interface Progress {
  /** What is done; `undefined` until the look is over. */
  plan: Plan | undefined;
  projectCreated: Created;
  /** A key that this run removed again does not count. */
  keyCreated: Created;
  /** The key that this run works with, as it is now. */
  key: ClientKey | undefined;
  /** When the key was seen last, by the clock of this machine, in milliseconds. */
  seenAt: number | undefined;
  /** Where the DSN is, in words. */
  readonly delivered: string[];
  /** Where a dry run would have put it. */
  readonly wouldDeliver: string[];
  readonly undelivered: Undelivered[];
  /** Whether the DSN is everywhere it was asked for. */
  isDelivered: boolean;
  /** How many keys are retired. */
  retired: number;
  /** How many keys were set aside. */
  setAside: number;
  /** How many keys of the plan are dealt with: retired, set aside or left since they are in use. */
  dealtWith: number;
  /** Whether everything is done. */
  isComplete: boolean;
  /** What was thrown, where the run failed. */
  failure: unknown;
}

export function newProgress(): Progress {
  return {
    plan: undefined,
    projectCreated: 'no',
    keyCreated: 'no',
    key: undefined,
    seenAt: undefined,
    delivered: [],
    wouldDeliver: [],
    undelivered: [],
    isDelivered: false,
    retired: 0,
    setAside: 0,
    dealtWith: 0,
    isComplete: false,
    failure: undefined,
  };
}
