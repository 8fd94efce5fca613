/**
 * The end of a run that a person has to read: `message` says what failed, what the server said and
 * what to do. It becomes the one `::error::` of the run; `cause` only ever reaches debug lines.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/** A key that this run counted on is not there any more, so that nothing is left to say of it. */
export class Gone extends Failure {}

/** The error with a sentence more, where it is one for people. */
export function withSequel(error: unknown, sequel: string): unknown {
  if (!(error instanceof Failure) || error instanceof Gone) return error;
  return new Failure(`${error.message} ${sequel}`, { cause: error.cause });
}

/** Sentry has no such project in such an organization, or none that the token can see. */
export class NoProject extends Failure {}
