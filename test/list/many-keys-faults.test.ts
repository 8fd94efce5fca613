/**
 * Lists of keys, whatever goes wrong: with lost answers, limits, kills and another run of the same list at the
 * same moment, each key is there once in the end, and each item is accounted for exactly once.
 */
import fc from 'fast-check';
import { inProcess, type Kill, type Place, type Result } from '../harness/in-process.ts';
import { addOldKey } from '../harness/old-key.ts';
import { dsnOf } from '../harness/scenario.ts';
import { type Told, toldOf } from '../harness/told.ts';
import type { LocalSentry, StoredKey } from '../local-sentry/index.ts';
import { faultOf, limits, lostAnswers } from '../phases/one-run.ts';

const RUNS = 20;
const ITEMS = 50;

const ensure = { mode: 'ensure' };
const rotate = { mode: 'rotate', 'max-age': '30d', grace: 'none' };
const gently = { ...rotate, grace: '7d' };
type Inputs = Readonly<Record<string, string>>;
const item = fc.record({
  project: fc.nat(11).map((number) => `p${number}`),
  name: fc.constantFrom('ci', 'staging', 'production', 'a', 'b', 'c'),
  'rate-limit': fc.constantFrom('', '5/60'),
});
type Item = typeof item extends fc.Arbitrary<infer Value> ? Value : never;

const mishap = fc.record({
  /** The request, counted from 0, from which on it strikes. */
  from: fc.nat(120),
  fault: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...lostAnswers) },
    { weight: 3, arbitrary: fc.constantFrom(...limits) },
    { weight: 1, arbitrary: fc.constant('hang') },
  ),
  call: fc.constantFrom(...(['list', 'create', 'create', 'update', 'organization-keys', undefined] as const)),
  times: fc.constantFrom(1, 2, 3),
  when: fc.constantFrom<'before' | 'after'>('before', 'after'),
});

const situation = fc.record({
  /** What the step has beside its list. */
  step: fc.constantFrom<Inputs>(ensure, ensure, ensure, rotate, gently),
  items: fc.uniqueArray(item, {
    selector: ({ project, name }) => `${project} ${name}`,
    minLength: ITEMS,
    maxLength: ITEMS,
  }),
  /** Which of the items have a key long since. */
  old: fc.array(fc.boolean(), { minLength: ITEMS, maxLength: ITEMS }),
  hasOrgRead: fc.boolean(),
  mayDelete: fc.boolean(),
  mishaps: fc.array(mishap, { maxLength: 12 }),
  kill: fc.option(fc.record({ request: fc.integer({ min: 1, max: 100 }), when: fc.constantFrom('before', 'after') }), {
    nil: undefined,
  }),
});
type Situation = typeof situation extends fc.Arbitrary<infer Value> ? Value : never;

type Given = Pick<Situation, 'items' | 'old' | 'step'>;

const activeKeys = (sentry: LocalSentry, { project, name }: Pick<Told, 'project' | 'name'>) =>
  sentry.keys(project).filter((key: StoredKey) => key.isActive && key.name === name);

/** Runs the list; most tests do so until nothing goes wrong any more. */
function runList({ run }: Place, { items, step }: Pick<Situation, 'items' | 'step'>) {
  return run({ project: '', keys: JSON.stringify(items), timeout: '3600', ...step });
}

function prepare({ sentry }: Place, { items, old }: Pick<Situation, 'items' | 'old'>): void {
  for (const project of new Set(items.map((one) => one.project))) {
    sentry.addProject(project);
    addOldKey(sentry, project, { name: 'Default' });
  }
  for (const [index, { project, name }] of items.entries()) {
    if (old[index] === true) addOldKey(sentry, project, { name });
  }
}

