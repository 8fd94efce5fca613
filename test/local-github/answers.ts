import type { components } from '@octokit/openapi-types';
import type { FastifyReply } from 'fastify';

/** What an endpoint answers; a body of undefined is an empty one. */
export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
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

export function sendError(reply: FastifyReply, { status, message }: Refusal): unknown {
  const documentation_url = 'https://docs.github.com/rest';
  return reply.code(status).send({ message, documentation_url, status: String(status) } satisfies ErrorBody);
}

type ErrorBody = components['schemas']['basic-error'];
