import type { Clock } from './clock.ts';
import { Failure } from './failure.ts';
import { type Send, traced } from './http.ts';
import type { Inputs } from './inputs.ts';
import { patient, type PatientServer } from './retry.ts';
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

/** The way to the keys of the project that the inputs name; the time of `timeout` runs from now. */
export function openProject(
  inputs: Inputs,
  { runner, connect, clock, random, userAgent }: World,
): { keys: ClientKeys; server: PatientServer } {
  const say = (line: string): void => {
    runner.info(line);
  };
  const debug = (line: string): void => {
    runner.debug(line);
  };
  const warn = (message: string): void => {
    runner.warning(message);
  };
  const send = traced(connect(inputs.base), clock, debug);
  const server = patient(send, { clock, random, timeout: inputs.timeout * 1000, say });
  return { keys: clientKeysOf(inputs, server, { userAgent, warn }), server };
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
