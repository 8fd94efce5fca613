import { quote } from '../text.ts';
import { DEFAULT_KEY } from './client-key.ts';
import type { Destination } from './destination.ts';
import type { Loader } from './loader.ts';
import type { Mode } from './modes.ts';
import type { RateLimit } from './rate-limit.ts';

/** Deactivating a key stops its events. Deleting it is permanent. */
export const RETIRE_METHODS = ['deactivate', 'delete'] as const;
export type RetireMethod = (typeof RETIRE_METHODS)[number];

/** The settings of a key. A setting that the step omits is `undefined`. */
export interface Settings {
  /** `null` means no limit. */
  readonly rateLimit?: RateLimit | null | undefined;
  /** The browser SDK version of the Loader Script. */
  readonly sdkVersion?: string | undefined;
  readonly loader?: Loader | undefined;
}

/** How to create the project if it does not exist. */
export interface DesiredProject {
  /** Slug or ID of the team that it belongs to. */
  readonly team: string;
  readonly platform: string | undefined;
}

/** The client key that the workflow wants, and where to deliver its DSN. All values are valid. */
export interface DesiredKey extends Settings {
  readonly mode: Mode;
  /** Slug or ID of the project. */
  readonly project: string;
  /** `undefined` selects the project's own key. With `create`, Sentry invents a name instead. */
  readonly name: string | undefined;
  readonly useCase: string | undefined;
  /** If `undefined`, a missing project is an error. */
  readonly newProject: DesiredProject | undefined;
  /**
   * Seconds. Younger keys are neither rotated nor retired. Always set for `rotate`. If set for `retire`, keys in use
   * also stay.
   */
  readonly maxAge: number | undefined;
  /** Seconds that replaced keys keep working. If `undefined`, they are retired at once. */
  readonly grace: number | undefined;
  readonly retireMethod: RetireMethod;
  /** Whether a missing key is acceptable instead of an error. */
  readonly mayBeAbsent: boolean;
  /** The environment variables that pass the DSN to later steps. */
  readonly envNames: readonly string[];
  readonly destinations: readonly Destination[];
}

type Named = Pick<DesiredKey, 'mode' | 'name'>;

/** The name that a new key gets; `undefined` if Sentry invents one. */
export function nameOfNew({ mode, name }: Named): string | undefined {
  return name ?? (mode === 'create' ? undefined : DEFAULT_KEY);
}

/** Describes the step's key within a sentence. */
export function keyTitle({ mode, name }: Named): string {
  if (name !== undefined) return `client key ${quote(name)}`;
  return mode === 'create' ? 'client key with a name that Sentry invents' : "project's own client key";
}
