import { describePlan } from '../keys/describe-plan.ts';
import { driftOf } from '../keys/drift.ts';
import { isRotation } from '../keys/plan.ts';
import { settingsLost } from '../keys/rotation.ts';
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
  for (const warning of settingWarnings(run)) runner.warning(warning);
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
  const { plan, wouldDeliver } = progress;
  if (!isDryRun || plan === undefined) return undefined;
  const what = describePlan(plan, desired.name, projectOf(session));
  return wouldDeliver.length === 0
    ? what
    : `${what}; its DSN would go to ${wouldDeliver.join(', ')}`;
}

/** Warns of settings that a key has, or has no more, and that nobody asked for. */
export function settingWarnings(run: ReportedRun): string[] {
  return [...driftWarnings(run), ...rotationWarnings(run)];
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

/** The inputs for settings. */
const INPUTS = {
  'rate limit': 'rate-limit',
  'SDK version': 'sdk-version',
  'list of loader options': 'loader',
} as const;

/** Settings of the key that a rotation replaces that nobody named, and that the new key does not have. */
function rotationWarnings({ desired, progress, isDryRun }: ReportedRun): string[] {
  const { plan, key } = progress;
  if (plan === undefined || !isRotation(plan)) return [];
  const replaced = plan.retire.at(-1);
  if (replaced === undefined) return [];
  // What Sentry gives to a new key is known of its limit only.
  const created = isDryRun && plan.action === 'rotate' ? { ...replaced, rateLimit: null } : key;
  if (created === undefined) return [];
  return driftOf(settingsLost(desired, replaced), created).map(
    ({ setting, actual, desired }) =>
      `The new client key ${quote(created.name)} ${isDryRun ? 'would have' : 'has'} the ${setting} ` +
      `${actual}, and the one that it replaces has ${desired}: a rotation sets only what the step names. To ` +
      `keep it, write ${INPUTS[setting]}: ${desired}.`,
  );
}
