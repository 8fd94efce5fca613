/** What a list of a whole organization is enough for. */
import { lookInListing } from '../../src/ensure/look-in-listing.ts';
import type { ClientKey } from '../../src/keys/client-key.ts';
import type { DesiredKey } from '../../src/keys/desired-key.ts';
import { newProgress } from '../../src/keys/progress.ts';
import type { Listing } from '../../src/sentry/listing.ts';
import { aKey } from '../harness/keys.ts';
import { scriptedSession } from '../sentry/scripted.ts';
import { aRun } from './key-run.ts';

/** Milliseconds since the epoch. */
const serverTime = Date.UTC(2026, 0, 9);
const DAY = 24 * 3600 * 1000;
const old = aKey('a1', { dateCreated: serverTime - 40 * DAY });
const young = aKey('b2', { dateCreated: serverTime - 500 });
const inactive = aKey('c3', { isActive: false });
const aside = aKey('d4', { name: 'ci (until 2026-01-01)' });

/** Looks in a listing; nothing is sent in any case. */
async function look(
  desired: Partial<DesiredKey>,
  keys: readonly ClientKey[],
  more: Partial<Listing> = {},
) {
  const { session, requests, log } = scriptedSession([]);
  const run = aRun(session, { desired });
  const listing = { keys, pages: 1, setAside: [], similarNames: [], askedAt: 0, serverTime };
  const found = await lookInListing(run, { ...listing, sdkVersions: undefined, ...more });
  expect(requests).toEqual([]);
  return { found, progress: run.progress, warnings: log.warnings };
}

test.each([
  { ifExists: 'reuse', found: [old] },
  { ifExists: 'reuse', found: [inactive, old] },
  { ifExists: 'update', found: [old] },
] as const)('with $ifExists, a key that is there is used', async ({ ifExists, found: keys }) => {
  const { found, progress } = await look({ ifExists }, keys);
  expect(found).toEqual({
    plan: { action: 'reuse', key: old, drift: [] },
    knownIds: new Set(keys.map(({ id }) => id)),
  });
  expect(progress).toMatchObject({ plan: found?.plan, key: old });
});

test('a key that is missing is created, and similar names are told', async () => {
  const { found, progress, warnings } = await look({}, [inactive], { similarNames: ['CI'] });
  expect(found).toEqual({ plan: { action: 'create' }, knownIds: new Set([inactive.id]) });
  expect(progress).toMatchObject({ plan: found?.plan, key: undefined });
  expect(warnings).toEqual([expect.stringContaining('there is "CI"')]);
});

test('a rotation that is not due uses the key that is there', async () => {
  const month = { ifExists: 'rotate', maxAge: 60 * 86_400 } as const;
  expect((await look(month, [old])).found?.plan).toMatchObject({ action: 'reuse', key: old });
  expect((await look(month, [old], { setAside: [aside] })).found).toBeUndefined();
});

const limit = { count: 9, window: 60 };
const newProject = { team: 'platform', platform: undefined };

test.each<{
  what: string;
  desired?: Partial<DesiredKey>;
  keys: ClientKey[];
  more?: Partial<Listing>;
}>([
  { what: 'a key without a name', desired: { name: undefined }, keys: [old] },
  { what: 'keys that are retired', desired: { state: 'absent' }, keys: [old] },
  { what: 'another key in any case', desired: { ifExists: 'create' }, keys: [] },
  { what: 'a key that must not be there', desired: { ifExists: 'fail' }, keys: [] },
  { what: 'two active keys', keys: [old, young] },
  { what: 'a key that may give way to an older one', keys: [young] },
  {
    what: 'a key of which nobody knows how old it is',
    keys: [old],
    more: { serverTime: undefined },
  },
  { what: 'a change', desired: { ifExists: 'update', rateLimit: limit }, keys: [old] },
  { what: 'a rotation', desired: { ifExists: 'rotate', maxAge: 86_400 }, keys: [old] },
  { what: 'a key that has to be there', desired: { ifMissing: 'fail' }, keys: [] },
  { what: 'a project that may be new', desired: { newProject }, keys: [] },
  {
    what: 'an SDK version that is not offered',
    ...{ desired: { sdkVersion: '8.x' }, keys: [], more: { sdkVersions: ['9.x'] } },
  },
])('it is not enough for $what', async ({ desired = {}, keys, more }) => {
  const { found, progress, warnings } = await look(desired, keys, {
    ...{ similarNames: ['CI'], ...more },
  });
  expect({ found, progress, warnings }).toEqual({
    ...{ found: undefined, progress: newProgress(), warnings: [] },
  });
});
