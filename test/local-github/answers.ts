import type { components } from '@octokit/openapi-types';
import type { FastifyReply } from 'fastify';

/** What an endpoint answers; a body of undefined is an empty one. */
export interface Answer {
  status: number;
  body?: unknown;
}

/** Ends a call with an error, from however deep inside it. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export const notFound = (): Refusal => new Refusal(404, 'Not Found');

/** GitHub checks a body against a schema first; this is how it says what does not fit. */
export const invalidRequest = (complaints: readonly string[]): Refusal =>
  new Refusal(422, `Invalid request.\n\n${complaints.join('\n')}`);

/** @param page the page of GitHub's REST documentation that the error points at */
export function sendError(reply: FastifyReply, { status, message }: Refusal, page = ''): unknown {
  const documentation_url = `https://docs.github.com/rest${page}`;
  return reply.code(status).send({ message, documentation_url, status: String(status) } satisfies ErrorBody);
}

type ErrorBody = components['schemas']['basic-error'];
