import { type ClientKey, requireDsn, secretsIn } from './client-key.ts';
import { type Course, whatWasCreated } from './create.ts';
import { outputsOf } from './delivery.ts';
import { droppedWishes } from './dropped.ts';
import { carryOut, planFor } from './ensure.ts';
import { Failure } from './failure.ts';
import type { Place } from './github.ts';
import { type Inputs, readInputs, readToken } from './inputs.ts';
import { describe, outcomeOf, type Plan } from './plan.ts';
import { formatRateLimit } from './rate-limit.ts';
import type { Env } from './reader.ts';
import type { Runner } from './runner.ts';
import type { ClientKeys } from './sentry.ts';
import { CREATED_KEY } from './state.ts';
import { readGitHubToken } from './storage-inputs.ts';
import { type Row, summaryOf } from './summary.ts';
import { quote } from './text.ts';
import { explain, openProject, stackOf, type World } from './world.ts';

/**
 * The main step: inputs → which key → Sentry → where the DSN goes.
 *
 * @param course is kept up to date, for whoever cuts the run short
 * @returns the exit code: 0, or 1 after exactly one error was written
 */
export async function run(env: Env, world: World, course: Course): Promise<0 | 1> {
  const { runner } = world;
  try {
    runner.mask(readToken(env));
    runner.mask(readGitHubToken(env));
    runner.ready('OUTPUT');
    const inputs = readInputs(env);
    if (inputs.envName !== undefined) runner.ready('ENV');
    if (inputs.ephemeral) runner.ready('STATE');
    await ensureKey(inputs, world, course);
    return 0;
  } catch (error) {
    const message = explain(error);
    // Whatever went wrong afterwards: nobody may be left with a key that they do not know of.
    const told = course.created === 'no' || message.includes(course.page);
    runner.error(told ? message : `${message} A ${whatWasCreated(course)}`);
    runner.debug(stackOf(error));
    return 1;
  }
}

async function ensureKey(inputs: Inputs, world: World, course: Course): Promise<void> {
  const { runner, clock } = world;
  // Before a key is created or changed: a missing permission must not leave it without its secret.
  const places = await openPlaces(inputs, world);
  const { keys, server } = openProject(inputs, world);
  const creator = { keys, server, clock, course };
  const { plan, before } = await planFor(inputs, creator);
  const report: Report = {
    plan,
    projectCreated: false,
    key: undefined,
    delivered: [],
    failed: [],
    retired: 0,
  };

  if (inputs.dryRun) {
    const would = describe(plan, inputs.name, keys.project);
    if ('key' in plan) maskSecrets(plan.key, inputs, runner);
    runner.info(`Dry run, nothing is changed. Without dry-run this step would ${would}.`);
    if ('key' in plan) {
      setOutputs(plan.key, inputs, runner, keys, report);
    }
    conclude(report, inputs, runner, keys);
    return;
  }

  await carryOut(plan, before, inputs, creator, {
    onProjectCreated() {
      // At once, so that it is known even if its key is not to be had.
      report.projectCreated = true;
      runner.output('project-created', 'true');
      runner.info(`Created the project ${keys.project}.`);
    },
    onCreated(key) {
      if (inputs.ephemeral) runner.state(CREATED_KEY, key.id);
    },
    onRemoved() {
      if (inputs.ephemeral) runner.state(CREATED_KEY, '');
    },
    async deliver(key, done) {
      report.plan = done;
      maskSecrets(key, inputs, runner);
      warnOfDropped(key, done, inputs, runner);
      setOutputs(key, inputs, runner, keys, report);
      await storeDsn(key, places, runner, report);
      if (report.failed.length > 0) {
        summarize(report, 'not delivered everywhere', inputs, runner, keys);
        throw new Failure(
          `The client key ${quote(key.name)} is there (see ${keys.pageOf(key.id)}), but its DSN ` +
            `could not be stored everywhere. ${report.failed.map(({ why }) => why).join(' ')}`,
        );
      }
      runner.output('outcome', outcomeOf(done));
    },
    onRetired(count) {
      // At once, so that it is known even if the next one cannot be retired.
      report.retired = count;
      runner.output('retired', String(count));
    },
  });
  conclude(report, inputs, runner, keys);
}

function warnOfDropped(key: ClientKey, { action }: Plan, inputs: Inputs, runner: Runner): void {
  const warnings =
    action === 'create' || action === 'rotate'
      ? droppedWishes(inputs, key, 'created')
      : action === 'update'
        ? droppedWishes({ ...inputs, useCase: undefined }, key, 'changed')
        : [];
  for (const warning of warnings) runner.warning(warning);
}

