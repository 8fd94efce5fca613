import type { HttpResponse } from '../../src/net/http.ts';
import { listKeys } from '../../src/sentry/list-keys.ts';
import { answer, date, keyOf, scriptedSession } from './scripted.ts';

/** A page of keys, and a link to the next one, which is there or not. */
function page(keys: object[], cursor: string, results: boolean, headers = {}): HttpResponse {
  const link = `<https://old.example/>; rel="next"; results="${results}"; cursor="${cursor}"`;
  return answer(keys, { link, ...headers });
}

test('reads all pages, oldest key first, and the time of the first one', async () => {
  const { session, requests } = scriptedSession([
    page([keyOf('c', 3), { ...keyOf('x', 0), name: 'CI' }], '0:100:0', true),
    page([keyOf('b', 2), { ...keyOf('a', 1), name: null, label: 'ci' }], '0:200:0', false, {
      date: 'Thu, 01 Jan 2026 00:00:05 GMT',
    }),
  ]);
  const { keys, askedAt, serverTime } = await listKeys(session, 'ci');
  expect(keys.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  // The answer took 100 ms.
  expect({ askedAt, serverTime }).toEqual({ askedAt: 0, serverTime: Date.parse(date) - 100 });
  expect(requests.map(({ url }) => url.href)).toEqual([
    'https://sentry.example/api/0/projects/acme/web/keys/?per_page=100',
    'https://sentry.example/api/0/projects/acme/web/keys/?per_page=100&cursor=0%3A100%3A0',
  ]);
});

test('keeps the whole answer of the oldest and the newest active key of a name only', async () => {
  const off = { isActive: false };
  const { session } = scriptedSession([
    page([{ ...keyOf('e', 9), ...off }, keyOf('d', 4), keyOf('c', 3)], '0:100:0', true),
    page([keyOf('b', 2), keyOf('a', 1), { ...keyOf('z', 0), ...off }], '0:200:0', false),
  ]);
  const { keys } = await listKeys(session, 'ci');
  const whole = keys.map(({ id, answer }) => [id, answer !== undefined]);
  expect(Object.fromEntries(whole)).toEqual({
    z: false,
    a: true,
    b: false,
    c: false,
    d: true,
    e: false,
  });
});

test('fails with pages that go round in circles', async () => {
  const pages = ['0:100:0', '0:200:0', '0:100:0'].map((cursor) => page([], cursor, true));
  const { session, requests } = scriptedSession(pages);
  await expect(listKeys(session, 'ci')).rejects.toThrow('go round in circles');
  expect(requests).toHaveLength(3);
});
