import type { GitHub } from '../github/store.ts';
import type { DesiredKey } from '../model/desired-key.ts';
import type { Progress } from '../model/progress.ts';
import type { Session } from '../sentry/session.ts';
import type { Runner } from '../workflow/runner.ts';

/** The IDs of the keys of the name that exist; `undefined` if they were not listed. */
export type KnownIds = ReadonlySet<string> | undefined;

/** One key on its way through the phases. Many can be under way side by side. */
export interface KeyRun {
  readonly desired: DesiredKey;
  readonly session: Session;
  readonly progress: Progress;
  readonly runner: Pick<Runner, 'outputs' | 'variable' | 'state'>;
  /** `undefined` if nothing is stored at GitHub. */
  readonly github: GitHub | undefined;
  /** The ID that this run's create carries: 32 hex digits, random. */
  readonly newKeyId: string;
  /** Whether the post step retires the key that this run creates. */
  readonly isEphemeral: boolean;
}
