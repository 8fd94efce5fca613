import type { ClientKey } from '../src/client-key.ts';
import { Failure } from '../src/failure.ts';
import { decide, describe as tell, type IfExists, outcomeOf, type Plan } from '../src/plan.ts';
import type { RateLimit } from '../src/rate-limit.ts';
import type { Difference } from '../src/settings.ts';

const LIMIT: RateLimit = { count: 5, window: 60 };
const OTHER: RateLimit = { count: 9, window: 60 };

function key(digits: string, more: Partial<ClientKey> = {}): ClientKey {
  const id = digits.repeat(16);
  return {
    id,
    name: 'ci',
    projectId: '4506',
    isActive: true,
    rateLimit: LIMIT,
    dateCreated: undefined,
    sdkVersion: '10.x',
    sdkVersions: ['latest', '10.x', '9.x'],
    loader: new Set(['replay']),
    useCase: undefined,
    dsn: `https://${id}@sentry.example/4506`,
    secretDsn: undefined,
    endpoints: {},
    answer: {},
    ...more,
  };
}

const oldest = key('a1');
/** Has the limit that the oldest lacks, so that a decision by it would show. */
const second = key('b2', { rateLimit: OTHER });
const inactive = key('c3', { isActive: false, rateLimit: OTHER });

const nothingActive = [
  { what: 'no key', found: [] },
  { what: 'only an inactive key', found: [inactive] },
];
const somethingActive = [
  { what: 'one active key', found: [oldest], active: [oldest] },
  { what: 'two active keys', found: [oldest, second], active: [oldest, second] },
  { what: 'an active and an older inactive key', found: [inactive, oldest], active: [oldest] },
];
const wishes = [
  { wish: 'nothing', rateLimit: undefined },
  { wish: 'none', rateLimit: null },
  { wish: 'the same', rateLimit: { ...LIMIT } },
  { wish: 'another', rateLimit: OTHER },
];
const everyMode: IfExists[] = ['reuse', 'update', 'rotate', 'create', 'fail'];
const everyCase = everyMode.flatMap((ifExists) => wishes.map((one) => ({ ifExists, ...one })));

const present = 'present' as const;
const update = { state: present, ifExists: 'update' } as const;

const limitDiffers = (rateLimit: RateLimit | null, asked: string): Difference => ({
  setting: 'rate limit',
  is: '5/60',
  asked,
  change: { rateLimit },
});

describe.each(nothingActive)('where there is $what', ({ found }) => {
  test.each(everyCase)(
    'if-exists: $ifExists creates one, asked for the limit: $wish',
    ({ ifExists, rateLimit }) => {
      expect(decide({ state: present, ifExists, rateLimit }, found)).toEqual({ action: 'create' });
    },
  );

  test.each(everyCase)(
    'state: absent has nothing to retire (if-exists: $ifExists, limit: $wish)',
    ({ ifExists, rateLimit }) => {
      const plan = decide({ state: 'absent', ifExists, rateLimit }, found);
      expect(plan).toEqual({ action: 'retire', retire: [] });
    },
  );
});

