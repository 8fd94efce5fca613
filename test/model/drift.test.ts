import { type Drift, driftOf, droppedSettings, patchFor, requireOffered, sameDrift } from '../../src/model/drift.ts';
import type { ClientKey } from '../../src/model/client-key.ts';
import type { Settings } from '../../src/model/desired-key.ts';
import { aKey } from '../harness/keys.ts';

const limit = { count: 5, window: 60 };
const replay = new Set(['replay'] as const);
const debug = new Set(['debug', 'replay'] as const);
const noDebug = new Map([['debug', false]]);

test.each<[Settings, Partial<ClientKey>, string[], unknown]>([
  [{}, { rateLimit: null }, [], undefined],
  [{ rateLimit: limit, sdkVersion: '10.x', loader: replay }, {}, [], undefined],
  [{ rateLimit: null }, { rateLimit: null }, [], undefined],
  [{ rateLimit: null }, {}, ['rate limit: 5/1m, not none'], { rateLimit: null }],
  [{ rateLimit: limit }, { rateLimit: null }, ['rate limit: none, not 5/1m'], { rateLimit: limit }],
  [{ sdkVersion: '9.x' }, { sdkVersion: undefined }, ['SDK version: unknown, not "9.x"'], { sdkVersion: '9.x' }],
  [
    { loader: debug },
    {},
    ['list of loader options: replay, not replay, debug'],
    { loader: new Map([['debug', true]]) },
  ],
  [
    { rateLimit: null, sdkVersion: '9.x', loader: new Set() },
    { loader: new Set(['debug']) },
    ['rate limit: 5/1m, not none', 'SDK version: "10.x", not "9.x"', 'list of loader options: debug, not none'],
    { rateLimit: null, sdkVersion: '9.x', loader: noDebug },
  ],
])('desired %j, actual %j: %j', (settings, key, shown, patch) => {
  const drift = driftOf(settings, aKey('a1', key));
  expect(drift.map((it) => `${it.setting}: ${it.actual}, not ${it.desired}`)).toEqual(shown);
  expect(patchFor(drift)).toEqual(patch);
});

test('a version that Sentry does not offer is an error that lists those it does', () => {
  const requiring = (sdkVersion?: string, offered?: string[]) => () => {
    requireOffered({ sdkVersion }, offered);
  };
  expect(requiring('8.x', ['latest', '9.x'])).toThrow(/version "8\.x"\. .* one of "latest", "9\.x"\.$/);
  expect(requiring('9.x', ['latest', '9.x'])).not.toThrow();
  expect(requiring('8.x', undefined)).not.toThrow();
  expect(requiring(undefined, ['latest'])).not.toThrow();
});

const drift = (setting: Drift['setting'], actual: string): Drift => ({
  ...{ setting, actual, desired: 'none', patch: {} },
});

test.each([
  [[], [], true],
  [[drift('rate limit', '5/60')], [drift('rate limit', '5/60')], true],
  [[drift('rate limit', '5/60')], [drift('rate limit', '9/60')], false],
  [[drift('rate limit', '5/60')], [], false],
  [[drift('rate limit', 'none')], [drift('list of loader options', 'none')], false],
])('drift %j is the same as later %j: %p', (before, after, same) => {
  expect(sameDrift(before, after)).toBe(same);
});

const nine = { count: 9, window: 60 };

test.each([
  [{ name: 'ci' }, {}, []],
  [{ rateLimit: nine }, {}, [/its rate limit is 5\/1m instead of 9\/1m\.$/]],
  [
    { rateLimit: nine, sdkVersion: '9.x' },
    { rateLimit: null },
    [/without the rate limit 9\/1m\. It drops .* plan has no/, /version is "10\.x" instead of "9\.x"\. Older servers/],
  ],
  [{ name: 'ci' }, { name: 'CI' }, [/but named it "CI" instead of "ci"\. .* Rename it in Sentry\.$/]],
  [{ useCase: 'profiling' }, {}, [/created the client key without the use case "profiling"\. .* staff, and older/]],
  [{ useCase: 'user' }, {}, []],
])('asked for %j, a server that answers %j dropped %j', (asked, key, warnings) => {
  const all = { name: undefined, useCase: undefined, ...asked };
  expect(droppedSettings(all, aKey('a1', key), 'created')).toEqual(
    warnings.map((warning) => expect.stringMatching(warning) as unknown),
  );
});
