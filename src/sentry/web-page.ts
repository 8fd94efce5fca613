import { Failure } from '../failure.ts';
import { addressOf } from '../net/base-url.ts';
import type { Question } from '../net/explain.ts';
import type { HttpResponse } from '../net/http.ts';

export function isWebPage({ body }: HttpResponse): boolean {
  return body.trimStart().startsWith('<');
}

export function explainWebPage({ status }: HttpResponse, { baseUrl, verb }: Question): Failure {
  return new Failure(
    `${addressOf(baseUrl)} answered with a web page (${status}) when it was asked to ${verb}. ` +
      'Check that url is the address of a Sentry server, with the path that it is served under, ' +
      'and that no proxy or log-in page stands in front of it.',
  );
}

/** What a success that cannot be read means: nearly always an address that is not Sentry's. */
export function explainUnreadable(response: HttpResponse, question: Question): Failure {
  if (isWebPage(response)) return explainWebPage(response, question);
  return new Failure(
    `${addressOf(question.baseUrl)} answered ${response.status} with something that is not JSON when ` +
      `it was asked to ${question.verb}. Check that url is the address of a Sentry server.`,
  );
}
