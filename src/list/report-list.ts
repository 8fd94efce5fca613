import { explain, type Failure, reasonOf } from '../failure.ts';
import { pageOf } from '../model/base-url.ts';
import type { DesiredKey } from '../model/desired-key.ts';
import { countOf } from '../model/plan.ts';
import type { Progress } from '../model/progress.ts';
import { showRateLimit } from '../model/rate-limit.ts';
import { errorOf, hasChanged, hasFailed, listOutputs, outcomeIn, whatIsLeft } from '../workflow/outputs.ts';
import { announce, doneIn, summarize, wouldDo } from '../workflow/report.ts';
import type { Row, Runner } from '../workflow/runner.ts';
import type { ListStep } from './read-list.ts';

/** Keys that an error names for each reason; the log has all of them. */
const MAX_NAMED = 10;

/** Reasons that an error lists. */
const MAX_REASONS = 10;

/** What a report needs besides the results. */
interface AboutList {
  readonly org: string;
  readonly isDryRun: boolean;
  /** Why nothing was done, if so. */
  readonly problem: Failure | undefined;
}

/** A key of a list, as log lines and errors name it. */
export function labelOf({ project, name }: Pick<DesiredKey, 'project' | 'name'>): string {
  return name === undefined ? project : `${project} ${name}`;
}

/**
 * The first log line of a step: what it will do.
 *
 * @param total projects of the organization; `undefined` if they were not listed
 */
export function announceList(step: ListStep, total: number | undefined): string {
  const { title, sentry, keys, mostChanges } = step;
  const { size } = new Set(keys.map(({ desired }) => desired.project));
  const where = total === undefined ? sentry.org : `${size} of ${total} projects of ${sentry.org}`;
  return announce(step, title, where, mostChanges === undefined ? [] : [`at most ${mostChanges} changes`]);
}

/** The log line about one key. @param number in the list, from 1 on */
export function lineAbout(progress: Progress, number: number, total: number): string {
  return `[${number}/${total}] ${labelOf(progress.desired)}: ${resultOf(progress)}`;
}

function resultOf(progress: Progress): string {
  if (progress.isHeldBack) return `would ${wouldDo(progress)}`;
  if (hasFailed(progress)) return `failed. ${errorOf(progress)}`;
  return progress.isDryRun ? `would ${wouldDo(progress)}` : doneIn(progress);
}

/**
 * Reports the results of a list: outputs, the job summary, and one log line or exactly one error.
 *
 * @returns the exit code
 */
export function reportList(all: readonly Progress[], about: AboutList, runner: Runner): 0 | 1 {
  const failed = all.filter(hasFailed);
  const problem = setOutputs(all, runner);
  if (all.length > 0) summarize('Sentry client keys', summaryRows(all, about), runner);
  runner.info(`${about.isDryRun ? 'Dry run: ' : ''}${about.org}: ${countsOf(all)}.`);
  if (failed.length === 0 && problem === undefined) return 0;
  const errors = [
    ...(problem === undefined ? [] : [`${explain(problem)} The log shows what was done.`]),
    ...(about.problem !== undefined
      ? [about.problem.message]
      : failed.length === 0
        ? []
        : [errorAbout(failed, all.length)]),
  ];
  runner.error(errors.join('\n'));
  return 1;
}

/**
 * Reports the progress of an interrupted list, in exactly one error.
 *
 * @param total keys of the list
 * @param cause what was thrown, unless the job was cancelled
 */
export function reportListCancelled(all: readonly Progress[], total: number, cause: unknown, runner: Runner): void {
  setOutputs(all, runner);
  const undone = all.filter(hasFailed);
  const created = undone.filter(({ keyCreated, projectCreated }) => keyCreated !== 'no' || projectCreated !== 'no');
  const done = all.length - undone.length;
  const rest =
    created.length > 0
      ? `These were or may have been created, and may not be delivered: ${named(created)}.`
      : `${done === 0 ? 'No client key was' : 'None of the others was'} created by this step.`;
  runner.error(
    `${cause === undefined ? 'Cancelled.' : explain(cause)} ${done} of ${total} client keys are done. ${rest} ${again(all)}`,
  );
}

/** What another run of the job does. With `mode: create`, it creates a key for every item of its list. */
function again(all: readonly Progress[]): string {
  return all.some(({ desired }) => desired.mode === 'create')
    ? 'Run the job again with the rest of the list only: mode: create adds a key for every item.'
    : 'Run the job again: it finishes the rest and creates nothing twice.';
}

/** @returns why the outputs could not be set */
function setOutputs(all: readonly Progress[], runner: Runner): unknown {
  try {
    runner.outputs(listOutputs(all));
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Such as `1000 client keys, 3 created, 997 reused`. */
function countsOf(all: readonly Progress[]): string {
  const outcomes = Map.groupBy(all, (progress) => (hasFailed(progress) ? 'failed' : (outcomeIn(progress) ?? 'failed')));
  const parts = [...outcomes].map(([outcome, { length }]) => `${length} ${outcome}`).sort();
  return [countOf(all.length), ...parts].join(', ');
}

/** One error about all failed keys; each reason is reported once. */
function errorAbout(failed: readonly Progress[], total: number): string {
  const groups = [...Map.groupBy(failed, reasonIn)].slice(0, MAX_REASONS);
  const rest = failed.length - groups.reduce((count, [, { length }]) => count + length, 0);
  return [
    `${failed.length} of ${countOf(total)} failed. Fix the cause. ${again(failed)}`,
    ...groups.map(([reason, results]) => {
      const [only] = results.length === 1 ? results : [];
      return `${named(results)}: ${only === undefined ? reason : errorOf(only)}`;
    }),
    ...(rest > 0 ? [`… and ${rest} more: see the log, or the output keys.`] : []),
  ].join('\n');
}

/** Why a key failed, without its project and name, so equal reasons have equal text. */
function reasonIn(progress: Progress): string {
  const left = whatIsLeft(progress).length > 0 ? ' See the log for what is left in Sentry.' : '';
  return `${reasonOf(progress.failure)}${left}`;
}

function named(all: readonly Progress[]): string {
  const rest = all.length - MAX_NAMED;
  const names = all
    .slice(0, MAX_NAMED)
    .map(({ desired }) => labelOf(desired))
    .join(', ');
  return rest > 0 ? `${names} and ${rest} more` : names;
}

function summaryRows(all: readonly Progress[], { isDryRun }: AboutList): Row[] {
  const rank = (one: Progress): number => (hasFailed(one) ? 0 : hasChanged(one) ? 1 : 2);
  const sorted = all.toSorted((a, b) => rank(a) - rank(b));
  const outcome = isDryRun ? 'Outcome (dry run: nothing was changed)' : 'Outcome';
  return [
    ['Project', 'Client key', outcome, 'Rate limit', isDryRun ? 'DSN would go to' : 'DSN', 'Settings'],
    ...sorted.map((progress): Row => {
      const { place, desired, key, delivered, takenBack } = progress;
      return [
        place.project,
        key?.name ?? desired.name ?? '',
        isDryRun && !hasFailed(progress) ? doneIn(progress) : resultOf(progress),
        key === undefined ? '' : showRateLimit(key.rateLimit),
        [...delivered, ...takenBack.map((title) => `removed from ${title}`)].join(', '),
        new URL(pageOf(place, key)),
      ];
    }),
  ];
}
