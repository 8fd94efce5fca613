/** Long lists on a server that limits its callers, by a clock that all of them share. */
import { connect } from '../../src/net/http.ts';
import { MainStep } from '../../src/step.ts';
import { Recorder } from '../harness/in-process.ts';
import { addOldKey } from '../harness/old-key.ts';
import { aRuntime } from '../harness/runtime.ts';
import { TOKEN } from '../harness/scenario.ts';
import { SharedClock } from '../harness/shared-clock.ts';
import { toldOf } from '../harness/told.ts';
import { type ApiLimit, type LocalSentry, startLocalSentry } from '../local-sentry/index.ts';
import type { Item } from './list.ts';

const START = Date.parse('2026-01-01T00:00:00Z');

interface Server {
  readonly sentry: LocalSentry;
  readonly clock: SharedClock;
}

/** A Sentry with projects p0 … p29, each of which has an old key. */
async function limited(apiLimit: ApiLimit, act: (server: Server) => Promise<void>): Promise<void> {
  const clock = new SharedClock();
  const sentry = await startLocalSentry({ apiLimit, now: () => START + clock.now() });
  sentry.addToken(TOKEN, ['org:read', 'project:write']);
  for (let index = 0; index < 30; index++) {
    sentry.addProject(`p${index}`);
    addOldKey(sentry, `p${index}`, { name: 'Default' });
  }
  try {
    await act({ sentry, clock });
  } finally {
    await sentry.close();
  }
}

/** Keys in all projects by turns. */
const keys = (count: number, name: string): Item[] =>
  Array.from({ length: count }, (_, index) => ({ ...{ project: `p${index % 30}`, name: `${name}-${index}` } }));

async function run({ sentry, clock }: Server, items: readonly Item[]) {
  const recorder = new Recorder();
  const env = {
    ...{ INPUT_TOKEN: TOKEN, INPUT_ORG: 'acme', INPUT_URL: sentry.url },
    INPUT_KEYS: JSON.stringify(items),
  };
  const runtime = aRuntime({
    connect: (baseUrl) => {
      const send = connect(baseUrl);
      return (request, timeoutMs) => clock.during(() => send(request, timeoutMs));
    },
    ...{ clock, log: recorder },
  });
  const step = new MainStep(env, recorder, runtime);
  const exitCode = await step.run();
  const { errors, warnings, outputs } = recorder.result;
  const outcomes = new Set(toldOf({ outputs }).map(({ outcome }) => outcome));
  return { exitCode, errors, warnings, outcomes };
}

/** Two projects, which are looked at one by one. */
const keysOfTwo: Item[] = keys(60, 'ci').map((item, index) => ({ ...item, project: `p${index % 2}` }));

const fine = { exitCode: 0, errors: [], warnings: [], outcomes: new Set(['created']) };

const refusals = ({ requests }: LocalSentry): number => requests.filter(({ status }) => status === 429).length;

test.each<ApiLimit>([
  { perSecond: 40, concurrent: 25 },
  { perSecond: 40, concurrent: 3 },
  { perSecond: 5, concurrent: 25 },
])('a long list is never refused: %j', (apiLimit) =>
  limited(apiLimit, async (server) => {
    expect(await run(server, keys(200, 'ci'))).toEqual(fine);
    expect(refusals(server.sentry)).toBe(0);
    // One for each create, and the organization's lists: 3 of their pages show 200 new keys.
    expect(server.sentry.requests).toHaveLength(200 + 2 + 3);
    // Some of what the server gives is left, and not much of it.
    const fastest = 200 / apiLimit.perSecond;
    expect(server.clock.now() / 1000).toBeGreaterThan(fastest);
    expect(server.clock.now() / 1000).toBeLessThan(fastest * 1.1 + 3);
  }),
);

test('a list that begins with twenty looks at once is not refused either', () =>
  limited({ perSecond: 40, concurrent: 25 }, async (server) => {
    expect(await run(server, keysOfTwo)).toEqual(fine);
    expect(server.sentry.requests).toHaveLength(3 * 60);
    expect(refusals(server.sentry)).toBe(0);
  }));

test('jobs that share a limit are refused at times, and all of them finish', () =>
  limited({ perSecond: 40, concurrent: 25 }, async (server) => {
    const jobs = ['a', 'b', 'c'].map((name) => run(server, keys(150, name)));
    expect(await Promise.all(jobs)).toEqual([fine, fine, fine]);
    expect(refusals(server.sentry)).toBeGreaterThan(0);
    const made = Array.from({ length: 30 }, (_, index) => server.sentry.keys(`p${index}`).length);
    expect(made).toEqual(Array(30).fill(1 + 15));
    // Each of them slows down instead of asking on and on.
    expect(refusals(server.sentry)).toBeLessThan(server.sentry.requests.length / 10);
  }));
