import type { KeyRun } from './ensure/key-run.ts';
import { type Finding, look } from './ensure/look.ts';
import { obtain } from './ensure/obtain.ts';
import { Failure } from './failure.ts';
import type { CheckedDestination, GitHubServer } from './github/destinations.ts';
import { readStep, type Step } from './inputs/step.ts';
import { tokensIn } from './inputs/token.ts';
import type { ClientKey } from './keys/client-key.ts';
import { requireUsable } from './keys/dsn.ts';
import { keysLeftOver } from './keys/plan.ts';
import { newProgress } from './keys/progress.ts';
import { nodeRuntime, type Runtime } from './net/runtime.ts';
import { connectToSentry, openSession, projectOf } from './sentry/session.ts';
import { quote } from './text.ts';
import { formatCreatedKey } from './workflow/created-key.ts';
import { keyOutputs } from './workflow/outputs.ts';
import { reportCancelled, reportFailure, reportRun } from './workflow/report.ts';
import { GitHubRunner, type Runner } from './workflow/runner.ts';
import { CREATED_KEY } from './workflow/state.ts';

/** Where the DSN goes. */
interface Delivery {
  readonly step: Step;
  readonly runner: Runner;
  /** `undefined` where nothing is stored at GitHub. */
  readonly github:
    | { readonly server: GitHubServer; readonly destinations: readonly CheckedDestination[] }
    | undefined;
}

/** The main step from beginning to end: inputs → destinations → the key → report. */
export class MainStep {
  readonly #env: NodeJS.ProcessEnv;
  readonly #runner: Runner;
  readonly #runtime: Runtime;
  #run: KeyRun | undefined;
  #step: Step | undefined;

  constructor(
    env: NodeJS.ProcessEnv,
    runner: Runner = new GitHubRunner(env),
    runtime: Runtime = nodeRuntime(runner),
  ) {
    this.#env = env;
    this.#runner = runner;
    this.#runtime = runtime;
  }

