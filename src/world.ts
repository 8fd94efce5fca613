import type { Clock } from './clock.ts';
import { Failure } from './failure.ts';
import { type Send, traced } from './http.ts';
import type { Inputs } from './inputs.ts';
import { patient, type Patience, type PatientServer } from './retry.ts';
import type { Runner } from './runner.ts';
import { type ClientKeys, clientKeysOf } from './sentry.ts';
import { quote } from './text.ts';

/** Everything outside of the action that a step meets. */
export interface World {
  readonly runner: Runner;
  /** Opens the way to the server under a base address. */
  readonly connect: (base: URL) => Send;
  readonly clock: Clock;
  /** From 0 to less than 1, as `Math.random` gives. */
  readonly random: () => number;
  /** What this action calls itself towards servers. */
  readonly userAgent: string;
}

/** The way to a server, with a debug line for each request. */
export function wayTo(base: URL, { connect, clock, runner }: World): Send {
  return traced(connect(base), clock, (line) => {
    runner.debug(line);
  });
}

/**
 * @param who the server, in the words of log lines
 * @param timeout seconds that everything asked of it may take together
 */
export function patienceOf(who: string, timeout: number, world: World): Patience {
  const { clock, random, runner } = world;
  const say = (line: string): void => {
    runner.info(line);
  };
  return { who, clock, random, timeout: timeout * 1000, say };
}

/** The way to the keys of the project that the inputs name. */
export function openProject(
  inputs: Inputs,
  world: World,
): { keys: ClientKeys; server: PatientServer } {
  const warn = (message: string): void => {
    world.runner.warning(message);
  };
  const server = patient(wayTo(inputs.base, world), patienceOf('Sentry', inputs.timeout, world));
  return {
    keys: clientKeysOf(inputs, server, {
      userAgent: world.userAgent,
      warn,
      clock: world.clock,
    }),
    server,
  };
}

/** What was thrown, as a sentence for people. */
export function explain(error: unknown): string {
  return error instanceof Failure
    ? error.message
    : `This is a fault of sentry-client-key itself, please report it: ${quote(String(error))}`;
}

/** Where it was thrown, for debug lines. */
export function stackOf(error: unknown): string {
  const origin = error instanceof Failure ? (error.cause ?? error) : error;
  return origin instanceof Error ? (origin.stack ?? origin.message) : String(origin);
}
