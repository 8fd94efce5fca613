import type { DesiredKey } from '../keys/desired-key.ts';
import type { Progress } from '../keys/progress.ts';
import type { Session } from '../sentry/session.ts';

/** One key on its way through the phases. Many can be under way side by side. */
export interface KeyRun {
  readonly desired: DesiredKey;
  readonly session: Session;
  readonly progress: Progress;
  /** The ID that this run's create carries: 32 hex digits, random. */
  readonly newKeyId: string;
  /** Whether everything is only read and told. */
  readonly isDryRun: boolean;
}
