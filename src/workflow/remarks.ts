import { describePlan } from '../keys/describe-plan.ts';
import { projectOf } from '../sentry/session.ts';
import { quote } from '../text.ts';
import type { Runner } from './runner.ts';
import type { ReportedRun } from './summary.ts';

/** Tells what a dry run would have done, and warns of what may not be meant. */
export function remark(run: ReportedRun, isEphemeral: boolean, runner: Runner): void {
  const { progress, isDryRun } = run;
  const { plan } = progress;
  if (isDryRun) {
    const would = describeDryRun(run) ?? '';
    runner.info(`Dry run, nothing is changed. Without dry-run this step would ${would}.`);
  }
  for (const warning of driftWarnings(run)) runner.warning(warning);
  if (isEphemeral && !isDryRun && plan !== undefined && 'key' in plan) {
    runner.warning(
      `The client key ${quote(plan.key.name)} was there before this run, so this run does not retire ` +
        'it. If another job created it, that job retires it, perhaps while this one still needs it: ' +
        'give each job a name of its own.',
    );
  }
}

/** What a dry run would have done, as the end of a sentence; `undefined` for a real run. */
export function describeDryRun(run: ReportedRun): string | undefined {
  const { desired, session, progress, isDryRun } = run;
  if (!isDryRun || progress.plan === undefined) return undefined;
  return describePlan(progress.plan, desired.name, projectOf(session));
}

/** Settings of a reused key that are not as desired, and that nobody asked Sentry to change. */
export function driftWarnings({ desired, progress: { plan } }: ReportedRun): string[] {
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
