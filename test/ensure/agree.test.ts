/** Which of several new keys all runs use. */
import { agree } from '../../src/ensure/settle.ts';
import type { ClientKey } from '../../src/keys/client-key.ts';
import type { DesiredKey } from '../../src/keys/desired-key.ts';
import { newProgress } from '../../src/keys/progress.ts';
import type { HttpResponse } from '../../src/net/http.ts';
import { answer, keyOf, scriptedSession } from '../sentry/scripted.ts';

const gone: HttpResponse = { status: 204, headers: {}, body: '' };
const notThere: HttpResponse = { status: 404, headers: {}, body: '' };
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
  const progress = { ...newProgress(), ...(own && { keyCreated: 'yes' as const, key: own }) };
  const desired = { name: 'ci', ifExists: 'reuse', state: 'present' } as DesiredKey;
  const run = { desired, session, progress, newKeyId: 'own', beganAt: 0, isDryRun: false };
  const got = await agree(own, run, others).then(({ id }) => id, String);
  expect({ got, keyCreated: progress.keyCreated }).toEqual({ got: key, keyCreated });
  expect(clock.waits).toEqual([1000]);
  const asked = requests.map(({ method, url }) =>
    [method, /\/keys\/(.+)\/$/.exec(url.pathname)?.[1]].filter(Boolean).join(' '),
  );
  expect(asked.join(', ')).toBe(sent);
});
