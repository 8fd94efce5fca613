/** Runs one after the other, on any keys, against a model of what the keys must then be. */
import fc from 'fast-check';
import { inProcess, type Result } from '../harness/in-process.ts';
import { dsnOf } from '../harness/scenario.ts';
import type { StoredKey } from '../local-sentry/index.ts';
import { type Given, oneRun } from './one-run.ts';

const RUNS = 300;

const LIMITS: Readonly<Record<string, StoredKey['rateLimit']>> = {
  none: null,
  '5/60': { count: 5, window: 60 },
  '1000/1h': { count: 1000, window: 3600 },
};

/** Keys of the name `ci`, and of names that are nearly the same. */
const key = fc.record({
  name: fc.constantFrom('ci', 'ci', 'ci', 'CI', 'ci ', 'ci-2', 'c'),
  isActive: fc.constantFrom(true, true, false),
  rateLimit: fc.constantFrom(...Object.values(LIMITS)),
  browserSdkVersion: fc.constantFrom('10.x', '7.x'),
  // Where it is given, older than every other: of one moment, or a microsecond apart.
  date: fc.constantFrom(undefined, '2024-05-01T12:00:00.000000Z', '2024-05-01T12:00:00.000001Z'),
});

const step = fc
  .record({
    mode: fc.constantFrom('reuse', 'update', 'rotate', 'rotate', 'create', 'fail', 'absent'),
    limit: fc.constantFrom('', ...Object.keys(LIMITS)),
    retire: fc.constantFrom('deactivate', 'delete'),
    /** `undeliverable`: the runner takes no outputs. */
    how: fc.constantFrom('real', 'real', 'dry', 'undeliverable'),
  })
  // Without a key there is nothing to deliver.
  .filter(({ mode, how }) => mode !== 'absent' || how !== 'undeliverable');
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

const date = ({ dateCreated }: StoredKey): string => dateCreated ?? '';
const isOld = (key: StoredKey): boolean => date(key).startsWith('2024-');

function outcomeOf(mode: string, oldest: StoredKey | undefined, isSame: boolean) {
  if (mode === 'absent') return oldest ? 'retired' : 'absent';
  if (oldest === undefined || mode === 'create') return 'created';
  if (mode === 'fail') return undefined;
  if (mode === 'rotate') return 'rotated';
  return mode === 'update' && !isSame ? 'updated' : 'reused';
}

/** What a step must come to; `made` is the new key where there is one. */
function expected(
  { mode, limit, retire, how }: Step,
  keys: readonly StoredKey[],
  made: StoredKey | undefined,
) {
  const active = keys
    .filter(({ name, isActive }) => name === 'ci' && isActive)
    .sort((a, b) => (date(a) < date(b) ? -1 : Number(date(a) > date(b))));
  const [oldest] = active;
  const newest = active.at(-1);
  // A young key beside older ones is that of a rotation which broke off.
  const isFinish = mode === 'rotate' && active.length > 1 && newest !== undefined && !isOld(newest);
  const there = isFinish ? newest : oldest;
  const wanted = LIMITS[limit];
  const rateLimit = wanted ?? null;
  const isSame =
    wanted === undefined || JSON.stringify(wanted) === JSON.stringify(there?.rateLimit);
  const outcome = outcomeOf(mode, oldest, isSame);
  const isNew = outcome === 'created' || (outcome === 'rotated' && !isFinish);
  const isUpdated = how !== 'dry' && (outcome === 'updated' || (isFinish && !isSame));
  const isReal = how === 'real' && (outcome === 'rotated' || outcome === 'retired');
  const retired = isReal ? active.filter((one) => !isFinish || one !== there) : [];
  const isMade = isNew && how !== 'dry';
  const isSimilar = keys.some(({ name, isActive }) => isActive && name === 'CI');
  const isWarned = outcome === 'created' && mode !== 'create' && isSimilar;
  const replaced = isFinish ? active.at(-2) : newest;
  const isLost =
    outcome === 'rotated' &&
    wanted === undefined &&
    replaced?.rateLimit != null &&
    JSON.stringify(replaced.rateLimit) !== JSON.stringify(isFinish ? there?.rateLimit : null);
  return {
    exitCode: outcome === undefined || how === 'undeliverable' ? 1 : 0,
    outputs: { outcome, retired: String(retired.length) },
    used: isNew ? made : mode === 'absent' ? undefined : there,
    warnings: Number(outcome === 'reused' && !isSame) + Number(isWarned) + Number(isLost),
    writes: Number(isMade) + Number(isUpdated) + retired.length,
    keys: [
      ...keys
        .filter((one) => retire === 'deactivate' || !retired.includes(one))
        .map((one) => (retired.includes(one) ? { ...one, isActive: false } : one))
        .map((one) => (isUpdated && one.id === there?.id ? { ...one, rateLimit } : one)),
      ...(isMade ? [{ ...made, name: 'ci', isActive: true, rateLimit }] : []),
    ] as StoredKey[],
  };
}

