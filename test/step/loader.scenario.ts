/** Settings of the Loader Script: Sentry's create ignores them, so they need a PUT. */
import { answer } from '../local-sentry/index.ts';
import { check, createBody, five, nine, type Row } from './row.ts';

const asked = { 'sdk-version': '9.x', loader: 'feedback, replay' };

/** What changes a key of Sentry's defaults into what is asked, and nothing more. */
const patch = { browserSdkVersion: '9.x', dynamicSdkLoaderOptions: { hasPerformance: false, hasFeedback: true } };

const rotate = { mode: 'rotate', 'max-age': '30d', grace: 'none' };

/** A key that is as asked. */
const set = {
  browserSdkVersion: '9.x',
  dynamicSdkLoaderOptions: {
    hasReplay: true,
    hasPerformance: false,
    hasDebug: false,
    hasFeedback: true,
    hasLogsAndMetrics: false,
  },
};

test.each<Row>([
  {
    title: 'gets its settings by one PUT, before other runs look',
    with: { ...asked, 'rate-limit': '5/60' },
    calls: ['list', 'create', 'update', 'list'],
    bodies: [{ ...createBody, rateLimit: five }, patch],
    outputs: { outcome: 'created' },
    after: [{ ...set, rateLimit: five }],
    key: 0,
    also: ({ outputs }) => {
      expect(JSON.parse(outputs['key'] ?? '')).toMatchObject(set);
    },
  },
  ...[
    { ...rotate, calls: ['list', 'create', 'update', 'list'] },
    { mode: 'create', calls: ['list', 'create', 'update'] },
  ].map(({ calls, ...mode }) => ({
    title: `stays if Sentry refuses its settings, and the error links to it, with mode: ${mode.mode}`,
    keys: [{}],
    faults: [answer('update', 403)],
    with: { ...asked, ...mode },
    calls,
    errors: [
      RegExp(
        '^The token may not change the client key "ci" in acme/web: "no" \\(403\\).* A client key was ' +
          'created, perhaps with another name or without all of its settings: see ' +
          'http\\S+/acme/projects/web/keys/[0-9a-f]{32}/\\.$',
      ),
    ],
    after: [{}, { browserSdkVersion: '10.x' }],
  })),
])('a new key $title', check);

test.each(['ensure', 'update'])('mode: %s changes a key with one PUT of what differs', (mode) =>
  check({
    keys: [{ browserSdkVersion: '7.x', rateLimit: five }],
    with: { ...asked, 'rate-limit': '9/60', mode },
    calls: ['list', 'update'],
    bodies: [{ ...patch, rateLimit: nine }],
    outputs: { outcome: 'updated' },
    after: [{ ...set, rateLimit: nine }],
    key: 0,
    also: ({ log }) => {
      expect(log).toContain(
        'updated (rate limit 5/1m → 9/1m, SDK version "7.x" → "9.x", list of loader options replay, ' +
          'performance → replay, feedback)',
      );
    },
  }),
);

const unknown = { 'sdk-version': '5.x' };
const offers = 'Sentry does not offer the SDK version "5.x". Set sdk-version to one of "10.x", "9.x", "8.x", "7.x".';

test.each<Row>([
  ...[
    { mode: 'ensure', name: 'other' },
    { mode: 'update', name: 'ci' },
    { ...rotate, name: 'ci' },
  ].map(({ name, ...mode }) => ({
    title: `is refused before anything is changed, with mode: ${mode.mode} and a key "${name}"`,
    keys: [{ name }],
    with: { ...unknown, ...mode },
    errors: [RegExp(`^${offers}(?: See http\\S+/keys/[0-9a-f]{32}/\\.)?$`)],
  })),
  {
    title: 'is refused after the create if no key shows what Sentry offers',
    with: unknown,
    calls: ['list', 'create', 'list'],
    errors: [RegExp(`^${offers} A client key was created`)],
    after: [{}],
  },
  {
    title: 'is not passed on to the new key of a rotation',
    keys: [{ browserSdkVersion: '3.x' }],
    with: rotate,
    // Sentry refuses the version of the old key when it is sent back.
    calls: ['list', 'create', 'list', 'get', 'update', 'update'],
    outputs: { outcome: 'rotated' },
    after: [{ isActive: false, browserSdkVersion: '3.x' }, { browserSdkVersion: '10.x' }],
    key: 1,
  },
])('an SDK version that Sentry does not offer $title', check);
