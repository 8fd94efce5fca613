import type * as http from 'node:http';
import { proxyFor } from './proxy.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** There is no response, or only a part of one. */
export class NoResponse extends Error {
  override readonly name = 'NoResponse';
  /** Whether the server may have got the request. Only `false` is certain. */
  readonly maybeReceived: boolean;
  /** Whether the time was up. */
  readonly timedOut: boolean;

  constructor(cause: unknown, maybeReceived: boolean, timedOut: boolean) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.maybeReceived = maybeReceived;
    this.timedOut = timedOut;
  }

  /** Node's code for what went wrong, such as `ECONNRESET`; `''` where it gives none. */
  get code(): string {
    const cause: unknown = this.cause;
    return cause instanceof Error && 'code' in cause && typeof cause.code === 'string'
      ? cause.code
      : '';
  }
}

/** What came of a request in the end. */
export type HttpResult = HttpResponse | NoResponse;

/** Sends one request, once. */
export type Send = (request: HttpRequest, timeoutMs: number) => Promise<HttpResponse>;

/** Bytes of a body that are read; no response of Sentry's comes near it. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;

/**
 * Opens the way to one server: through the workflow's proxy where there is one. Connections are
 * kept for the next request.
 *
 * What it returns sends a request once and gives back whatever came, redirects included.
 * It throws {@link NoResponse} when the response did not come whole within `timeoutMs` milliseconds.
 *
 * @throws {Failure} when the workflow's proxy cannot be used
 */
export function connect(baseUrl: URL): Send {
  const proxy = proxyFor(baseUrl);
  // Node's agents do the tunnelling, so that no proxy library has to be shipped.
  const options = {
    keepAlive: true,
    ...(proxy && { proxyEnv: { HTTP_PROXY: proxy.href, HTTPS_PROXY: proxy.href } }),
  };
  const secure = baseUrl.protocol === 'https:';
  // TLS is loaded only where it is spoken. Not by an import: as modules, these two load Node's
  // WebSocket along, which takes longer than all the rest of this action.
  const protocol = (
    secure ? process.getBuiltinModule('node:https') : process.getBuiltinModule('node:http')
  ) as typeof http;
  const agent = new protocol.Agent(options);

  return (request, timeoutMs) => {
    const { url, method, headers, body } = request;
    let maybeReceived = false;
    let hasResponse = false;
    const call = protocol.request(url, { agent, method, headers });
    return new Promise((resolve, reject) => {
      const fail = (cause: unknown, timedOut = false): void => {
        clearTimeout(timer);
        reject(new NoResponse(cause, maybeReceived, timedOut));
        call.destroy();
      };
      // The promise itself has to end in time: what Node does inside (a lookup, a tunnel through a
      // proxy) does not always hear of an abort.
      const timer = setTimeout(() => {
        fail(new Error('the time is up'), true);
      }, timeoutMs);
      call.on('socket', (socket) => {
        // Bytes leave for the server only once the connection stands (and is encrypted).
        const ready = secure ? 'secureConnect' : 'connect';
        if (socket.connecting) socket.once(ready, () => (maybeReceived = true));
        else maybeReceived = true;
      });
      call.on('response', (response) => {
        hasResponse = true;
        readBody(response).then((body) => {
          clearTimeout(timer);
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
        }, fail);
      });
      call.on('upgrade', (response) => {
        fail(new Error(`the server switched to another protocol (${response.statusCode ?? 0})`));
      });
      call.on('error', fail);
      // Whatever else may come of it: it ends.
      call.on('close', () => {
        if (!hasResponse) fail(new Error('the connection was closed'));
      });
      call.end(body);
    });
  };
}

/** By events: the iterator that `for await` needs takes 1 ms to load. */
function readBody(response: http.IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    response.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_BODY_BYTES) {
        response.destroy(new Error(`the response is longer than ${MAX_BODY_BYTES} bytes`));
      } else {
        chunks.push(chunk);
      }
    });
    response.on('end', () => {
      resolve(Buffer.concat(chunks).toString('utf8'));
    });
    response.on('error', reject);
  });
}
