import { readClientKey, secretsIn, type ClientKey } from './client-key.ts';
import { outputsOf } from './delivery.ts';
import { droppedWishes } from './dropped.ts';
import { Failure } from './failure.ts';
import { type Send, traced } from './http.ts';
import { type Env, type Inputs, readInputs, readToken } from './inputs.ts';
import { formatRateLimit } from './rate-limit.ts';
import type { Runner } from './runner.ts';
import { type ClientKeys, clientKeysOf } from './sentry.ts';
import { summaryOf } from './summary.ts';
import { quote } from './text.ts';

/**
 * The main step: inputs → key → Sentry → where the DSN goes.
 *
 * @param connect opens the way to the server under a base address
 * @param userAgent what this action calls itself towards servers
 * @returns the exit code: 0, or 1 after exactly one error was written
 */
export async function run(
  env: Env,
  runner: Runner,
  connect: (base: URL) => Send,
  userAgent: string,
): Promise<0 | 1> {
  try {
    runner.mask(readToken(env));
    runner.ready();
    const inputs = readInputs(env);
    const send = traced(connect(inputs.base), (line) => {
      runner.debug(line);
    });
    await ensureKey(inputs, runner, clientKeysOf(inputs, send, userAgent));
    return 0;
  } catch (error) {
    report(error, runner);
    return 1;
  }
}

async function ensureKey(inputs: Inputs, runner: Runner, keys: ClientKeys): Promise<void> {
  const answer = await keys.create(inputs);
  for (const secret of secretsIn(answer, inputs.mask)) runner.mask(secret);
  const key = readClientKey(
    answer,
    `Sentry was asked to create a client key (see ${keys.page}), but`,
  );
  for (const warning of droppedWishes(inputs, key)) runner.warning(warning);
  deliver(key, inputs, runner, keys);
}

function deliver(key: ClientKey, inputs: Inputs, runner: Runner, keys: ClientKeys): void {
  const outcome = 'created';
  const page = keys.pageOf(key.id);
  try {
    for (const [name, value] of outputsOf(key, outcome)) runner.output(name, value);
  } catch (cause) {
    throw new Failure(
      `The client key is there, but the step's outputs could not be written: ${quote(String(cause))}. ` +
        `See ${page}`,
      { cause },
    );
  }
  runner.info(
    `Created the client key ${quote(key.name)} in ${inputs.org}/${inputs.project}: ${page}`,
  );
  try {
    runner.summary(
      summaryOf({
        org: inputs.org,
        project: inputs.project,
        keyName: key.name,
        outcome,
        rateLimit: formatRateLimit(key.rateLimit),
        delivered: [`step output dsn${inputs.mask ? ' (masked)' : ' (not masked)'}`],
        page,
      }),
    );
  } catch (cause) {
    runner.warning(`The job summary could not be written: ${quote(String(cause))}`);
  }
}

function report(error: unknown, runner: Runner): void {
  if (error instanceof Failure) {
    runner.error(error.message);
    if (error.cause instanceof Error) runner.debug(error.cause.stack ?? error.cause.message);
    return;
  }
  runner.error(
    `This is a fault of sentry-client-key itself, please report it: ${quote(String(error))}`,
  );
  if (error instanceof Error) runner.debug(error.stack ?? '');
}