/** Runs a step and compares what comes of it with what must. */
async function carryOut(step: Step, { sentry, clock, run }: Given): Promise<void> {
  // By Sentry's clock, which is read to the second, no key is young.
  clock.pass(2000);
  const before = sentry.keys('web');
  const sent = sentry.requests.length;
  const { mode, limit, retire, how } = step;
  const state = mode === 'absent' ? { state: mode } : { 'if-exists': mode };
  const inputs = { name: 'ci', ...state, 'rate-limit': limit, retire };
  const result: Result = await run(
    { ...inputs, 'dry-run': String(how === 'dry') },
    how === 'undeliverable',
  );
  const after = sentry.keys('web');
  const made = after.find(({ id }) => !before.some((one) => one.id === id));
  const { keys, exitCode, outputs, used, warnings, writes } = expected(step, before, made);
  expect(after).toEqual(keys);
  expect(result.exitCode).toBe(exitCode);
  expect(result.errors).toHaveLength(exitCode);
  const written = sentry.requests.slice(sent).filter(({ method }) => method !== 'GET');
  expect(written).toHaveLength(writes);
  if (exitCode === 1) {
    expect(result.outputs).toEqual({});
    return;
  }
  expect(result.outputs).toMatchObject(outputs);
  expect(result.warnings).toHaveLength(warnings);
  expect(result.outputs['key-id']).toBe(used?.id);
  expect(result.outputs['dsn']).toBe(used && dsnOf(sentry, used));
}

// With a page of other keys, the one that counts may be on the next.
const others = fc.constantFrom(0, 0, 0, 100);
const situation = [
  fc.array(key, { maxLength: 6 }),
  others,
  fc.array(step, { minLength: 1, maxLength: 4 }),
] as const;

test('any runs leave the keys as the model says', async () => {
  const property = fc.asyncProperty(...situation, (keys, others, steps) =>
    inProcess({}, async (given) => {
      for (const { date, ...seed } of keys) {
        given.sentry.addKey('web', { ...seed, ...(date && { dateCreated: date }) });
      }
      for (let i = 0; i < others; i++) given.sentry.addKey('web', { name: 'ci-2' });
      for (const step of steps) await carryOut(step, given);
    }),
  );
  await fc.assert(property, { numRuns: RUNS });
}, 120_000);

// Sentry's clock is read to the second, so that a key may look younger than it is, by less than one.
test.each([
  { age: 0, looks: 2 },
  { age: 999, looks: 2 },
  { age: 2000, looks: 1 },
])('looks $looks times if the key is $age ms old', async ({ age, looks }) => {
  const { outputs, calls, waits, keys } = await oneRun({ name: 'ci' }, ({ sentry, clock }) => {
    sentry.addKey('web', { name: 'ci' });
    clock.pass(age);
  });
  expect(outputs).toMatchObject({ 'key-id': keys['web']?.[0]?.id, outcome: 'reused' });
  expect(calls).toEqual(Array(looks).fill('list'));
  expect(waits).toEqual(Array(looks - 1).fill(1000));
});
