import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import packageJson from '../../package.json' with { type: 'json' };
import { connect, type Send } from './http.ts';

/** The action's clock, which tests replace. */
export interface Clock {
  /** Milliseconds since some fixed moment. Never jumps, even if the machine's clock is changed. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** Reports the progress of a run. */
export interface Log {
  /** Hides a value in all later output. */
  mask(secret: string): void;
  info(line: string): void;
  warning(message: string): void;
  debug(line: string): void;
}

/** The parts of the machine that a run depends on. Tests replace them. */
export interface Runtime {
  /** Connects to the server at a base URL. */
  readonly connect: (baseUrl: URL) => Send;
  readonly clock: Clock;
  /** From 0 to less than 1, as `Math.random` gives. */
  readonly random: () => number;
  /** 32 random hex digits: the ID of a new client key. */
  readonly newKeyId: () => string;
  /** The name of this action in requests. */
  readonly userAgent: string;
  readonly log: Log;
}

/** The network and the clock of this process. */
export function nodeRuntime(log: Log): Runtime {
  const { versions, platform } = process;
  return {
    connect,
    clock: { now: () => performance.now(), sleep: (milliseconds) => setTimeout(milliseconds) },
    random: Math.random,
    newKeyId: () => randomBytes(16).toString('hex'),
    userAgent: `sentry-client-key/${packageJson.version} (node ${versions.node}; ${platform})`,
    log,
  };
}

/**
 * Connects to one server, and writes a debug line for each request: method, path (without the key in it), status,
 * milliseconds.
 *
 * @throws {Failure} when the workflow's proxy cannot be used
 */
export function openTraced(baseUrl: URL, { connect, clock, log }: Runtime): Send {
  const send = connect(baseUrl);
  return async (request, timeoutMs) => {
    const start = clock.now();
    const path = request.url.pathname.replace(/\/keys\/[^/]+(\/(?:stats\/)?)$/, '/keys/…$1');
    let outcome = 'no answer';
    try {
      const response = await send(request, timeoutMs);
      outcome = `${response.status}`;
      return response;
    } finally {
      log.debug(`${request.method} ${path}: ${outcome} after ${Math.round(clock.now() - start)} ms`);
    }
  };
}
