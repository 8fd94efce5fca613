import { DURATION_GRAMMAR, parseDuration } from '../../src/keys/duration.ts';
import { describePlan } from '../../src/keys/describe-plan.ts';
import { decide } from '../../src/keys/plan.ts';
import {
  dueKeys,
  lastDay,
  MAX_NAME_TO_SET_ASIDE,
  setAsideDay,
  setAsideName,
} from '../../src/keys/rotation.ts';
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
  ['1', undefined],
  ['1m', undefined],
  ['1.5d', undefined],
  ['-1d', undefined],
  ['1d ', undefined],
  ['x1d', undefined],
])('%j is %p seconds', (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});

test('says what a duration is', () => {
  expect(DURATION_GRAMMAR).toBe(
    'write hours, days or weeks, such as 12h, 30d or 4w; at most 10 years',
  );
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

test('what follows a day is no part of a name that is set aside', () => {
  const name = 'ci (until 2026-12-03) or so';
  const suffix = ' (until 2026-12-04)';
  expect(setAsideDay(name, `${name}${suffix}`)).toBe('2026-12-04');
  expect(setAsideDay(name, `${name}${'x'.repeat(suffix.length)}`)).toBeUndefined();
});

test("a name that is set aside fits into Sentry's 64 characters", () => {
  expect(setAsideName('x'.repeat(MAX_NAME_TO_SET_ASIDE), '2026-12-03')).toHaveLength(64);
});

test('the grace ends on the day that it ends on, UTC', () => {
  expect(lastDay(serverTime, 7 * 86_400)).toBe('2026-12-03');
  expect(lastDay(serverTime, 14 * 3600 - 1)).toBe('2026-11-26');
  expect(lastDay(serverTime, 14 * 3600)).toBe('2026-11-27');
});

test('a key works through its whole day', () => {
  const aside = aKey('a1', { name: 'ci (until 2026-11-26)' });
  const off = aKey('b2', { name: 'ci (until 2026-11-20)', isActive: false });
  const foreign = aKey('c3', { name: 'web (until 2026-11-20)' });
  const midnight = Date.UTC(2026, 10, 27);
  expect(dueKeys('ci', [aside, off, foreign], midnight - 1)).toEqual([]);
  expect(dueKeys('ci', [aside, off, foreign], midnight)).toEqual([aside]);
});

describe('a rotation', () => {
  const born = (digits: string, age: number) => aKey(digits, { dateCreated: serverTime - age });
  const old = born('a1', 40 * DAY);
  const aside = aKey('d4', { name: 'ci (until 2026-11-20)' });
  const context = { serverTime, setAside: [aside] };
  const due = { keys: [aside], serverTime };
  const rotate = aDesiredKey({ ifExists: 'rotate' });
  const monthly = { ...rotate, maxAge: 30 * 86_400 };

  test('with max-age is satisfied by a key that is younger', () => {
    const [young, same] = [born('b2', 30 * DAY - 1), born('b2', 30 * DAY)];
    const reuse = { action: 'reuse', key: young, drift: [], due };
    expect(decide(monthly, [young], context)).toEqual(reuse);
    expect(decide(monthly, [same], context)).toMatchObject({ action: 'rotate', retire: [same] });
    expect(decide(monthly, [old, young], context)).toMatchObject({
      ...{ action: 'finish-rotation', key: young, retire: [old], due },
    });
    expect(decide(monthly, [young])).toMatchObject({ action: 'rotate' });
  });

  test('is finished with the newest key, within a day even where max-age is shorter', () => {
    const [young, newest] = [born('b2', 5 * DAY), born('c3', DAY - 1)];
    const hourly = { ...rotate, maxAge: 3600 };
    for (const desired of [monthly, hourly, rotate]) {
      expect(decide(desired, [old, young, newest], { serverTime })).toMatchObject({
        ...{ action: 'finish-rotation', key: newest, retire: [old, young] },
      });
    }
    expect(decide(hourly, [newest], { serverTime })).toMatchObject({ action: 'rotate' });
  });

  test('without max-age is satisfied by a key that was created since the run began', () => {
    const key = born('b2', 500);
    const at = (beganAt: number) => decide(rotate, [key], { serverTime, beganAt });
    expect(at(serverTime - 500)).toMatchObject({ action: 'reuse', key });
    expect(at(serverTime - 499)).toMatchObject({ action: 'rotate', retire: [key] });
  });

  test('with grace says until when, and what is retired', () => {
    const plan = decide({ ...rotate, grace: 7 * 86_400 }, [old], context);
    expect(plan).toMatchObject({ action: 'rotate', retire: [old], until: '2026-12-03', due });
    expect(describePlan(plan, 'ci', 'acme/web')).toBe(
      'create a client key named "ci", deliver it and then set 1 client key aside until 2026-12-03; ' +
        'retire 1 client key whose grace is over, unless they are in use',
    );
    expect(describePlan(decide(monthly, [born('b2', 0)], context), 'ci', 'acme/web')).toMatch(
      /change nothing about it; retire 1 client key whose grace is over, unless they are in use$/,
    );
  });

  test('with grace needs to know the time', () => {
    const deciding = () => decide({ ...rotate, grace: 3600 }, [old]);
    expect(deciding).toThrow(
      /^Sentry does not say what time it is, .* have the proxy in between pass the Date header on\.$/,
    );
  });

  test('state: absent retires what was set aside, too', () => {
    const absent = aDesiredKey({ state: 'absent' });
    expect(decide(absent, [old], context)).toEqual({ action: 'retire', retire: [old, aside] });
  });
});
