/** Whatever answers nothing, or something that is no answer: the step ends in its time, with one error. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { pathToFileURL } from 'node:url';
import { generate } from 'selfsigned';
import { preloading, runStep } from '../harness/local-runner.ts';
import { TOKEN } from '../harness/scenario.ts';
import { onLoopback } from './on-loopback.ts';

const HOSTS = `--import=${pathToFileURL(join(import.meta.dirname, '../harness/hosts.ts')).href}`;

/** A server on loopback that does with each connection what it is told. */
function withServer(onConnection: (socket: Socket) => void, act: (port: number) => Promise<void>): Promise<void> {
  return onLoopback(createServer(onConnection), act);
}

const step = { token: TOKEN, org: 'acme', project: 'web', name: 'ci', timeout: '1' };

describe('a proxy', () => {
  test.each<[string, (socket: Socket) => void]>([
    ['takes CONNECT and says nothing', () => undefined],
    [
      'opens a tunnel in which TLS never begins',
      (socket) => {
        socket.once('data', () => socket.write('HTTP/1.1 200 Connection Established\r\n\r\n'));
      },
    ],
    [
      'sends half of its answer',
      (socket) => {
        socket.once('data', () => socket.write('HTTP/1.1 200 Conn'));
      },
    ],
  ])('that %s does not hang the step', async (_what, onConnection) => {
    await withServer(onConnection, async (port) => {
      const result = await runStep({
        with: { ...step, url: 'https://sentry.acme.test' },
        env: { https_proxy: `http://127.0.0.1:${port}` },
        secrets: () => [TOKEN],
      });
      expect(result.exitCode).toBe(1);
      expect(result.errors).toEqual([expect.stringContaining('the time was up')]);
      expect(result.errors[0]).not.toContain('may have been created');
    });
  });
});

test('a lookup that never ends does not outlive the step', async () => {
  const neverAnswers = preloading(`
    import dns from 'node:dns';
    import { syncBuiltinESMExports } from 'node:module';
    dns.lookup = () => setTimeout(() => undefined, 600_000);
    syncBuiltinESMExports();
  `);
  const result = await runStep({
    with: { ...step, url: 'https://sentry.acme.test' },
    env: neverAnswers,
    secrets: () => [TOKEN],
  });
  expect(result.exitCode).toBe(1);
  expect(result.errors).toEqual([expect.stringContaining('the time was up')]);
});

test('a refused connection is tried a few times, with one line about it', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  const url = `http://127.0.0.1:${port}`;
  const result = await runStep({ with: { ...step, timeout: '120', url }, secrets: () => [TOKEN] });
  const [, line, ...others] = result.log.split('\n');
  expect(line).toMatch(/^No answer from Sentry: .*; asking again in \d\.\d s, 5 attempts at most\.$/);
  expect(others).toHaveLength(1);
  expect(result.errors).toEqual([expect.stringContaining(`connect ECONNREFUSED 127.0.0.1:${port}"`)]);
});

test('a host that does not exist is tried three times, and the error names url and region', async () => {
  const result = await runStep({
    with: { ...step, timeout: '120', url: 'https://sentry.invalid' },
    env: { NODE_OPTIONS: HOSTS },
    secrets: () => [TOKEN],
  });
  expect(result.log.match(/asking again/g)).toHaveLength(1);
  expect(result.log).toMatch(/; asking again in \d\.\d s, 3 attempts at most\.$/m);
  expect(result.errors).toEqual([
    expect.stringMatching(/ENOTFOUND.* does not exist or is not known here: check url or region\.$/),
  ]);
});

describe('a TLS server', () => {
  const host = 'sentry.acme.test';
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
  const authority = join(folder, 'authority.pem');
  let pair: { key: string; cert: string };

  beforeAll(async () => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: host }], {
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: host }] }],
    });
    pair = { key, cert };
    writeFileSync(authority, cert);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test.each<[string, TlsOptions, RegExp]>([
    ['knows only TLS 1.1', { minVersion: 'TLSv1', maxVersion: 'TLSv1.1' }, /only uses TLS versions older than 1\.2/],
    ['wants a client certificate', { requestCert: true }, /requires a client certificate, which the step cannot send/],
    [
      'wants a client certificate in TLS 1.2',
      { requestCert: true, maxVersion: 'TLSv1.2' },
      /requires a client certificate, which the step cannot send, or its ciphers are too old/,
    ],
  ])('that %s is told as that, after a few attempts', async (_what, options, error) => {
    // OpenSSL itself refuses TLS 1.1 at any other level.
    const server = createTlsServer({ ...pair, ca: pair.cert, ciphers: 'DEFAULT@SECLEVEL=0', ...options });
    await onLoopback(server, async (port) => {
      const result = await runStep({
        with: { ...step, timeout: '120', url: `https://${host}:${port}` },
        env: { NODE_OPTIONS: HOSTS, NODE_EXTRA_CA_CERTS: authority },
        secrets: () => [TOKEN],
      });
      expect(result.errors).toEqual([expect.stringMatching(error)]);
      expect(result.errors[0]).not.toMatch(/does not use TLS|set NODE_EXTRA_CA_CERTS/);
    });
  });
});
