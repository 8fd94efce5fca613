import { explain, Failure, stackOf } from '../failure.ts';
import { pageOf, projectOf } from '../model/base-url.ts';
import type { DesiredKey } from '../model/desired-key.ts';
import { titleOf } from '../model/destination.ts';
import { describeDrift } from '../model/drift.ts';
import { showDuration } from '../model/duration.ts';
import { countOf, describePlan } from '../model/plan.ts';
import type { Progress } from '../model/progress.ts';
import { showRateLimit } from '../model/rate-limit.ts';
import { quote } from '../text.ts';
import { errorOf, hasFailed, outcomeIn, runOutputs } from './outputs.ts';
import type { Row, Runner } from './runner.ts';

/** The parts of a step for the first log line. */
type Announced = Pick<DesiredKey, 'mode' | 'maxAge' | 'grace' | 'retireMethod'> & { readonly dryRun: boolean };

/**
 * The first log line of a step: what it will do.
 *
 * @param what the key, or the keys
 * @param where the project, or the projects
 * @param more conditions, such as `rate limit 1000/1h`
 */
export function announce(step: Announced, what: string, where: string, more: readonly string[]): string {
  const { mode, maxAge, grace, retireMethod, dryRun } = step;
  const verb = mode === 'retire' ? `Retire (${retireMethod})` : `${mode.charAt(0).toUpperCase()}${mode.slice(1)}`;
  const age = maxAge === undefined ? undefined : `older than ${showDuration(maxAge)}`;
  const parts = [
    `${dryRun ? 'Dry run: ' : ''}${verb} ${what}${mode === 'retire' && age !== undefined ? ` ${age}` : ''} in ${where}`,
    ...(mode === 'rotate' && age !== undefined ? [`if it is ${age}`] : []),
    ...(grace === undefined ? [] : [`with a grace of ${showDuration(grace)}`]),
    ...more,
  ];
  return `${parts.join(', ')}.`;
}

/**
 * Reports the result for one key: outputs, log, job summary, and exactly one error if it failed.
 *
 * @returns the exit code
 */
export function reportKey(progress: Progress, runner: Runner): 0 | 1 {
  try {
    runner.outputs(runOutputs(progress));
  } catch (error) {
    progress.failure ??= error;
  }
  if (!hasFailed(progress)) runner.info(lineAbout(progress));
  if (!hasFailed(progress) || progress.undelivered.length > 0) {
    summarize('Sentry client key', summaryRows(progress), runner);
  }
  if (!hasFailed(progress)) return 0;
  runner.error(errorOf(progress));
  runner.debug(stackOf(progress.failure));
  return 1;
}

/** Reports a failure before a key started, in exactly one error. @returns the exit code */
export function reportFailure(error: unknown, runner: Runner): 1 {
  runner.error(explain(error));
  runner.debug(stackOf(error));
  return 1;
}

function lineAbout(progress: Progress): string {
  const { desired, place, key, isDryRun } = progress;
  if (isDryRun) return `Nothing was changed. Without dry-run, this step would ${wouldDo(progress)}.`;
  const name = key?.name ?? desired.name;
  const title = name === undefined ? 'Client key' : `Client key ${quote(name)}`;
  return `${title} in ${projectOf(place)}: ${doneIn(progress)}. See ${pageOf(place, key)}`;
}

/** What a dry run would have done, as the end of a sentence. */
export function wouldDo({ plan, desired, place, delivered }: Progress): string {
  const what = plan === undefined ? 'do nothing' : describePlan(plan, desired, projectOf(place));
  if (desired.mode === 'retire' && desired.destinations.length > 0) {
    return `${what}; if no active key of this name is left, remove ${desired.destinations.map(titleOf).join(', ')}`;
  }
  return delivered.length === 0 ? what : `${what}; its DSN would go to ${delivered.join(', ')}`;
}

/** The outcome of a run, with the changes and the results for older keys in brackets. */
export function doneIn(progress: Progress): string {
  const { plan, isUpdated, isDryRun, retired, setAside } = progress;
  const changes = [
    ...(plan !== undefined && (isUpdated || isDryRun) && plan.drift.length > 0 ? [describeDrift(plan.drift)] : []),
    ...(setAside === 0 ? [] : [`${setAside} set aside until ${plan?.until ?? ''}`]),
    ...(retired === 0 ? [] : [plan?.action === 'retire' ? countOf(retired) : `${retired} retired`]),
  ];
  const outcome = outcomeIn(progress) ?? 'failed';
  return changes.length === 0 ? outcome : `${outcome} (${changes.join(', ')})`;
}

/** The rows of the job summary about one key: title and value. */
function summaryRows(progress: Progress): Row[] {
  const { desired, place, projectCreated, key, isDryRun } = progress;
  const outcome = outcomeIn(progress) === undefined ? 'not delivered everywhere' : doneIn(progress);
  const project = projectOf(place);
  const to = isDryRun ? 'DSN would go to' : 'DSN';
  const rows: [string, string | URL | undefined][] = [
    ['Project', projectCreated === 'yes' ? `${project} (new)` : project],
    ['Client key', key?.name ?? desired.name],
    ['Outcome', isDryRun ? `${outcome} (dry run: nothing was changed)` : outcome],
    ['Rate limit', key && showRateLimit(key.rateLimit)],
    ...progress.delivered.map((title): [string, string] => [to, title]),
    ...progress.undelivered.map(({ title }): [string, string] => ['DSN missing', title]),
    ...progress.takenBack.map((title): [string, string] => ['DSN removed from', title]),
    ['Settings', new URL(pageOf(place, key))],
  ];
  return rows.flatMap(([what, value]) => (value === undefined ? [] : [[what, value]]));
}

/** Writes the job summary; a failure is only a warning. */
export function summarize(title: string, rows: readonly Row[], runner: Runner): void {
  try {
    runner.summary(title, rows);
  } catch (error) {
    runner.warning(explain(error));
  }
}

/**
 * Reports what an interrupted step left in Sentry, in exactly one error.
 *
 * @param progress `undefined` if no key was started
 * @param cause what was thrown, unless the job was cancelled
 */
export function reportCancelled(progress: Progress | undefined, cause: unknown, runner: Runner): void {
  const why = cause === undefined ? 'Cancelled.' : explain(cause);
  const nothing = 'No client key was created by this step.';
  if (progress === undefined) {
    runner.error(`${why} ${nothing}`);
    return;
  }
  const isUntouched = progress.keyCreated === 'no' && progress.projectCreated === 'no';
  progress.failure ??= new Failure(isUntouched ? `${why} ${nothing}` : why);
  try {
    runner.outputs(runOutputs(progress));
  } catch {
    // The error below matters more than a file that cannot be written.
  }
  runner.error(errorOf(progress));
}
