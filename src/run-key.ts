import type { KeyRun } from './ensure/key-run.ts';
import { type Finding, look } from './ensure/look.ts';
import { obtain } from './ensure/obtain.ts';
import { Failure } from './failure.ts';
import type { CheckedDestination, GitHub } from './github/destinations.ts';
import type { StepInputs } from './inputs/step.ts';
import type { ClientKey } from './keys/client-key.ts';
import { requireUsable } from './keys/dsn.ts';
import { keysLeftOver } from './keys/plan.ts';
import { quote } from './text.ts';
import { formatKeptKey } from './workflow/kept-key.ts';
import { keyOutputs } from './workflow/outputs.ts';
import type { Runner } from './workflow/runner.ts';

/** Where the DSN of one key goes. */
export interface Delivery {
  readonly step: StepInputs;
  readonly runner: Runner;
  /** `undefined` where nothing is stored at GitHub. */
  readonly github: Storage | undefined;
  /** The name under which an ephemeral key is kept for the post step. */
  readonly stateName: string;
  /** Whether the step is about this key alone, so that the outputs are about it. */
  readonly isOnlyKey: boolean;
}

/** GitHub, with the destinations of the key. */
interface Storage {
  readonly server: GitHub;
  readonly destinations: readonly CheckedDestination[];
}

/** Brings one key to what is desired. Never throws: `run.progress` has what went wrong. */
export async function runKey(run: KeyRun, delivery: Delivery): Promise<void> {
  const { progress } = run;
  try {
    await followLook(await look(run), run, delivery);
  } catch (error) {
    progress.failure = error;
  }
}

/**
 * What follows the look: obtain → deliver → retire. A dry run only tells what is there.
 *
 * @throws {Failure} when something goes wrong
 */
export async function followLook(found: Finding, run: KeyRun, delivery: Delivery): Promise<void> {
  if (run.isDryRun) {
    tellOnly(run, delivery);
    return;
  }
  const key = await whileKept(found, run, delivery, () => obtain(found, run));
  await finish(key, run, delivery);
}

/** What is left to do when a dry run has looked. */
function tellOnly(run: KeyRun, delivery: Delivery): void {
  const { desired, progress } = run;
  if (progress.key !== undefined) {
    requireUsable(progress.key);
    setOutputs(progress.key, run, delivery);
  }
  if (desired.state === 'present') {
    const destinations = delivery.github?.destinations ?? [];
    progress.wouldDeliver.push(...destinations.map(({ target }) => target.title));
    if (desired.envName !== undefined) progress.wouldDeliver.push(variableTitle(desired.envName));
  }
  progress.isComplete = true;
}

function variableTitle(name: string): string {
  return `the environment variable ${name} of later steps`;
}

/**
 * What follows obtain: deliver → retire.
 *
 * @param key `undefined` where keys are retired only
 * @throws {Failure} when something goes wrong
 */
export async function finish(
  key: ClientKey | undefined,
  run: KeyRun,
  delivery: Delivery,
): Promise<void> {
  const { progress } = run;
  if (key !== undefined) await deliver(key, run, delivery);
  if (progress.plan !== undefined && keysLeftOver(progress.plan).length > 0) {
    await (await import('./ensure/retire.ts')).retire(run);
  }
  progress.isComplete = true;
}

/** Lets the post step know of a key that is created meanwhile, even if this process is killed. */
export async function whileKept<T>(
  found: Finding,
  run: KeyRun,
  delivery: Delivery,
  obtain: () => Promise<T>,
): Promise<T> {
  if (!delivery.step.ephemeral) return obtain();
  const creates = found.plan.action === 'create' || found.plan.action === 'rotate';
  const known = createdId(run);
  const kept = known ?? (creates ? run.newKeyId : undefined);
  if (kept !== known) keepForPostStep(kept, run, delivery);
  try {
    return await obtain();
  } finally {
    const id = createdId(run);
    if (id !== kept) keepForPostStep(id, run, delivery);
  }
}

