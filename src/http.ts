import type * as http from 'node:http';
import { getProxyUrl } from '@actions/http-client/lib/proxy';
import type { Clock } from './clock.ts';
import { Failure } from './failure.ts';

export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** There is no answer, or only a part of one. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  /** Whether the server may have got the request. Only `false` is certain. */
  readonly maybeReceived: boolean;
  /** Whether the time was up. */
  readonly timedOut: boolean;

  constructor(cause: unknown, maybeReceived: boolean, timedOut: boolean) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.maybeReceived = maybeReceived;
    this.timedOut = timedOut;
  }
}

/** Sends one request, once. */
export type Send = (request: Request, timeoutMs: number) => Promise<Answer>;

/** Adds a debug line for each request: method, path (without the key in it), status, milliseconds. */
export function traced(send: Send, clock: Clock, debug: (line: string) => void): Send {
  return async (request, timeoutMs) => {
    const start = clock.now();
    const say = (what: string) => {
      const path = request.url.pathname.replace(/\/keys\/[^/]+/, '/keys/…');
      debug(`${request.method} ${path}: ${what} after ${Math.round(clock.now() - start)} ms`);
    };
    try {
      const answer = await send(request, timeoutMs);
      say(`${answer.status}`);
      return answer;
    } catch (error) {
      say('no answer');
      throw error;
    }
  };
}

/** Bytes of an answer's body that are read; no answer of Sentry's comes near it. */
const MAX_BODY = 8 * 1024 * 1024;

/**
 * Opens the way to one server: through the proxy that the workflow's `https_proxy` or `http_proxy`
 * names for it, past it for the hosts of `no_proxy` and for loopback, by the rules of the toolkit.
 * Connections are kept for the next request.
 *
 * What it returns sends a request once and gives back whatever came, redirects included.
 * It throws {@link NoAnswer} when the answer did not come whole within `timeoutMs` milliseconds.
 *
 * @throws {Failure} when the workflow's proxy is not one that can be used
 */
export function connect(base: URL): Send {
  const proxy = proxyFor(base);
  // Node's agents do the tunnelling, so that no proxy library has to be shipped.
  const options = {
    keepAlive: true,
    ...(proxy && { proxyEnv: { HTTP_PROXY: proxy.href, HTTPS_PROXY: proxy.href } }),
  };
  const secure = base.protocol === 'https:';
  // TLS is loaded only where it is spoken. Not by an import: as modules, these two load Node's
  // WebSocket along, which takes longer than all the rest of this action.
  const protocol = (
    secure ? process.getBuiltinModule('node:https') : process.getBuiltinModule('node:http')
  ) as typeof http;
  const agent = new protocol.Agent(options);

  return async (request, timeoutMs) => {
    let maybeReceived = false;
    const aborted = AbortSignal.timeout(timeoutMs);
    try {
      const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
        const { url, method, headers, body } = request;
        const call = protocol.request(url, { agent, method, headers, signal: aborted }, resolve);
        call.on('socket', (socket) => {
          // Bytes leave for the server only once the connection stands (and is encrypted).
          const ready = secure ? 'secureConnect' : 'connect';
          if (socket.connecting) socket.once(ready, () => (maybeReceived = true));
          else maybeReceived = true;
        });
        call.on('error', reject);
        call.end(body);
      });
      const body = await readBody(response);
      return { status: response.statusCode ?? 0, headers: response.headers, body };
    } catch (error) {
      throw new NoAnswer(error, maybeReceived, aborted.aborted);
    }
  };
}

/** @throws {Failure} when the variable names no address of a proxy that can be used */
function proxyFor(base: URL): URL | undefined {
  let proxy: URL | undefined;
  try {
    proxy = getProxyUrl(base);
  } catch {
    throw new Failure(WRONG_PROXY);
  }
  if (proxy !== undefined && !/^https?:$/.test(proxy.protocol)) throw new Failure(WRONG_PROXY);
  return proxy;
}

const WRONG_PROXY =
  'The variable https_proxy does not name a proxy that can be used: write its address, such as ' +
  'http://proxy.example.com:3128, or name the server in no_proxy.';

async function readBody(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) throw new Error(`the answer is longer than ${MAX_BODY} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
