/** Runs one after the other, on any keys, against a model of what the keys must then be. */
import fc from 'fast-check';
import { inProcess, type Result, type Place } from '../harness/in-process.ts';
import { dsnOf } from '../harness/scenario.ts';
import type { StoredKey } from '../local-sentry/index.ts';
import { oneRun } from './one-run.ts';

const RUNS = 300;
const DAY = 24 * 3600 * 1000;

const LIMITS: Readonly<Record<string, StoredKey['rateLimit']>> = {
  none: null,
  '5/60': { count: 5, window: 60 },
  '1000/1h': { count: 1000, window: 3600 },
};
const VERSIONS = ['10.x', '7.x'];

type Loader = StoredKey['dynamicSdkLoaderOptions'];
/** What Sentry gives a new key. */
const DEFAULT_LOADER: Loader = {
  ...{ hasReplay: true, hasPerformance: true, hasDebug: false },
  ...{ hasFeedback: false, hasLogsAndMetrics: false },
};
const OTHER_LOADER: Loader = { ...DEFAULT_LOADER, hasReplay: false, hasDebug: true };

const OVER = 'ci (until 2024-06-01)';

/** Keys of the name `ci`, of names that are nearly the same, of the project itself, and set aside ones. */
const key = fc.record({
  name: fc.oneof(
    { weight: 3, arbitrary: fc.constant('ci') },
    { weight: 1, arbitrary: fc.constantFrom('CI', 'ci ', 'ci-2', 'c') },
    { weight: 1, arbitrary: fc.constant('Default') },
    { weight: 1, arbitrary: fc.constantFrom(OVER, 'ci (until 2999-12-31)', 'c (until 2024-06-01)') },
  ),
  isActive: fc.constantFrom(true, true, false),
  rateLimit: fc.constantFrom(...Object.values(LIMITS)),
  browserSdkVersion: fc.constantFrom(...VERSIONS),
  dynamicSdkLoaderOptions: fc.constantFrom(DEFAULT_LOADER, OTHER_LOADER),
  // If it is given, older than every other: of one moment, or a microsecond apart.
  date: fc.constantFrom(undefined, '2024-05-01T12:00:00.000000Z', '2024-05-01T12:00:00.000001Z'),
});

const setting = { limit: fc.constantFrom('', ...Object.keys(LIMITS)), version: fc.constantFrom('', ...VERSIONS) };
const noSetting = { limit: fc.constant(''), version: fc.constant('') };
const graces = { grace: fc.constantFrom('none', '7d') };
const methods = { retireMethod: fc.constantFrom('', 'deactivate', 'delete') };
const fixed = { grace: fc.constant(''), retireMethod: fc.constant(''), name: fc.constant('ci') };

/** A step with the inputs that its mode uses. */
const step = fc
  .tuple(
    fc.oneof(
      fc.record({ ...fixed, mode: fc.constantFrom('ensure', 'update', 'create'), ...setting }),
      fc.record({ ...fixed, mode: fc.constant('rotate'), ...setting, ...graces, ...methods }),
      fc.record({ ...fixed, mode: fc.constant('find'), ...noSetting }),
      fc.record({ ...fixed, mode: fc.constant('retire'), ...noSetting, ...methods }),
      fc.record({
        ...{ ...fixed, mode: fc.constantFrom('ensure', 'find', 'create'), ...noSetting },
        name: fc.constant(''),
      }),
    ),
    /** `undeliverable`: the runner takes no outputs. */
    fc.constantFrom('real', 'real', 'dry', 'undeliverable'),
  )
  .map(([given, how]) => ({ ...given, how }))
  .filter(({ mode, limit, version }) => mode !== 'update' || limit + version !== '');
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

type Settings = Pick<StoredKey, 'rateLimit' | 'browserSdkVersion' | 'dynamicSdkLoaderOptions'>;

const NEW: Settings = { ...{ rateLimit: null, browserSdkVersion: '10.x', dynamicSdkLoaderOptions: DEFAULT_LOADER } };

const settingsOf = (key: Settings): Settings => ({
  rateLimit: key.rateLimit,
  browserSdkVersion: key.browserSdkVersion,
  dynamicSdkLoaderOptions: key.dynamicSdkLoaderOptions,
});

