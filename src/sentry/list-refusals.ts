import { Failure } from '../failure.ts';
import { addressOf } from '../net/base-url.ts';
import type { HttpResponse } from '../net/http.ts';
import type { SentryQuestion } from './refusals.ts';

/** A success that has no list in it. */
export function notAList({ status }: HttpResponse, { verb, baseUrl }: SentryQuestion): Failure {
  return new Failure(
    `${addressOf(baseUrl)} answered ${status} with something that is not a list when it was asked to ` +
      `${verb}. Check that url is the address of a Sentry server.`,
  );
}

export function endless(title: string): Failure {
  return new Failure(
    `The list of ${title} does not end: Sentry's pages go round in circles. Check that url is the ` +
      'address of a Sentry server.',
  );
}

export function tooLong(title: string, bytes: number): Failure {
  return new Failure(
    `The list of ${title} is longer than ${bytes} bytes, which is more than this action reads. Delete ` +
      'what is not used any more, and check that url is the address of a Sentry server.',
  );
}
