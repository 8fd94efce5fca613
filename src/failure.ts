import { quote } from './text.ts';

interface Options {
  readonly cause?: unknown;
  readonly reason?: string | undefined;
  readonly unavailable?: URL | undefined;
}

/**
 * Something went wrong that the people who run the action can act on. The message is one or more whole sentences for
 * them; it ends up in the single error that a run may print.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
  /** The message with `…` for the names of the project and the key: the same for every key of a list. */
  readonly reason: string;
  /** The server that gave no answer of use in the time that it had. */
  readonly unavailable: URL | undefined;

  constructor(message: string, { cause, reason = message, unavailable }: Options = {}) {
    super(message, { cause });
    this.reason = reason;
    this.unavailable = unavailable;
  }
}

/** Sentry has no such project in such an organization, or none that the token can see. */
export class NoProject extends Failure {}

/** What was thrown, as sentences for people. */
export function explain(error: unknown): string {
  return error instanceof Failure
    ? error.message
    : `This is a bug in sentry-client-key, please report it: ${quote(String(error))}`;
}

/** What was thrown, as sentences that are equal for all keys that fail for the same reason. */
export function reasonOf(error: unknown): string {
  return error instanceof Failure ? error.reason : explain(error);
}

/** Where it was thrown, for debug lines. */
export function stackOf(error: unknown): string {
  const origin = error instanceof Failure ? (error.cause ?? error) : error;
  return origin instanceof Error ? (origin.stack ?? origin.message) : String(origin);
}
