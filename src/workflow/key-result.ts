import { explain } from '../failure.ts';
import { type Outcome, outcomeOf } from '../keys/plan.ts';
import { formatRateLimit } from '../keys/rate-limit.ts';
import { keysPage, pageOf, type SentryAccess } from '../sentry/session.ts';
import { countsIn } from './report.ts';
import { whatIsLeft } from './report-failure.ts';
import type { ReportedRun } from './summary.ts';

/** What came of one key of a list: all that is kept of its run. */
export interface KeyResult {
  readonly project: string;
  readonly name: string;
  /** Of the key in Sentry's settings, or of the project's keys. */
  readonly page: string;
  /** `undefined` where it failed. */
  readonly outcome: Outcome | undefined;
  /** Sentences; `undefined` where nothing went wrong. */
  readonly error: string | undefined;
  /** `undefined` where there is none: it is retired, or a dry run would create it. */
  readonly key:
    | {
        readonly id: string;
        readonly dsn: string;
        readonly projectId: string;
        readonly rateLimit: string;
      }
    | undefined;
  readonly retired: number;
  /** What became of older keys, in brackets after the outcome; `''` where nothing did. */
  readonly counts: string;
  /** Whether it was there before this run. */
  readonly isOld: boolean;
  /** Whether this run created something for it, or may have. */
  readonly isNew: boolean;
}

/** A key as the list names it. */
export type Named = Pick<KeyResult, 'project' | 'name'>;

/** @param run one that is over, in any way */
export function resultOf({ project, name }: Named, run: ReportedRun): KeyResult {
  const { session, progress } = run;
  const { plan, key, failure, isComplete, retired } = progress;
  const { keyCreated, projectCreated } = progress;
  const isDone = isComplete && failure === undefined;
  return {
    project,
    name,
    page: pageOf(session, key),
    outcome: isDone && plan !== undefined ? outcomeOf(plan) : undefined,
    error: isDone ? undefined : [explain(failure), ...whatIsLeft(run)].join(' '),
    key: key && {
      id: key.id,
      dsn: key.dsn,
      projectId: key.projectId,
      rateLimit: formatRateLimit(key.rateLimit),
    },
    retired,
    counts: countsIn(progress),
    isOld: keyCreated === 'no' && key !== undefined,
    isNew: keyCreated !== 'no' || projectCreated !== 'no',
  };
}

/** The result of a key that the run did not come to. */
export function notDone(
  { project, name }: Named,
  { baseUrl, org }: Pick<SentryAccess, 'baseUrl' | 'org'>,
  error: string,
): KeyResult {
  const page = keysPage({ baseUrl, org, project });
  const nothing = { outcome: undefined, key: undefined, retired: 0, counts: '' };
  return { project, name, page, error, ...nothing, isOld: false, isNew: false };
}
