/** What a lost answer to a create comes to, where chance, clocks or servers leave little to go by. */
import { createOnce } from '../../src/ensure/create-once.ts';
import type { DesiredKey } from '../../src/keys/desired-key.ts';
import { newProgress } from '../../src/keys/progress.ts';
import type { HttpResponse } from '../../src/net/http.ts';
import { answer, keyOf, scriptedSession } from '../sentry/scripted.ts';

const lost: HttpResponse = { status: 502, headers: {}, body: '' };
const cannotTell: unknown = expect.stringMatching(
  /Which client key of this name is new cannot be told\.$/,
);
const undated = answer([keyOf('a')]);
const withoutDate = answer([keyOf('a', 0)], { date: undefined });
const twoNew = answer([keyOf('a', 0), keyOf('b', 0)]);

test.each<[string, list: HttpResponse, knownIds: string[] | undefined, object]>([
  ['waits until its key can be seen', answer([keyOf('a', 0)]), [], { made: 'a', waits: [300] }],
  ['does not take a key that was there', answer([keyOf('a', 0)]), ['a'], { made: 'b' }],
  ['does not take an older key', answer([keyOf('a', -2)]), undefined, { made: 'b' }],
  ['fails with two new keys', twoNew, [], { made: cannotTell, keyCreated: 'maybe' }],
  ['fails without dates of creation', undated, undefined, { made: cannotTell }],
  ['fails without the date of the answer', withoutDate, undefined, { made: cannotTell }],
])('%s', async (_what, list, knownIds, expected) => {
  const { session, requests, clock } = scriptedSession([lost, list, answer(keyOf('b', 1))]);
  const desired = { name: 'ci', ifExists: 'create', state: 'present' } as DesiredKey;
  const progress = newProgress();
  const finding = { plan: { action: 'create' }, knownIds: knownIds && new Set(knownIds) } as const;
  const made = await createOnce(finding, { desired, session, progress, isDryRun: false }).then(
    ({ id }) => id,
    (error: unknown) => String(error),
  );
  const { keyCreated } = progress;
  expect({ made, keyCreated, waits: clock.waits }).toMatchObject(expected);
  const again = made === 'b' ? ['POST'] : [];
  expect(requests.map(({ method }) => method)).toEqual(['POST', 'GET', ...again]);
});
