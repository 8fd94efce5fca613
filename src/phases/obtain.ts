import { Failure } from '../failure.ts';
import type { ClientKey } from '../model/client-key.ts';
import { nameOfNew } from '../model/desired-key.ts';
import { driftOf, droppedSettings, patchFor, sameDrift } from '../model/drift.ts';
import { requireActive } from '../model/dsn.ts';
import { type Plan, planToUse } from '../model/plan.ts';
import { getKey } from '../sentry/change-keys.ts';
import { quote } from '../text.ts';
import { agree, type ListAgain } from './agree.ts';
import { change, removeOwn } from './change.ts';
import { createOnce } from './create-once.ts';
import type { KeyRun, KnownIds } from './key-run.ts';

/** A new key, which might still give way to another run's key. */
export interface CreatedKey {
  /** `undefined` if there is a key to share instead. */
  readonly own: ClientKey | undefined;
  /** The same key, with the settings that Sentry ignores in a create request; or the error if they could not be set. */
  readonly completed: ClientKey | Failure | undefined;
}

/**
 * Creates the planned key and applies its settings right away, so other runs find it complete.
 *
 * @throws {Failure} when the key was not created, or when that cannot be determined; `run.progress` shows which
 */
export async function create(knownIds: KnownIds, run: KeyRun): Promise<CreatedKey> {
  const own = await createOnce(knownIds, run);
  if (own === undefined) return { own, completed: undefined };
  requireActive(own);
  await requireName(own, run);
  return { own, completed: await complete(own, run).catch(failureOf) };
}

/**
 * Obtains the key that the plan is about. If another run's key from the same moment is used instead, the plan in
 * `run.progress` changes accordingly.
 *
 * @param created the key that the plan creates
 * @returns the key; `undefined` if the plan only retires keys
 * @throws {Failure} when the key cannot be obtained; `run.progress` shows whether one might exist
 */
export async function obtain(
  created: CreatedKey | undefined,
  run: KeyRun,
  listAgain: ListAgain,
): Promise<ClientKey | undefined> {
  const { desired, progress } = run;
  if (created !== undefined) {
    const key = await agreeOn(created, run, listAgain);
    const { plan } = progress;
    if (progress.keyCreated === 'yes') return key;
    progress.plan = { ...plan, ...planToUse(key, plan?.settings ?? desired), ...leftOver(plan) };
  }
  if (progress.plan?.action === 'use') return use(progress.plan, run);
  return progress.key;
}

/** The part of a plan about older keys, which stays the same whichever key is used. */
function leftOver(plan: Plan | undefined): Pick<Plan, 'retire' | 'due'> {
  return { retire: plan?.retire ?? [], due: plan?.due ?? [] };
}

async function use(plan: Plan, run: KeyRun): Promise<ClientKey | undefined> {
  const { progress } = run;
  const { key, settings, drift } = plan;
  if (key === undefined || drift.length === 0) return key;
  const changed = await change(key, patchFor(drift), run);
  const now = await withoutDoubt(changed, { ...settings, name: undefined, useCase: undefined }, run);
  // A server can accept a change but drop it, every time.
  progress.isUpdated = !sameDrift(drift, driftOf(settings, now));
  if (!progress.isUpdated) progress.plan = { ...plan, drift: [] };
  return now;
}

/**
 * Warns of settings that the server dropped. The answer to a write can lack settings that the server did keep, so the
 * key is read again first (jianyuan/terraform-provider-sentry#843).
 */
export async function withoutDoubt(
  key: ClientKey,
  asked: Parameters<typeof droppedSettings>[0],
  { session, progress }: KeyRun,
): Promise<ClientKey> {
  const did = progress.keyCreated === 'yes' ? 'created' : 'changed';
  if (droppedSettings(asked, key, did).length === 0) return key;
  const now = (await getKey(session, key.id)) ?? key;
  for (const warning of droppedSettings(asked, now, did)) session.log.warning(warning);
  progress.key = now;
  return now;
}

/**
 * Gives up a new key if another run created an older one at the same moment.
 *
 * @returns the key that stays
 */
async function agreeOn({ own, completed }: CreatedKey, run: KeyRun, listAgain: ListAgain): Promise<ClientKey> {
  // Settle on a key before reporting failed settings, so a key that this run does not keep is always removed.
  const agreed = await agree(own, run, listAgain).catch((error: unknown) => {
    throw completed instanceof Failure ? completed : error;
  });
  if (run.progress.keyCreated !== 'yes') return agreed;
  if (completed instanceof Failure) throw completed;
  const key = own === undefined ? await complete(agreed, run) : (completed ?? own);
  const { useCase } = run.desired;
  return withoutDoubt(key, { ...run.progress.plan?.settings, name: undefined, useCase }, run);
}

/**
 * Removes a new key if the server changed its name. Otherwise the next run would not find it and would create another.
 *
 * @throws {Failure} when the name differs
 */
async function requireName(own: ClientKey, run: KeyRun): Promise<void> {
  const { desired, progress } = run;
  const name = nameOfNew(desired);
  if (name === undefined || name === own.name) return;
  await removeOwn(own, run);
  progress.keyCreated = 'no';
  progress.key = undefined;
  throw new Failure(
    `Sentry named the new client key ${quote(own.name)} instead of ${quote(name)}, so the next run would not ` +
      'find it. The key was removed again. Use a name that this server keeps unchanged.',
  );
}

/** Applies the settings that Sentry ignores in a create request. @throws {Failure} when that fails */
function complete(own: ClientKey, run: KeyRun): Promise<ClientKey> {
  const { sdkVersion, loader } = run.progress.plan?.settings ?? {};
  return change(own, patchFor(driftOf({ sdkVersion, loader }, own)), run);
}

function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error;
  throw error;
}
