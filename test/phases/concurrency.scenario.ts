/**
 * Many runs at the same moment, each a process of its own, on a server that shows a key to others only
 * some time after the key got its place in the order.
 */
import { addOldKey } from '../harness/old-key.ts';
import { dsnOf, scenario, TOKEN } from '../harness/scenario.ts';
import type { LocalSentry } from '../local-sentry/index.ts';
import { together } from './together.ts';

const RUNS = 32;

test.each([
  {
    what: 'a token that may delete: one key is left',
    ...{ delay: 'after 100 ms', scope: 'project:admin', inputs: {}, isDeleted: true },
    key: { isActive: true },
  },
  {
    what: 'a setting and a token that may not delete: the other keys are inactive',
    ...{ delay: 'within 100 ms', scope: 'project:write', isDeleted: false },
    inputs: { 'rate-limit': '5/60' },
    key: { isActive: true, rateLimit: { count: 5, window: 60 } },
  },
])(
  `${RUNS} runs, keys are seen $delay, $what`,
  async ({ delay, scope, inputs, isDeleted, key }) => {
    const commitDelay = () => (delay === 'after 100 ms' ? 100 : Math.random() * 100);
    // As on a real server, where one key in ten has not the place that its date says.
    const dateLead = () => Math.random() * 30;
    await scenario({ commitDelay, dateLead, holdBack: together(RUNS, 'list') }, async ({ sentry, run }) => {
      sentry.addToken(TOKEN, [scope]);
      const runs = Array.from({ length: RUNS }, () => run({ name: 'ci', ...inputs }));
      // All of them end before the server does, whatever comes of one.
      await Promise.allSettled(runs);
      const results = await Promise.all(runs);

      expect(results.flatMap(({ errors }) => errors)).toEqual([]);
      const keys = sentry.keys('web');
      const active = keys.filter(({ isActive }) => isActive);
      expect(active).toMatchObject([key]);
      const dsns = new Set(results.map(({ outputs }) => outputs['dsn']));
      expect([...dsns]).toEqual(active.map((one) => dsnOf(sentry, one)));
      const creates = sentry.requests.filter(({ call }) => call === 'create').length;
      // Else nothing happened at the same moment, and nothing was tested.
      expect(creates).toBeGreaterThan(1);
      expect(keys).toHaveLength(isDeleted ? 1 : creates);
    });
  },
  60_000,
);

/** Runs 8 steps that all look before one of them acts. @returns the keys afterwards, of which the last is everybody's */
function eight(inputs: Record<string, string>, arrange: (sentry: LocalSentry) => void) {
  const options = { commitDelay: () => Math.random() * 100, holdBack: together(8, 'list') };
  return scenario(options, async ({ sentry, run }) => {
    sentry.addToken(TOKEN, ['project:admin']);
    arrange(sentry);
    const results = await Promise.all(Array.from({ length: 8 }, () => run(inputs)));
    expect(results.flatMap(({ errors }) => errors)).toEqual([]);
    const keys = sentry.keys('web');
    const key = keys.at(-1);
    const dsns = new Set(results.map(({ outputs }) => outputs['dsn']));
    expect([...dsns]).toEqual([key && dsnOf(sentry, key)]);
    return keys;
  });
}

const rotate = { name: 'ci', mode: 'rotate', 'max-age': '5m' };
const aside = { name: expect.stringMatching(/^ci \(until [\d-]+\)$/) as string, isActive: true };
const current = { name: 'ci', isActive: true };

test.each([
  { grace: 'none', old: { name: 'ci', isActive: false } },
  { grace: '7d', old: aside },
])(
  '8 rotations with grace: $grace end with one new key and one DSN',
  async ({ grace, old }) => {
    const keys = await eight({ ...rotate, grace }, (sentry) => addOldKey(sentry));
    expect(keys).toMatchObject([old, current]);
  },
  60_000,
);

test.each([
  { what: 'without a name', inputs: {}, times: 0 },
  { what: 'that rotate', inputs: { ...rotate, grace: '7d' }, times: 0 },
  { what: 'if no answer to a create arrives', inputs: { name: 'ci' }, times: Infinity },
  { what: 'if the first answers to creates are lost', inputs: { name: 'ci' }, times: 5 },
])(
  '8 runs $what end with one key, one DSN and no failure',
  async ({ inputs, times }) => {
    const keys = await eight(inputs, (sentry) => {
      sentry.fault({ call: 'create', strike: 'reset', when: 'after', times });
    });
    expect(keys).toMatchObject([{ isActive: true }]);
  },
  60_000,
);

// Of two other keys, the younger one is for the run that created it to remove.
test.each([
  { than: 'its own', delays: [250], when: 'after' as const, last: ['create', 'list', 'delete'] },
  { than: 'a younger one', delays: [250, 0], when: 'before' as const, last: ['create', 'list'] },
])('uses an older key that is seen only after $than', async ({ delays, when, last }) => {
  const commitDelays = [...delays];
  const others: Promise<Response>[] = [];
  let onRequest = (): void => undefined;
  const options = {
    commitDelay: () => commitDelays.shift() ?? 0,
    onRequest: () => {
      onRequest();
    },
  };
  await scenario(options, async ({ sentry, run }) => {
    sentry.addToken(TOKEN, ['project:admin']);
    // The step's first look takes 200 ms, before it looks or after. When it arrives, another run creates
    // a key, and when that create arrives, perhaps one more does.
    sentry.fault({ call: 'list', strike: 'delay', when, delayMs: 200 });
    onRequest = () => {
      if (others.length === delays.length) return;
      const create = fetch(`${sentry.url}/api/0/projects/acme/web/keys/`, {
        method: 'POST',
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'ci' }),
      });
      others.push(create);
    };
    const { outputs } = await run({ name: 'ci' });
    expect((await Promise.all(others)).map(({ status }) => status)).toEqual(delays.map(() => 201));
    const keys = sentry.keys('web');
    expect(keys).toMatchObject(delays.map(() => ({ name: 'ci', isActive: true })));
    expect(outputs).toMatchObject({ 'key-id': keys[0]?.id, outcome: 'reused' });
    expect(sentry.requests.map(({ call }) => call)).toEqual(['list', 'create', ...last]);
  });
});
