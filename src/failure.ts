/**
 * The end of a run that a person has to read: `message` says what failed, what the server said and
 * what to do. It becomes the one `::error::` of the run; `cause` only ever reaches debug lines.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/** Sentry has no such project in such an organization, or none that the token can see. */
export class NoProject extends Failure {}
