import { type ClientKey, requireDsn, secretsIn } from './client-key.ts';
import type { Course } from './create.ts';
import { outputsOf } from './delivery.ts';
import { droppedWishes } from './dropped.ts';
import { carryOut, planFor } from './ensure.ts';
import { Failure } from './failure.ts';
import { type Env, type Inputs, readInputs, readToken } from './inputs.ts';
import { describe, outcomeOf, type Plan } from './plan.ts';
import { formatRateLimit } from './rate-limit.ts';
import type { Runner } from './runner.ts';
import type { ClientKeys } from './sentry.ts';
import { summaryOf } from './summary.ts';
import { quote } from './text.ts';
import { explain, openProject, stackOf, type World } from './world.ts';

/** The name under which the ID of an ephemeral key is kept for the post step. */
export const CREATED_KEY = 'created-key';

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
    runner.ready();
    await ensureKey(readInputs(env), world, course);
    return 0;
  } catch (error) {
    runner.error(explain(error));
    runner.debug(stackOf(error));
    return 1;
  }
}

async function ensureKey(inputs: Inputs, world: World, course: Course): Promise<void> {
  const { runner, clock } = world;
  const { keys, server } = openProject(inputs, world);
  const creator = { keys, server, clock, course };
  const { plan, before } = await planFor(inputs, creator);

  if (inputs.dryRun) {
    runner.info(
      `Dry run, nothing is changed. Without dry-run this step would ${describe(plan, inputs.name)}.`,
    );
    const key = plan.action === 'reuse' || plan.action === 'update' ? plan.key : undefined;
    if (key !== undefined) handOver(key, inputs, runner, keys);
    conclude({ plan, key, retired: 0 }, inputs, runner, keys);
    return;
  }

  let delivered: ClientKey | undefined;
  let retired = 0;
  const done = await carryOut(plan, before, inputs, creator, {
    onCreated(key) {
      if (inputs.ephemeral) runner.state(CREATED_KEY, key.id);
      for (const warning of droppedWishes(inputs, key, 'created')) runner.warning(warning);
    },
    onUpdated(key) {
      const { rateLimit } = inputs;
      const dropped = droppedWishes({ rateLimit, useCase: undefined }, key, 'changed');
      for (const warning of dropped) runner.warning(warning);
    },
    onRemoved() {
      if (inputs.ephemeral) runner.state(CREATED_KEY, '');
    },
    deliver(key) {
      handOver(key, inputs, runner, keys);
      delivered = key;
    },
    onRetired(count) {
      // At once, so that it is known even if the next one cannot be retired.
      retired = count;
      runner.output('retired', String(count));
    },
  });
  conclude({ plan: done, key: delivered, retired }, inputs, runner, keys);
}

/** Masks what is secret about a key, and only then hands it to the workflow. */
function handOver(key: ClientKey, inputs: Inputs, runner: Runner, keys: ClientKeys): void {
  for (const secret of secretsIn(key.answer, inputs.mask)) runner.mask(secret);
  const page = keys.pageOf(key.id);
  requireDsn(key, page);
  try {
    for (const [name, value] of outputsOf(key)) runner.output(name, value);
  } catch (cause) {
    throw new Failure(
      `The client key is there (see ${page}), but the outputs of the step could not be written: ` +
        quote(String(cause)),
      { cause },
    );
  }
}

interface Result {
  readonly plan: Plan;
  readonly key: ClientKey | undefined;
  readonly retired: number;
}

/** Tells what came of the run: last outputs, log and job summary. */
function conclude(result: Result, inputs: Inputs, runner: Runner, keys: ClientKeys): void {
  const { plan, key, retired } = result;
  const outcome = outcomeOf(plan);
  runner.output('outcome', outcome);
  if (retired === 0) runner.output('retired', '0');

  if (plan.action === 'reuse') {
    for (const difference of plan.differs) {
      runner.warning(
        `The client key ${quote(plan.key.name)} was left as it is: ${difference}. ` +
          'if-exists: update would change it.',
      );
    }
  }
  const page = key === undefined ? keys.page : keys.pageOf(key.id);
  const name = key?.name ?? inputs.name;
  if (!inputs.dryRun) {
    const count = retired === 0 ? '' : `, ${retired} retired`;
    const whose = name === undefined ? '' : ` ${quote(name)}`;
    runner.info(`Client key${whose} in ${keys.project}: ${outcome}${count}. See ${page}`);
  }
  try {
    runner.summary(
      summaryOf([
        ['Project', keys.project],
        ['Client key', name ?? ''],
        ['Outcome', inputs.dryRun ? `${outcome} (dry run: nothing was changed)` : outcome],
        ['Rate limit', key && formatRateLimit(key.rateLimit)],
        ['Retired keys', retired === 0 ? undefined : String(retired)],
        ['DSN', key && `step output dsn (${inputs.mask ? '' : 'not '}masked)`],
        ['Settings', new URL(page)],
      ]),
    );
  } catch (cause) {
    runner.warning(`The job summary could not be written: ${quote(String(cause))}`);
  }
}
