import { quote } from '../text.ts';
import { DEFAULT_KEY } from './client-key.ts';
import type { Destination } from './destination.ts';
import type { Loader } from './loader.ts';
import type { Mode } from './modes.ts';
import type { RateLimit } from './rate-limit.ts';

/** How a key is retired: it takes no more events, or is gone for good. */
export const RETIRE_METHODS = ['deactivate', 'delete'] as const;
export type RetireMethod = (typeof RETIRE_METHODS)[number];

/** How a key is set; `undefined` for what the step does not name. */
export interface Settings {
  /** `null`: no limit. */
  readonly rateLimit?: RateLimit | null | undefined;
  /** The browser SDK version of the Loader Script. */
  readonly sdkVersion?: string | undefined;
  readonly loader?: Loader | undefined;
}

/** How the project is created if it does not exist. */
export interface DesiredProject {
  /** Slug or ID of the team that it belongs to. */
  readonly team: string;
  readonly platform: string | undefined;
}

/** One client key as the workflow wants it, and where its DSN goes. Every part is valid. */
export interface DesiredKey extends Settings {
  readonly mode: Mode;
  /** Slug or ID of the project. */
  readonly project: string;
  /** `undefined`: the project's own key, or with `create` a name that Sentry invents. */
  readonly name: string | undefined;
  readonly useCase: string | undefined;
  /** `undefined`: a project that does not exist is an error. */
  readonly newProject: DesiredProject | undefined;
  /** Seconds: a younger key is not rotated or retired. Given with `rotate`; with `retire`, keys in use stay then. */
  readonly maxAge: number | undefined;
  /** Seconds that replaced keys keep working; `undefined`: they are retired at once. */
  readonly grace: number | undefined;
  readonly retireMethod: RetireMethod;
  /** Whether it is no failure if there is no such key. */
  readonly mayBeAbsent: boolean;
  /** The environment variables in which later steps get the DSN. */
  readonly envNames: readonly string[];
  readonly destinations: readonly Destination[];
}

type Named = Pick<DesiredKey, 'mode' | 'name'>;

/** The name that a new key gets; `undefined` if Sentry invents one. */
export function nameOfNew({ mode, name }: Named): string | undefined {
  return name ?? (mode === 'create' ? undefined : DEFAULT_KEY);
}

/** The key of a step in a sentence. */
export function keyTitle({ mode, name }: Named): string {
  if (name !== undefined) return `client key ${quote(name)}`;
  return mode === 'create' ? 'client key with a name that Sentry invents' : "project's own client key";
}
