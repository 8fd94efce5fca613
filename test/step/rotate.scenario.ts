/** What a step with `mode: rotate` does about the keys of its name. */
import { answer } from '../local-sentry/index.ts';
import { checkWith, five, nine, type Row } from './row.ts';

const inactive = { isActive: false };
const retired = inactive;

const onlyDebug = {
  ...{ hasReplay: false, hasPerformance: false, hasDebug: true },
  ...{ hasFeedback: false, hasLogsAndMetrics: false },
};

const rotate = { mode: 'rotate', 'max-age': '30d', grace: 'none' };
/** Too young to be rotated, and too old to be one of a concurrent run. */
const young = { dateCreated: new Date(Date.now() - 3600_000).toISOString() };
const aside = expect.stringMatching(/^ci \(until \d{4}-\d\d-\d\d\)$/) as string;

test.each<Row>([
  {
    title: 'creates a key and retires every older active one',
    keys: [{ name: 'other' }, inactive, { browserSdkVersion: '10.x', rateLimit: five }, {}],
    with: { 'rate-limit': '9/60' },
    calls: ['list', 'create', 'list', 'get', 'update', 'update'],
    outputs: { outcome: 'rotated', retired: '2', 'rate-limit': '9/60', changed: 'true' },
    after: [{}, {}, retired, retired, { rateLimit: nine }],
    key: 4,
    also: ({ log, summary }) => {
      expect(log).toContain('Client key "ci" in acme/web: rotated (2 retired).');
      expect(summary).toContain('| Outcome | rotated (2 retired) |');
    },
  },
  {
    title: 'keeps the settings of the newest old key that the step does not name',
    keys: [{ rateLimit: five }, { rateLimit: nine, browserSdkVersion: '7.x', dynamicSdkLoaderOptions: onlyDebug }],
    calls: ['list', 'create', 'update', 'list', 'get', 'update', 'update'],
    outputs: { outcome: 'rotated', retired: '2', 'rate-limit': '9/60' },
    after: [retired, retired, { rateLimit: nine, browserSdkVersion: '7.x', dynamicSdkLoaderOptions: onlyDebug }],
    key: 2,
  },
  {
    title: 'renames the older ones with a grace, and retires none',
    keys: [{}, { rateLimit: five }],
    with: { grace: '7d' },
    calls: ['list', 'create', 'list', 'get', 'update', 'update'],
    outputs: { outcome: 'rotated', retired: '0', 'rate-limit': '5/60' },
    after: [{ name: aside }, { name: aside }, { rateLimit: five }],
    key: 2,
    also: ({ log }) => {
      expect(log).toMatch(/: rotated \(2 set aside until \d{4}-\d\d-\d\d\)\. See http/);
    },
  },
  {
    title: 'uses a key that is young enough',
    keys: [{ ...young, rateLimit: five }],
    outputs: { outcome: 'reused', retired: '0', changed: 'false' },
    key: 0,
  },
  {
    title: 'finishes a rotation that broke off, and creates nothing',
    keys: [{}, young],
    with: { grace: '7d' },
    calls: ['list', 'get', 'update'],
    outputs: { outcome: 'rotated', retired: '0', changed: 'true' },
    after: [{ name: aside }, {}],
    key: 1,
  },
  {
    title: 'retires keys that were set aside and whose day is over, and no others',
    keys: [
      { name: 'ci (until 2024-06-01)' },
      { name: 'ci (until 2999-01-01)' },
      { name: 'other (until 2024-06-01)' },
      young,
    ],
    calls: ['list', 'get', 'stats', 'update'],
    outputs: { outcome: 'reused', retired: '1', changed: 'true' },
    after: [retired, {}, {}, {}],
    key: 3,
  },
  {
    title: 'keeps the older ones if the new one has no DSN',
    keys: [{}, {}],
    options: { urlPrefix: false },
    calls: ['list', 'create', 'list'],
    errors: [/its public DSN is empty.*A client key was created: see/],
    after: [{}, {}, {}],
  },
  {
    title: 'delivers the new key even if an older one cannot be retired',
    keys: [{}],
    faults: [answer('update', 403)],
    calls: ['list', 'create', 'list', 'get', 'update'],
    outputs: { outcome: 'rotated', failed: '1', changed: 'true' },
    errors: [/Retired 0 of 1 client keys; stopped at http.* new client key was created and delivered: see/],
    key: 1,
  },
])('mode: rotate $title', checkWith({ with: rotate }));
