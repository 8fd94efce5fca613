/**
 * A proxy in front of a server. It loses answers, so that nobody knows what was done; and it holds
 * the first answers back until all of them are there, so that no run acts before every run looked.
 */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

export interface ProxyOptions {
  /** Which request's answer is lost, from 1 on; by default none. */
  readonly lose?: number;
  /**
   * Whether it is lost before the request reaches the server, which then does nothing, or after the
   * server answered.
   */
  readonly when?: 'before' | 'after';
  /** The method whose every answer is lost; by default none. */
  readonly loseAll?: string;
  /** So many answers wait for each other before the first of them reaches its client. */
  readonly gather?: number;
}

export interface Proxy {
  readonly url: string;
  /** Method and path of each request, in order of arrival. */
  readonly requests: readonly string[];
}

/**
 * Starts a proxy, lets `act` use it, and ends it.
 *
 * @param target - the base URL of the server
 */
export async function throughProxy(
  target: string,
  { lose = 0, loseAll, when = 'after', gather = 0 }: ProxyOptions,
  act: (proxy: Proxy) => Promise<void>,
): Promise<void> {
  const requests: string[] = [];
  let answered = 0;
  const gathered = Promise.withResolvers<undefined>();

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = '', url = '', headers, socket } = incoming;
    const nth = requests.push(`${method} ${url}`);
    const isLost = nth === lose || method === loseAll;
    if (isLost && when === 'before') {
      socket.destroy();
      return;
    }
    const answer = await new Promise<IncomingMessage>((done, failed) => {
      const forwarded = request(new URL(url, target), { method, headers }, done);
      forwarded.on('error', failed);
      incoming.pipe(forwarded);
    });
    // Whole, so that the server has done everything by then.
    const body = Buffer.concat((await answer.toArray()) as Buffer[]);
    answered += 1;
    if (answered >= gather) gathered.resolve(undefined);
    await gathered.promise;
    if (isLost) {
      socket.destroy();
      return;
    }
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    outgoing.end(body);
  }

  const server = createServer((incoming, outgoing) => {
    pass(incoming, outgoing).catch(() => incoming.socket.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  try {
    await act({ url: `http://127.0.0.1:${port}`, requests });
  } finally {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
}
