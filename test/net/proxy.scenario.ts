import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { generate } from 'selfsigned';
import { startLocalGitHub } from '../local-github/index.ts';
import { scenario } from '../harness/scenario.ts';

const HOST = 'sentry.acme.test';
const GITHUB = 'github.acme.test';
const HOSTS = `--import=${pathToFileURL(join(import.meta.dirname, '../harness/hosts.ts')).href}`;

let folder: string;
let authority: string;
let tls: { key: string; cert: string };

beforeAll(async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: HOST }], {
    extensions: [
      { name: 'subjectAltName', altNames: [HOST, GITHUB].map((value) => ({ type: 2, value })) },
    ],
  });
  tls = { key, cert };
  folder = mkdtempSync(join(tmpdir(), 'proxy-'));
  authority = join(folder, 'authority.pem');
  writeFileSync(authority, cert);
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
async function withProxy(refusal: string | undefined, act: (proxy: Proxy) => Promise<void>) {
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
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  try {
    await act({ url: `http://runner:pa55word@127.0.0.1:${port}`, tunnels });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const portOf = (url: string): string => new URL(url).port;

test.each(['https_proxy', 'HTTPS_PROXY'])('%s: goes through the proxy', async (variable) => {
  await withProxy(undefined, async (proxy) => {
    await scenario({ tls }, async ({ sentry, run }) => {
      const url = `https://${HOST}:${portOf(sentry.url)}`;
      const env = { [variable]: proxy.url, NODE_EXTRA_CA_CERTS: authority };
      const result = await run({ url, name: 'ci' }, env);

      expect(result).toMatchObject({ exitCode: 0, errors: [] });
      expect(sentry.keys('web')).toHaveLength(1);
      expect(proxy.tunnels).toEqual([
        {
          to: `${HOST}:${portOf(sentry.url)}`,
          headers: expect.objectContaining({
            'proxy-authorization': `Basic ${Buffer.from('runner:pa55word').toString('base64')}`,
          }) as unknown,
        },
      ]);
      expect(JSON.stringify(proxy.tunnels)).not.toContain('Bearer');
    });
  });
});

test.each(['acme.test', '.acme.test', HOST, '*', `other.example, ${HOST}`])(
  'no_proxy: %s goes past the proxy',
  async (no_proxy) => {
    await withProxy(undefined, async (proxy) => {
      await scenario({ tls }, async ({ sentry, run }) => {
        const url = `https://${HOST}:${portOf(sentry.url)}`;
        const env = {
          https_proxy: proxy.url,
          no_proxy,
          NODE_EXTRA_CA_CERTS: authority,
          NODE_OPTIONS: HOSTS,
        };

        expect(await run({ url }, env)).toMatchObject({ exitCode: 0 });
        expect(proxy.tunnels).toEqual([]);
      });
    });
  },
);

test("calls to GitHub's API go through the proxy too", async () => {
  const github = await startLocalGitHub({ tls });
  github.addToken('github_pat_x', ['secrets']);
  try {
    await withProxy(undefined, async (proxy) => {
      await scenario({}, async ({ run }) => {
        const GITHUB_API_URL = `https://${GITHUB}:${portOf(github.url)}`;
        const env = { https_proxy: proxy.url, NODE_EXTRA_CA_CERTS: authority, GITHUB_API_URL };
        const inputs = { 'secret-name': 'SENTRY_DSN', 'github-token': 'github_pat_x' };

        expect(await run(inputs, env)).toMatchObject({ exitCode: 0, errors: [] });
        expect(proxy.tunnels.map(({ to }) => to)).toEqual([`${GITHUB}:${portOf(github.url)}`]);
      });
    });
  } finally {
    await github.close();
  }
});

test('loopback goes past the proxy', async () => {
  await withProxy(undefined, async (proxy) => {
    await scenario({}, async ({ run }) => {
      expect(await run({}, { http_proxy: proxy.url })).toMatchObject({ exitCode: 0 });
      expect(proxy.tunnels).toEqual([]);
    });
  });
});

test('a proxy that refuses: one error that names the proxy, without its password', async () => {
  await withProxy('407 Proxy Authentication Required', async (proxy) => {
    await scenario({ tls }, async ({ sentry, run }) => {
      const url = `https://${HOST}:${portOf(sentry.url)}`;
      const env = { https_proxy: proxy.url, RUNNER_DEBUG: '1' };
      const result = await run({ url, timeout: '1' }, env);

      expect(result.exitCode).toBe(1);
      expect(result.errors).toEqual([expect.stringMatching(/^No answer from .*407.*The proxy/)]);
      expect(result.errors[0]).not.toContain('may have been created');
      expect(result.stdout).not.toContain('pa55word');
      expect(sentry.requests).toEqual([]);
    });
  });
});

test.each(['proxy corp:80', 'socks5://127.0.0.1:1080'])(
  'https_proxy: %s is refused before anything is sent',
  async (https_proxy) => {
    await scenario({ tls }, async ({ sentry, run }) => {
      const url = `https://${HOST}:${portOf(sentry.url)}`;
      const result = await run({ url }, { https_proxy });

      expect(result.exitCode).toBe(1);
      expect(result.errors).toEqual([
        expect.stringMatching(/^The variable https_proxy does not name a proxy that can be used/),
      ]);
      expect(sentry.requests).toEqual([]);
    });
  },
);

test.each([
  { what: 'directly', through: false },
  { what: 'through the proxy', through: true },
])('a certificate that nobody vouches for, $what: says what to set', async ({ through }) => {
  await withProxy(undefined, async (proxy) => {
    await scenario({ tls }, async ({ sentry, run }) => {
      const url = `https://${HOST}:${portOf(sentry.url)}`;
      const env = through ? { https_proxy: proxy.url } : { NODE_OPTIONS: HOSTS };
      const result = await run({ url, timeout: '1' }, env);

      expect(result.exitCode).toBe(1);
      expect(result.errors).toEqual([expect.stringContaining('NODE_EXTRA_CA_CERTS')]);
      expect(result.errors[0]).not.toContain('may have been created');
      expect(sentry.requests).toEqual([]);
    });
  });
});
