import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { generate } from 'selfsigned';
import type { StepResult } from '../harness/local-runner.ts';
import { scenario } from '../harness/scenario.ts';
import { startLocalGitHub } from '../local-github/index.ts';
import type { LocalSentry } from '../local-sentry/index.ts';
import { onLoopback } from './on-loopback.ts';

const HOST = 'sentry.acme.test';
const GITHUB = 'github.acme.test';
/** Without a proxy, these names lead to this machine. */
const HOSTS = `--import=${pathToFileURL(join(import.meta.dirname, '../harness/hosts.ts')).href}`;

let folder: string;
let authority: { NODE_EXTRA_CA_CERTS: string };
let tls: { key: string; cert: string };

beforeAll(async () => {
  const altNames = [HOST, GITHUB].map((value) => ({ type: 2 as const, value }));
  const { private: key, cert } = await generate([{ name: 'commonName', value: HOST }], {
    extensions: [{ name: 'subjectAltName', altNames }],
  });
  tls = { key, cert };
  folder = mkdtempSync(join(tmpdir(), 'proxy-'));
  authority = { NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem') };
  writeFileSync(authority.NODE_EXTRA_CA_CERTS, cert);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Proxy {
  /** With a user and a password. */
  readonly url: string;
  readonly tunnels: { to: string | undefined; headers: IncomingHttpHeaders }[];
}

/** A proxy that leads every tunnel to this machine, or refuses it with a status. */
async function withProxy(act: (proxy: Proxy) => Promise<void>, refusal?: string): Promise<void> {
  const tunnels: Proxy['tunnels'] = [];
  const server = createServer();
  server.on('connect', ({ url, headers }, socket) => {
    tunnels.push({ to: url, headers });
    if (refusal !== undefined) {
      socket.end(`HTTP/1.1 ${refusal}\r\n\r\n`);
      return;
    }
    const target = connect(Number(url?.split(':')[1]), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      target.pipe(socket).pipe(target);
    });
    target.on('error', () => socket.destroy());
    socket.on('error', () => target.destroy());
  });
  await onLoopback(server, (port) => act({ url: `http://runner:pa55word@127.0.0.1:${port}`, tunnels }));
}

const portOf = (url: string): string => new URL(url).port;

/** Runs a step with a Sentry that is called {@link HOST} and speaks TLS. */
async function withHost(
  env: Record<string, string>,
  check: (result: StepResult, sentry: LocalSentry, address: string) => void,
  timeout = '',
): Promise<void> {
  await scenario({ tls }, async ({ sentry, run }) => {
    const address = `${HOST}:${portOf(sentry.url)}`;
    const result = await run({ url: `https://${address}`, name: 'ci', timeout }, env);
    check(result, sentry, address);
  });
}

test.each([
  ['https_proxy', {}],
  ['HTTPS_PROXY', {}],
])('%s goes through the proxy, beside %j', async (variable, others) => {
  await withProxy(async ({ url, tunnels }) => {
    await withHost({ [variable]: url, ...others, ...authority }, (result, sentry, to) => {
      expect(result).toMatchObject({ exitCode: 0, errors: [] });
      expect(sentry.keys('web')).toHaveLength(1);
      const user = Buffer.from('runner:pa55word').toString('base64');
      expect(tunnels).toMatchObject([{ to, headers: { 'proxy-authorization': `Basic ${user}` } }]);
      expect(JSON.stringify(tunnels)).not.toContain('Bearer');
    });
  });
});

test.each(['acme.test', '*', `other.example, ${HOST}`])('no_proxy: %s goes past the proxy', async (no_proxy) => {
  await withProxy(async ({ url, tunnels }) => {
    const env = { https_proxy: url, no_proxy, ...authority, NODE_OPTIONS: HOSTS };
    await withHost(env, ({ exitCode }) => {
      expect({ exitCode, tunnels }).toEqual({ exitCode: 0, tunnels: [] });
    });
  });
});

test("calls of GitHub's API go through the proxy, and those of loopback past it", async () => {
  const github = await startLocalGitHub({ tls });
  github.addToken('github_pat_x', ['secrets']);
  try {
    await withProxy(async ({ url, tunnels }) => {
      await scenario({}, async ({ run }) => {
        const to = `${GITHUB}:${portOf(github.url)}`;
        const env = { https_proxy: url, http_proxy: url, GITHUB_API_URL: `https://${to}` };
        const inputs = { 'secret-name': 'SENTRY_DSN', 'github-token': 'github_pat_x' };
        const result = await run(inputs, { ...env, ...authority });
        expect(result).toMatchObject({ exitCode: 0, errors: [] });
        expect(tunnels).toMatchObject([{ to }]);
      });
    });
  } finally {
    await github.close();
  }
});

describe('nothing is sent, and the one error says what to do', () => {
  async function expectError(env: Record<string, string>, error: RegExp): Promise<void> {
    await withHost(
      env,
      ({ exitCode, errors, stdout }, { requests }) => {
        expect({ exitCode, requests }).toEqual({ exitCode: 1, requests: [] });
        expect(errors).toEqual([expect.stringMatching(error)]);
        expect(errors[0]).not.toContain('may have been created');
        expect(stdout).not.toContain('pa55word');
      },
      '2',
    );
  }

  test('a proxy that refuses', async () => {
    await withProxy(async ({ url }) => {
      const env = { https_proxy: url, RUNNER_DEBUG: '1' };
      await expectError(env, /^No answer from .*407.*The proxy/);
    }, '407 Proxy Authentication Required');
  });

  test.each(['proxy corp:80', 'socks5://127.0.0.1:1080'])('a proxy that cannot be used: %s', async (https_proxy) => {
    const error = /^The variable https_proxy does not name a proxy that can be used/;
    await expectError({ https_proxy }, error);
  });

  test.each([
    { how: 'directly', through: false },
    { how: 'through a proxy', through: true },
  ])('a certificate of an unknown authority, $how', async ({ through }) => {
    await withProxy(async ({ url }) => {
      const env = through ? { https_proxy: url } : { NODE_OPTIONS: HOSTS };
      await expectError(env, /NODE_EXTRA_CA_CERTS/);
    });
  });
});
