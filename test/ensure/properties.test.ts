/**
 * What holds whatever goes wrong: one run among old keys of its name, with any sequence of faults, and
 * perhaps another run that creates a key meanwhile.
 */
import fc from 'fast-check';
import { dsnOf } from '../harness/scenario.ts';
import type { StoredKey } from '../local-sentry/index.ts';
import { faultOf, type Given, limits, lostAnswers, oneRun } from './one-run.ts';

const RUNS = 300;
const DAY = 24 * 3600 * 1000;

const mishap = fc
  .record({
    /** The request of the run, counted from 0, from which on it strikes. */
    from: fc.constantFrom(0, 0, 1, 2, 2, 3, 4),
    fault: fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...lostAnswers) },
      { weight: 3, arbitrary: fc.constantFrom(...limits) },
      { weight: 1, arbitrary: fc.constant('hang') },
    ),
    call: fc.constantFrom('list', 'create', 'update', 'delete', undefined),
    times: fc.constantFrom(1, 2, 3, Infinity),
    when: fc.constantFrom('before', 'after'),
  })
  // Sentry limits requests before it does any work.
  .filter(({ fault, when }) => when === 'before' || !limits.includes(fault));

const situation = fc.record({
  inputs: fc.record({
    name: fc.constantFrom('ci', 'ci', 'ci', 'ci', ''),
    'if-exists': fc.constantFrom('reuse', 'update', 'rotate', 'create', 'fail'),
    retire: fc.constantFrom('deactivate', 'delete'),
    'rate-limit': fc.constantFrom('', 'none', '5/60', '1000/1h'),
    timeout: fc.integer({ min: 30, max: 120 }).map(String),
  }),
  scope: fc.constantFrom('project:admin', 'project:write'),
  skew: fc.integer({ min: -DAY, max: DAY }),
  old: fc.array(
    fc.record({
      isActive: fc.boolean(),
      rateLimit: fc.constantFrom(null, { count: 5, window: 60 }),
    }),
    { maxLength: 3 },
  ),
  /** At which request another run's key of the name is there, where runs share keys. */
  other: fc.option(fc.nat(3), { nil: undefined }),
  mishaps: fc.array(mishap, { maxLength: 8 }),
});
type Situation = typeof situation extends fc.Arbitrary<infer Value> ? Value : never;

async function check({ inputs, scope, skew, old, other, mishaps }: Situation): Promise<void> {
  const ifExists = inputs['if-exists'];
  const isShared = ifExists === 'reuse' || ifExists === 'update';
  const others: StoredKey[] = [];
  let onRequest = (): void => undefined;
  const arrange = ({ sentry, clock }: Given): void => {
    others.push(...old.map((key) => sentry.addKey('web', { name: 'ci', ...key })));
    // Date headers are cut to the second. Without a list, that is how well the run can tell what is
    // older than its request.
    clock.pass(2000);
    const start = Date.now() + skew;
    onRequest = () => {
      const number = sentry.requests.length - 1;
      for (const { from, fault, call, ...more } of mishaps) {
        if (from !== number) continue;
        const now = () => start + clock.now();
        sentry.fault({ ...faultOf(fault, now), ...more, ...(call && { call }) });
      }
      if (other === number && isShared) others.push(sentry.addKey('web', { name: 'ci' }));
    };
  };
  const { exitCode, errors, outputs, elapsed, keys, sentry } = await oneRun(inputs, arrange, {
    ...{ skew, scopes: [scope] },
    onRequest: () => {
      onRequest();
    },
  });
  const { web = [] } = keys;
  const delivered = outputs['key-id'];
  const made = web.filter(({ id }) => !others.some((one) => one.id === id));
  expect(made.length).toBeLessThanOrEqual(1);
  expect(errors).toHaveLength(exitCode);
  expect(elapsed).toBeLessThanOrEqual(Number(inputs.timeout) * 1000);

  const left = made.filter(({ id, isActive }) => isActive && id !== delivered);
  if (exitCode === 0) {
    // The delivered DSN works, no other new key is left, and concurrent runs agree on the oldest.
    const active = web.filter(({ isActive }) => isActive);
    const key = active.find(({ id }) => id === delivered);
    expect(key).toBeDefined();
    expect(outputs['dsn']).toBe(key && dsnOf(sentry, key));
    expect(left).toEqual([]);
    if (inputs.name === 'ci' && isShared) expect(delivered).toBe(active[0]?.id);
  } else if (left.length > 0) {
    expect(errors[0]).toMatch(/may have been created|was created|The client key is there/);
  }
  // Several young keys are those of rotations that broke off, which the newest of them ends.
  const young = others.filter(({ isActive }) => isActive);
  const isFinish = ifExists === 'rotate' && young.length > 1;
  if (delivered !== undefined && isFinish) expect(delivered).toBe(young.at(-1)?.id);
  else if (delivered !== undefined && (ifExists === 'create' || ifExists === 'rotate')) {
    expect(made).toMatchObject([{ id: delivered }]);
  }

  const now = (key: StoredKey) => web.find(({ id }) => id === key.id);
  const retired = others.filter((key) => key.isActive && now(key)?.isActive !== true);
  const told = Number(outputs['retired'] ?? 0);
  if (exitCode === 0) expect(told).toBe(retired.length);
  else expect(told).toBeLessThanOrEqual(retired.length);
  if (ifExists !== 'rotate' || delivered === undefined) expect(retired).toEqual([]);
  for (const key of others.filter((one) => !retired.includes(one))) {
    const isChanged = ifExists === 'update' || (isFinish && key === young.at(-1));
    const rateLimit = (isChanged ? now(key) : key)?.rateLimit;
    expect(now(key)).toEqual({ ...key, rateLimit });
  }
}

test('creates at most one key and reports what is left, whatever goes wrong', async () => {
  await fc.assert(fc.asyncProperty(situation, check), { numRuns: RUNS });
}, 120_000);
