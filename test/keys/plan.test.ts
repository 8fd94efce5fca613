import { Failure } from '../../src/failure.ts';
import { IF_EXISTS, type IfExists } from '../../src/keys/desired-key.ts';
import { decide, describePlan, outcomeOf, type Plan } from '../../src/keys/plan.ts';
import type { RateLimit } from '../../src/keys/rate-limit.ts';
import { aKey } from '../harness/keys.ts';

const SAME: RateLimit = { count: 5, window: 60 };
const OTHER: RateLimit = { count: 9, window: 60 };

const oldest = aKey('a1');
/** Has the limit that the oldest lacks, so that a decision by it would show. */
const second = aKey('b2', { rateLimit: OTHER });
const inactive = aKey('c3', { isActive: false, rateLimit: OTHER });

const wanting = (ifExists: IfExists, rateLimit?: RateLimit | null) =>
  ({ state: 'present', ifExists, rateLimit }) as const;

const limits = [undefined, null, SAME, OTHER];
const everyCase = IF_EXISTS.flatMap((ifExists) =>
  limits.map((rateLimit) => ({ ifExists, rateLimit })),
);

test.each(everyCase)('without an active key: creates one ($ifExists, $rateLimit)', (given) => {
  for (const found of [[], [inactive]]) {
    expect(decide({ state: 'present', ...given }, found)).toEqual({ action: 'create' });
    const absent = decide({ state: 'absent', ...given }, found);
    expect(absent).toEqual({ action: 'retire', retire: [] });
  }
});

describe.each([
  { what: 'one active key', found: [oldest], active: [oldest] },
  { what: 'two active keys', found: [oldest, second], active: [oldest, second] },
  { what: 'an active and an older inactive key', found: [inactive, oldest], active: [oldest] },
])('with $what', ({ found, active }) => {
  test.each(limits)('what does not depend on the limit: %j', (rateLimit) => {
    expect(decide(wanting('create', rateLimit), found)).toEqual({ action: 'create' });
    const rotate = decide(wanting('rotate', rateLimit), found);
    expect(rotate).toEqual({ action: 'rotate', retire: active });
    expect(() => decide(wanting('fail', rateLimit), found)).toThrow(
      new Failure(
        `There is already an active client key named "ci" (its ID is ${oldest.id}), and ` +
          'if-exists is fail. Write another name, or another if-exists.',
      ),
    );
    for (const ifExists of IF_EXISTS) {
      const absent = decide({ state: 'absent', ifExists, rateLimit }, found);
      expect(absent).toEqual({ action: 'retire', retire: active });
    }
  });

  test.each([
    { rateLimit: undefined },
    { rateLimit: { ...SAME } },
    { rateLimit: null, desired: 'none' },
    { rateLimit: OTHER, desired: '9/60' },
  ])('reuse takes the oldest, update changes it: $rateLimit', ({ rateLimit, desired }) => {
    const patch = { rateLimit };
    const drift =
      desired === undefined ? [] : [{ setting: 'rate limit', actual: '5/60', desired, patch }];
    const reuse = { action: 'reuse', key: oldest, drift };
    expect(decide(wanting('reuse', rateLimit), found)).toEqual(reuse);
    expect(decide(wanting('update', rateLimit), found)).toEqual(
      desired === undefined ? reuse : { action: 'update', key: oldest, drift, patch },
    );
  });
});

test.each([
  { has: null, rateLimit: null, action: 'reuse' },
  { has: null, rateLimit: SAME, action: 'update' },
  { has: SAME, rateLimit: { count: 5, window: 61 }, action: 'update' },
  { has: SAME, rateLimit: { count: 6, window: 60 }, action: 'update' },
  { has: { count: 60, window: 5 }, rateLimit: SAME, action: 'update' },
])('the limit is $has, $rateLimit is desired: $action', ({ has, rateLimit, action }) => {
  expect(decide(wanting('update', rateLimit), [aKey('d4', { rateLimit: has })]).action).toBe(
    action,
  );
});

const everything = { rateLimit: null, sdkVersion: '9.x', loader: new Set<never>() };

test.each<{ plan: Plan; outcome: string; told: string; unnamed?: string }>([
  {
    plan: { action: 'create-project' },
    outcome: 'created',
    told: 'create the project acme/web, and use the client key that Sentry makes with it, named "ci"',
    unnamed: 'create the project acme/web, and use the client key that Sentry makes with it',
  },
  {
    plan: { action: 'create' },
    outcome: 'created',
    told: 'create a client key named "ci"',
    unnamed: 'create a client key with a name that Sentry invents',
  },
  {
    plan: { action: 'rotate', retire: [oldest] },
    outcome: 'rotated',
    told: 'create a client key named "ci", deliver it and then retire 1 client key',
  },
  {
    plan: { action: 'reuse', key: oldest, drift: [] },
    outcome: 'reused',
    told: 'use the client key named "ci" that is there, and change nothing about it',
  },
  {
    plan: decide({ ...wanting('update'), ...everything }, [oldest]),
    outcome: 'updated',
    told:
      'change the client key named "ci": its rate limit from 5/60 to none, its SDK version from ' +
      '"10.x" to "9.x", its list of loader options from replay to none',
  },
  {
    plan: { action: 'retire', retire: [oldest, second] },
    outcome: 'retired',
    told: 'retire 2 client keys named "ci"',
  },
  {
    plan: { action: 'retire', retire: [] },
    outcome: 'absent',
    told: 'do nothing, since there is no active client key named "ci"',
  },
])('the outcome is $outcome, a dry run tells: $told', ({ plan, outcome, told, unnamed }) => {
  expect(outcomeOf(plan)).toBe(outcome);
  expect(describePlan(plan, 'ci', 'acme/web')).toBe(told);
  if (unnamed !== undefined) expect(describePlan(plan, undefined, 'acme/web')).toBe(unnamed);
});
