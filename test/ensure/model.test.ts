/**
 * Runs one after the other, with people who change keys by hand in between, against a model of what
 * the keys must then be.
 */
import fc from 'fast-check';
import { inProcess, type Place, type Result } from '../harness/in-process.ts';
import type { RateLimit, StoredKey } from '../local-sentry/keys.ts';
import { dsnOf, TOKEN } from '../harness/scenario.ts';

const RUNS = 200;
const NAME = 'ci';

type Key = Pick<
  StoredKey,
  'id' | 'name' | 'isActive' | 'rateLimit' | 'dateCreated' | 'browserSdkVersion'
>;

/** What is on the server, of whatever name, in the order in which it came there. */
interface Model {
  keys: Key[];
}

type Command = fc.AsyncCommand<Model, Place>;

/** A command that leaves the server as it leaves the model. */
function command(
  what: string,
  act: (model: Model, place: Place) => Promise<void>,
  check: (model: Readonly<Model>) => boolean = () => true,
): Command {
  return {
    check,
    async run(model, place) {
      // By Sentry's clock, which is read to the second, no key is young.
      place.clock.pass(2000);
      await act(model, place);
      expect(place.sentry.keys('web').map(viewOf)).toEqual(model.keys);
    },
    toString: () => what,
  };
}

function viewOf({ id, name, isActive, rateLimit, dateCreated, browserSdkVersion }: StoredKey): Key {
  return { id, name, isActive, rateLimit, dateCreated, browserSdkVersion };
}

const LIMITS: Readonly<Record<string, RateLimit | null>> = {
  none: null,
  '5/60': { count: 5, window: 60 },
  '1000/1h': { count: 1000, window: 3600 },
};

interface Step {
  readonly mode: 'reuse' | 'update' | 'rotate' | 'create' | 'fail' | 'absent';
  readonly limit: string;
  readonly retire: 'deactivate' | 'delete';
  /** `undeliverable`: the runner takes no outputs. */
  readonly how: 'real' | 'dry' | 'undeliverable';
}

/** What a step must come to. */
interface Expected {
  readonly exitCode: 0 | 1;
  readonly outcome?: string;
  readonly key?: Key | 'made';
  readonly retired?: readonly Key[];
  readonly change?: RateLimit | null;
  readonly warnings?: number;
}

function expected({ mode, limit }: Step, keys: readonly Key[]): Expected {
  const date = ({ dateCreated }: Key): string => dateCreated ?? '';
  const active = keys
    .filter(({ name, isActive }) => name === NAME && isActive)
    .sort((a, b) => (date(a) < date(b) ? -1 : Number(date(a) > date(b))));
  const [oldest] = active;
  if (mode === 'absent') {
    return { exitCode: 0, outcome: oldest ? 'retired' : 'absent', retired: active };
  }
  if (oldest === undefined || mode === 'create') {
    return { exitCode: 0, outcome: 'created', key: 'made' };
  }
  if (mode === 'fail') return { exitCode: 1 };
  if (mode === 'rotate') {
    return { exitCode: 0, outcome: 'rotated', key: 'made', retired: active };
  }
  const wish = LIMITS[limit];
  const differs = wish !== undefined && JSON.stringify(wish) !== JSON.stringify(oldest.rateLimit);
  return mode === 'update' && differs
    ? { exitCode: 0, outcome: 'updated', key: oldest, change: wish }
    : { exitCode: 0, outcome: 'reused', key: oldest, warnings: differs ? 1 : 0 };
}

const step = fc
  .record<Step>({
    mode: fc.constantFrom('reuse', 'update', 'rotate', 'rotate', 'create', 'fail', 'absent'),
    limit: fc.constantFrom('', ...Object.keys(LIMITS)),
    retire: fc.constantFrom('deactivate', 'delete'),
    how: fc.constantFrom('real', 'real', 'dry', 'undeliverable'),
  })
  // Without a key there is nothing to deliver.
  .filter(({ mode, how }) => mode !== 'absent' || how !== 'undeliverable')
  .map((given): Command => {
    const { mode, limit, retire, how } = given;
    const what = `${mode}, limit ${limit || 'not given'}, retire ${retire}, ${how}`;
    return command(what, async (model, { sentry, run }) => {
      const plan = expected(given, model.keys);
      const sent = sentry.requests.length;
      const result = await run(
        {
          name: NAME,
          ...(mode === 'absent' ? { state: mode } : { 'if-exists': mode }),
          'rate-limit': limit,
          retire,
          'dry-run': String(how === 'dry'),
        },
        how === 'undeliverable',
      );
      const writes = sentry.requests.slice(sent).filter(({ method }) => method !== 'GET');
      const done = how === 'dry' ? 0 : carryOut(given, plan, model, sentry.keys('web'));
      expect(writes).toHaveLength(done);
      compare(result, given, plan, model);
      expect(result.outputs['dsn']).toBe(
        sentry
          .keys('web')
          .filter(({ id }) => id === result.outputs['key-id'])
          .map((key) => dsnOf(sentry, key))[0],
      );
    });
  });

/**
 * Changes the model as the step must have changed the server.
 *
 * @param there where the ID and the date of a new key are found
 * @returns the number of calls that this takes
 */
