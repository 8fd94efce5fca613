/** Which of several new keys all runs use. */
import { agree } from '../../src/ensure/agree.ts';
import type { ClientKey } from '../../src/keys/client-key.ts';
import type { HttpResponse } from '../../src/net/http.ts';
import { answer, keyOf, scriptedSession, sentTo, statusOnly } from '../sentry/scripted.ts';
import { aRun } from './key-run.ts';

const gone = statusOnly(204);
const notThere = statusOnly(404);
const own = { id: 'own', name: 'ci', answer: {} } as ClientKey;
const [a, b, mine] = [keyOf('a', 1), keyOf('b', 2), keyOf('own', 3)];
const off = { ...keyOf('a', 1), isActive: false };

interface Case {
  readonly what: string;
  readonly own?: ClientKey;
  readonly others?: readonly ClientKey[];
  readonly answers: readonly HttpResponse[];
  readonly key: unknown;
  readonly keyCreated: string;
  readonly sent: string;
}

const retired = expect.stringContaining('"ci" was retired by someone else') as string;

test.each<Case>([
  {
    what: 'keeps its own where that is the oldest active one',
    ...{ own, answers: [answer([mine, off])], key: 'own', keyCreated: 'yes', sent: 'GET' },
  },
  {
    what: 'removes its own where another is older',
    ...{ own, answers: [answer([mine, a]), gone], key: 'a', keyCreated: 'no' },
    sent: 'GET, DELETE own',
  },
  {
    what: 'removes its own where that turns up late',
    ...{ answers: [answer([mine, a]), gone], key: 'a', keyCreated: 'no', sent: 'GET, DELETE own' },
  },
  {
    what: 'takes its own where that turns up late and is the oldest',
    ...{ answers: [answer([mine])], key: 'own', keyCreated: 'yes', sent: 'GET' },
  },
  {
    what: 'does not count those that are retired, and gets the whole answer of the one it takes',
    ...{
      others: [{ id: 'a' } as ClientKey],
      key: 'b',
      keyCreated: 'no',
      sent: 'GET, DELETE own, GET b',
    },
    answers: [answer([mine, b, a]), gone, answer(b)],
  },
  {
    what: 'keeps its own where the list misses it and shows a younger one',
    ...{ own: { ...own, dateCreated: 1 }, answers: [answer([b]), answer(mine)], key: 'own' },
    ...{ keyCreated: 'yes', sent: 'GET, GET own' },
  },
  {
    what: 'removes its own where the list misses it and shows an older one',
    ...{
      own: { ...own, dateCreated: Infinity },
      answers: [answer([b]), answer(mine), gone],
      key: 'b',
    },
    ...{ keyCreated: 'no', sent: 'GET, GET own, DELETE own' },
  },
  {
    what: 'takes another where its own is gone',
    ...{ own: { ...own, dateCreated: 1 }, answers: [answer([b]), notThere, gone], key: 'b' },
    ...{ keyCreated: 'no', sent: 'GET, GET own, DELETE own' },
  },
  {
    what: 'keeps its own where the list lags behind',
    ...{ own, answers: [answer([]), answer(mine)], key: 'own', keyCreated: 'yes' },
    sent: 'GET, GET own',
  },
  {
    what: 'fails where its own was retired',
    ...{ own, answers: [answer([]), notThere], key: retired, keyCreated: 'yes' },
    sent: 'GET, GET own',
  },
  {
    what: 'fails where the shared one was retired',
    ...{ answers: [answer([])], key: retired, keyCreated: 'no', sent: 'GET' },
  },
])('$what', async ({ own, others, answers, key, keyCreated, sent }) => {
  const { session, requests, clock } = scriptedSession(answers);
  const run = aRun(session, own && { progress: { keyCreated: 'yes', key: own } });
  const got = await agree(own, run, others).then(({ id }) => id, String);
  expect({ got, keyCreated: run.progress.keyCreated }).toEqual({ got: key, keyCreated });
  expect(clock.waits).toEqual([1000]);
  expect(sentTo(requests).join(', ')).toBe(sent);
});
