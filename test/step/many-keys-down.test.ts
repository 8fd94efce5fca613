/** A list whose server does not answer, or does not take the token, ends soon and says so once. */
import { connect, NoResponse, type Send } from '../../src/net/http.ts';
import { MainStep } from '../../src/step.ts';
import { GITHUB_TOKEN } from '../github/storing.ts';
import { Recorder } from '../harness/in-process.ts';
import { addOldKey } from '../harness/old-key.ts';
import { aRuntime } from '../harness/runtime.ts';
import { TOKEN } from '../harness/scenario.ts';
import { SharedClock } from '../harness/shared-clock.ts';
import { startLocalSentry } from '../local-sentry/index.ts';

const GITHUB = 'https://github.example';
const COUNT = 30;

/** Runs a list of keys that exist, each with a secret, within a `timeout` of 2 seconds. */
async function run(server: 'sentry' | 'github', way: (clock: SharedClock, send: Send) => Send) {
  const clock = new SharedClock();
  const sentry = await startLocalSentry({ now: () => Date.parse('2026-01-01T00:00:00Z') + clock.now() });
  try {
    sentry.addToken(TOKEN, ['project:write']);
    const keys = Array.from({ length: COUNT }, (_, index) => ({
      project: 'web',
      name: `ci-${index}`,
      'secret-name': `S${index}`,
    }));
    for (const { name } of keys) addOldKey(sentry, 'web', { name });
    const recorder = new Recorder();
    let requests = 0;
    const runtime = aRuntime({
      connect: (baseUrl) => {
        const isGitHub = baseUrl.origin === GITHUB;
        const send: Send = isGitHub ? answersOk : connect(baseUrl);
        const onTime: Send = (request, timeoutMs) => clock.during(() => send(request, timeoutMs));
        if (isGitHub !== (server === 'github')) return onTime;
        const changed = way(clock, onTime);
        return (request, timeoutMs) => {
          requests += 1;
          return changed(request, timeoutMs);
        };
      },
      ...{ clock, log: recorder },
    });
    const env = {
      ...{ INPUT_TOKEN: TOKEN, INPUT_ORG: 'acme', INPUT_URL: sentry.url, INPUT_KEYS: JSON.stringify(keys) },
      ...{ INPUT_TIMEOUT: '2', 'INPUT_GITHUB-TOKEN': GITHUB_TOKEN, GITHUB_REPOSITORY: 'acme/web' },
      GITHUB_API_URL: GITHUB,
    };
    const exitCode = await new MainStep(env, recorder, runtime).run();
    const { errors, outputs } = recorder.result;
    return { exitCode, errors, failed: outputs['failed'], seconds: clock.now() / 1000, requests };
  } finally {
    await sentry.close();
  }
}

/** A GitHub that stores everything. */
const answersOk: Send = ({ url }) => {
  const body = JSON.stringify({ key_id: '1', key: Buffer.alloc(32, 7).toString('base64') });
  const status = url.pathname.endsWith('/public-key') ? 200 : 204;
  return Promise.resolve({ status, headers: { 'content-type': 'application/json' }, body: status === 200 ? body : '' });
};

/** Answers what `isHit` picks only after the time is up. */
const silent =
  (isHit: (method: string) => boolean) =>
  (clock: SharedClock, send: Send): Send =>
  async (request, timeoutMs) => {
    if (!isHit(request.method)) return send(request, timeoutMs);
    await clock.sleep(timeoutMs);
    throw new NoResponse(new Error('the time is up'), true, true);
  };

test('GitHub does not answer any write: five of them wait, and the rest fails at once', async () => {
  const { exitCode, errors, failed, seconds } = await run(
    'github',
    silent((method) => method === 'PUT'),
  );
  expect({ exitCode, failed }).toEqual({ exitCode: 1, failed: String(COUNT) });
  expect(errors).toEqual([expect.stringContaining('gave no useful answer for 5 client keys in a row')]);
  expect(seconds).toBeLessThan(5 * 2 + 2);
});

test('Sentry does not answer: the keys that wait side by side do, and no other', async () => {
  const { exitCode, failed, seconds } = await run(
    'sentry',
    silent(() => true),
  );
  expect({ exitCode, failed }).toEqual({ exitCode: 1, failed: String(COUNT) });
  expect(seconds).toBeLessThan(3);
});

test.each(['sentry', 'github'] as const)('a token that %s refused is not used for the other keys', async (server) => {
  const body = '{"message":"Bad credentials","detail":"Invalid token"}';
  const headers = { 'content-type': 'application/json' };
  const { exitCode, failed, errors, requests } = await run(server, (clock) => async () => {
    await clock.sleep(50);
    return { status: 401, headers, body };
  });
  expect({ exitCode, failed }).toEqual({ exitCode: 1, failed: String(COUNT) });
  expect(errors).toEqual([expect.stringMatching(/^30 of 30 client keys failed/)]);
  expect(requests).toBeLessThanOrEqual(20);
});

test('a server that takes two requests at once, 1.5 s each, is no reason to fail', async () => {
  let atOnce = 0;
  const { exitCode, errors } = await run('sentry', (clock, send) => async (request, timeoutMs) => {
    atOnce += 1;
    await clock.sleep(450);
    atOnce -= 1;
    const response = await send(request, timeoutMs);
    const headers = { ...response.headers, 'x-sentry-rate-limit-concurrentlimit': '2' };
    return atOnce > 20 ? { ...response, status: 429 } : { ...response, headers };
  });
  expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: [] });
});
