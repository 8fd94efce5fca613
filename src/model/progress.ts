import type { ProjectRef } from './base-url.ts';
import type { ClientKey } from './client-key.ts';
import type { DesiredKey } from './desired-key.ts';
import type { Plan } from './plan.ts';

/** Whether this run created something; `maybe` if it sent the request but no answer confirms it. */
export type Created = 'no' | 'maybe' | 'yes';

/** A destination that the DSN did not reach. */
interface Undelivered {
  readonly title: string;
  /** Whole sentences. */
  readonly reason: string;
}

/**
 * The state of one key: the request, and the work done so far. The phases update it. Outputs, log, job summary, the
 * last sentence of an error and the report of a cancelled run derive from it.
 */
export type Progress = ReturnType<typeof newProgress>;

/**
 * @param place the project, with its new slug once Sentry reported that it was renamed
 * @param now the time on this machine's clock, in milliseconds
 */
export function newProgress(desired: DesiredKey, place: ProjectRef, isDryRun: boolean, now: number) {
  return {
    desired,
    place,
    isDryRun,
    /** `undefined` until the look is over. */
    plan: undefined as Plan | undefined,
    projectCreated: 'no' as Created,
    /** `no` again if this run removed the key that it created. */
    keyCreated: 'no' as Created,
    /** The current state of the key that this run works with. */
    key: undefined as ClientKey | undefined,
    /** When the key was last seen, in milliseconds on this machine's clock. */
    seenAt: now,
    /** The places that have the DSN, in words. In a dry run, the places that would get it. */
    delivered: [] as string[],
    undelivered: [] as Undelivered[],
    /** The secrets and variables that were removed. */
    takenBack: [] as string[],
    /** Whether the DSN reached every destination. */
    isDelivered: false,
    /** Whether a setting of the key was changed. */
    isUpdated: false,
    /** How many keys are retired. */
    retired: 0,
    /** How many keys were set aside. */
    setAside: 0,
    /** How many keys of the plan are dealt with: retired, set aside, or left because they are in use. */
    dealtWith: 0,
    /** Whether nothing was changed because the step would exceed `max-changes`. */
    isHeldBack: false,
    /** Whether everything is done. */
    isComplete: false,
    /** The error, if the run failed. */
    failure: undefined as unknown,
  };
}

/** Whether a run wrote to Sentry, or might have. */
export function hasWritten(progress: Progress): boolean {
  const { projectCreated, keyCreated, isUpdated, retired, setAside } = progress;
  return projectCreated !== 'no' || keyCreated !== 'no' || isUpdated || retired + setAside > 0;
}
