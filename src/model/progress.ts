import type { ProjectRef } from './base-url.ts';
import type { ClientKey } from './client-key.ts';
import type { DesiredKey } from './desired-key.ts';
import type { Plan } from './plan.ts';

/** Whether this run created something; `maybe` if it asked for it and no answer confirms it. */
export type Created = 'no' | 'maybe' | 'yes';

/** A destination that the DSN did not reach. */
interface Undelivered {
  readonly title: string;
  /** Whole sentences. */
  readonly reason: string;
}

/**
 * What one key was asked for and what was done so far. The phases write it. Outputs, log, job summary, the last
 * sentence of an error and the report of a cancelled run are made from it.
 */
export type Progress = ReturnType<typeof newProgress>;

/**
 * @param place the project; its slug is the new one once Sentry reported that it was renamed
 * @param now the clock of this machine, in milliseconds
 */
export function newProgress(desired: DesiredKey, place: ProjectRef, isDryRun: boolean, now: number) {
  return {
    desired,
    place,
    isDryRun,
    /** What is done; `undefined` until the look is over. */
    plan: undefined as Plan | undefined,
    projectCreated: 'no' as Created,
    /** A key that this run removed again was not created. */
    keyCreated: 'no' as Created,
    /** The key that this run works with, as it is now. */
    key: undefined as ClientKey | undefined,
    /** When the key was seen last, by the clock of this machine, in milliseconds. */
    seenAt: now,
    /** Where the DSN is, in words; in a dry run, where it would be. */
    delivered: [] as string[],
    undelivered: [] as Undelivered[],
    /** The secrets and variables that were removed. */
    takenBack: [] as string[],
    /** Whether the DSN is everywhere it was asked for. */
    isDelivered: false,
    /** Whether a setting of the key was changed. */
    isUpdated: false,
    /** How many keys are retired. */
    retired: 0,
    /** How many keys were set aside. */
    setAside: 0,
    /** How many keys of the plan are dealt with: retired, set aside, or left because they are in use. */
    dealtWith: 0,
    /** Whether it was only planned, because the step would change more than it may. */
    isHeldBack: false,
    /** Whether everything is done. */
    isComplete: false,
    /** What was thrown, if the run failed. */
    failure: undefined as unknown,
  };
}

/** Whether a run wrote anything to Sentry, or may have. */
export function hasWritten(progress: Progress): boolean {
  const { projectCreated, keyCreated, isUpdated, retired, setAside } = progress;
  return projectCreated !== 'no' || keyCreated !== 'no' || isUpdated || retired + setAside > 0;
}
