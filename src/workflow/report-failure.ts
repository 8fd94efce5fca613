import { explain, stackOf } from '../failure.ts';
import { isShared } from '../keys/desired-key.ts';
import { driftOf } from '../keys/drift.ts';
import { dueIn, keysLeftOver, untilOf } from '../keys/plan.ts';
import { keyPage, keysPage, projectOf } from '../sentry/session.ts';
import { quote } from '../text.ts';
import { setRunOutputs, summarizeKey } from './report.ts';
import type { Runner } from './runner.ts';
import type { ReportedRun } from './summary.ts';

/**
 * Tells why a run failed, in exactly one error, and what it left in Sentry: nobody may be left with a
 * key that they do not know of.
 *
 * @param run as far as it came; `undefined` where it had not begun
 */
export function reportFailure(error: unknown, run: ReportedRun | undefined, runner: Runner): void {
  if (run !== undefined && run.progress.undelivered.length > 0) summarizeKey(run, runner);
  runner.error([explain(error), ...(run === undefined ? [] : whatIsLeft(run))].join(' '));
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
export function whatIsLeft(run: ReportedRun): string[] {
  const { session, progress } = run;
  const { plan, projectCreated, keyCreated, key, isDelivered, dealtWith } = progress;
  const all = keysPage(session);
  const left: string[] = [];
  if (plan !== undefined && (isDelivered || plan.action === 'retire')) {
    const leftOver = keysLeftOver(plan);
    const failed = leftOver[dealtWith];
    const isOnlyRetired = untilOf(plan) === '' && dueIn(plan) === undefined;
    const verb = isOnlyRetired ? 'retired' : 'dealt with';
    const count = `${dealtWith} of ${leftOver.length} client keys were ${verb} before it`;
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
