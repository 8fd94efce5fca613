import type { Destination } from './destination.ts';
import type { Loader } from './loader.ts';
import type { RateLimit } from './rate-limit.ts';

/** What to do when there is an active key of the name. */
export const IF_EXISTS = ['reuse', 'update', 'rotate', 'create', 'fail'] as const;
export type IfExists = (typeof IF_EXISTS)[number];

/** What to do when there is none. */
export const IF_MISSING = ['create', 'fail'] as const;
export type IfMissing = (typeof IF_MISSING)[number];

export const STATES = ['present', 'absent'] as const;
export type State = (typeof STATES)[number];

/** How a key is retired: it takes no more events, or is gone for good. */
export const RETIRE_METHODS = ['deactivate', 'delete'] as const;
export type RetireMethod = (typeof RETIRE_METHODS)[number];

/** The use cases of Sentry's API; all but `user` are reserved for Sentry's own staff. */
export const USE_CASES = ['user', 'profiling', 'escalating_issues', 'tempest', 'demo'] as const;
export type UseCase = (typeof USE_CASES)[number];

/** How a key is set; `undefined` where nothing was said. */
export interface Settings {
  /** `null`: no limit. */
  readonly rateLimit?: RateLimit | null | undefined;
  /** The browser SDK version of the Loader Script. */
  readonly sdkVersion?: string | undefined;
  readonly loader?: Loader | undefined;
}

/** How the project is created where it does not exist. */
export interface DesiredProject {
  /** Slug or ID of the team that it belongs to. */
  readonly team: string;
  readonly platform: string | undefined;
}

/** One client key as the workflow wants it, and where its DSN goes. Every part is valid. */
export interface DesiredKey extends Settings {
  /** Slug or ID of the project. */
  readonly project: string;
  /** `undefined`: Sentry invents a name. */
  readonly name: string | undefined;
  readonly useCase: UseCase | undefined;
  /** `undefined`: a project that does not exist is an error. */
  readonly newProject: DesiredProject | undefined;
  readonly ifExists: IfExists;
  readonly ifMissing: IfMissing;
  /** Seconds: a key of the name that is younger needs no rotation; `undefined`: every run rotates. */
  readonly maxAge: number | undefined;
  /** Seconds that replaced keys work on; `undefined`: they are retired at once. */
  readonly grace: number | undefined;
  readonly state: State;
  readonly retire: RetireMethod;
  /** The environment variable in which later steps get the DSN. */
  readonly envName: string | undefined;
  readonly destinations: readonly Destination[];
}

/**
 * Whether runs at the same moment are to end with the same key: they look for one of this name and
 * take the oldest, or the oldest of those that a rotation has just created.
 */
export function isShared({ name, ifExists }: Pick<DesiredKey, 'name' | 'ifExists'>): boolean {
  return name !== undefined && ['reuse', 'update', 'rotate'].includes(ifExists);
}
