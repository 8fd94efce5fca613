import { IF_EXISTS, type IfExists } from '../../src/keys/desired-key.ts';
import { describePlan } from '../../src/keys/describe-plan.ts';
import {
  decide,
  dueIn,
  keysLeftOver,
  outcomeOf,
  type Plan,
  replacedBy,
  untilOf,
} from '../../src/keys/plan.ts';
import { warnOfSimilar } from '../../src/keys/similar-names.ts';
import type { RateLimit } from '../../src/keys/rate-limit.ts';
import { aDesiredKey, aKey } from '../harness/keys.ts';

const SAME: RateLimit = { count: 5, window: 60 };
const OTHER: RateLimit = { count: 9, window: 60 };

const oldest = aKey('a1');
/** Has the limit that the oldest lacks, so that a decision by the wrong key shows. */
const second = aKey('b2', { rateLimit: OTHER });
const inactive = aKey('c3', { isActive: false, rateLimit: OTHER });

test.each(IF_EXISTS)('if-exists: %s creates a key where none is active', (ifExists) => {
  for (const found of [[], [inactive]]) {
    const plans = (['present', 'absent'] as const).map((state) =>
      decide(aDesiredKey({ state, ifExists, rateLimit: OTHER }), found),
    );
    expect(plans).toEqual([{ action: 'create' }, { action: 'retire', retire: [] }]);
  }
});

test.each([
  { what: 'one active key', found: [oldest], active: [oldest] },
  { what: 'two active keys', found: [oldest, second], active: [oldest, second] },
  { what: 'an active and an older inactive key', found: [inactive, oldest], active: [oldest] },
])('decide with $what', ({ found, active }) => {
  const plan = (ifExists: IfExists, rateLimit: RateLimit) =>
    decide(aDesiredKey({ ifExists, rateLimit }), found);
  const patch = { rateLimit: OTHER };
  const drift = [{ setting: 'rate limit', actual: '5/60', desired: '9/60', patch }];

  for (const rateLimit of [SAME, OTHER]) {
    expect(plan('create', rateLimit)).toEqual({ action: 'create' });
    expect(plan('rotate', rateLimit)).toEqual({ action: 'rotate', retire: active });
    expect(() => plan('fail', rateLimit)).toThrow(
      `There is already an active client key named "ci" (its ID is ${oldest.id}), and if-exists is ` +
        'fail. Write another name, or another if-exists.',
    );
  }
  expect(plan('reuse', SAME)).toEqual({ action: 'reuse', key: oldest, drift: [] });
  expect(plan('reuse', OTHER)).toEqual({ action: 'reuse', key: oldest, drift });
  expect(plan('update', SAME)).toEqual({ action: 'reuse', key: oldest, drift: [] });
  expect(plan('update', OTHER)).toEqual({ action: 'update', key: oldest, drift, patch });
  for (const ifExists of IF_EXISTS) {
    const absent = decide(aDesiredKey({ state: 'absent', ifExists }), found);
    expect(absent).toEqual({ action: 'retire', retire: active });
  }
});

describe('a rotation that broke off', () => {
  const day = 24 * 3600 * 1000;
  const serverTime = Date.UTC(2026, 0, 9);
  const born = (digits: string, age: number) => aKey(digits, { dateCreated: serverTime - age });
  const rotate = aDesiredKey({ ifExists: 'rotate', rateLimit: OTHER });

  test('is finished with its key while that is younger than a day', () => {
    const [old, young] = [born('a1', 9 * day), born('b2', day - 1)];
    const plan = decide(rotate, [old, young], { serverTime });
    expect(plan).toMatchObject({ action: 'finish-rotation', key: young, retire: [old] });
    expect(plan).toMatchObject({ drift: [{ setting: 'rate limit' }] });
    expect(outcomeOf(plan)).toBe('rotated');
    expect(describePlan(plan, 'ci', 'acme/web')).toBe(
      'deliver the client key named "ci" that a rotation created and did not deliver, change its rate ' +
        'limit from 5/60 to 9/60, and then retire 1 client key',
    );
    const asDesired = decide({ ...rotate, rateLimit: SAME }, [old, young], { serverTime });
    expect(describePlan(asDesired, 'ci', 'acme/web')).toBe(
      'deliver the client key named "ci" that a rotation created and did not deliver, and then retire 1 ' +
        'client key',
    );
  });

  test.each([
    { what: 'the key is a day old', found: [born('a1', 9 * day), born('b2', day)], serverTime },
    { what: 'there is no older key', found: [born('b2', 0)], serverTime },
    { what: 'the server does not say its time', found: [born('a1', day), born('b2', 0)] },
    { what: 'keys have no date', found: [aKey('a1'), aKey('b2')], serverTime },
  ])('is not assumed when $what', ({ found, serverTime }) => {
    expect(decide(rotate, found, { serverTime })).toEqual({ action: 'rotate', retire: found });
  });
});

