import { type Drift, driftOf, patchFor, requireOffered, sameDrift } from '../../src/keys/drift.ts';
import type { ClientKey } from '../../src/keys/client-key.ts';
import type { Settings } from '../../src/keys/desired-key.ts';
import { aKey } from '../harness/keys.ts';

const limit = { count: 5, window: 60 };
const replay = new Set(['replay'] as const);
const debug = new Set(['debug', 'replay'] as const);
const noDebug = new Map([['debug', false]]);

test.each<[Settings, Partial<ClientKey>, string[], unknown]>([
  [{}, { rateLimit: null }, [], undefined],
  [{ rateLimit: limit, sdkVersion: '10.x', loader: replay }, {}, [], undefined],
  [{ rateLimit: null }, { rateLimit: null }, [], undefined],
  [{ rateLimit: null }, {}, ['rate limit: 5/60, not none'], { rateLimit: null }],
  [{ rateLimit: limit }, { rateLimit: null }, ['rate limit: none, not 5/60'], { rateLimit: limit }],
  [
    { sdkVersion: '9.x' },
    { sdkVersion: undefined },
    ['SDK version: unknown, not "9.x"'],
    { sdkVersion: '9.x' },
  ],
  [
    { loader: debug },
    {},
    ['list of loader options: replay, not replay, debug'],
    { loader: new Map([['debug', true]]) },
  ],
  [
    { rateLimit: null, sdkVersion: '9.x', loader: new Set() },
    { loader: new Set(['debug']) },
    [
      'rate limit: 5/60, not none',
      'SDK version: "10.x", not "9.x"',
      'list of loader options: debug, not none',
    ],
    { rateLimit: null, sdkVersion: '9.x', loader: noDebug },
  ],
])('desired %j, actual %j: %j', (settings, key, told, patch) => {
  const drift = driftOf(settings, aKey('a1', key));
  expect(drift.map((it) => `${it.setting}: ${it.actual}, not ${it.desired}`)).toEqual(told);
  expect(patchFor(drift)).toEqual(patch);
});

test('a version that Sentry does not offer is an error that lists those it does', () => {
  const requiring = (sdkVersion?: string, offered?: string[]) => () => {
    requireOffered({ sdkVersion }, offered);
  };
  expect(requiring('8.x', ['latest', '9.x'])).toThrow(/version "8\.x"\. .*: "latest", "9\.x"\.$/);
  expect(requiring('9.x', ['latest', '9.x'])).not.toThrow();
  expect(requiring('8.x', undefined)).not.toThrow();
  expect(requiring(undefined, ['latest'])).not.toThrow();
});

const drift = (setting: Drift['setting'], actual: string): Drift => ({
  ...{ setting, actual, desired: 'none', patch: {} },
});

test.each([
  [[], [], true],
  [[], [drift('rate limit', '5/60')], true],
  [[drift('rate limit', '5/60')], [drift('rate limit', '5/60')], true],
  [[drift('rate limit', '5/60')], [drift('rate limit', '9/60')], false],
  [[drift('rate limit', 'none')], [drift('SDK version', 'none')], false],
  [[drift('rate limit', '5/60')], [], false],
  [
    [drift('rate limit', '5/60'), drift('SDK version', '"9.x"')],
    [drift('rate limit', '5/60'), drift('SDK version', '"8.x"')],
    false,
  ],
  [
    [drift('SDK version', '"9.x"')],
    [drift('rate limit', '5/60'), drift('SDK version', '"9.x"')],
    true,
  ],
])('drift %j is the same as later %j: %p', (before, after, same) => {
  expect(sameDrift(before, after)).toBe(same);
});