describe.each(somethingActive)('where there is $what', ({ found, active }) => {
  describe.each(wishes)('asked for the limit: $wish', ({ rateLimit }) => {
    const want = (ifExists: IfExists) => ({ state: present, ifExists, rateLimit });

    test('if-exists: create creates another one', () => {
      expect(decide(want('create'), found)).toEqual({ action: 'create' });
    });

    test('if-exists: rotate creates one and retires every active one', () => {
      expect(decide(want('rotate'), found)).toEqual({ action: 'rotate', retire: active });
    });

    test('if-exists: fail names the key', () => {
      expect(() => decide(want('fail'), found)).toThrow(Failure);
      expect(() => decide(want('fail'), found)).toThrow(
        `There is an active client key named "ci" already (its ID is ${oldest.id}), and ` +
          'if-exists is fail.',
      );
    });

    test.each(everyMode)('state: absent retires every active one (if-exists: %s)', (ifExists) => {
      const plan = decide({ state: 'absent', ifExists, rateLimit }, found);
      expect(plan).toEqual({ action: 'retire', retire: active });
    });
  });

  test.each([
    { wish: 'nothing', rateLimit: undefined, differs: [] },
    { wish: 'the same', rateLimit: { ...LIMIT }, differs: [] },
    { wish: 'none', rateLimit: null, differs: [limitDiffers(null, 'none')] },
    { wish: 'another', rateLimit: OTHER, differs: [limitDiffers(OTHER, '9/60')] },
  ])(
    'if-exists: reuse takes the oldest and says what differs, asked for the limit: $wish',
    ({ rateLimit, differs }) => {
      const plan = decide({ state: present, ifExists: 'reuse', rateLimit }, found);
      expect(plan).toEqual({ action: 'reuse', key: oldest, differs });
    },
  );

  test.each([
    { wish: 'nothing', rateLimit: undefined },
    { wish: 'the same', rateLimit: { ...LIMIT } },
  ])('if-exists: update has nothing to change, asked for the limit: $wish', ({ rateLimit }) => {
    const plan = decide({ ...update, rateLimit }, found);
    expect(plan).toEqual({ action: 'reuse', key: oldest, differs: [] });
  });

  test.each([
    { wish: 'none', rateLimit: null, differs: [limitDiffers(null, 'none')] },
    { wish: 'another', rateLimit: OTHER, differs: [limitDiffers(OTHER, '9/60')] },
  ])(
    'if-exists: update changes the oldest, asked for the limit: $wish',
    ({ rateLimit, differs }) => {
      const plan = decide({ ...update, rateLimit }, found);
      expect(plan).toEqual({ action: 'update', key: oldest, differs, change: { rateLimit } });
    },
  );
});

test.each([
  { has: null, rateLimit: null, differs: false },
  { has: null, rateLimit: LIMIT, differs: true },
  { has: LIMIT, rateLimit: { count: 5, window: 61 }, differs: true },
  { has: LIMIT, rateLimit: { count: 6, window: 60 }, differs: true },
  { has: { count: 60, window: 5 }, rateLimit: LIMIT, differs: true },
])('the limit $has and the wish $rateLimit differ: $differs', ({ has, rateLimit, differs }) => {
  const found = [key('d4', { rateLimit: has })];
  const plan = decide({ ...update, rateLimit }, found);
  expect(plan.action).toBe(differs ? 'update' : 'reuse');
});

const plans: { plan: Plan; outcome: string; told: string; unnamed?: string }[] = [
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
    plan: { action: 'rotate', retire: [oldest, second] },
    outcome: 'rotated',
    told: 'create a client key named "ci", deliver it and then retire 2 client keys',
  },
  {
    plan: { action: 'reuse', key: oldest, differs: [] },
    outcome: 'reused',
    told: 'use the client key named "ci" that is there, and change nothing about it',
  },
  {
    plan: decide({ ...update, rateLimit: OTHER }, [oldest]),
    outcome: 'updated',
    told: 'change the client key named "ci": its rate limit from 5/60 to 9/60',
  },
  {
    plan: decide({ ...update, rateLimit: null, sdkVersion: '9.x', loader: new Set() }, [oldest]),
    outcome: 'updated',
    told:
      'change the client key named "ci": its rate limit from 5/60 to none, its SDK version from ' +
      '"10.x" to "9.x", its list of loader options from replay to none',
  },
  {
    plan: { action: 'retire', retire: [oldest] },
    outcome: 'retired',
    told: 'retire 1 client key named "ci"',
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
];

test.each(plans)('the outcome is $outcome and a dry run tells: $told', (row) => {
  expect(outcomeOf(row.plan)).toBe(row.outcome);
  expect(tell(row.plan, 'ci', 'acme/web')).toBe(row.told);
  if (row.unnamed !== undefined) expect(tell(row.plan, undefined, 'acme/web')).toBe(row.unnamed);
});