describe('if-missing: fail', () => {
  const desired = aDesiredKey({ ifMissing: 'fail' });

  test('takes the key that is there', () => {
    expect(decide(desired, [oldest])).toMatchObject({ action: 'reuse', key: oldest });
    expect(decide({ ...desired, state: 'absent' }, [])).toEqual({ action: 'retire', retire: [] });
  });

  test('is an error where there is none, which names similar ones', () => {
    const deciding = (similarNames: string[]) => () =>
      decide(desired, [inactive], { similarNames });
    expect(() => decide(desired, [])).toThrow(/ Write the name of a key that is there, or leave/);
    expect(deciding([])).toThrow(
      /^There is no active client key named "ci", .* Write the name of a key/,
    );
    expect(deciding(['CI', 'c i'])).toThrow(/is fail\. Did you mean "CI", "c i"\?$/);
  });
});

test.each([
  [['CI'], '"CI"'],
  [['CI', 'c i'], '"CI", "c i"'],
  [['a', 'b', 'c', 'd', 'e', 'f'], '"a", "b", "c", "d", "e"'],
])('a new key beside %j is told', (names, told) => {
  expect(warnOfSimilar('ci', names)).toBe(
    `There is no active client key named "ci", but there is ${told}. A new one is created; if you ` +
      'mean the other, write its name exactly.',
  );
});

test.each([[[]], [['ci ']], [['ci']]])('a new key beside %j is not told', (names) => {
  expect(warnOfSimilar('ci', names)).toBeUndefined();
});

const everything = { rateLimit: null, sdkVersion: '9.x', loader: new Set<never>() };
const inProject = 'create the project acme/web, and use the client key that Sentry makes with it';

test.each<[outcome: string, description: string, Plan]>([
  ['created', `${inProject}, named "ci"`, { action: 'create-project' }],
  ['created', 'create a client key named "ci"', { action: 'create' }],
  [
    'rotated',
    'create a client key named "ci", deliver it and then retire 1 client key',
    { action: 'rotate', retire: [oldest] },
  ],
  [
    'reused',
    'use the client key named "ci" that is there, and change nothing about it',
    { action: 'reuse', key: oldest, drift: [] },
  ],
  [
    'updated',
    'change the client key named "ci": its rate limit from 5/60 to none, its SDK version from ' +
      '"10.x" to "9.x", its list of loader options from replay to none',
    decide(aDesiredKey({ ifExists: 'update', ...everything }), [oldest]),
  ],
  ['retired', 'retire 2 client keys named "ci"', { action: 'retire', retire: [oldest, second] }],
  [
    'absent',
    'do nothing, since there is no active client key named "ci"',
    { action: 'retire', retire: [] },
  ],
])('%s: %s', (outcome, description, plan) => {
  expect(outcomeOf(plan)).toBe(outcome);
  expect(describePlan(plan, 'ci', 'acme/web')).toBe(description);
});

test('a plan without a name does not mention one', () => {
  expect(describePlan({ action: 'create-project' }, undefined, 'acme/web')).toBe(inProject);
  expect(describePlan({ action: 'create' }, undefined, 'acme/web')).toBe(
    'create a client key with a name that Sentry invents',
  );
});

const due = { keys: [inactive], serverTime: 7 };
const until = '2026-12-03';

test.each<[Plan, left: unknown, replaced: unknown, due: unknown, until: string]>([
  [{ action: 'create' }, [], [], undefined, ''],
  [{ action: 'retire', retire: [oldest] }, [oldest], [oldest], undefined, ''],
  [{ action: 'rotate', retire: [oldest] }, [oldest], [oldest], undefined, ''],
  [{ action: 'rotate', retire: [oldest], until, due }, [oldest, inactive], [oldest], due, until],
  [{ action: 'reuse', key: oldest, drift: [], due }, [inactive], [], due, ''],
])('what %j leaves to do', (plan, left, replaced, due, until) => {
  expect(keysLeftOver(plan)).toEqual(left);
  expect(replacedBy(plan)).toEqual(replaced);
  expect(dueIn(plan)).toEqual(due);
  expect(untilOf(plan)).toBe(until);
});
