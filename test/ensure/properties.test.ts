/**
 * What holds whatever goes wrong, whenever it does: one run among old keys of its name, with any
 * sequence of faults, and perhaps another run that creates a key at the same time.
 */
import fc from 'fast-check';
import { inProcess, type Result } from '../harness/in-process.ts';
import { type Fault, type StoredKey, tooManyRequests } from '../local-sentry/index.ts';
import { html, lost } from '../harness/mishaps.ts';
import { dsnOf } from '../harness/scenario.ts';

const RUNS = 300;
const DAY = 24 * 3600 * 1000;

type Now = () => number;

/** Sentry limits requests before it does any work, so that these only ever strike before. */
const limited: Record<string, (now: Now) => Fault> = {
  '429 with Reset': (now) => tooManyRequests({ resetInSeconds: 3, now }),
  '429 with Retry-After': (now) => tooManyRequests({ retryAfter: '7', now }),
  '429 with neither': () => ({ strike: 'answer', status: 429, headers: html, body: '{}' }),
};

/** Something that goes wrong from the `from`th request of a run on, counted from 0. */
interface Mishap {
  readonly from: number;
  readonly fault: (now: Now) => Fault;
  /** How it is shown where a property does not hold. */
  readonly [fc.toStringMethod]: () => string;
}

const when = fc.constantFrom('before' as const, 'after' as const);
// A hang takes real time, so there are few of them.
const kind = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.constantFrom(...Object.entries(lost)), when)
      .map(([[what, fault], when]) => ({
        what: `${what} ${when} the work`,
        fault: () => ({ ...fault, when }),
      })),
  },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(...Object.entries(limited))
      .map(([what, fault]) => ({ what, fault })),
  },
  {
    weight: 1,
    arbitrary: when.map((when) => ({
      what: `hang ${when} the work`,
      fault: (): Fault => ({ strike: 'hang', when }),
    })),
  },
);
const mishap = fc
  .record({
    kind,
    call: fc.constantFrom('list', 'create', 'update', 'delete', undefined),
    times: fc.constantFrom(1, 2, 3, Infinity),
    from: fc.constantFrom(0, 0, 1, 2, 2, 3, 4),
  })
  .map(({ kind: { what, fault }, call, times, from }): Mishap => ({
    from,
    fault: (now) => ({ ...fault(now), times, ...(call && { call }) }),
    [fc.toStringMethod]: () =>
      `${what}, ${call ?? 'any call'}, ${times} times, from request ${from} on`,
  }));

const situation = fc.record({
  name: fc.constantFrom('ci', 'ci', 'ci', 'ci', ''),
  ifExists: fc.constantFrom('reuse', 'update', 'rotate', 'create', 'fail'),
  retire: fc.constantFrom('deactivate', 'delete'),
  rateLimit: fc.constantFrom('', 'none', '5/60', '1000/1h'),
  timeout: fc.integer({ min: 30, max: 120 }),
  scope: fc.constantFrom('project:admin', 'project:write'),
  skew: fc.integer({ min: -DAY, max: DAY }),
  old: fc.array(
    fc.record({
      isActive: fc.boolean(),
      rateLimit: fc.constantFrom(null, { count: 5, window: 60 }),
    }),
    { maxLength: 3 },
  ),
  /** At which request another run's key of the name comes up, where keys are to be agreed on. */
  rival: fc.option(fc.nat(3), { nil: undefined }),
  mishaps: fc.array(mishap, { maxLength: 8 }),
});
type Situation = typeof situation extends fc.Arbitrary<infer Value> ? Value : never;

interface Outcome {
  readonly result: Result;
  /** The keys that are not of this run, as they were and as they are. */
  readonly others: readonly { readonly was: StoredKey; readonly is: StoredKey | undefined }[];
  /** The keys that this run made. */
  readonly made: readonly StoredKey[];
  /** All that are active, oldest first. */
  readonly active: readonly StoredKey[];
  readonly dsn: (key: StoredKey) => string;
}

async function meet(
  { old, rival, mishaps, skew, scope, timeout, ...given }: Situation,
  expectations: (outcome: Outcome) => void,
): Promise<void> {
  let arrived = (): void => undefined;
  const onRequest = (): void => {
    arrived();
  };
  await inProcess({ skew, scopes: [scope], onRequest }, async ({ sentry, clock, run }) => {
    const others = old.map((key) => sentry.addKey('web', { name: 'ci', ...key }));
    // Date headers are cut to the second, so that is how well `create`, which lists nothing
    // beforehand, can tell what is older than its request.
    clock.pass(2000);
    const start = Date.now() + skew;
    arrived = () => {
      const number = sentry.requests.length - 1;
      for (const { from, fault } of mishaps) {
        if (from === number) sentry.fault(fault(() => start + clock.now()));
      }
      if (rival === number && (given.ifExists === 'reuse' || given.ifExists === 'update')) {
        others.push(sentry.addKey('web', { name: 'ci' }));
      }
    };
    const result = await run({
      name: given.name,
      'if-exists': given.ifExists,
      retire: given.retire,
      'rate-limit': given.rateLimit,
      timeout: String(timeout),
    });
    const keys = sentry.keys('web');
    expectations({
      result,
      others: others.map((was) => ({ was, is: keys.find(({ id }) => id === was.id) })),
      made: keys.filter(({ id }) => !others.some((other) => other.id === id)),
      active: keys.filter(({ isActive }) => isActive),
      dsn: (key) => dsnOf(sentry, key),
    });
  });
}

function judge({ name, ifExists, timeout }: Situation, outcome: Outcome): void {
  const { result, others, made, active, dsn } = outcome;
  const { exitCode, errors, outputs, elapsed } = result;
  const delivered = outputs['key-id'];
  expect(made.length).toBeLessThanOrEqual(1);
  expect(errors).toHaveLength(exitCode);
  expect(elapsed).toBeLessThanOrEqual(timeout * 1000);

  const unknown = made.filter(({ id, isActive }) => isActive && id !== delivered);
  if (exitCode === 0) {
    // What was delivered works, and nothing else was left behind.
    const key = active.find(({ id }) => id === delivered);
    expect(key).toBeDefined();
    expect(outputs['dsn']).toBe(key && dsn(key));
    expect(unknown).toEqual([]);
    // And all runs at the same moment come to the same key.
    if (name === 'ci' && (ifExists === 'reuse' || ifExists === 'update')) {
      expect(delivered).toBe(active[0]?.id);
    }
  } else if (unknown.length > 0) {
    expect(errors[0]).toMatch(/may have been created|was created|The client key is there/);
  }
  if (delivered !== undefined && (ifExists === 'create' || ifExists === 'rotate')) {
    expect(made).toMatchObject([{ id: delivered }]);
  }

  const retired = others.filter(({ was, is }) => was.isActive && is?.isActive !== true);
  expect(retired.length).toBeGreaterThanOrEqual(Number(outputs['retired'] ?? 0));
  if (exitCode === 0) expect(outputs['retired']).toBe(String(retired.length));
  if (ifExists !== 'rotate' || delivered === undefined) expect(retired).toEqual([]);
  for (const { was, is } of others.filter((other) => !retired.includes(other))) {
    const rateLimit = ifExists === 'update' ? is?.rateLimit : was.rateLimit;
    expect(is).toEqual({ ...was, rateLimit });
  }
}

test('whatever goes wrong, at most one key is made, and where it is made it is told', async () => {
  await fc.assert(
    fc.asyncProperty(situation, (given) =>
      meet(given, (outcome) => {
        judge(given, outcome);
      }),
    ),
    { numRuns: RUNS },
  );
}, 120_000);
