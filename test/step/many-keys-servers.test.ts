/** Long lists whose server limits requests, does not answer, or does not take the token, by a clock that all share. */
import { NoResponse, type Send } from '../../src/net/http.ts';
import { GITHUB_TOKEN } from '../github/storing.ts';
import { onSharedClock, type Way } from '../harness/in-process.ts';
import { addOldKey } from '../harness/old-key.ts';
import { toldOf } from '../harness/told.ts';
import type { ApiLimit } from '../local-sentry/index.ts';

test.each<ApiLimit>([
  { perSecond: 40, concurrent: 25 },
  { perSecond: 40, concurrent: 3 },
  { perSecond: 5, concurrent: 25 },
])('a long list is never refused: %j', (apiLimit) =>
  onSharedClock({ apiLimit, scopes: ['org:read', 'project:write'] }, async ({ sentry, clock, run }) => {
    for (let index = 0; index < 30; index++) {
      sentry.addProject(`p${index}`);
      addOldKey(sentry, `p${index}`, { name: 'Default' });
    }
    const keys = Array.from({ length: 200 }, (_, index) => ({ project: `p${index % 30}`, name: `ci-${index}` }));
    const result = await run({ project: '', keys: JSON.stringify(keys) });
    expect(result).toMatchObject({ exitCode: 0, errors: [], warnings: [] });
    expect(new Set(toldOf(result).map(({ outcome }) => outcome))).toEqual(new Set(['created']));
    expect(sentry.requests.filter(({ status }) => status === 429)).toEqual([]);
    // One for each create, and the organization's lists: 3 of their pages show 200 new keys.
    expect(sentry.requests).toHaveLength(200 + 2 + 3);
    // Some of what the server gives is left, and not much of it.
    const fastest = 200 / apiLimit.perSecond;
    expect(clock.now() / 1000).toBeGreaterThan(fastest);
    expect(clock.now() / 1000).toBeLessThan(fastest * 1.1 + 3);
  }),
);

const GITHUB = 'https://github.example';
const COUNT = 30;

/** A GitHub that stores everything. */
const answersOk: Send = ({ url }) => {
  const body = JSON.stringify({ key_id: '1', key: Buffer.alloc(32, 7).toString('base64') });
  const status = url.pathname.endsWith('/public-key') ? 200 : 204;
  return Promise.resolve({ status, headers: { 'content-type': 'application/json' }, body: status === 200 ? body : '' });
};

/** Runs a list of keys that exist, each with a secret, within a `timeout` of 2 seconds. */
async function runList(server: 'sentry' | 'github', change: Way) {
  let requests = 0;
  const way: Way = (send, base, clock) => {
    const isGitHub = base.origin === GITHUB;
    const usual = isGitHub ? answersOk : send;
    if (isGitHub !== (server === 'github')) return usual;
    const changed = change(usual, base, clock);
    return (request, timeoutMs) => {
      requests += 1;
      return changed(request, timeoutMs);
    };
  };
  return onSharedClock(
    {},
    async ({ sentry, run }) => {
      const names = Array.from({ length: COUNT }, (_, index) => `ci-${index}`);
      for (const name of names) addOldKey(sentry, 'web', { name });
      const keys = names.map((name, index) => ({ project: 'web', name, 'secret-name': `S${index}` }));
      const inputs = { project: '', keys: JSON.stringify(keys), timeout: '2', 'github-token': GITHUB_TOKEN };
      const env = { GITHUB_API_URL: GITHUB, GITHUB_REPOSITORY: 'acme/web' };
      const { exitCode, errors, outputs, elapsed } = await run(inputs, false, env);
      return { exitCode, errors, failed: outputs['failed'], seconds: elapsed / 1000, requests };
    },
    way,
  );
}

/** Answers what `isHit` picks only after the time is up. */
const silent =
  (isHit: (method: string) => boolean): Way =>
  (send, _base, clock) =>
  async (request, timeoutMs) => {
    if (!isHit(request.method)) return send(request, timeoutMs);
    await clock.sleep(timeoutMs);
    throw new NoResponse(new Error('the time is up'), true, true);
  };

test('GitHub does not answer any write: five of them wait, and the rest fails at once', async () => {
  const isWrite = (method: string): boolean => method === 'PUT';
  const { exitCode, errors, failed, seconds } = await runList('github', silent(isWrite));
  expect({ exitCode, failed }).toEqual({ exitCode: 1, failed: String(COUNT) });
  expect(errors).toEqual([expect.stringContaining('gave no useful answer for 5 client keys in a row')]);
  expect(seconds).toBeLessThan(5 * 2 + 2);
});

test('Sentry does not answer: the keys that wait side by side do, and no other', async () => {
  const { exitCode, failed, seconds } = await runList(
    'sentry',
    silent(() => true),
  );
  expect({ exitCode, failed }).toEqual({ exitCode: 1, failed: String(COUNT) });
  expect(seconds).toBeLessThan(3);
});

test.each(['sentry', 'github'] as const)('a token that %s refused is not used for the other keys', async (server) => {
  const body = '{"message":"Bad credentials","detail":"Invalid token"}';
  const headers = { 'content-type': 'application/json' };
  const { exitCode, failed, errors, requests } = await runList(server, (_send, _base, clock) => async () => {
    await clock.sleep(50);
    return { status: 401, headers, body };
  });
  expect({ exitCode, failed }).toEqual({ exitCode: 1, failed: String(COUNT) });
  expect(errors).toEqual([expect.stringMatching(/^30 of 30 client keys failed/)]);
  expect(requests).toBeLessThanOrEqual(20);
});

test('a server that takes two requests at once, 1.5 s each, is no reason to fail', async () => {
  let atOnce = 0;
  const { exitCode, errors } = await runList('sentry', (send, _base, clock) => async (request, timeoutMs) => {
    atOnce += 1;
    await clock.sleep(450);
    atOnce -= 1;
    const response = await send(request, timeoutMs);
    const headers = { ...response.headers, 'x-sentry-rate-limit-concurrentlimit': '2' };
    return atOnce > 20 ? { ...response, status: 429 } : { ...response, headers };
  });
  expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: [] });
});
