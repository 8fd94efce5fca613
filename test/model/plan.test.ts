import {
  changesIn,
  candidates,
  decide,
  describePlan,
  listOf,
  outcomeOf,
  type Plan,
  type Seen,
  simplePlan,
} from '../../src/model/plan.ts';
import type { ClientKey } from '../../src/model/client-key.ts';
import type { Mode } from '../../src/model/modes.ts';
import { explainMiss, warningsAbout } from '../../src/model/names.ts';
import type { RateLimit } from '../../src/model/rate-limit.ts';
import { aDesiredKey, aKey } from '../harness/keys.ts';

const SAME: RateLimit = { count: 5, window: 60 };
const OTHER: RateLimit = { count: 9, window: 60 };

const oldest = aKey('a1');
/** Has the limit that the oldest lacks, so a decision by the wrong key shows. */
const second = aKey('b2', { rateLimit: OTHER });
const inactive = aKey('c3', { isActive: false, rateLimit: OTHER });

function seen(keys: readonly ClientKey[], more: Partial<Seen> = {}): Seen {
  return { keys, others: [], serverTime: undefined, sdkVersions: undefined, ...more };
}

test.each<[Mode, Plan['action']]>([
  ['ensure', 'create'],
  ['create', 'create'],
  ['update', 'none'],
  ['find', 'none'],
  ['retire', 'none'],
])('mode: %s without an active key plans: %s', (mode, action) => {
  for (const keys of [[], [inactive]]) {
    const plan = decide(aDesiredKey({ mode, rateLimit: OTHER }), seen(keys));
    expect(plan).toMatchObject({ action, drift: [], retire: [], due: [] });
    expect(plan.key).toBeUndefined();
  }
});

test.each([
  { what: 'one active key', keys: [oldest], active: [oldest] },
  { what: 'two active keys', keys: [oldest, second], active: [oldest, second] },
  { what: 'an active and an older inactive key', keys: [inactive, oldest], active: [oldest] },
])('decide with $what', ({ keys, active }) => {
  const plan = (mode: Mode, rateLimit?: RateLimit) => decide(aDesiredKey({ mode, rateLimit }), seen(keys));
  const patch = { rateLimit: OTHER };
  const drift = [{ setting: 'rate limit', actual: '5/1m', desired: '9/1m', patch }];

  for (const mode of ['ensure', 'update'] as const) {
    expect(plan(mode, SAME)).toMatchObject({ action: 'use', key: oldest, drift: [] });
    expect(plan(mode, OTHER)).toMatchObject({ action: 'use', key: oldest, drift });
  }
  expect(plan('ensure')).toMatchObject({ action: 'use', key: oldest, drift: [] });
  expect(plan('find')).toMatchObject({ action: 'use', key: oldest, drift: [] });
  expect(plan('create', OTHER)).toMatchObject({ action: 'create', settings: patch });
  expect(plan('retire')).toMatchObject({ action: 'retire', retire: active });
});

test("without a name, the project's own key is used", () => {
  const [first, own, off] = [
    aKey('a1', { name: 'first' }),
    aKey('b2', { name: 'Default' }),
    aKey('c3', { name: 'Default', isActive: false }),
  ];
  const named = { mode: 'ensure', name: undefined } as const;
  expect(candidates(named, [off, first, own])).toEqual([own]);
  expect(candidates(named, [off, aKey('d4', { name: 'a (until 2026-11-20)' }), first])).toEqual([first]);
  expect(candidates(named, [off])).toEqual([]);
});

const place = { baseUrl: new URL('https://sentry.example'), org: 'acme', project: 'web' };
const other = (name: string, isActive = true) => ({ id: 'ff', name, isActive });
const page = `https://sentry.example/settings/acme/projects/web/keys/${inactive.id}/`;

test.each<[string | undefined, Partial<Seen>, string]>([
  ['ci', {}, 'There is no active client key named "ci" in acme/web.'],
  [undefined, {}, 'There is no active client key in acme/web.'],
  [
    'ci',
    { others: [other('CI'), other('web'), other('api', false), other('c_i')] },
    'There is no active client key named "ci" in acme/web. Did you mean "CI", "c_i"? The active client ' +
      'keys are "CI", "web", "c_i".',
  ],
  [
    'ci',
    { keys: [inactive], others: [other('web')] },
    `There is no active client key named "ci" in acme/web. A deactivated client key has this name: ${page}. ` +
      'Activate it there, or use another. The active client keys are "web".',
  ],
])('a miss of %j among %j', (name, more, text) => {
  const desired = aDesiredKey({ mode: 'find', name });
  expect(explainMiss(desired, seen([], more), place)).toBe(text);
});

