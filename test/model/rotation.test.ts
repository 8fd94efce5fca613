import { parseDuration, showDuration } from '../../src/model/duration.ts';
import { candidates, decide, decideMatches, isWanted, outcomeOf } from '../../src/model/plan.ts';
import {
  dueKeys,
  lastDay,
  MAX_NAME_TO_SET_ASIDE,
  setAsideDay,
  setAsideName,
  settingsOfNext,
} from '../../src/model/rotation.ts';
import type { ClientKey } from '../../src/model/client-key.ts';
import { type Mode, MODE_NAMES } from '../../src/model/modes.ts';
import { aDesiredKey, aKey } from '../harness/keys.ts';

const DAY = 24 * 3600 * 1000;
const serverTime = Date.UTC(2026, 10, 26, 10);

test.each([
  ['1h', 3600],
  ['12h', 43_200],
  ['30d', 2_592_000],
  ['4w', 2_419_200],
  ['3653d', 315_619_200],
  ['3654d', undefined],
  ['0d', undefined],
  ['d', undefined],
  ['x1h', undefined],
  ['1hh', undefined],
  ['1', undefined],
  ['5m', 300],
  ['1m', 60],
])('%j is %p seconds', (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});

test('seconds are shown in the largest unit that fits, but weeks', () => {
  expect([60, 5400, 86_400, 1_209_600].map(showDuration)).toEqual(['1m', '90m', '1d', '14d']);
});

test.each([
  [setAsideName('ci', '2026-12-03'), '2026-12-03'],
  ['ci (until 2026-12-03)', '2026-12-03'],
  ['ci', undefined],
  ['ci (until tomorrow)', undefined],
  ['ci (until 2026-13-45)', undefined],
  ['ci  (until 2026-12-03)', undefined],
  ['ci (until 2026-12-03) ', undefined],
  ['ci-2 (until 2026-12-03)', undefined],
  ['ci (until 2026-12-03) (until 2026-12-04)', undefined],
])('%j is set aside for ci until %p', (name, day) => {
  expect(setAsideDay('ci', name)).toBe(day);
});

test("a name that is set aside fits into Sentry's 64 characters", () => {
  expect(setAsideName('x'.repeat(MAX_NAME_TO_SET_ASIDE), '2026-12-03')).toHaveLength(64);
});

test('the grace ends on the day that it ends on, UTC', () => {
  expect(lastDay(serverTime, 7 * 86_400)).toBe('2026-12-03');
  expect(lastDay(serverTime, 14 * 3600 - 1)).toBe('2026-11-26');
  expect(lastDay(serverTime, 14 * 3600)).toBe('2026-11-27');
  expect(lastDay(Date.UTC(2026, 11, 31, 23, 59, 59), 1)).toBe('2027-01-01');
  expect(lastDay(Date.UTC(2028, 1, 28), 86_400)).toBe('2028-02-29');
});

test('a key works through its whole day', () => {
  const aside = aKey('a1', { name: 'ci (until 2026-11-26)' });
  const off = aKey('b2', { name: 'ci (until 2026-11-20)', isActive: false });
  const foreign = aKey('c3', { name: 'web (until 2026-11-20)' });
  const midnight = Date.UTC(2026, 10, 27);
  expect(dueKeys('ci', [aside, off, foreign], midnight - 1)).toEqual([]);
  expect(dueKeys('ci', [aside, off, foreign], midnight)).toEqual([aside]);
});

test('a new key gets what the step names, and for the rest what the old one has', () => {
  const limit = { count: 9, window: 60 };
  const old = aKey('a1', { sdkVersion: '9.x', loader: new Set(['debug']) });
  const has = { rateLimit: old.rateLimit, sdkVersion: '9.x', loader: old.loader };
  expect(settingsOfNext({}, old, ['10.x', '9.x'])).toEqual(has);
  expect(settingsOfNext({}, old, undefined)).toEqual(has);
  expect(settingsOfNext({}, old, ['10.x'])).toEqual({ ...has, sdkVersion: undefined });
  expect(settingsOfNext({ rateLimit: null }, old, undefined)).toEqual({ ...has, rateLimit: null });
  const asked = { rateLimit: limit, sdkVersion: '10.x', loader: new Set<never>() };
  expect(settingsOfNext(asked, old, ['10.x'])).toEqual(asked);
});

