import { quote } from './text.ts';

interface Options {
  readonly cause?: unknown;
  readonly reason?: string | undefined;
  readonly unavailable?: URL | undefined;
}

/**
 * An error that the user of the action can act on. The message is one or more whole sentences for them; it becomes part
 * of the single error that a run prints.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
  /** The message with `…` for the project and key names, so it is the same for every key of a list. */
  readonly reason: string;
  /** The server that gave no useful answer in time. */
  readonly unavailable: URL | undefined;

  constructor(message: string, { cause, reason = message, unavailable }: Options = {}) {
    super(message, { cause });
    this.reason = reason;
    this.unavailable = unavailable;
  }
}

/** The project does not exist in the organization, or the token cannot see it. */
export class NoProject extends Failure {}

/** Describes a thrown error in sentences. */
export function explain(error: unknown): string {
  return error instanceof Failure
    ? error.message
    : `This is a bug in sentry-client-key, please report it: ${quote(String(error))}`;
}

/** Describes a thrown error in sentences that are equal for all keys with the same cause. */
export function reasonOf(error: unknown): string {
  return error instanceof Failure ? error.reason : explain(error);
}

/** The stack trace, for debug lines. */
export function stackOf(error: unknown): string {
  const origin = error instanceof Failure ? (error.cause ?? error) : error;
  return origin instanceof Error ? (origin.stack ?? origin.message) : String(origin);
}