/** Each item is in the results, in order; what is said to be there is there. */
function checkResults(result: Result, items: readonly Item[], sentry: LocalSentry): void {
  const list = toldOf(result);
  expect(list.map(({ project, name }) => `${project} ${name}`)).toEqual(
    items.map(({ project, name }) => `${project} ${name}`),
  );
  const failed = list.filter(({ error }) => error !== undefined);
  expect(result.outputs['failed']).toBe(String(failed.length));
  expect(result.exitCode).toBe(failed.length === 0 ? 0 : 1);
  expect(result.errors).toHaveLength(result.exitCode);
  const lines = result.lines.filter((line) => /^\[\d+\/\d+\] /.test(line));
  expect(lines).toHaveLength(items.length);
  for (const one of list.filter(({ error }) => error === undefined)) {
    const active = activeKeys(sentry, one);
    expect(active.map(({ id }) => id)).toContain(one['key-id']);
    const [project] = sentry.projects().filter(({ slug }) => slug === one.project);
    const key = active.find(({ id }) => id === one['key-id']);
    expect(one.dsn).toBe(key && dsnOf(sentry, key, project?.id));
  }
}

/** Each key is there once; and what a rotation with a grace replaced works on, once. */
function checkKeys({ items, old, step }: Given, sentry: LocalSentry): void {
  const counts = items.map((one) => activeKeys(sentry, one).length);
  expect(counts).toEqual(items.map(() => 1));
  const setAside = items.map(({ project, name }) =>
    sentry.keys(project).filter((key) => key.isActive && key.name.startsWith(`${name} (until `)),
  );
  expect(setAside.map((keys) => keys.length)).toEqual(
    items.map((_, index) => (step === gently && old[index] === true ? 1 : 0)),
  );
}

function placeOf({ hasOrgRead, mayDelete }: Pick<Situation, 'hasOrgRead' | 'mayDelete'>) {
  const scopes = mayDelete ? ['project:admin'] : ['project:write'];
  return { scopes: hasOrgRead ? [...scopes, 'org:read'] : scopes };
}

async function checkFaults({ mishaps, kill, ...given }: Situation): Promise<void> {
  const { items } = given;
  let next: Kill | undefined;
  let onRequest = (): void => undefined;
  const options = {
    ...placeOf(given),
    killAt: () => next,
    onRequest: () => {
      onRequest();
    },
  };
  await inProcess(options, async (place) => {
    const { sentry, clock } = place;
    prepare(place, given);
    clock.pass(60_000);
    const start = Date.now();
    onRequest = () => {
      for (const { from, fault, call, ...more } of mishaps) {
        if (from !== sentry.requests.length - 1) continue;
        sentry.fault({ ...faultOf(fault, () => start + clock.now()), ...more, ...(call && { call }) });
      }
    };
    next = kill;
    checkResults(await runList(place, given), items, sentry);

    next = undefined;
    onRequest = () => undefined;
    clock.pass(60_000);
    for (let run = 0; run < 2; run++) {
      // What is left of the faults may strike still.
      const result = await runList(place, given);
      checkResults(result, items, sentry);
    }
    checkKeys(given, sentry);
  });
}

test('each key is there once, and each item is accounted for, whatever goes wrong', async () => {
  await fc.assert(fc.asyncProperty(situation, checkFaults), { numRuns: RUNS });
}, 60_000);

test('two runs of the same list at once end with one key each', async () => {
  const together = situation.map((given) => ({ ...given, mishaps: [], kill: undefined }));
  await fc.assert(
    fc.asyncProperty(together, async (given) => {
      const asked = { ...given, step: ensure };
      await inProcess(placeOf(given), async (place) => {
        prepare(place, given);
        place.clock.pass(60_000);
        const results = await Promise.all([runList(place, asked), runList(place, asked)]);
        for (const result of results) checkResults(result, asked.items, place.sentry);
        checkKeys(asked, place.sentry);
        const [one = [], two] = results.map((result) => toldOf(result).map(({ dsn }) => dsn));
        expect(one).toEqual(two);
      });
    }),
    { numRuns: 10 },
  );
}, 60_000);
