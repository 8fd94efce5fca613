/** When the lists of a whole organization are read, and when each project is looked at. */
import { lookAgain, lookAtOrganization } from '../../src/ensure/organization.ts';
import type { DesiredKey } from '../../src/keys/desired-key.ts';
import type { HttpResponse } from '../../src/net/http.ts';
import { aDesiredKey } from '../harness/keys.ts';
import { answer, keyOf, scriptedSession, statusOnly } from '../sentry/scripted.ts';

const wanted = (count: number, more: Partial<DesiredKey> = {}) =>
  Array.from({ length: count }, (_, index) => ({
    ...aDesiredKey({ project: `p${index}`, ...more }),
    name: 'ci',
  }));

/** So many pages of a list, after each of which there is another one. */
const pages = (count: number): HttpResponse[] =>
  Array.from({ length: count }, (_, index) =>
    answer([], { link: `<https://x/>; rel="next"; results="true"; cursor="0:${index + 1}:0"` }),
  );

const projects = answer([{ id: '7', slug: 'p0' }]);
const keys = answer([{ ...keyOf('a'), projectId: 7 }]);

test('three projects are looked at together', async () => {
  const { server, requests, log } = scriptedSession([projects, keys]);
  const found = await lookAtOrganization(server, wanted(3));
  expect(found?.listing.of({ project: 'p0', name: 'ci' })?.keys).toMatchObject([{ id: 'a' }]);
  expect(found?.wanted).toHaveLength(3);
  expect(requests.map(({ url }) => url.pathname)).toEqual([
    '/api/0/organizations/acme/projects/',
    '/api/0/organizations/acme/project-keys/',
  ]);
  expect(log.infos).toEqual([]);
});

test.each([
  { what: 'two projects', list: wanted(2) },
  { what: 'two projects with two keys each', list: [...wanted(2), ...wanted(2)] },
  { what: 'keys that are retired', list: wanted(5, { state: 'absent' }) },
  { what: 'keys that nobody shares', list: wanted(5, { ifExists: 'create' }) },
])('$what are looked at on their own', async ({ list }) => {
  const { server, requests } = scriptedSession([projects, keys]);
  expect(await lookAtOrganization(server, list)).toBeUndefined();
  expect(requests).toEqual([]);
});

test.each([
  { count: 3, most: 10 },
  { count: 20, most: 10 },
  { count: 21, most: 11 },
])('for $count projects, $most pages of a list are read at the most', async ({ count, most }) => {
  const { server, requests, log } = scriptedSession(pages(most));
  expect(await lookAtOrganization(server, wanted(count))).toBeUndefined();
  expect(requests).toHaveLength(most);
  expect(log.infos).toEqual([
    'There are too many projects of the organization acme to read all of them. Each project is looked at on ' +
      'its own.',
  ]);
});

test('a token that may not list the organization is told what would help', async () => {
  const { server, log } = scriptedSession([statusOnly(403)]);
  expect(await lookAtOrganization(server, wanted(3))).toBeUndefined();
  expect(log.infos).toEqual([
    expect.stringMatching(/\(403\)\. .* org:read .*\. Each project is looked at on its own\.$/),
  ]);
});

test('a token that Sentry does not accept is an error', async () => {
  const { server } = scriptedSession([statusOnly(401)]);
  await expect(lookAtOrganization(server, wanted(3))).rejects.toThrow('(401)');
});

describe('once more', () => {
  /** A look at the organization whose second list has so many full pages and ends with one more. */
  async function again(fullPages: number, list = wanted(3)) {
    const second = [...pages(fullPages), keys];
    const { server, requests } = scriptedSession([projects, keys, ...second]);
    const found = await lookAtOrganization(server, list);
    if (found === undefined) throw new Error('was not listed');
    return { listing: await lookAgain(found), count: requests.length - 2 };
  }

  test('the keys are read', async () => {
    const { listing, count } = await again(0);
    expect(listing?.of({ project: 'p0', name: 'ci' })?.keys).toMatchObject([{ id: 'a' }]);
    expect(count).toBe(1);
  });

  test('there may be twice as many pages, and those of the keys that were created', async () => {
    expect((await again(20)).listing).toBeDefined();
    expect(await again(21)).toEqual({ listing: undefined, count: 21 });
    const many = Array.from({ length: 101 }, () => wanted(3)).flat();
    expect((await again(23, many)).listing).toBeDefined();
    expect((await again(24, many)).listing).toBeUndefined();
  });
});
