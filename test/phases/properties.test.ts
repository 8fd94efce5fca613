/**
 * What holds whatever goes wrong: one run among old keys of its name, with any sequence of faults, and
 * perhaps another run that creates a key meanwhile.
 */
import fc from 'fast-check';
import { dsnOf } from '../harness/scenario.ts';
import type { StoredKey } from '../local-sentry/index.ts';
import { faultOf, type Given, type Inputs, limits, lostAnswers, oneRun } from './one-run.ts';

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

const name = fc.constantFrom('ci', 'ci', 'ci', 'ci', '');
const limit = fc.constantFrom('', 'none', '5/60', '1000/1h');

/** The inputs that a mode uses. */
const inputs = fc
  .tuple(
    fc.oneof(
      fc.record({ mode: fc.constantFrom('ensure', 'create'), name, 'rate-limit': limit }),
      fc.record({ mode: fc.constantFrom('find'), name }),
      fc.record({
        ...{ mode: fc.constant('update'), name: fc.constant('ci') },
        'rate-limit': limit.filter((given) => given !== ''),
      }),
      fc.record({
        ...{ mode: fc.constant('rotate'), name: fc.constant('ci'), 'rate-limit': limit },
        ...{ 'max-age': fc.constant('30d'), grace: fc.constantFrom('none', '7d') },
        'retire-method': fc.constantFrom('deactivate', 'delete'),
      }),
      fc.record({
        ...{ mode: fc.constant('retire'), name: fc.constant('ci') },
        'retire-method': fc.constantFrom('deactivate', 'delete'),
      }),
    ),
    fc.integer({ min: 30, max: 120 }).map(String),
  )
  .map(([given, timeout]): Inputs => ({ ...given, timeout }))
  // Without a name, no setting is taken.
  .map((given) => (given['name'] === '' ? { ...given, 'rate-limit': '' } : given));

const situation = fc.record({
  inputs,
  scope: fc.constantFrom('project:admin', 'project:write'),
  skew: fc.integer({ min: -DAY, max: DAY }),
  old: fc.array(
    fc.record({
      isActive: fc.boolean(),
      /** Whether a rotation replaces it. */
      isOld: fc.boolean(),
      rateLimit: fc.constantFrom(null, { count: 5, window: 60 }),
    }),
    { maxLength: 3 },
  ),
  /** At which request another run's key of the name is there, if runs share keys. */
  other: fc.option(fc.nat(3), { nil: undefined }),
  mishaps: fc.array(mishap, { maxLength: 8 }),
});
type Situation = typeof situation extends fc.Arbitrary<infer Value> ? Value : never;

const isOld = (key: StoredKey | undefined): boolean => key?.dateCreated?.startsWith('2024-') === true;
const same = (a: StoredKey, b: StoredKey | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

async function check({ inputs, scope, skew, old, other, mishaps }: Situation): Promise<void> {
  const { mode = '', name = '' } = inputs;
  const isShared = name === 'ci' && (mode === 'ensure' || mode === 'update');
  const others: StoredKey[] = [];
  let onRequest = (): void => undefined;
  const arrange = ({ sentry, clock }: Given): void => {
    const seeds = [...old].sort((a, b) => Number(b.isOld) - Number(a.isOld));
    for (const [index, { isOld, ...key }] of seeds.entries()) {
      const dateCreated = `2024-05-01T00:00:0${index}.000000Z`;
      others.push(sentry.addKey('web', { name: 'ci', ...key, ...(isOld && { dateCreated }) }));
    }
    // Date headers are cut to the second. That is how well a run can know what is older than its
    // request.
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
  expect(elapsed).toBeLessThanOrEqual(Number(inputs['timeout']) * 1000);

  const left = made.filter(({ id, isActive }) => isActive && id !== delivered);
  const isCreator = ['ensure', 'create', 'rotate'].includes(mode);
  if (!isCreator) expect(made).toEqual([]);
  // Keys of the name that the run found or that came meanwhile, as it has to see them.
  const active = web.filter(({ isActive }) => isActive);
  const current = active.filter((key) => name === '' || key.name === name);
  if (exitCode === 0 && mode === 'retire') {
    expect(active).toEqual([]);
  } else if (exitCode === 0) {
    // The delivered DSN works, no other new key is left, and concurrent runs agree on the oldest.
    const key = active.find(({ id }) => id === delivered);
    expect(key).toBeDefined();
    expect(outputs['dsn']).toBe(key && dsnOf(sentry, key));
    expect(left).toEqual([]);
    if (isShared || mode === 'find') expect(delivered).toBe(current[0]?.id);
    if (mode === 'create') expect(made).toMatchObject([{ id: delivered }]);
    if (mode === 'rotate') expect(current.map(({ id }) => id)).toEqual([delivered]);
  } else if (made.some(({ isActive }) => isActive)) {
    expect(errors[0]).toMatch(/may have been created|was created/);
  }

  // The newest key that was there decides about a rotation.
  const newest = others.filter(({ isActive }) => isActive).at(-1);
  const isRotation = mode === 'rotate' && isOld(newest);
  if (mode === 'rotate' && !isRotation && delivered !== undefined && newest !== undefined) {
    expect(delivered).toBe(newest.id);
  }
  const now = (key: StoredKey) => web.find(({ id }) => id === key.id);
  const retired = others.filter((key) => key.isActive && now(key)?.isActive !== true);
  const told = Number(outputs['retired'] ?? 0);
  if (exitCode === 0) expect(told).toBe(retired.length);
  else expect(told).toBeLessThanOrEqual(retired.length);
  if (mode === 'rotate' && outputs['dsn'] !== undefined) {
    expect(retired).not.toContainEqual(expect.objectContaining({ id: delivered }));
  } else if (mode !== 'retire') expect(retired).toEqual([]);

  const isWithGrace = inputs['grace'] === '7d';
  if (isWithGrace) expect(retired).toEqual([]);
  for (const key of others.filter((one) => !retired.includes(one))) {
    const isChanged = isShared || (mode === 'rotate' && key === newest && !isRotation);
    const rateLimit = (isChanged ? now(key) : key)?.rateLimit;
    const isSetAside = isWithGrace && key.isActive && now(key)?.name !== 'ci';
    // What replaces a key is delivered before it is set aside.
    if (isSetAside) expect(outputs).toHaveProperty('dsn');
    const after = isSetAside ? (expect.stringMatching(/^ci \(until /) as string) : 'ci';
    expect(now(key)).toEqual({ ...key, rateLimit, name: after });
  }
  // A key that a run removed again counts for nothing.
  const isChanged = made.some(({ isActive }) => isActive) || others.some((key) => !same(key, now(key)));
  if (exitCode === 0) expect(outputs['changed']).toBe(String(isChanged));
  else if (left.length > 0) expect(outputs['changed']).toBe('true');
}

test('creates at most one key and reports what is left, whatever goes wrong', async () => {
  await fc.assert(fc.asyncProperty(situation, check), { numRuns: RUNS });
}, 120_000);
