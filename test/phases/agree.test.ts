/** Which of several new keys all runs use. */
import { agree } from '../../src/phases/agree.ts';
import { simplePlan } from '../../src/model/plan.ts';
import { listOnceVisible } from '../../src/phases/look.ts';
import type { ClientKey } from '../../src/model/client-key.ts';
import type { HttpResponse } from '../../src/net/http.ts';
import { answer, keyOf, scriptedSession, sentTo, statusOnly } from '../sentry/scripted.ts';
import { aKey } from '../harness/keys.ts';
import { aRun } from './key-run.ts';

const gone = statusOnly(204);
const notThere = statusOnly(404);
const own = { id: 'own', name: 'ci', answer: {} } as ClientKey;
const [a, b, mine] = [keyOf('a', 1), keyOf('b', 2), keyOf('own', 3)];
const off = { ...keyOf('a', 1), isActive: false };

interface Case {
  readonly what: string;
  readonly own?: ClientKey;
  readonly answers: readonly HttpResponse[];
  readonly key: unknown;
  readonly keyCreated: string;
  readonly sent: string;
}

const retired = expect.stringContaining('"ci" was retired by another run or in Sentry') as string;

test.each<Case>([
  {
    what: 'keeps its own if that is the oldest active one',
    ...{ own, answers: [answer([mine, off])], key: 'own', keyCreated: 'yes', sent: 'GET' },
  },
  {
    what: 'removes its own if another is older',
    ...{ own, answers: [answer([mine, a]), gone], key: 'a', keyCreated: 'no' },
    sent: 'GET, DELETE own',
  },
  {
    what: 'removes its own if that turns up late',
    ...{ answers: [answer([mine, a]), gone], key: 'a', keyCreated: 'no', sent: 'GET, DELETE own' },
  },
  {
    what: 'takes its own if that turns up late and is the oldest',
    ...{ answers: [answer([mine])], key: 'own', keyCreated: 'yes', sent: 'GET' },
  },
  {
    what: 'does not count those that are retired',
    ...{ own, answers: [answer([mine, b, off]), gone], key: 'b', keyCreated: 'no' },
    sent: 'GET, DELETE own',
  },
  {
    what: 'keeps its own if the list misses it and shows a younger one',
    ...{ own: { ...own, dateCreated: 1 }, answers: [answer([b]), answer(mine)], key: 'own' },
    ...{ keyCreated: 'yes', sent: 'GET, GET own' },
  },
  {
    what: 'removes its own if the list misses it and shows an older one',
    ...{ own: { ...own, dateCreated: Infinity }, answers: [answer([b]), answer(mine), gone], key: 'b' },
    ...{ keyCreated: 'no', sent: 'GET, GET own, DELETE own' },
  },
  {
    what: 'takes another if its own is gone',
    ...{ own: { ...own, dateCreated: 1 }, answers: [answer([b]), notThere, gone], key: 'b' },
    ...{ keyCreated: 'no', sent: 'GET, GET own, DELETE own' },
  },
  {
    what: 'keeps its own if the list lags behind',
    ...{ own, answers: [answer([]), answer(mine)], key: 'own', keyCreated: 'yes' },
    sent: 'GET, GET own',
  },
  {
    what: 'fails if its own was retired',
    ...{ own, answers: [answer([]), notThere], key: retired, keyCreated: 'yes' },
    sent: 'GET, GET own',
  },
  {
    what: 'fails if the shared one was retired',
    ...{ answers: [answer([])], key: retired, keyCreated: 'no', sent: 'GET' },
  },
])('$what', async ({ own, answers, key, keyCreated, sent }) => {
  const { session, requests, clock } = scriptedSession(answers);
  const run = aRun(session, own && { progress: { keyCreated: 'yes', key: own } });
  const got = await agree(own, run, () => listOnceVisible(run)).then(({ id }) => id, String);
  expect({ got, keyCreated: run.progress.keyCreated }).toEqual({ got: key, keyCreated });
  expect(clock.waits).toEqual([1000]);
  expect(sentTo(requests).join(', ')).toBe(sent);
});

test('does not count those that the rotation of this run replaces', async () => {
  const { session, requests } = scriptedSession([answer([mine, a])]);
  const plan = { ...simplePlan('rotate'), retire: [aKey('00', { id: 'a' })] };
  const run = aRun(session, { desired: { mode: 'rotate' }, progress: { keyCreated: 'yes', key: own, plan } });
  expect(await agree(own, run, () => listOnceVisible(run))).toBe(own);
  expect(sentTo(requests)).toEqual(['GET']);
});

test('keeps its own with mode: create, without a look', async () => {
  const { session, requests } = scriptedSession([]);
  const run = aRun(session, { desired: { mode: 'create' }, progress: { keyCreated: 'yes' } });
  expect(await agree(own, run, () => listOnceVisible(run))).toBe(own);
  expect(requests).toEqual([]);
});