/** What came of a run so far. */
interface Report {
  plan: Plan;
  /** By this run. */
  projectCreated: boolean;
  key: ClientKey | undefined;
  /** Where the DSN is. */
  readonly delivered: string[];
  /** Where it should be and is not. */
  readonly failed: { readonly title: string; readonly why: string }[];
  retired: number;
}

/** Everything about GitHub's API is loaded only where something is stored there. */
async function openPlaces(inputs: Inputs, world: World): Promise<readonly Place[]> {
  if (inputs.storage === undefined || inputs.state === 'absent') return [];
  const github = await import('./github.ts');
  return github.openPlaces(inputs.storage, inputs.timeout, world);
}

/** Before anything is said about a key: a server may repeat its secret anywhere in its answer. */
function maskSecrets(key: ClientKey, inputs: Inputs, runner: Runner): void {
  for (const secret of secretsIn(key.answer, inputs.mask)) runner.mask(secret);
}

/** Hands a key, whose secrets are masked, to the workflow. */
function setOutputs(
  key: ClientKey,
  inputs: Inputs,
  runner: Runner,
  keys: ClientKeys,
  report: Report,
): void {
  requireDsn(key, keys.pageOf(key.id));
  for (const [name, value] of outputsOf(key)) runner.output(name, value);
  report.key = key;
  report.delivered.push(`step output dsn (${inputs.mask ? '' : 'not '}masked)`);
  if (inputs.envName !== undefined && !inputs.dryRun) {
    runner.variable(inputs.envName, key.dsn);
    report.delivered.push(`the environment variable ${inputs.envName} of later steps`);
  }
}

/** Stores the DSN in every place, whatever becomes of the others. */
async function storeDsn(
  key: ClientKey,
  places: readonly Place[],
  runner: Runner,
  report: Report,
): Promise<void> {
  for (const place of places) {
    try {
      await place.store(key.dsn);
      report.delivered.push(place.title);
      runner.info(`Stored the DSN in ${place.title}.`);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      report.failed.push({ title: place.title, why: error.message });
      runner.info(`Could not store the DSN in ${place.title}.`);
    }
  }
}

/** Tells what came of the run: last outputs, log and job summary. */
function conclude(report: Report, inputs: Inputs, runner: Runner, keys: ClientKeys): void {
  const { plan, projectCreated, key, retired } = report;
  const outcome = outcomeOf(plan);
  if (key === undefined || inputs.dryRun) runner.output('outcome', outcome);
  if (!projectCreated) runner.output('project-created', 'false');
  if (retired === 0) runner.output('retired', '0');

  if (plan.action === 'reuse') {
    for (const { setting, is, asked } of plan.differs) {
      const never =
        setting === 'rate limit' && is === 'none'
          ? ' (a plan without rate limits for keys never keeps one)'
          : '';
      runner.warning(
        `The client key ${quote(plan.key.name)} was left as it is: its ${setting} is ${is}, not ` +
          `${asked}. With if-exists: update the step asks Sentry to change it${never}.`,
      );
    }
  }
  if (inputs.ephemeral && !inputs.dryRun && 'key' in plan) {
    runner.warning(
      `The client key ${quote(plan.key.name)} was there before this run, which therefore does not ` +
        'retire it. If another job made it, that job does, perhaps while this one still needs it: ' +
        'give each job a name of its own.',
    );
  }
  if (!inputs.dryRun) {
    const name = key?.name ?? inputs.name;
    const whose = name === undefined ? '' : ` ${quote(name)}`;
    const count = retired === 0 ? '' : ` (${retired} retired)`;
    const page = key === undefined ? keys.page : keys.pageOf(key.id);
    runner.info(`Client key${whose} in ${keys.project}: ${outcome}${count}. See ${page}`);
  }
  const told = inputs.dryRun ? `${outcome} (dry run: nothing was changed)` : outcome;
  summarize(report, told, inputs, runner, keys);
}

function summarize(
  { projectCreated, key, delivered, failed, retired }: Report,
  outcome: string,
  inputs: Inputs,
  runner: Runner,
  keys: ClientKeys,
): void {
  try {
    runner.summary(
      summaryOf([
        ['Project', projectCreated ? `${keys.project} (new)` : keys.project],
        ['Client key', key?.name ?? inputs.name],
        ['Outcome', outcome],
        ['Rate limit', key && formatRateLimit(key.rateLimit)],
        ['Retired keys', retired === 0 ? undefined : String(retired)],
        ...delivered.map((place): Row => ['DSN', place]),
        ...failed.map(({ title }): Row => ['DSN missing', title]),
        ['Settings', new URL(key === undefined ? keys.page : keys.pageOf(key.id))],
      ]),
    );
  } catch (error) {
    // A summary is not worth a failure.
    runner.warning(explain(error));
  }
}
