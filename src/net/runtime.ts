import { randomBytes } from 'node:crypto';
import packageJson from '../../package.json' with { type: 'json' };
import { type Clock, systemClock } from './clock.ts';
import { connect, type Send } from './http.ts';

/** Where a run says what it is doing. */
export interface Log {
  /** Hides a value in everything that is shown from now on. */
  mask(secret: string): void;
  info(line: string): void;
  warning(message: string): void;
  debug(line: string): void;
}

/** What a run needs of the machine that it runs on; tests bring one of their own. */
export interface Runtime {
  /** Opens the way to the server under a base URL. */
  readonly connect: (baseUrl: URL) => Send;
  readonly clock: Clock;
  /** From 0 to less than 1, as `Math.random` gives. */
  readonly random: () => number;
  /** 32 hex digits that nobody else has: the ID of a new client key. */
  readonly newKeyId: () => string;
  /** What this action calls itself towards servers. */
  readonly userAgent: string;
  readonly log: Log;
}

/** The network and the clock of this process. */
export function nodeRuntime(log: Log): Runtime {
  const { versions, platform } = process;
  return {
    connect,
    clock: systemClock,
    random: Math.random,
    newKeyId: () => randomBytes(16).toString('hex'),
    userAgent: `sentry-client-key/${packageJson.version} (node ${versions.node}; ${platform})`,
    log,
  };
}