function carryOut(
  { limit, retire, how }: Step,
  { key, change, retired = [] }: Expected,
  model: Model,
  there: readonly StoredKey[],
): number {
  let calls = 0;
  if (key === 'made') {
    const made = there.find(({ id }) => !model.keys.some((known) => known.id === id));
    expect(made).toBeDefined();
    model.keys.push({
      id: made?.id ?? '',
      name: NAME,
      isActive: true,
      rateLimit: LIMITS[limit] ?? null,
      dateCreated: made?.dateCreated ?? '',
      browserSdkVersion: '10.x',
    });
    calls += 1;
  } else if (key !== undefined && change !== undefined) {
    key.rateLimit = change;
    calls += 1;
  }
  if (how === 'undeliverable') return calls;
  for (const one of retired) one.isActive = false;
  if (retire === 'delete') model.keys = model.keys.filter((one) => !retired.includes(one));
  return calls + retired.length;
}

function compare(result: Result, { mode, how }: Step, plan: Expected, { keys }: Model): void {
  const exitCode = how === 'undeliverable' ? 1 : plan.exitCode;
  expect(result.exitCode).toBe(exitCode);
  expect(result.errors).toHaveLength(exitCode);
  if (exitCode === 1) {
    expect(result.outputs).toEqual({});
    return;
  }
  const { outcome, key, retired = [], warnings = 0 } = plan;
  const made = how === 'dry' ? undefined : keys.at(-1)?.id;
  expect(result.outputs['outcome']).toBe(outcome);
  expect(result.outputs['retired']).toBe(how === 'dry' ? '0' : String(retired.length));
  expect(result.outputs['key-id']).toBe(key === 'made' ? made : key?.id);
  expect(result.warnings).toHaveLength(warnings);
  if (mode === 'rotate' && how === 'real') {
    expect(keys.filter(({ name, isActive }) => name === NAME && isActive)).toHaveLength(1);
  }
}

const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };

/** What people do by hand, to a key of whatever name. */
const byHand = fc
  .record({ what: fc.constantFrom('deactivate', 'delete'), at: fc.nat(20) })
  .map(({ what, at }) =>
    command(
      `by hand: ${what} key ${at}`,
      async (model, { sentry }) => {
        const key = model.keys[at % model.keys.length];
        const answer = await fetch(
          `${sentry.url}/api/0/projects/acme/web/keys/${key?.id ?? ''}/`,
          what === 'delete'
            ? { method: 'DELETE', headers }
            : {
                method: 'PUT',
                headers,
                body: JSON.stringify({
                  isActive: false,
                  browserSdkVersion: key?.browserSdkVersion,
                }),
              },
        );
        expect(answer.ok).toBe(true);
        if (key && what === 'deactivate') key.isActive = false;
        else model.keys = model.keys.filter((one) => one !== key);
      },
      ({ keys }) => keys.length > 0,
    ),
  );

const add = (count: number, seed: Partial<StoredKey>): Command =>
  command(`by hand: add ${count} × ${JSON.stringify(seed)}`, (model, { sentry }) => {
    for (let i = 0; i < count; i++) model.keys.push(viewOf(sentry.addKey('web', seed)));
    return Promise.resolve();
  });

/** Keys of the name, and of names that are nearly the same. */
const added = fc
  .record({
    name: fc.constantFrom(NAME, NAME, NAME, 'CI', 'ci ', 'ci-2', 'c'),
    rateLimit: fc.constantFrom(...Object.values(LIMITS)),
    browserSdkVersion: fc.constantFrom('10.x', '7.x'),
    // Where it is given, older than every other: of one moment, or a microsecond apart.
    dateCreated: fc.constantFrom(
      undefined,
      '2024-05-01T12:00:00.000000Z',
      '2024-05-01T12:00:00.000001Z',
    ),
  })
  .map(({ dateCreated, ...seed }) => add(1, { ...seed, ...(dateCreated && { dateCreated }) }));

/** So many keys that the one that counts is on a page further back. */
const pageful = fc.constant(add(100, { name: 'ci-2' }));

const commands = fc.commands(
  [...Array<typeof step>(9).fill(step), byHand, byHand, added, added, added, pageful],
  { maxCommands: 20, size: 'max' },
);

test('whatever is done one after the other, the keys are as the model says', async () => {
  await fc.assert(
    fc.asyncProperty(commands, (commands) =>
      inProcess({}, (place) =>
        fc.asyncModelRun(() => ({ model: { keys: [] }, real: place }), commands),
      ),
    ),
    { numRuns: RUNS },
  );
}, 120_000);

// Sentry's clock is read to the second, so that a key may look younger than it is, by less than one.
test.each([
  { age: 0, looks: 2 },
  { age: 299, looks: 2 },
  { age: 1300, looks: 1 },
])('a key that is $age ms old takes $looks looks', async ({ age, looks }) => {
  await inProcess({}, async ({ sentry, clock, run }) => {
    const { id } = sentry.addKey('web', { name: NAME });
    clock.pass(age);
    const result = await run({ name: NAME });

    expect(result).toMatchObject({ exitCode: 0, outputs: { 'key-id': id, outcome: 'reused' } });
    expect(sentry.requests.map(({ call }) => call)).toEqual(Array(looks).fill('list'));
    expect(clock.waits).toEqual(Array(looks - 1).fill(300));
  });
});