/** What a step makes of the settings of a key. */
function settled({ limit, version }: Step, before: Settings): Settings {
  const wanted = LIMITS[limit];
  return {
    ...settingsOf(before),
    ...(wanted !== undefined && { rateLimit: wanted }),
    ...(version !== '' && { browserSdkVersion: version }),
  };
}

const same = (a: object, b: object): boolean => JSON.stringify(a) === JSON.stringify(b);
const date = ({ dateCreated }: StoredKey): string => dateCreated ?? '';
const isOld = (key: StoredKey): boolean => date(key).startsWith('2024-');
const isSetAside = ({ name }: StoredKey): boolean => name.includes(' (until ');

/** The active keys that a step is about, oldest first. */
function candidates({ name }: Step, keys: readonly StoredKey[]): StoredKey[] {
  const active = keys
    .filter(({ isActive }) => isActive)
    .sort((a, b) => (date(a) < date(b) ? -1 : Number(date(a) > date(b))));
  if (name !== '') return active.filter((one) => one.name === name);
  const defaults = active.filter((one) => one.name === 'Default');
  return defaults.length > 0 ? defaults : active.filter((one) => !isSetAside(one)).slice(0, 1);
}

type Kind = 'create' | 'rotate' | 'use' | 'retire' | 'none';

function kindOf(mode: string, active: readonly StoredKey[], isAnyToRetire: boolean): Kind {
  const newest = active.at(-1);
  if (mode === 'create') return 'create';
  if (mode === 'retire') return isAnyToRetire ? 'retire' : 'none';
  if (newest === undefined) return mode === 'ensure' || mode === 'rotate' ? 'create' : 'none';
  return mode === 'rotate' && isOld(newest) ? 'rotate' : 'use';
}

/** How many warnings there are of the names of the keys. */
function warningsOf(
  { mode, name }: Step,
  kind: Kind,
  keys: readonly StoredKey[],
  active: readonly StoredKey[],
): number {
  if (kind === 'use') return Number(mode !== 'rotate' && active.length > 1);
  if (kind !== 'create' || mode === 'create') return 0;
  const isSimilar = keys.some((one) => one.isActive && name === 'ci' && one.name === 'CI');
  const own = name || 'Default';
  return Number(isSimilar) + Number(keys.some((one) => !one.isActive && one.name === own));
}

/**
 * What a step must come to.
 *
 * @param made the new key if there is one
 * @param until the day on which a grace of 7 days ends
 */
