/** A self-hosted Sentry behind a log-in proxy that wants headers of its own. */
import http from 'node:http';
import { connectToSentry, openSession } from '../../src/sentry/session.ts';
import { listKeys } from '../../src/sentry/listing.ts';
import { VirtualClock } from '../harness/in-process.ts';
import { aRuntime } from '../harness/runtime.ts';
import { runStep, type StepResult } from '../harness/local-runner.ts';
import { scenario, TOKEN } from '../harness/scenario.ts';
import { onLoopback } from '../net/on-loopback.ts';

const ID = 'cf-client-0123.access';
const SECRET = 'cf-secret-4567890123';
const HEADERS = `CF-Access-Client-Id: ${ID}; CF-Access-Client-Secret: ${SECRET}`;
const variable = (headers: string) => ({ SENTRY_CUSTOM_HEADERS: headers });

/** Runs steps against a proxy that passes on what has both headers, and answers 401 in plain text otherwise. */
function behindProxy(
  act: (
    run: (inputs: Record<string, string>, headers: string, after?: StepResult) => Promise<StepResult>,
  ) => Promise<void>,
) {
  return scenario({}, async ({ sentry, given }) => {
    const proxy = http.createServer((request, response) => {
      const { 'cf-access-client-id': id, 'cf-access-client-secret': secret } = request.headers;
      if (id !== ID || secret !== SECRET) {
        response.writeHead(401, { 'content-type': 'text/plain' }).end('Invalid IAP credentials: empty token');
        return;
      }
      const { method, headers, url } = request;
      const onward = http.request(`${sentry.url}${url ?? ''}`, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      });
      request.pipe(onward);
    });
    await onLoopback(proxy, (port) =>
      act((inputs, headers, after) =>
        runStep({
          with: { ...given, url: `http://127.0.0.1:${port}`, name: 'ci', ...inputs },
          env: { ...variable(headers), RUNNER_DEBUG: '1' },
          secrets: () => [TOKEN, ID, SECRET],
          ...(after && { after }),
        }),
      ),
    );
  });
}

test('the headers go with every request, in the post step too, and are masked in both', () =>
  behindProxy(async (run) => {
    const ephemeral = { mode: 'create', ephemeral: 'true' };
    const main = await run(ephemeral, HEADERS.replace('; ', '\n'));
    expect(main).toMatchObject({ exitCode: 0, errors: [] });
    const post = await run(ephemeral, HEADERS, main);
    expect(post.warnings).toEqual([]);
    expect(post.log).toContain('Retired the ephemeral client key "ci"');
    for (const { masks } of [main, post]) expect(masks).toEqual(expect.arrayContaining([ID, SECRET]));
  }));

test('without them, the error quotes the proxy and names the variable, and blames neither token nor project', () =>
  behindProxy(async (run) => {
    const { errors } = await run({}, '');
    expect(errors).toEqual([
      expect.stringMatching(
        /: "Invalid IAP credentials: empty token" \(401\), .*something in front of it answered.* SENTRY_CUSTOM_HEADERS/,
      ),
    ]);
    expect(errors[0]).not.toMatch(/scope|did not accept the token|has no project/);
  }));

test('they are not sent to sentry.io, with one warning', async () => {
  const seen: (string | undefined)[] = [];
  const warnings: string[] = [];
  const ignore = () => undefined;
  const runtime = aRuntime({
    connect: () => (request) => {
      seen.push(request.headers['x-a']);
      return Promise.resolve({ status: 200, headers: {}, body: '[]' });
    },
    clock: new VirtualClock(),
    log: { mask: ignore, info: ignore, debug: ignore, warning: (text) => warnings.push(text) },
  });
  const access = { org: 'acme', token: 'x', timeout: 1, masked: 'dsn', headers: { 'x-a': '1' } } as const;
  for (const address of ['https://de.sentry.io', 'https://sentry.example.com']) {
    const server = connectToSentry({ ...access, baseUrl: new URL(address) }, runtime);
    await listKeys(openSession(server, 'web'), () => true, 1);
  }
  expect(seen).toEqual([undefined, '1']);
  expect(warnings).toEqual(['SENTRY_CUSTOM_HEADERS is not sent to sentry.io. It is for a self-hosted Sentry.']);
});
