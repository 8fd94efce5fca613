/** What a look asks Sentry, and what it comes to. */
import type { KeyRun } from '../../src/ensure/key-run.ts';
import { isUnsettled, look, timeOfBegin } from '../../src/ensure/look.ts';
import type { DesiredKey } from '../../src/keys/desired-key.ts';
import { newProgress } from '../../src/keys/progress.ts';
import type { HttpResponse } from '../../src/net/http.ts';
import type { Listing } from '../../src/sentry/listing.ts';
import { aKey } from '../harness/keys.ts';
import { answer, date, keyOf, scriptedSession, statusOnly } from '../sentry/scripted.ts';
import { aRun } from './key-run.ts';

/** Looks at a server that gives these answers. */
async function lookAt(
  answers: readonly HttpResponse[],
  desired: Partial<DesiredKey> = {},
  isDryRun = false,
) {
  const { session, requests, clock, log } = scriptedSession(answers);
  const run = aRun(session, { desired, isDryRun });
  const { progress } = run;
  let error = '';
  const result = await look(run).catch((reason: unknown) => {
    error = String(reason);
  });
  const { waits } = clock;
  return { result, error, progress, log, waits, count: requests.length };
}

const old = { ...keyOf('a', -9e6), isActive: true };
const young = keyOf('b', 0);
const notThere = statusOnly(404);
const versions = (...names: string[]) => ({
  browserSdkVersion: names[0],
  browserSdk: { choices: names.map((name) => [name, name]) },
});

describe('nothing is asked where no key that is there matters', () => {
  test.each<Partial<DesiredKey>>([
    { name: undefined },
    { name: undefined, ifExists: 'update' },
    { ifExists: 'create' },
  ])('%j', async (desired) => {
    const { result, progress, count } = await lookAt([], desired);
    expect(result).toEqual({ plan: { action: 'create' }, knownIds: undefined });
    expect(progress).toEqual({ ...newProgress(), plan: { action: 'create' } });
    expect(count).toBe(0);
  });

  test.each<{ what: string; desired: Partial<DesiredKey>; isDryRun?: boolean }>([
    { what: 'in a dry run', desired: {}, isDryRun: true },
    { what: 'with an SDK version', desired: { sdkVersion: '9.x' } },
    { what: 'with create-project', desired: { newProject: { team: 'web', platform: undefined } } },
  ])('but the project is looked at $what', async ({ desired, isDryRun }) => {
    const there = answer([{ ...old, ...versions('9.x') }]);
    const nameless = { name: undefined, ...desired };
    const { result, count } = await lookAt([there], nameless, isDryRun);
    expect(result).toEqual({ plan: { action: 'create' }, knownIds: undefined });
    expect(count).toBe(1);
  });

  test('an SDK version that is not offered is an error', async () => {
    const there = answer([{ ...old, ...versions('9.x') }]);
    const { error } = await lookAt([there], { name: undefined, sdkVersion: '8.x' });
    expect(error).toContain('does not offer the SDK version "8.x"');
  });
});

test('with state: absent, keys of the name are looked for whatever if-exists says', async () => {
  const desired = { ifExists: 'create', state: 'absent' } as const;
  const { result } = await lookAt([answer([old])], desired);
  expect(result).toMatchObject({ plan: { action: 'retire', retire: [{ id: 'a' }] } });
});

test('a key that is there is the one that the run works with', async () => {
  const { result, progress, waits, count } = await lookAt([answer([old, keyOf('c', -9)])]);
  expect(result).toMatchObject({ plan: { action: 'reuse', key: { id: 'a' } } });
  expect(result).toMatchObject({ knownIds: new Set(['a', 'c']) });
  expect(progress).toMatchObject({ plan: { action: 'reuse' }, key: { id: 'a' } });
  expect({ waits, count }).toEqual({ waits: [], count: 1 });
});

test('a young key is looked at once more, a second later', async () => {
  const pages = [answer([young]), answer([young, old]), answer([])];
  const { result, waits, count } = await lookAt(pages);
  expect(result).toMatchObject({ plan: { action: 'reuse', key: { id: 'a' } } });
  expect({ waits, count }).toEqual({ waits: [1000], count: 2 });
  expect(await lookAt([pages[0], pages[0], pages[2]] as HttpResponse[])).toMatchObject({
    ...{ result: { plan: { action: 'reuse', key: { id: 'b' } } }, count: 2 },
  });
});

test('a young key of a rotation is looked at five times at the most', async () => {
  const answers = Array<HttpResponse>(9).fill(answer([keyOf('b', 1)]));
  const { result, waits, count } = await lookAt(answers, { ifExists: 'rotate' });
  expect(result).toMatchObject({ plan: { action: 'reuse', key: { id: 'b' } } });
  expect({ waits, count }).toEqual({ waits: Array(5).fill(1000), count: 6 });
});

