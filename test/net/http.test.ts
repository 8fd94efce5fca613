import { createServer as createHttpsServer } from 'node:https';
import { createServer, type Server } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { generate } from 'selfsigned';
import { connect } from '../../src/net/http.ts';
import { type Fault, type LocalSentry, startLocalSentry } from '../local-sentry/index.ts';
import { onLoopback } from './on-loopback.ts';

async function withServer(act: (sentry: LocalSentry) => Promise<void>): Promise<void> {
  const sentry = await startLocalSentry();
  try {
    await act(sentry);
  } finally {
    await sentry.close();
  }
}

const get = (url: string) => ({ method: 'GET', url: new URL(url), headers: {} }) as const;

test.each<[Fault['strike'], boolean]>([
  ['reset', false],
  ['cut-off', false],
  ['hang', true],
])('%s: the server may have the request, also on a connection that was kept', async (strike, timedOut) => {
  await withServer(async (sentry) => {
    const send = connect(new URL(sentry.url));
    for (const before of [false, true]) {
      if (before) expect(await send(get(sentry.url), 5000)).toMatchObject({ status: 404 });
      sentry.fault({ strike });
      const error = { name: 'NoResponse', maybeReceived: true, timedOut };
      await expect(send(get(sentry.url), timedOut ? 300 : 5000)).rejects.toMatchObject(error);
    }
  });
});

test('gives back a redirect, and does not follow it', async () => {
  await withServer(async (sentry) => {
    const headers = { location: '/elsewhere' };
    sentry.fault({ strike: 'answer', status: 307, headers, body: 'moved' });
    const answer = await connect(new URL(sentry.url))(get(sentry.url), 5000);
    expect(answer).toMatchObject({ status: 307, headers, body: 'moved' });
    expect(sentry.requests).toHaveLength(1);
  });
});

test('gives up an answer after 8 MB', async () => {
  await withServer(async (sentry) => {
    sentry.fault({ strike: 'answer', status: 200, body: 'x'.repeat(9 * 1024 * 1024) });
    await expect(connect(new URL(sentry.url))(get(sentry.url), 5000)).rejects.toThrow('longer than 8388608 bytes');
  });
});

/** Has a server listen on loopback while something is done, with its URL. */
function during(server: Server, act: (url: string) => Promise<void>, scheme = 'http'): Promise<void> {
  return onLoopback(server, (port) => act(`${scheme}://127.0.0.1:${port}`));
}

test('a refused connection: the server cannot have the request', async () => {
  let url = '';
  await during(createServer(), (base) => {
    url = base;
    return Promise.resolve();
  });
  const error = { cause: { code: 'ECONNREFUSED' }, maybeReceived: false, timedOut: false };
  await expect(connect(new URL(url))(get(url), 5000)).rejects.toMatchObject(error);
});

describe('with TLS', () => {
  const before = getCACertificates();
  let tls: { key: string; cert: string };

  beforeAll(async () => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
    });
    tls = { key, cert };
  });

  afterEach(() => {
    setDefaultCACertificates(before);
  });

  test.each<[string, () => Server, timeoutMs: number, object]>([
    [
      'whose certificate is unknown',
      () => createHttpsServer(tls, (_, response) => response.end()),
      5000,
      { cause: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, timedOut: false },
    ],
    ['that never says a word', () => createServer(), 300, { timedOut: true }],
  ])('nothing is sent to a server %s', async (_what, serve, timeoutMs, error) => {
    await during(
      serve(),
      async (url) => {
        const answer = connect(new URL(url))(get(url), timeoutMs);
        await expect(answer).rejects.toMatchObject({ maybeReceived: false, ...error });
      },
      'https',
    );
  });
});
