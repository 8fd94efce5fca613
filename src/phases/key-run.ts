import type { GitHub } from '../github/store.ts';
import type { DesiredKey } from '../model/desired-key.ts';
import type { Progress } from '../model/progress.ts';
import type { Session } from '../sentry/session.ts';
import type { Runner } from '../workflow/runner.ts';

/** The IDs of the existing keys with the name; `undefined` if they were not listed. */
export type KnownIds = ReadonlySet<string> | undefined;

/** One key on its way through the phases. Many of these can be in progress concurrently. */
export interface KeyRun {
  readonly desired: DesiredKey;
  readonly session: Session;
  readonly progress: Progress;
  readonly runner: Pick<Runner, 'outputs' | 'variable' | 'state'>;
  /** `undefined` if nothing is stored at GitHub. */
  readonly github: GitHub | undefined;
  /** The ID in this run's create request: 32 random hex digits. */
  readonly newKeyId: string;
  /** Whether the post step retires the key that this run creates. */
  readonly isEphemeral: boolean;
}