describe('an SDK version that the server does not offer', () => {
  const there = answer([{ ...old, ...versions('9.x') }]);
  test.each<Partial<DesiredKey>>([
    { name: 'other' },
    { ifExists: 'rotate' },
    { ifExists: 'update' },
  ])('is an error with %j', async (desired) => {
    const { error } = await lookAt([there], { sdkVersion: '8.x', ...desired });
    expect(error).toContain('does not offer the SDK version "8.x"');
  });

  test('does not matter where the key is reused', async () => {
    const { result } = await lookAt([there], { sdkVersion: '8.x' });
    expect(result).toMatchObject({ plan: { action: 'reuse' } });
  });
});

test.each([
  ['reuse', 500, true],
  ['reuse', 2000, false],
  ['update', 2000, false],
  ['rotate', 2000, true],
  ['rotate', 3500, false],
] as const)('with %s, a key of %d ms may give way to an older one: %p', (ifExists, age, may) => {
  const serverTime = Date.parse(date);
  const key = aKey('a1', { dateCreated: serverTime - age });
  expect(isUnsettled(key, { serverTime } as Listing, { ifExists })).toBe(may);
});

test('a run began as long ago as its own clock says, by the clock of the server', () => {
  const run = { beganAt: 100 } as KeyRun;
  expect(timeOfBegin(run, { serverTime: 5000, askedAt: 300 } as Listing)).toBe(5800);
  expect(timeOfBegin(run, { serverTime: undefined, askedAt: 300 } as Listing)).toBeUndefined();
});

test('a similar name beside a key that is there is not told', async () => {
  const { log } = await lookAt([answer([old, { ...old, id: 'c', name: 'CI' }])]);
  expect(log.warnings).toEqual([]);
});

test('a new key beside one of a similar name is told', async () => {
  const { log } = await lookAt([answer([{ ...old, name: 'CI' }])]);
  expect(log.warnings).toEqual([expect.stringContaining('but there is "CI"')]);
});

describe('a project that is not there', () => {
  test('is an error that says how to create it', async () => {
    const { error, progress } = await lookAt([notThere]);
    expect(error).toMatch(
      / If the project does not exist yet, create-project: true with team creates it\.$/,
    );
    expect(progress.plan).toBeUndefined();
  });

  test('has no keys to retire, which is an error without that', async () => {
    const { error } = await lookAt([notThere], { state: 'absent' });
    expect(error).toMatch(/^Failure: /);
    expect(error).not.toContain('create-project');
  });

  test('is created where that is wanted', async () => {
    const newProject = { team: 'web', platform: undefined };
    const { result, progress } = await lookAt([notThere], { newProject });
    const plan = { action: 'create-project' };
    expect(result).toEqual({ plan, knownIds: undefined });
    expect(progress.plan).toEqual(plan);
  });
});

describe('a list of several pages', () => {
  const next = { link: '<https://x/>; rel="next"; results="true"; cursor="0:1:0"' };
  const aside = { ...old, id: 'd', name: 'ci (until 2026-01-09)' };
  const other = { ...old, id: 'c', name: 'other' };

  test('is read once where the key shows', async () => {
    const { count } = await lookAt([answer([other], next), answer([old])]);
    expect(count).toBe(2);
  });

  test.each<Partial<DesiredKey>>([{ state: 'absent' }, { ifExists: 'rotate' }, {}])(
    'is read again where a missed key would matter: %j',
    async (desired) => {
      const isMissing = Object.keys(desired).length === 0;
      const keys = isMissing ? [{ ...old, isActive: false }] : [old];
      const { count } = await lookAt(
        [answer([other], next), answer(keys), answer([other], next), answer(keys)],
        desired,
      );
      expect(count).toBe(4);
    },
  );

  test('shows what was set aside once', async () => {
    const page = answer([other, aside], next);
    const { result } = await lookAt([page, answer([old]), page, answer([old])], {
      state: 'absent',
    });
    expect(result).toMatchObject({ plan: { retire: [{ id: 'a' }, { id: 'd' }] } });
  });

  test('shows all keys that either reading shows, as the later one has them', async () => {
    const late = { ...old, id: 'e', dateCreated: '2025-01-01T00:00:00Z' };
    const { result } = await lookAt(
      [
        ...[answer([other, aside], next), answer([old, keyOf('f', -5)])],
        ...[answer([other], next), answer([late, { ...keyOf('f', -5), isActive: false }])],
      ],
      { state: 'absent' },
    );
    expect(result).toMatchObject({
      plan: { action: 'retire', retire: [{ id: 'e' }, { id: 'a' }, { id: 'd' }] },
      knownIds: new Set(['e', 'a', 'f']),
    });
  });
});
