import type { IncomingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const unzip = promisify(gunzip);

export interface LoggedRequest<Call extends string = string> {
  call: Call | 'other';
  method: string;
  /** Without the query. */
  path: string;
  query: Record<string, string>;
  headers: IncomingHttpHeaders;
  /** The parsed JSON; undefined where there is none. */
  body: unknown;
  /** The body as text, unzipped. */
  rawBody: string;
  /** Undefined as long as there is no answer. */
  status: number | undefined;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    call?: string;
  }
  interface FastifyRequest {
    entry: LoggedRequest;
  }
}

/**
 * Keeps a log of all requests, in order of arrival, and reads their bodies as bytes.
 *
 * @param hooks.onRequest called with each request before anything is done about it
 * @param hooks.onRequestOver called with each request once it is answered or its connection is gone
 */
export function addLog<Call extends string>(
  app: FastifyInstance,
  requests: LoggedRequest<Call>[],
  hooks: { onRequest?: (request: LoggedRequest<Call>) => void; onRequestOver?: (request: LoggedRequest<Call>) => void },
): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { pathname, searchParams } = new URL(request.originalUrl, 'http://localhost');
    const entry: LoggedRequest<Call> = {
      call: (request.routeOptions.config.call ?? 'other') as Call | 'other',
      method: request.method,
      path: pathname,
      query: Object.fromEntries(searchParams),
      headers: request.headers,
      body: undefined,
      rawBody: '',
      status: undefined,
    };
    request.entry = entry;
    requests.push(entry);
    hooks.onRequest?.(entry);
    reply.raw.once('close', () => {
      hooks.onRequestOver?.(entry);
    });
    done();
  });

  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) => {
    const { headers, entry } = request;
    const bytes = headers['content-encoding'] === 'gzip' ? await unzip(body) : body;
    entry.rawBody = bytes.toString();
    try {
      entry.body = JSON.parse(entry.rawBody);
    } catch {
      // Whether it had to be JSON is for the endpoint to say.
    }
    return bytes;
  });

  app.addHook('onSend', (request, reply, _body, done) => {
    request.entry.status = reply.statusCode;
    done();
  });
}
