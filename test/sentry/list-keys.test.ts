import { NoProject } from '../../src/failure.ts';
import type { HttpResponse } from '../../src/net/http.ts';
import { listKeys } from '../../src/sentry/listing.ts';
import { answer, date, keyOf, scriptedSession, statusOnly } from './scripted.ts';

/** A page of keys, and a link to the next one, which is there or not. */
function page(keys: readonly unknown[], cursor: string, results: boolean, headers = {}): HttpResponse {
  const link = `<https://old.example/>; rel="next"; results="${results}"; cursor="${cursor}"`;
  return answer(keys, { link, ...headers });
}

const isCi = (name: string): boolean => name === 'ci';

test('reads all pages, oldest key first, and the time of the first one', async () => {
  const { session, requests } = scriptedSession([
    page([keyOf('c', 3), { ...keyOf('x', 0), name: 'CI' }], '0:100:0', true),
    page([keyOf('b', 2), { ...keyOf('a', 1), name: null, label: 'ci' }], '0:200:0', false, {
      date: 'Thu, 01 Jan 2026 00:00:05 GMT',
    }),
  ]);
  const { keys, others, askedAt, serverTime } = await listKeys(session, isCi);
  expect(keys.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(others).toEqual([{ id: 'x', name: 'CI', isActive: true }]);
  // The answer took 100 ms.
  expect({ askedAt, serverTime }).toEqual({ askedAt: 0, serverTime: Date.parse(date) - 100 });
  expect(requests.map(({ url }) => url.href)).toEqual([
    'https://sentry.example/api/0/projects/acme/web/keys/?per_page=100',
    'https://sentry.example/api/0/projects/acme/web/keys/?per_page=100&cursor=0%3A100%3A0',
  ]);
});

test('of keys that are not wanted, only name and state are read', async () => {
  const choices = [['9.x', '9']];
  const other = { ...keyOf('x'), name: 'other', secret: '5ec0', isActive: false, dsn: 7 };
  const items = [{ ...other, browserSdk: { choices } }, { name: 'no ID' }, null, keyOf('a')];
  const { session, log } = scriptedSession([page(items, '', false)]);
  expect(await listKeys(session, isCi)).toMatchObject({
    keys: [{ id: 'a' }],
    others: [{ id: 'x', name: 'other', isActive: false }],
    sdkVersions: ['9.x'],
    pages: 1,
  });
  expect(log.masks).toEqual(['https://a@sentry.example/1']);
});

test('a key on two pages is listed once', async () => {
  const other = { ...keyOf('x'), name: 'other' };
  const { session } = scriptedSession([
    page([other, keyOf('a')], '0:100:0', true),
    page([other, keyOf('a')], '', false),
  ]);
  const { keys, others } = await listKeys(session, isCi);
  expect([keys.length, others.length]).toEqual([1, 1]);
});

test('asks once for each name whether it is wanted, however many keys have it', async () => {
  const { session } = scriptedSession([
    page(
      Array.from({ length: 100 }, (_, index) => keyOf(`a${index}`)),
      '',
      false,
    ),
  ]);
  const asked: string[] = [];
  const { keys } = await listKeys(session, (name) => asked.push(name) > 0);
  expect({ count: keys.length, asked }).toEqual({ count: 100, asked: ['ci'] });
});

test('fails if a key that is wanted is none', async () => {
  const { session } = scriptedSession([page([{ ...keyOf('a'), dsn: 7 }], '', false)]);
  await expect(listKeys(session, isCi)).rejects.toThrow(
    'Sentry listed client keys, but the answer is not a client key: "dsn.public"',
  );
});

test('fails if there is no project', async () => {
  const { session } = scriptedSession([statusOnly(404)]);
  await expect(listKeys(session, isCi)).rejects.toBeInstanceOf(NoProject);
});

test('fails if the answer is no list', async () => {
  const { session } = scriptedSession([answer({})]);
  await expect(listKeys(session, isCi)).rejects.toThrow(
    'answered 200 with something that is not a list when it was asked to list the client keys.',
  );
});

test('fails with pages that repeat', async () => {
  const pages = ['0:100:0', '0:200:0', '0:100:0'].map((cursor) => page([], cursor, true));
  const { session, requests } = scriptedSession(pages);
  await expect(listKeys(session, isCi)).rejects.toThrow('list does not end: its pages repeat');
  expect(requests).toHaveLength(3);
});

const previous = '<https://h/?&cursor=0:0:1>; rel="previous"; results="false"; cursor="0:0:1"';

test.each([
  ['', 1],
  [`${previous}, <https://h/?&cursor=0:100:0>; rel="next"; results="false"; cursor="0:100:0"`, 1],
  [`${previous}, <https://h/>; rel="next"; results="false"`, 1],
  [`${previous}, <https://h/?&cursor=0:100:0>; rel="next"; results="true"; cursor="0:100:0"`, 2],
  ['<https://h/>;rel="next";results="true";cursor="0:100:0"', 2],
])('the Link header %j: pages: %i', async (link, pages) => {
  const { session } = scriptedSession([answer([], { link }), answer([])]);
  expect(await listKeys(session, isCi)).toMatchObject({ pages });
});

test.each(['broken', previous, '<https://h/>; rel="next"; results="true"'])(
  'a Link header that cannot be read is an error: %s',
  async (link) => {
    const { session } = scriptedSession([answer([], { link })]);
    await expect(listKeys(session, isCi)).rejects.toThrow('has no readable Link header');
  },
);
