/**
 * Many runs at the same moment, each a process of its own, on a server that shows a key to others only
 * some time after the key got its place in the order.
 */
import { addOldKey } from '../harness/old-key.ts';
import { dsnOf, scenario, TOKEN } from '../harness/scenario.ts';
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

test('8 rotations end with one key and one DSN if there is none yet', async () => {
  await scenario({ holdBack: together(8, 'list') }, async ({ sentry, run }) => {
    sentry.addToken(TOKEN, ['project:admin']);
    const rotate = { name: 'ci', mode: 'rotate', 'max-age': '30d', grace: '7d' };
    const results = await Promise.all(Array.from({ length: 8 }, () => run(rotate)));
    expect(results.flatMap(({ errors }) => errors)).toEqual([]);
    const [key, ...others] = sentry.keys('web');
    expect(key).toMatchObject({ name: 'ci', isActive: true });
    expect(others).toEqual([]);
    const dsns = new Set(results.map(({ outputs }) => outputs['dsn']));
    expect([...dsns]).toEqual([key && dsnOf(sentry, key)]);
  });
}, 60_000);

test.each([
  { what: 'retire the old one', inputs: { grace: 'none' }, old: { name: 'ci', isActive: false } },
  {
    what: 'set the old one aside',
    inputs: { grace: '7d' },
    old: { name: expect.stringMatching(/^ci \(until [\d-]+\)$/) as string, isActive: true },
  },
])(
  '8 rotations end with one new key and one DSN, and $what',
  async ({ inputs, old }) => {
    await scenario(
      { commitDelay: () => Math.random() * 100, holdBack: together(8, 'list') },
      async ({ sentry, run }) => {
        sentry.addToken(TOKEN, ['project:admin']);
        addOldKey(sentry);
        const rotate = { name: 'ci', mode: 'rotate', 'max-age': '5m', ...inputs };
        const results = await Promise.all(Array.from({ length: 8 }, () => run(rotate)));
        expect(results.flatMap(({ errors }) => errors)).toEqual([]);
        const [first, key, ...others] = sentry.keys('web');
        expect(first).toMatchObject(old);
        expect(key).toMatchObject({ name: 'ci', isActive: true });
        expect(others).toEqual([]);
        const dsns = new Set(results.map(({ outputs }) => outputs['dsn']));
        expect([...dsns]).toEqual([key && dsnOf(sentry, key)]);
      },
    );
  },
  60_000,
);

test('8 runs without a name end with one key `Default` and one DSN', async () => {
  await scenario({ holdBack: together(8, 'list') }, async ({ sentry, run }) => {
    sentry.addToken(TOKEN, ['project:admin']);
    const results = await Promise.all(Array.from({ length: 8 }, () => run()));
    expect(results.flatMap(({ errors }) => errors)).toEqual([]);
    const [key, ...others] = sentry.keys('web');
    expect(key).toMatchObject({ name: 'Default', isActive: true });
    expect(others).toEqual([]);
    const dsns = new Set(results.map(({ outputs }) => outputs['dsn']));
    expect([...dsns]).toEqual([key && dsnOf(sentry, key)]);
  });
}, 60_000);

test.each([
  { what: 'no answer to a create arrives', times: Infinity },
  { what: 'the first answers to creates are lost', times: 5 },
])(
  '8 runs end with one key, one DSN and no failure if $what',
  async ({ times }) => {
    await scenario(
      { commitDelay: () => Math.random() * 100, holdBack: together(8, 'list') },
      async ({ sentry, run }) => {
        sentry.addToken(TOKEN, ['project:admin']);
        sentry.fault({ call: 'create', strike: 'reset', when: 'after', times });
        const results = await Promise.all(Array.from({ length: 8 }, () => run({ name: 'ci' })));
        expect(results.flatMap(({ errors }) => errors)).toEqual([]);
        const [key, ...others] = sentry.keys('web');
        expect(others).toEqual([]);
        const dsns = new Set(results.map(({ outputs }) => outputs['dsn']));
        expect([...dsns]).toEqual([key && dsnOf(sentry, key)]);
      },
    );
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