describe('a rotation', () => {
  const born = (digits: string, age: number) => aKey(digits, { dateCreated: serverTime - age });
  const old = born('a1', 40 * DAY);
  const aside = aKey('d4', { name: 'ci (until 2026-11-20)' });
  const later = aKey('e5', { name: 'ci (until 2026-11-26)' });
  const rotate = aDesiredKey({ mode: 'rotate', maxAge: 30 * 86_400 });
  const look = (keys: ClientKey[], time: number | undefined = serverTime) => ({
    ...{ keys, others: [], serverTime: time, sdkVersions: undefined },
  });

  test('uses a key that is younger than max-age, by the server time', () => {
    const [young, same] = [born('b2', 30 * DAY - 1), born('b2', 30 * DAY)];
    const plan = decide(rotate, look([aside, later, young]));
    expect(plan).toMatchObject({ action: 'use', key: young, retire: [], due: [aside], serverTime });
    expect(outcomeOf(plan)).toBe('reused');
    expect(decide(rotate, look([same]))).toMatchObject({ action: 'rotate', retire: [same] });
  });

  test('replaces a key without a date', () => {
    expect(decide(rotate, look([aKey('a1')]))).toMatchObject({ action: 'rotate' });
  });

  test('needs to know the time', () => {
    const seen = { ...look([old]), serverTime: undefined };
    expect(() => decide(rotate, seen)).toThrow(
      /^Sentry's response has no Date header, .* Let the proxy in between pass the Date header on\.$/,
    );
  });

  test('mode: retire retires what was set aside, too', () => {
    const off = aKey('f6', { isActive: false });
    const plan = decide(aDesiredKey({ mode: 'retire' }), look([old, aside, later, off]));
    expect(plan).toMatchObject({ action: 'retire', retire: [old, aside, later] });
  });

  test('mode: retire with max-age leaves what is younger, and what is set aside until its day is over', () => {
    const retire = aDesiredKey({ mode: 'retire', maxAge: 30 * 86_400 });
    const young = born('b2', 30 * DAY - 1);
    const plan = decide(retire, look([old, young, aside, later]));
    expect(plan).toMatchObject({ action: 'retire', retire: [], due: [old, aside], serverTime });
    expect(decide(retire, look([young, later]))).toMatchObject({ action: 'none', retire: [], due: [] });
  });

  test('patterns match the active keys; Default is not retired, and a key that is set aside not changed', () => {
    const own = born('b2', 40 * DAY);
    const keys = [old, { ...own, name: 'Default' }, { ...own, isActive: false }, { ...own, name: 'web' }, aside];
    const plans = (mode: Mode, maxAge?: number) =>
      decideMatches(aDesiredKey({ mode, maxAge }), { included: ['*i*', 'Def*'], excluded: [] }, look(keys)).map(
        ({ key, plan }) => `${key.name} ${plan.action}`,
      );
    expect(plans('find')).toEqual(['ci use', 'Default use', `${aside.name} use`]);
    expect(plans('update')).toEqual(['ci use', 'Default use']);
    expect(plans('retire')).toEqual(['ci retire', `${aside.name} retire`]);
    expect(plans('retire', 41 * 86_400)).toEqual([`${aside.name} retire`]);
  });

  test('only rotate and retire look at keys that were set aside, and only at those of the name', () => {
    const matters = (mode: Mode, given: string) => isWanted({ mode, name: 'ci' }, given);
    for (const mode of MODE_NAMES) {
      expect(matters(mode, 'ci')).toBe(true);
      expect(matters(mode, aside.name)).toBe(mode === 'rotate' || mode === 'retire');
      expect(matters(mode, 'web (until 2026-11-20)')).toBe(false);
      expect(matters(mode, 'CI')).toBe(false);
    }
    expect(candidates({ mode: 'ensure', name: undefined }, [aside, old])).toEqual([old]);
  });
});
