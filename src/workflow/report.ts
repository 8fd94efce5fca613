import { explain, stackOf } from '../failure.ts';
import { isShared } from '../keys/desired-key.ts';
import { driftOf } from '../keys/drift.ts';
import { dueIn, keysLeftOver, outcomeOf, untilOf } from '../keys/plan.ts';
import { keyPage, keysPage, projectOf } from '../sentry/session.ts';
import { quote } from '../text.ts';
import { runOutputs } from './outputs.ts';
import type { Runner } from './runner.ts';
import { type ReportedRun, summaryRows } from './summary.ts';

/** What a report tells beside the run. */
export interface About {
  readonly isEphemeral: boolean;
  /** What a dry run would have done, as the end of a sentence. */
  readonly would: string | undefined;
}

/**
 * Tells what came of a run: its outputs, warnings, one log line or exactly one error, the job summary.
 *
 * @returns the exit code
 */
export function reportRun(run: ReportedRun, about: About, runner: Runner): 0 | 1 {
  const failure = setRunOutputs(run, runner) ?? run.progress.failure;
  if (failure !== undefined) {
    reportFailure(failure, run, runner);
    return 1;
  }
  reportSuccess(run, about, runner);
  return 0;
}

/** @returns why they could not be set, where they could not */
function setRunOutputs({ progress }: ReportedRun, runner: Runner): unknown {
  try {
    for (const [name, value] of runOutputs(progress)) runner.output(name, value);
    return undefined;
  } catch (error) {
    return progress.failure ?? error;
  }
}

function reportSuccess(run: ReportedRun, { isEphemeral, would }: About, runner: Runner): void {
  const { desired, session, progress, isDryRun } = run;
  const { plan, key, retired, setAside } = progress;
  if (plan === undefined) return;
  const project = projectOf(session);
  if (isDryRun) {
    runner.info(`Dry run, nothing is changed. Without dry-run this step would ${would ?? ''}.`);
  }
  for (const warning of driftWarnings(run)) runner.warning(warning);
  if (isEphemeral && !isDryRun && 'key' in plan) {
    runner.warning(
      `The client key ${quote(plan.key.name)} was there before this run, so this run does not retire ` +
        'it. If another job created it, that job retires it, perhaps while this one still needs it: ' +
        'give each job a name of its own.',
    );
  }
  if (!isDryRun) {
    const name = key?.name ?? desired.name;
    const whose = name === undefined ? '' : ` ${quote(name)}`;
    const counts = [
      ...(setAside === 0 ? [] : [`${setAside} set aside until ${untilOf(plan)}`]),
      ...(retired === 0 ? [] : [`${retired} retired`]),
    ];
    const count = counts.length === 0 ? '' : ` (${counts.join(', ')})`;
    const page = key === undefined ? keysPage(session) : keyPage(session, key.id);
    runner.info(`Client key${whose} in ${project}: ${outcomeOf(plan)}${count}. See ${page}`);
  }
  summarize(run, runner);
}

/** Settings of a reused key that are not as desired, and that nobody asked Sentry to change. */
function driftWarnings({ desired, progress: { plan } }: ReportedRun): string[] {
  if (plan?.action !== 'reuse' || desired.ifExists === 'update') return [];
  return plan.drift.map(({ setting, actual, desired }) => {
    const never =
      setting === 'rate limit' && actual === 'none'
        ? ' (a plan without rate limits for keys never keeps one)'
        : '';
    return (
      `The client key ${quote(plan.key.name)} was left as it is: its ${setting} is ${actual}, not ` +
      `${desired}. With if-exists: update the step asks Sentry to change it${never}.`
    );
  });
}

/**
 * Tells why a run failed, in exactly one error, and what it left in Sentry: nobody may be left with a
 * key that they do not know of.
 *
 * @param run as far as it came; `undefined` where it had not begun
 */
export function reportFailure(error: unknown, run: ReportedRun | undefined, runner: Runner): void {
  if (run !== undefined && run.progress.undelivered.length > 0) summarize(run, runner);
  const left = run === undefined ? [] : whatIsLeft(run);
  runner.error([explain(error), ...left].join(' '));
  runner.debug(stackOf(error));
}

/**
 * Tells what a run that is cut short left in Sentry, in exactly one error.
 *
 * @param run as far as it came; `undefined` where it had not begun
 */
export function reportCancelled(run: ReportedRun | undefined, runner: Runner): void {
  const nothing = 'No client key was created by this step.';
  if (run === undefined) {
    runner.error(`Cancelled. ${nothing}`);
    return;
  }
  setRunOutputs(run, runner);
  const { keyCreated, projectCreated } = run.progress;
  const created = keyCreated === 'no' && projectCreated === 'no' ? [nothing] : [];
  runner.error(['Cancelled.', ...created, ...whatIsLeft(run)].join(' '));
}

/** What there is, or may be, in Sentry after a run that did not come to its end, as sentences. */
function whatIsLeft(run: ReportedRun): string[] {
  const { session, progress } = run;
  const { plan, projectCreated, keyCreated, key, isDelivered, settled } = progress;
  const all = keysPage(session);
  const left: string[] = [];
  if (plan !== undefined && (isDelivered || plan.action === 'retire')) {
    const leftOver = keysLeftOver(plan);
    const failed = leftOver[settled];
    const isOnlyRetired = untilOf(plan) === '' && dueIn(plan) === undefined;
    const verb = isOnlyRetired ? 'retired' : 'dealt with';
    const count = `${settled} of ${leftOver.length} client keys were ${verb} before it`;
    if (failed !== undefined) left.push(`${count}; see ${keyPage(session, failed.id)}.`);
  }
  if (projectCreated === 'maybe') left.push(`A project may have been created: see ${all}.`);
  if (projectCreated === 'yes') {
    const where = key === undefined ? `: see ${all}` : '';
    left.push(`The project ${projectOf(session)} was created${where}.`);
  }
  if (keyCreated === 'maybe') left.push(`A client key may have been created: see ${all}.`);
  if (key === undefined) return left;
  const page = keyPage(session, key.id);
  if (keyCreated !== 'yes') left.push(`See ${page}.`);
  else if (isDelivered) left.push(`The new client key was created and delivered: see ${page}.`);
  else left.push(...unfinished(run, page));
  return left;
}

/** What is told of a key that this run created and did not deliver. */
function unfinished({ desired, progress }: ReportedRun, page: string): string[] {
  const { key, projectCreated } = progress;
  if (key === undefined) return [];
  const { sdkVersion, loader, name = key.name, ifExists } = desired;
  if (projectCreated === 'yes' && (name !== key.name || driftOf(desired, key).length > 0)) {
    return [
      `Sentry made a client key with it, perhaps still named ${quote(key.name)} and with default ` +
        `settings: see ${page}. If it does not have the right name, the next run creates its own.`,
    ];
  }
  if (driftOf({ sdkVersion, loader }, key).length === 0) {
    return [`A client key was created: see ${page}.`];
  }
  const next =
    ifExists === 'rotate'
      ? 'The next rotate within a day completes it.'
      : isShared(desired)
        ? 'With if-exists: update, the next run completes it.'
        : 'Set them there.';
  return [
    `A client key was created, perhaps with default settings of the Loader Script: see ${page}. ` +
      next,
  ];
}

function summarize(run: ReportedRun, runner: Runner): void {
  try {
    runner.summary(summaryRows(run));
  } catch (error) {
    // A summary is not worth a failure.
    runner.warning(explain(error));
  }
}
