import type { Outcome } from '../keys/plan.ts';
import { quote } from '../text.ts';
import type { KeyResult, Named } from './key-result.ts';
import { summarize } from './report.ts';
import type { Runner } from './runner.ts';
import type { Row } from './summary.ts';

/** Keys that an error names for each reason; the log has all of them. */
const MAX_NAMED = 10;

/** Reasons that an error tells. */
const MAX_REASONS = 10;

/** What a report tells beside the results. */
interface AboutList {
  readonly org: string;
  readonly isEphemeral: boolean;
  readonly isDryRun: boolean;
  /** Whether running the job again does nothing to the keys that are done. */
  readonly isRepeatable: boolean;
}

/** A key of a list, as log lines and errors name it. */
export function labelOf({ project, name }: Named): string {
  return `${project} ${name}`;
}

/**
 * The log line about one key.
 *
 * @param number in the list, from 1 on
 * @param would what a dry run would have done, as the end of a sentence
 */
export function lineAbout(
  result: KeyResult,
  number: number,
  total: number,
  would: string | undefined,
): string {
  const { outcome, error, counts } = result;
  const done = would === undefined ? `${outcome ?? 'failed'}${counts}` : `would ${would}`;
  return `[${number}/${total}] ${labelOf(result)}: ${error === undefined ? done : `failed. ${error}`}`;
}

/**
 * Tells what came of a list of keys: two outputs, the job summary, and one log line or exactly one error.
 *
 * @returns the exit code
 */
export function reportList(results: readonly KeyResult[], about: AboutList, runner: Runner): 0 | 1 {
  const { org, isEphemeral, isDryRun } = about;
  const failed = results.filter(isFailed);
  setListOutputs(results, runner);
  if (results.length > 0) summarize('Sentry client keys', summaryRowsOf(results, about), runner);
  const old = results.filter((result) => result.isOld && !isFailed(result));
  if (isEphemeral && !isDryRun && old.length > 0) {
    runner.warning(
      `${old.length} of the client keys were there before this run, so this run does not retire them: ` +
        `${named(old)}. If another job created them, that job retires them, perhaps while this one still ` +
        'needs them: give each job names of its own.',
    );
  }
  const dryRun = isDryRun
    ? 'Dry run, nothing is changed. Without dry-run these would be the outcomes: '
    : '';
  runner.info(`${dryRun}${countsOf(results)} in ${org}.`);
  if (failed.length === 0) return 0;
  runner.error(errorAbout(failed, results.length, about));
  return 1;
}

/** Tells how far a list came that was cut short, in exactly one error. */
export function reportListCancelled(
  results: readonly KeyResult[],
  about: Pick<AboutList, 'isRepeatable'>,
  runner: Runner,
): void {
  try {
    setListOutputs(results, runner);
  } catch {
    // What is said next is worth more than a file that cannot be written.
  }
  const undone = results.filter(isFailed);
  const created = undone.filter(({ isNew }) => isNew);
  const done = results.length - undone.length;
  const rest =
    created.length > 0
      ? `These were or may have been created, and may not be delivered: ${named(created)}.`
      : `${done === 0 ? 'No client key' : 'None of the others'} was created by this step.`;
  runner.error(
    `Cancelled. ${done} of ${results.length} client keys are done. ${rest} Running the job again ` +
      onAgain(about),
  );
}

function setListOutputs(results: readonly KeyResult[], runner: Runner): void {
  runner.outputs([
    ['keys', JSON.stringify(results.map(jsonOf))],
    ['failed', String(results.filter(isFailed).length)],
  ]);
}

function isFailed({ error }: KeyResult): boolean {
  return error !== undefined;
}

function jsonOf({ project, name, outcome, error, key, retired, page }: KeyResult): object {
  if (error !== undefined) return { project, name, error, page };
  const about = key && {
    dsn: key.dsn,
    'key-id': key.id,
    'project-id': key.projectId,
    'rate-limit': key.rateLimit,
  };
  return { project, name, outcome, ...about, retired, page };
}

/** Such as `1000 client keys: 3 created, 997 reused`. */
function countsOf(results: readonly KeyResult[]): string {
  const counts = new Map<Outcome | 'failed', number>();
  for (const { outcome = 'failed' } of results) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  const parts = [...counts].sort().map(([outcome, count]) => `${count} ${outcome}`);
  const total = `${results.length} client ${results.length === 1 ? 'key' : 'keys'}`;
  return parts.length === 0 ? total : `${total}: ${parts.join(', ')}`;
}

/** What another run of the job does, as the end of a sentence. */
function onAgain({ isRepeatable }: Pick<AboutList, 'isRepeatable'>): string {
  return isRepeatable
    ? 'finishes the rest, and creates nothing twice.'
    : 'finishes the rest. It also creates or rotates those keys again that are done and have if-exists: ' +
        'create, or rotate without max-age.';
}

/** One error about all that failed; the same reason is told once. */
function errorAbout(failed: readonly KeyResult[], total: number, about: AboutList): string {
  const reasons = Map.groupBy(failed, (result) => reasonOf(result, about.org));
  const told = [...reasons].slice(0, MAX_REASONS);
  const rest = told.reduce((count, [, results]) => count - results.length, failed.length);
  return [
    `${failed.length} of ${total} client keys failed. Remove the cause and run the job again: it ` +
      onAgain(about),
    ...told.map(([reason, results]) => {
      const isOfOne = results.length === 1;
      return `${named(results)}: ${isOfOne ? (results[0]?.error ?? '') : reason}`;
    }),
    ...(rest > 0 ? [`… and ${rest} more: see the log, or the output keys.`] : []),
  ].join('\n');
}

/** Why a key failed, without its own project and name, so that the same reason is the same text. */
function reasonOf({ project, name, error = '' }: KeyResult, org: string): string {
  return error
    .replaceAll(`${org}/${project}`, `${org}/…`)
    .replaceAll(`project ${project} `, 'project … ')
    .replaceAll(`/projects/${project}/`, '/projects/…/')
    .replaceAll(quote(name), '"…"');
}

function named(results: readonly Named[]): string {
  const rest = results.length - MAX_NAMED;
  const names = results.slice(0, MAX_NAMED).map(labelOf).join(', ');
  return rest > 0 ? `${names} and ${rest} more` : names;
}

function summaryRowsOf(results: readonly KeyResult[], { isDryRun }: AboutList): Row[] {
  const failedFirst = results.toSorted((a, b) => Number(isFailed(b)) - Number(isFailed(a)));
  return [
    [
      'Project',
      'Client key',
      isDryRun ? 'Outcome (dry run: nothing was changed)' : 'Outcome',
      'Rate limit',
      'Settings',
    ],
    ...failedFirst.map(({ project, name, outcome, error, key, page }): Row => [
      project,
      name,
      error === undefined ? (outcome ?? '') : `failed: ${error}`,
      key?.rateLimit ?? '',
      new URL(page),
    ]),
  ];
}
