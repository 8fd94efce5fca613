import { explain } from '../failure.ts';
import { keyPage, keysPage, pageOf, projectOf } from '../model/base-url.ts';
import type { ClientKey } from '../model/client-key.ts';
import { nameOfNew } from '../model/desired-key.ts';
import { driftOf } from '../model/drift.ts';
import { changesIn, keysLeftOver, type Outcome, outcomeOf } from '../model/plan.ts';
import { hasWritten, type Progress } from '../model/progress.ts';
import { formatRateLimit } from '../model/rate-limit.ts';
import type { Output } from './runner.ts';

/** The outputs about a key, its DSN included. */
export function keyOutputs(key: ClientKey, progress: Progress): Output[] {
  return [['dsn', key.dsn], ...aboutKey(key, progress), ['key', JSON.stringify(key.answer)]];
}

function aboutKey(key: ClientKey, { place }: Progress): Output[] {
  return [
    ['key-id', key.id],
    ['name', key.name],
    ['project', place.project],
    ['project-id', key.projectId],
    ['rate-limit', formatRateLimit(key.rateLimit)],
    ['page', pageOf(place, key)],
  ];
}

/** The outputs about the run, and the known values of a key that was not delivered. */
export function runOutputs(progress: Progress): Output[] {
  const { place, key, isComplete, undelivered, projectCreated, retired } = progress;
  const outcome = outcomeIn(progress);
  const outputs: Output[] = [['retired', String(retired)], ...listOutputs([progress])];
  if (outcome !== undefined) outputs.push(['outcome', outcome]);
  if (isComplete || projectCreated === 'yes') {
    outputs.push(['project-created', String(projectCreated === 'yes')]);
  }
  if (key === undefined) {
    const { name } = progress.desired;
    outputs.push(
      ['project', place.project],
      ['page', pageOf(place, key)],
      ...(name === undefined ? [] : [['name', name] as const]),
    );
  }
  if (key !== undefined && !isComplete && undelivered.length === 0) outputs.push(...aboutKey(key, progress));
  return outputs;
}

/** The outputs that every step has. */
export function listOutputs(all: readonly Progress[]): Output[] {
  return [
    ['keys', JSON.stringify(all.map(elementOf))],
    ['failed', String(all.filter(hasFailed).length)],
    ['changed', String(all.some(hasChanged))],
  ];
}

/** Whether a run failed or did not finish. */
export function hasFailed({ isComplete, failure }: Progress): boolean {
  return !isComplete || failure !== undefined;
}

/** Why a run failed, and what it left in Sentry, as sentences. */
export function errorOf(progress: Progress): string {
  return [explain(progress.failure), ...whatIsLeft(progress)].join(' ');
}

/** The outcome that was reached, even if a later part failed; `undefined` if none. */
export function outcomeIn({ plan, isComplete, isDelivered, isDryRun, retired }: Progress): Outcome | undefined {
  const isKnown = isComplete || isDelivered || plan?.action === 'none';
  if (!isKnown || plan === undefined) return undefined;
  // Every key to retire is in use, so it is kept.
  return plan.action === 'retire' && retired === 0 && !isDryRun ? 'reused' : outcomeOf(plan);
}

/** Whether a run wrote, or in a dry run would have written, anything to Sentry. */
export function hasChanged(progress: Progress): boolean {
  const { isDryRun, plan } = progress;
  return isDryRun ? plan !== undefined && changesIn(plan) > 0 : hasWritten(progress);
}

function elementOf(progress: Progress): object {
  const { desired, place, key, projectCreated, retired } = progress;
  const { project } = place;
  const name = key?.name ?? desired.name;
  const page = pageOf(place, key);
  if (hasFailed(progress)) return { project, name, error: errorOf(progress), page };
  return {
    project,
    ...(key && { 'project-id': key.projectId }),
    'project-created': projectCreated === 'yes',
    name,
    ...(key && { 'key-id': key.id, dsn: key.dsn, 'rate-limit': formatRateLimit(key.rateLimit) }),
    outcome: outcomeIn(progress),
    changed: hasChanged(progress),
    retired,
    page,
  };
}

/** What an unfinished run left, or may have left, in Sentry, as sentences. */
export function whatIsLeft(progress: Progress): string[] {
  const { place, projectCreated, keyCreated, key, isDelivered } = progress;
  const all = keysPage(place);
  const left = [...olderKeys(progress)];
  if (projectCreated === 'maybe') left.push(`A project may have been created: see ${all}.`);
  if (projectCreated === 'yes') {
    const where = key === undefined ? `: see ${all}` : '';
    left.push(`The project ${projectOf(place)} was created${where}.`);
  }
  if (keyCreated === 'maybe') left.push(`A client key may have been created: see ${all}.`);
  if (key === undefined) return left;
  const page = keyPage(place, key.id);
  if (keyCreated !== 'yes') left.push(`See ${page}.`);
  else if (isDelivered) left.push(`The new client key was created and delivered: see ${page}.`);
  else left.push(`A client key was created${isAsDesired(progress) ? '' : UNFINISHED}: see ${page}.`);
  return left;
}

/** The progress of retiring keys. */
function olderKeys({ place, plan, isDelivered, dealtWith }: Progress): string[] {
  if (plan === undefined || !(isDelivered || plan.action === 'retire')) return [];
  const leftOver = keysLeftOver(plan);
  const failed = leftOver[dealtWith];
  if (failed === undefined) return [];
  const verb = plan.until === undefined && plan.due.length === 0 ? 'Retired' : 'Dealt with';
  return [`${verb} ${dealtWith} of ${leftOver.length} client keys; stopped at ${keyPage(place, failed.id)}.`];
}

const UNFINISHED = ', perhaps with another name or without all of its settings';

/** Whether a new key has its name and all settings. */
function isAsDesired({ desired, plan, key }: Progress): boolean {
  if (key === undefined || plan === undefined) return true;
  const name = nameOfNew(desired) ?? key.name;
  return name === key.name && driftOf(plan.settings, key).length === 0;
}
