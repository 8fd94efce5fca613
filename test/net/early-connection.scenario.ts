/** The connection that is begun before the inputs are read: one, with nothing on it but the handshake. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { runStep, type StepResult } from '../harness/local-runner.ts';
import { TOKEN } from '../harness/scenario.ts';
import { startLocalGitHub } from '../local-github/index.ts';
import { type LocalSentry, startLocalSentry } from '../local-sentry/index.ts';

interface Place {
  readonly sentry: LocalSentry;
  /** How many connections there were. */
  readonly connections: () => number;
  readonly run: (
    inputs?: Record<string, string>,
    env?: Record<string, string>,
  ) => Promise<StepResult>;
}

/** A Sentry with TLS behind something that counts connections, and closes or ignores the first of them. */
async function withTls(
  { cut = 0, ignored = 0 }: { readonly cut?: number; readonly ignored?: number },
  act: (place: Place) => Promise<void>,
): Promise<void> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  });
  const folder = mkdtempSync(join(tmpdir(), 'early-'));
  const file = join(folder, 'authority.pem');
  writeFileSync(file, cert);
  const sentry = await startLocalSentry({ tls: { key, cert } });
  sentry.addToken(TOKEN, ['project:write']);
  const sockets: Socket[] = [];
  const counter = createServer((socket) => {
    const nth = sockets.push(socket);
    socket.on('error', () => undefined);
    if (nth <= cut) socket.destroy();
    if (nth <= Math.max(cut, ignored)) return;
    const onward = connect(Number(new URL(sentry.url).port), '127.0.0.1');
    onward.on('error', () => undefined);
    socket.on('close', () => onward.destroy());
    socket.pipe(onward).pipe(socket);
  });
  await new Promise<void>((listening) => counter.listen(0, '127.0.0.1', listening));
  const url = `https://127.0.0.1:${(counter.address() as AddressInfo).port}`;
  const given = { token: TOKEN, org: 'acme', project: 'web', url };
  try {
    await act({
      sentry,
      connections: () => sockets.length,
      run: (inputs = {}, env = {}) =>
        runStep({
          with: { ...given, ...inputs },
          env: { NODE_EXTRA_CA_CERTS: file, ...env },
          secrets: () => [TOKEN],
        }),
    });
  } finally {
    for (const socket of sockets) socket.destroy();
    counter.close();
    await sentry.close();
    rmSync(folder, { recursive: true });
  }
}

test('is the one that everything is asked on', () =>
  withTls({}, async ({ sentry, connections, run }) => {
    const result = await run({ name: 'ci' });
    expect(result).toMatchObject({ exitCode: 0, outputs: { outcome: 'created' } });
    expect(sentry.requests).toHaveLength(3);
    expect(connections()).toBe(1);
  }));

test('is used where GitHub is asked first', async () => {
  const github = await startLocalGitHub();
  github.addToken('github_pat_x', ['secrets']);
  try {
    await withTls({}, async ({ connections, run }) => {
      const inputs = { name: 'ci', 'secret-name': 'SENTRY_DSN', 'github-token': 'github_pat_x' };
      const env = { GITHUB_API_URL: github.url, GITHUB_REPOSITORY: 'acme/web' };
      const result = await run(inputs, env);
      expect(result).toMatchObject({ exitCode: 0, errors: [] });
      expect(connections()).toBe(1);
    });
  } finally {
    await github.close();
  }
});

test('has nothing sent on it where the inputs are not valid', () =>
  withTls({}, async ({ sentry, run }) => {
    const result = await run({ timeout: 'soon' });
    expect(result.errors).toEqual([expect.stringContaining('timeout: "soon" is not valid')]);
    expect(sentry.requests).toEqual([]);
  }));

test('is not made where the address is not valid, or where a proxy is named', () =>
  withTls({}, async ({ connections, run }) => {
    await run({ region: 'us' });
    expect(connections()).toBe(0);
    // Loopback needs none, so that the step asks all the same; later, on a connection of its own.
    const proxied = await run({ timeout: 'soon' }, { https_proxy: 'http://127.0.0.1:9' });
    expect(proxied.exitCode).toBe(1);
    expect(connections()).toBe(0);
  }));

test('is replaced where it breaks, and nothing is in doubt', () =>
  withTls({ cut: 1 }, async ({ sentry, connections, run }) => {
    const result = await run({ 'if-exists': 'create' });
    expect(result).toMatchObject({ exitCode: 0, errors: [], outputs: { outcome: 'created' } });
    expect(sentry.requests.map(({ method }) => method)).toEqual(['POST']);
    expect(sentry.keys('web')).toHaveLength(1);
    expect(connections()).toBe(2);
  }));

test('leaves nothing in doubt where its handshake never ends', () =>
  withTls({ ignored: Infinity }, async ({ connections, run }) => {
    const result = await run({ 'if-exists': 'create', timeout: '1' });
    expect(result.errors).toEqual([expect.stringContaining('the time was up')]);
    expect(result.errors[0]).not.toContain('may have been created');
    expect(connections()).toBeGreaterThan(0);
  }));