function expected(step: Step, keys: readonly StoredKey[], made: StoredKey | undefined, until: string) {
  const { mode, name, how, grace, retireMethod } = step;
  const active = candidates(step, keys);
  const all = keys.filter((one) => one.isActive && /^ci($| \(until)/.test(one.name));
  const kind = kindOf(mode, active, all.length > 0);
  const there = mode === 'rotate' ? active.at(-1) : active[0];

  const older = kind === 'rotate' ? active : kind === 'use' ? active.slice(0, -1) : [];
  const replaced = mode === 'rotate' ? older : [];
  const due = mode === 'rotate' ? all.filter((one) => one.name === OVER) : [];
  const retired = [...(grace === '7d' ? [] : replaced), ...(mode === 'retire' ? all : []), ...due];
  const setAside = grace === '7d' ? replaced : [];

  const isNew = kind === 'create' || kind === 'rotate';
  const start = kind === 'rotate' && there !== undefined ? settingsOf(there) : NEW;
  const asked = settled(step, isNew ? start : (there ?? NEW));
  const isChanged = kind === 'use' && there !== undefined && !same(asked, settingsOf(there));
  // A create carries only the limit.
  const isCompleted = isNew && !same({ ...asked, rateLimit: null }, NEW);
  const outcomes: Record<Kind, string> = {
    ...{ create: 'created', rotate: 'rotated', retire: 'retired', none: 'absent' },
    use: replaced.length > 0 ? 'rotated' : isChanged ? 'updated' : 'reused',
  };

  const isDone = how !== 'dry';
  // What replaces others is delivered first, and nothing of `retire` is.
  const isEnded = how === 'real' || (isDone && mode === 'retire');
  const isMiss = kind === 'none' && mode !== 'retire';
  const afterwards = (one: StoredKey): StoredKey => {
    if (isDone && isChanged && one === there) return { ...one, ...asked };
    if (isEnded && retired.includes(one)) return { ...one, isActive: false };
    return isEnded && setAside.includes(one) ? { ...one, name: `ci (until ${until})` } : one;
  };
  const writes = Number(isNew) + Number(isCompleted) + Number(isChanged) + retired.length + setAside.length;
  return {
    exitCode: isMiss || how === 'undeliverable' ? 1 : 0,
    outputs: {
      outcome: outcomes[kind],
      retired: String(isEnded ? retired.length : 0),
      changed: String(writes > 0),
      failed: String(Number(isMiss)),
    },
    used: isNew ? made : mode === 'retire' ? undefined : there,
    warnings: warningsOf(step, kind, keys, active),
    writes:
      Number(isDone) * (Number(isNew) + Number(isCompleted) + Number(isChanged)) +
      Number(isEnded) * (retired.length + setAside.length),
    keys: [
      ...keys.filter((one) => !(isEnded && retireMethod === 'delete' && retired.includes(one))).map(afterwards),
      ...(isNew && isDone && made !== undefined
        ? [{ ...made, isActive: true, ...asked, name: newName(mode, name, made) }]
        : []),
    ] as StoredKey[],
  };
}

/** Sentry invents the name of a key that is created without one. */
function newName(mode: string, name: string, made: StoredKey): string {
  if (name !== '') return name;
  return mode === 'create' ? made.name : 'Default';
}

/** Runs a step and compares what comes of it with what must. */
async function carryOut(step: Step, { sentry, clock, run }: Place, start: number): Promise<void> {
  // No key is so young that another run could be about to remove it.
  clock.pass(62_000);
  const before = sentry.keys('web');
  const sent = sentry.requests.length;
  const { mode, name, limit, version, grace, retireMethod, how } = step;
  const until = new Date(start + clock.now() + 7 * DAY).toISOString().slice(0, 10);
  const inputs = {
    ...{ name, mode, 'rate-limit': limit, 'sdk-version': version, grace },
    ...{ 'retire-method': retireMethod, 'max-age': mode === 'rotate' ? '30d' : '' },
  };
  const result: Result = await run({ ...inputs, 'dry-run': String(how === 'dry') }, how === 'undeliverable');
  const after = sentry.keys('web');
  const made = after.find(({ id }) => !before.some((one) => one.id === id));
  const { keys, exitCode, outputs, used, warnings, writes } = expected(step, before, made, until);
  expect(after).toEqual(keys);
  expect(result.exitCode).toBe(exitCode);
  expect(result.errors).toHaveLength(exitCode);
  const written = sentry.requests.slice(sent).filter(({ method }) => method !== 'GET');
  expect(written).toHaveLength(writes);
  expect(result.warnings).toHaveLength(warnings);
  if (how === 'undeliverable') {
    expect(result.outputs).toEqual({});
    return;
  }
  expect(result.outputs).toMatchObject(outputs);
  expect(result.outputs['key-id']).toBe(used?.id);
  expect(result.outputs['dsn']).toBe(used && dsnOf(sentry, used));
}

// With a page of other keys, the one that counts may be on the next.
const others = fc.constantFrom(0, 0, 0, 100);
const situation = [fc.array(key, { maxLength: 6 }), others, fc.array(step, { minLength: 1, maxLength: 4 })] as const;

test('any runs leave the keys as the model has them', async () => {
  const property = fc.asyncProperty(...situation, async (keys, others, steps) => {
    const start = Date.now();
    await inProcess({}, async (given) => {
      for (const { date, ...seed } of keys) {
        given.sentry.addKey('web', { ...seed, ...(date && { dateCreated: date }) });
      }
      for (let i = 0; i < others; i++) given.sentry.addKey('web', { name: 'ci-2' });
      for (const step of steps) await carryOut(step, given, start);
    });
  });
  await fc.assert(property, { numRuns: RUNS });
}, 120_000);

// Sentry's clock is read to the second, so a key may look younger than it is, by less than one.
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