  /** @returns the exit code: 0, or 1 after exactly one error was written */
  async run(): Promise<0 | 1> {
    const runner = this.#runner;
    try {
      for (const token of tokensIn(this.#env)) runner.mask(token);
      runner.requireFiles('OUTPUT');
      const step = readStep(this.#env);
      if (step.key.envName !== undefined) runner.requireFiles('ENV');
      if (step.ephemeral) runner.requireFiles('STATE');
      this.#step = step;
      for (const warning of step.warnings) runner.warning(warning);
      // Before a key is created or changed: a missing permission must not leave it without its secret.
      const github = await openGitHub(step, this.#runtime);
      const access = { ...step.sentry, maskDsn: step.mask };
      const server = connectToSentry(access, this.#runtime);
      const session = openSession(server, step.key.project);
      const progress = newProgress();
      const newKeyId = this.#runtime.newKeyId();
      const beganAt = this.#runtime.clock.now();
      this.#run = {
        ...{ desired: step.key, session, progress, newKeyId, beganAt },
        isDryRun: step.dryRun,
      };
      await runKey(this.#run, { step, runner, github });
      const would = await describeDryRun(this.#run);
      return reportRun(this.#run, { isEphemeral: step.ephemeral, would }, runner);
    } catch (error) {
      reportFailure(error, this.#run, runner);
      return 1;
    }
  }

  /** Says what is left in Sentry of a run that is cut short. Whoever calls this ends the process. */
  cancel(): void {
    try {
      if (this.#run !== undefined && this.#step?.ephemeral === true) {
        keepForPostStep(createdId(this.#run), this.#run, this.#step, this.#runner);
      }
    } catch {
      // What is said next is worth more than a file that cannot be written.
    }
    reportCancelled(this.#run, this.#runner);
  }
}

/** Words that only a dry run needs are loaded only there. */
async function describeDryRun({ desired, session, progress, isDryRun }: KeyRun) {
  if (!isDryRun || progress.plan === undefined) return undefined;
  const { describePlan } = await import('./keys/describe-plan.ts');
  return describePlan(progress.plan, desired.name, projectOf(session));
}

/** Everything about GitHub's API is loaded only where something is stored there. */
async function openGitHub(
  { key, github, sentry }: Step,
  runtime: Runtime,
): Promise<Delivery['github']> {
  if (github === undefined || key.state === 'absent') return undefined;
  const { checkDestinations, connectToGitHub } = await import('./github/destinations.ts');
  const server = connectToGitHub({ ...github, timeout: sentry.timeout }, runtime);
  return { server, destinations: await checkDestinations(server, key.destinations) };
}

/** Brings one key to what is desired. Never throws: `run.progress` has what went wrong. */
async function runKey(run: KeyRun, delivery: Delivery): Promise<void> {
  const { progress } = run;
  try {
    const found = await look(run);
    if (run.isDryRun) {
      if (progress.key !== undefined) {
        requireUsable(progress.key);
        setOutputs(progress.key, run, delivery);
      }
    } else {
      const key = await obtainKept(found, run, delivery);
      if (key !== undefined) await deliver(key, run, delivery);
      if (progress.plan !== undefined && keysLeftOver(progress.plan).length > 0) {
        await (await import('./ensure/retire.ts')).retire(run);
      }
    }
    progress.isComplete = true;
  } catch (error) {
    progress.failure = error;
  }
}

/** Obtains the key, and lets the post step know of one that is created, even if this process is killed. */
async function obtainKept(
  found: Finding,
  run: KeyRun,
  { step, runner }: Delivery,
): Promise<ClientKey | undefined> {
  if (!step.ephemeral) return obtain(found, run);
  const creates = found.plan.action === 'create' || found.plan.action === 'rotate';
  if (creates) keepForPostStep(run.newKeyId, run, step, runner);
  try {
    return await obtain(found, run);
  } finally {
    const id = createdId(run);
    if (id !== (creates ? run.newKeyId : undefined)) keepForPostStep(id, run, step, runner);
  }
}

/** The key that this run created, or may have created. */
function createdId({ progress, newKeyId }: KeyRun): string | undefined {
  if (progress.keyCreated === 'maybe') return newKeyId;
  return progress.keyCreated === 'yes' ? progress.key?.id : undefined;
}

/** Tells the post step which key is to be retired; what is told last counts. */
function keepForPostStep(
  id: string | undefined,
  { desired, session }: KeyRun,
  { sentry }: Step,
  runner: Runner,
): void {
  const { baseUrl, org, project } = session;
  const { retire } = desired;
  const { timeout } = sentry;
  const key = id && formatCreatedKey({ id, baseUrl, org, project, retire, timeout });
  runner.state(CREATED_KEY, key ?? '');
}

/**
 * Stores the DSN of a key, whose secrets are masked, at GitHub, and then gives it to the workflow.
 *
 * @throws {Failure} when it could not be delivered everywhere; the next run delivers a new key that is left
 */
async function deliver(key: ClientKey, run: KeyRun, delivery: Delivery): Promise<void> {
  await warnOfIgnored(key, run, delivery.runner);
  requireUsable(key);
  if (delivery.github !== undefined) await store(key, run, delivery.runner, delivery.github);
  setOutputs(key, run, delivery);
  run.progress.isDelivered = true;
}

/** Where only a name is asked for, there is nothing that a server could ignore, and nothing is loaded. */
async function warnOfIgnored(
  key: ClientKey,
  { desired, progress }: KeyRun,
  runner: Runner,
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
  for (const warning of warnings) runner.warning(warning);
}

function setOutputs(
  key: ClientKey,
  { desired, progress, isDryRun }: KeyRun,
  { step, runner }: Delivery,
): void {
  for (const [name, value] of keyOutputs(key)) runner.output(name, value);
  progress.delivered.push(`step output dsn (${step.mask ? '' : 'not '}masked)`);
  if (desired.envName === undefined || isDryRun) return;
  runner.variable(desired.envName, key.dsn);
  progress.delivered.push(`the environment variable ${desired.envName} of later steps`);
}

/**
 * Stores the DSN in every destination, whatever becomes of the others.
 *
 * @throws {Failure} when it could not be stored everywhere
 */
async function store(
  { name, dsn }: ClientKey,
  { progress }: KeyRun,
  runner: Runner,
  { server, destinations }: NonNullable<Delivery['github']>,
): Promise<void> {
  const { storeDsn } = await import('./github/destinations.ts');
  for (const destination of destinations) {
    const { title } = destination.target;
    try {
      await storeDsn(server, destination, dsn);
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
    `The DSN of the client key ${quote(name)} could not be stored everywhere. ` +
      progress.undelivered.map(({ reason }) => reason).join(' '),
  );
}
