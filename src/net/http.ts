import http from 'node:http';
import https from 'node:https';
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

/** The error for a missing or incomplete response. */
export class NoResponse extends Error {
  override readonly name = 'NoResponse';
  /** Whether the server might have received the request. Only `false` is certain. */
  readonly maybeReceived: boolean;
  readonly timedOut: boolean;

  constructor(cause: unknown, maybeReceived: boolean, timedOut: boolean) {
    // If a host has several addresses, Node collects their errors in one without a message.
    const [first = cause] = cause instanceof AggregateError ? (cause.errors as unknown[]) : [];
    super(first instanceof Error ? first.message : String(first), { cause });
    this.maybeReceived = maybeReceived;
    this.timedOut = timedOut;
  }

  /** Node's error code, such as `ECONNRESET`; `''` if there is none. */
  get code(): string {
    const cause: unknown = this.cause;
    return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  }
}

/** The final result of a request. */
export type HttpResult = HttpResponse | NoResponse;

/**
 * Sends a request once, without retries.
 *
 * @param free called with the milliseconds that the request waited for other requests, which must not use up the
 *   server's time
 */
export type Send = (
  request: HttpRequest,
  timeoutMs: number,
  free?: (milliseconds: number) => void,
) => Promise<HttpResponse>;

/** The longest body to read. Sentry's responses are far shorter. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;

/**
 * Connects to one server, through the workflow's proxy if there is one. Connections stay open for later requests.
 *
 * The result sends a request once and returns any response, including redirects. It throws {@link NoResponse} if the
 * whole response does not arrive within `timeoutMs` milliseconds.
 *
 * @throws {Failure} when the workflow's proxy cannot be used
 */
export function connect(baseUrl: URL): Send {
  const proxy = proxyFor(baseUrl);
  const isSecure = baseUrl.protocol === 'https:';
  const agent = new (isSecure ? https : http).Agent({
    keepAlive: true,
    ...(proxy && { proxyEnv: { HTTP_PROXY: proxy.href, HTTPS_PROXY: proxy.href } }),
  });

  return ({ url, method, headers, body }, timeoutMs) => {
    let maybeReceived = false;
    const call = (isSecure ? https : http).request(url, {
      agent,
      method,
      headers: { ...headers, 'accept-encoding': 'identity' },
    });
    return new Promise((resolve, reject) => {
      const fail = (cause: unknown, timedOut = false): void => {
        clearTimeout(timer);
        reject(new NoResponse(cause, maybeReceived, timedOut));
        call.destroy();
      };
      // Reject the promise on a timer, because work inside Node (a lookup, a tunnel through a proxy) does not always
      // react to an abort.
      const timer = setTimeout(() => {
        fail(new Error('the time is up'), true);
      }, timeoutMs);
      call.on('socket', (socket) => {
        // Bytes leave for the server only once the connection is open (and encrypted).
        const ready = isSecure ? 'secureConnect' : 'connect';
        if (socket.connecting) socket.once(ready, () => (maybeReceived = true));
        else maybeReceived = true;
      });
      call.on('response', (response) => {
        readBody(response).then((body) => {
          clearTimeout(timer);
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
        }, fail);
      });
      call.on('upgrade', () => {
        fail(new Error('the server switched to another protocol (101)'));
      });
      call.on('error', fail);
      call.end(body);
    });
  };
}

async function readBody(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) {
      const error = new Error(`the response is longer than ${MAX_BODY_BYTES} bytes`);
      throw Object.assign(error, { code: 'ERR_BODY_TOO_LONG' });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
