import type { FastifyReply } from 'fastify';

/** What an endpoint answers; a body of undefined is an empty one. */
export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

export function send(reply: FastifyReply, { status, body, headers = {} }: Answer): FastifyReply {
  const isJson = body !== undefined && headers['content-type'] === undefined;
  // As text, or a charset would be added, which Sentry does not name.
  if (isJson) void reply.type('application/json').serializer((json: string) => json);
  return reply
    .code(status)
    .headers(headers)
    .send(isJson ? JSON.stringify(body) : body);
}

/** Ends a call with this answer, from however deep inside it. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(status: number, body?: unknown, headers: Record<string, string> = {}) {
    super(`refused with ${status}`);
    this.answer = { status, body, headers };
  }
}

export const badRequest = (detail: string): Refusal => new Refusal(400, { detail });

export const unauthorized = (detail: string): Refusal =>
  new Refusal(401, { detail }, { 'www-authenticate': 'xBasic realm="api"' });

export const forbidden = (): Refusal =>
  new Refusal(403, { detail: 'You do not have permission to perform this action.' });

export const notFound = (): Refusal => new Refusal(404, { detail: 'The requested resource does not exist' });

/** What is answered by Sentry's framework and not by an endpoint. */
export const HTML = { 'content-type': 'text/html; charset=utf-8' } as const;

/** What Sentry answers to everything it did not expect, some invalid bodies included. */
export const internalError = (): Refusal => new Refusal(500, { detail: 'Internal Error', errorId: null });