test('a look warns of several keys, of similar names and of a deactivated key', () => {
  const about = (mode: Mode, keys: ClientKey[], others = [other('web')]) => {
    const desired = aDesiredKey({ mode, maxAge: 60 });
    const look = seen(keys, { others, serverTime: 120_000 });
    return warningsAbout(decide(desired, look), desired, look, place);
  };
  expect(about('ensure', [oldest])).toEqual([]);
  expect(about('ensure', [])).toEqual([]);
  expect(about('ensure', [oldest, second])).toEqual([
    'There are 2 active client keys named "ci" in acme/web. The oldest is used.',
  ]);
  expect(about('rotate', [oldest, second])).toEqual([]);
  expect(about('retire', [oldest, second])).toEqual([]);
  expect(about('ensure', [inactive], [other('CI'), other('C I', false)])).toEqual([
    'There is no active client key "ci", but there is "CI". A new one is created. If you mean the existing one, ' +
      'use its exact name.',
    `A deactivated client key has this name: ${page}. A new one is created beside it.`,
  ]);
});

test('ten names are listed at most, each once', () => {
  const names = Array.from({ length: 12 }, (_, index) => `k${index}`);
  expect(listOf(['a', 'b', 'a'])).toBe('"a", "b"');
  expect(listOf(names.slice(0, 10))).toMatch(/"k9"$/);
  expect(listOf(names)).toMatch(/"k9" and 2 more$/);
});

const use: Plan = { ...simplePlan('use'), key: oldest };
const everything = { rateLimit: null, sdkVersion: '9.x', loader: new Set<never>() };
const inProject = 'create the project acme/web and use the client key that comes with it';

test.each<[outcome: string, description: string, doesWrite: boolean, Plan]>([
  ['created', inProject, true, simplePlan('create-project')],
  ['created', 'create the client key "ci"', true, simplePlan('create')],
  [
    'rotated',
    'create another client key "ci" and deliver it, then retire 1 client key',
    true,
    { ...simplePlan('rotate'), retire: [oldest] },
  ],
  [
    'rotated',
    'create another client key "ci" and deliver it, then set 1 client key aside until 2026-12-03',
    true,
    { ...simplePlan('rotate'), retire: [oldest], until: '2026-12-03' },
  ],
  ['rotated', 'use the client key "ci", then retire 1 client key', true, { ...use, retire: [second] }],
  ['retired', 'retire "ci", unless still in use', true, { ...simplePlan('retire'), due: [oldest] }],
  ['reused', 'use the client key "ci"', false, use],
  [
    'reused',
    'use the client key "ci", then retire 1 client key whose grace is over, unless they still receive events',
    true,
    { ...use, due: [inactive] },
  ],
  [
    'updated',
    'use the client key "ci", then change its rate limit 5/1m → none, SDK version "10.x" → "9.x", list of ' +
      'loader options replay → none',
    true,
    decide(aDesiredKey({ mode: 'update', ...everything }), seen([oldest])),
  ],
  ['retired', 'retire 2 client keys: "ci"', true, { ...simplePlan('retire'), retire: [oldest, second] }],
  ['absent', 'do nothing, because there is no active client key "ci"', false, simplePlan('none')],
])('%s: %s', (outcome, description, doesWrite, plan) => {
  expect(outcomeOf(plan)).toBe(outcome);
  expect(changesIn(plan) > 0).toBe(doesWrite);
  expect(describePlan(plan, aDesiredKey(), 'acme/web')).toBe(description);
});

test('a key without a name is described', () => {
  const described = (mode: Mode) => describePlan(simplePlan('create'), aDesiredKey({ mode, name: undefined }), '');
  expect(described('ensure')).toBe('create the client key "Default"');
  expect(described('create')).toBe('create the client key with a name that Sentry invents');
});