/** Keeps the key that this run created, or may have created, for the post step; what is kept last counts. */
export function keepCreated(run: KeyRun, delivery: Delivery): void {
  keepForPostStep(createdId(run), run, delivery);
}

function createdId({ progress, newKeyId }: KeyRun): string | undefined {
  if (progress.keyCreated === 'maybe') return newKeyId;
  return progress.keyCreated === 'yes' ? progress.key?.id : undefined;
}

function keepForPostStep(
  id: string | undefined,
  { desired, session }: KeyRun,
  { step, runner, stateName }: Delivery,
): void {
  const { baseUrl, org, project } = session;
  const { retire } = desired;
  const { timeout } = step.sentry;
  const key = id && formatKeptKey({ id, baseUrl, org, project, retire, timeout });
  runner.state(stateName, key ?? '');
}

/**
 * Stores the DSN of a key, whose secrets are masked, at GitHub, and then gives it to the workflow.
 *
 * @throws {Failure} when it could not be delivered everywhere; the next run delivers a new key that is left
 */
async function deliver(key: ClientKey, run: KeyRun, delivery: Delivery): Promise<void> {
  await warnOfIgnored(key, run);
  requireUsable(key);
  if (delivery.github !== undefined) await store(key, run, delivery.runner, delivery.github);
  setOutputs(key, run, delivery);
  run.progress.isDelivered = true;
}

/** Where only a name is asked for, there is nothing that a server could ignore, and nothing is loaded. */
async function warnOfIgnored(
  key: ClientKey,
  { desired, progress, session }: KeyRun,
): Promise<void> {
  const { rateLimit, sdkVersion, loader, useCase, name = key.name } = desired;
  const asked = [rateLimit, sdkVersion, loader, useCase].some((setting) => setting !== undefined);
  if (!asked && name === key.name) return;
  const action = progress.plan?.action;
  const isNew = action === 'create' || action === 'rotate';
  const isDropped = action === 'reuse' && desired.ifExists === 'update';
  if (!isNew && !isDropped && action !== 'update' && action !== 'finish-rotation') return;
  const did = isNew ? 'created' : isDropped ? 'kept' : 'changed';
  const { ignoredSettings } = await import('./keys/ignored-settings.ts');
  const warnings = ignoredSettings(desired, key, did);
  for (const warning of warnings) session.log.warning(warning);
}

function setOutputs(
  key: ClientKey,
  { desired, progress, isDryRun }: KeyRun,
  { step, runner, isOnlyKey }: Delivery,
): void {
  if (isOnlyKey) {
    runner.outputs(keyOutputs(key));
    progress.delivered.push(`step output dsn (${step.mask ? '' : 'not '}masked)`);
  }
  if (desired.envName === undefined || isDryRun) return;
  runner.variable(desired.envName, key.dsn);
  progress.delivered.push(variableTitle(desired.envName));
}

/**
 * Stores the DSN in every destination, whatever becomes of the others.
 *
 * @throws {Failure} when it could not be stored everywhere
 */
async function store(
  key: ClientKey,
  run: KeyRun,
  runner: Runner,
  { server, destinations }: Storage,
): Promise<void> {
  const { progress } = run;
  const { storeDsn } = await import('./github/destinations.ts');
  const { requireCurrent } = await import('./ensure/current.ts');
  for (const destination of destinations) {
    const { title } = destination.target;
    try {
      await storeDsn(server, destination, key.dsn, () => requireCurrent(key, run));
      progress.delivered.push(title);
      runner.info(`Stored the DSN in ${title}.`);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      progress.undelivered.push({ title, reason: error.message });
      runner.info(`Could not store the DSN in ${title}.`);
    }
  }
  if (progress.undelivered.length === 0) return;
  throw new Failure(
    `The DSN of the client key ${quote(key.name)} could not be stored everywhere. ` +
      progress.undelivered.map(({ reason }) => reason).join(' '),
  );
}
