import type { ClientKey } from '../../src/keys/client-key.ts';
import type { DesiredKey } from '../../src/keys/desired-key.ts';
import { ignoredSettings } from '../../src/keys/ignored-settings.ts';
import { aDesiredKey, aKey } from '../harness/keys.ts';

const limit = { count: 9, window: 60 };

test.each<[Partial<DesiredKey>, Partial<ClientKey>, 'created' | 'changed', RegExp | undefined]>([
  [{}, {}, 'created', undefined],
  [{ name: undefined }, { name: 'Sentry invents this' }, 'created', undefined],
  [{ rateLimit: limit }, { rateLimit: null }, 'created', /created .*without .* 9\/60: it drops/],
  [{ rateLimit: limit }, {}, 'changed', /changed .* rate limit is 5\/60, not 9\/60 as asked\.$/],
  [{ rateLimit: null }, {}, 'changed', /its rate limit is 5\/60, not none as asked\.$/],
  [{ sdkVersion: '9.x' }, {}, 'changed', /its SDK version is "10.x", not "9.x" .*older servers/],
  [{ loader: new Set() }, {}, 'changed', /its list of loader options is replay, not none .*older/],
  [{ name: 'cd' }, {}, 'changed', /its name is "ci", not "cd" as asked: the next run does not/],
  [{ useCase: 'user' }, {}, 'created', undefined],
  [{ useCase: 'demo' }, { useCase: 'demo' }, 'created', undefined],
  [{ useCase: 'demo' }, {}, 'created', /without the use case "demo": all but "user" are reserved/],
  [{ useCase: 'demo' }, {}, 'changed', undefined],
])('desired %j, answered %j (%s): %s', (desired, key, did, warning) => {
  const warnings = ignoredSettings(aDesiredKey(desired), aKey('a1', key), did);
  expect(warnings).toEqual(warning === undefined ? [] : [expect.stringMatching(warning)]);
});
