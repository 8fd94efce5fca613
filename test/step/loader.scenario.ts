/** Settings of the Loader Script: Sentry's create ignores them, so that they take a PUT. */
import { answer, check, createBody, five, nine, type Row } from './row.ts';

const asked = { 'sdk-version': '9.x', loader: 'feedback, replay' };

/** What changes a key of Sentry's defaults into what is asked, and nothing more. */
const patch = {
  browserSdkVersion: '9.x',
  dynamicSdkLoaderOptions: { hasPerformance: false, hasFeedback: true },
};

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
  {
    title: 'gets its settings before older ones are retired',
    keys: [{}],
    with: { ...asked, 'if-exists': 'rotate' },
    calls: ['list', 'create', 'update', 'list', 'get', 'update'],
    bodies: [createBody, patch, { isActive: false, browserSdkVersion: '10.x' }],
    after: [{ isActive: false }, set],
    key: 1,
  },
  ...[
    {
      mode: 'reuse',
      old: 'other',
      calls: ['list', 'create', 'update', 'list'],
      advice: 'With if-exists: update, the next run completes it.',
    },
    {
      mode: 'rotate',
      calls: ['list', 'create', 'update', 'list'],
      advice: 'The next rotate within a day completes it.',
    },
    { mode: 'create', calls: ['list', 'create', 'update'], advice: 'Set them there.' },
  ].map(({ mode, old = 'ci', calls, advice }) => ({
    title: `stays where Sentry refuses its settings, with advice for if-exists: ${mode}`,
    keys: [{ name: old }],
    faults: [answer('update', 403)],
    with: { ...asked, 'if-exists': mode },
    calls,
    errors: [
      RegExp(
        '^The token may not change the client key "ci" in acme/web \\(403\\).* A client key was ' +
          'created, perhaps with default settings of the Loader Script: see ' +
          `http.*/acme/projects/web/keys/[0-9a-f]{32}/\\. ${advice}$`,
      ),
    ],
    after: [{}, { browserSdkVersion: '10.x' }],
  })),
])('a new key $title', check);

const left = 'The client key "ci" was left as it is: its';
const hint = 'With if-exists: update the step asks Sentry to change it.';

test.each<Row>([
  {
    title: 'reuse leaves a key as it is, with a warning for each setting',
    keys: [{ browserSdkVersion: '7.x' }],
    with: asked,
    outputs: { outcome: 'reused' },
    warnings: [
      `${left} SDK version is "7.x", not "9.x". ${hint}`,
      `${left} list of loader options is replay, performance, not replay, feedback. ${hint}`,
    ],
    key: 0,
  },
  {
    title: 'update changes a key with one PUT of what differs',
    keys: [{ browserSdkVersion: '7.x', rateLimit: five }],
    with: { ...asked, 'rate-limit': '9/60', 'if-exists': 'update' },
    calls: ['list', 'update'],
    bodies: [{ ...patch, rateLimit: nine }],
    outputs: { outcome: 'updated' },
    after: [{ ...set, rateLimit: nine }],
    key: 0,
  },
])('$title', check);

const unknown = { 'sdk-version': '5.x' };
const offers =
  'Sentry does not offer the SDK version "5.x". Write one of these as sdk-version: "latest", ' +
  '"10.x", "9.x", "8.x", "7.x".';

test.each<Row>([
  ...[
    { mode: 'reuse', name: 'other' },
    { mode: 'update', name: 'ci' },
    { mode: 'create', name: 'ci' },
    { mode: 'rotate', name: 'ci' },
  ].map(({ mode, name }) => ({
    title: `is refused before anything is changed, with if-exists: ${mode}`,
    keys: [{ name }],
    with: { ...unknown, 'if-exists': mode },
    errors: [offers],
  })),
  {
    title: 'is refused after the create where no key tells what Sentry offers',
    with: unknown,
    calls: ['list', 'create', 'list'],
    errors: [RegExp(`^${offers} A client key was created`)],
    after: [{}],
  },
  {
    title: 'does not matter to a key that is reused',
    keys: [{ browserSdkVersion: '5.x' }],
    with: unknown,
    key: 0,
  },
  {
    title: 'does not matter to a key that is retired',
    keys: [{}],
    with: { ...unknown, state: 'absent' },
    calls: ['list', 'update'],
    outputs: { outcome: 'retired', retired: '1', 'project-created': 'false' },
    after: [{ isActive: false }],
  },
])('an SDK version that Sentry does not offer $title', check);

test.each<Row>([
  {
    title: 'an older server does not know an option',
    options: { dialect: 'older' },
    with: { loader: 'feedback' },
    calls: ['list', 'create', 'update', 'list'],
    warnings: [
      /^Sentry created .* its list of loader options is none, not feedback as asked: older/,
    ],
    key: 0,
  },
  {
    title: 'GlitchTip does not know SDK versions',
    options: { dialect: 'glitchtip-2022' },
    with: { 'sdk-version': '9.x' },
    calls: ['list', 'create', 'update', 'list'],
    warnings: [/^Sentry created .* its SDK version is unknown, not "9\.x" as asked: older servers/],
    key: 0,
  },
])('warns where $title', check);
