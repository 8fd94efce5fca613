import { explain } from '../failure.ts';
import { isRotation, outcomeOf, untilOf } from '../keys/plan.ts';
import type { Progress } from '../keys/progress.ts';
import { pageOf, projectOf } from '../sentry/session.ts';
import { quote } from '../text.ts';
import { runOutputs } from './outputs.ts';
import type { Runner } from './runner.ts';
import { type ReportedRun, type Row, summaryRows } from './summary.ts';

/**
 * Sets the outputs about what a run did.
 *
 * @returns why the run failed, or why they could not be set; `undefined` where nothing went wrong
 */
export function setRunOutputs({ progress }: ReportedRun, runner: Runner): unknown {
  try {
    runner.outputs(runOutputs(progress));
    return progress.failure;
  } catch (error) {
    return progress.failure ?? error;
  }
}

/**
 * Tells what came of a run that did everything: warnings, one log line, the job summary.
 *
 * @param isEphemeral whether the key that the run created is retired at the end of the job
 */
export async function reportSuccess(
  run: ReportedRun,
  isEphemeral: boolean,
  runner: Runner,
): Promise<void> {
  const { desired, session, progress, isDryRun } = run;
  const { plan, key } = progress;
  if (plan === undefined) return;
  const project = projectOf(session);
  const isAboutOld = 'key' in plan && (isEphemeral || plan.drift.length > 0);
  if (isDryRun || isAboutOld || isRotation(plan)) {
    const { remark } = await import('./remarks.ts');
    remark(run, isEphemeral, runner);
  }
  if (!isDryRun) {
    const name = key?.name ?? desired.name;
    const whose = name === undefined ? '' : ` ${quote(name)}`;
    const counts = countsIn(progress);
    runner.info(
      `Client key${whose} in ${project}: ${outcomeOf(plan)}${counts}. See ${pageOf(session, key)}`,
    );
  }
  summarizeKey(run, runner);
}

/** What became of older keys, in brackets after an outcome; `''` where nothing did. */
export function countsIn({ plan, retired, setAside }: Progress): string {
  const until = plan === undefined ? '' : untilOf(plan);
  const counts = [
    ...(setAside === 0 ? [] : [`${setAside} set aside until ${until}`]),
    ...(retired === 0 ? [] : [`${retired} retired`]),
  ];
  return counts.length === 0 ? '' : ` (${counts.join(', ')})`;
}

/** Writes the job summary about one key. */
export function summarizeKey(run: ReportedRun, runner: Runner): void {
  summarize('Sentry client key', summaryRows(run), runner);
}

/** Writes the job summary. */
export function summarize(title: string, rows: readonly Row[], runner: Runner): void {
  try {
    runner.summary(title, rows);
  } catch (error) {
    // A summary is not worth a failure.
    runner.warning(explain(error));
  }
}
