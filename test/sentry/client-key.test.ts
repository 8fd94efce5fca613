import { readClientKey } from '../../src/sentry/key-answer.ts';

const id = 'ab12'.repeat(8);
const dsn = `https://${id}@o1.ingest.us.sentry.io/4506`;

/** What every server sends. */
const least = { id, dsn: { public: dsn } };

const nulls = { name: null, label: null, secret: null, rateLimit: null, useCase: null };

test.each<[object]>([[least], [{ ...least, ...nulls, projectId: null, dsn: { public: dsn, secret: null } }]])(
  'reads a key without its optional members: %j',
  (answer) => {
    expect(readClientKey(answer, '')).toEqual({
      ...{ id, name: '', projectId: '4506', isActive: true, rateLimit: null, dsn },
      ...{ loader: new Set(), answer },
    });
  },
);

const loader = { hasReplay: true, hasPerformance: false, hasDebug: 'true' };

test.each<[string, object, object]>([
  ['the label for a missing name', { label: 'ci' }, { name: 'ci' }],
  ['microseconds', { dateCreated: '1970-01-01T00:00:00.001002Z' }, { dateCreated: 1.002 }],
  ['a version', { browserSdkVersion: '9.x' }, { sdkVersion: '9.x' }],
  ['no version in a secret', { browserSdkVersion: '5ec0'.repeat(8) }, { sdkVersion: undefined }],
  ['no versions in null', { browserSdk: null }, { sdkVersions: undefined }],
  ['no versions in {}', { browserSdk: { choices: {} } }, { sdkVersions: undefined }],
  ['options that are true', { dynamicSdkLoaderOptions: loader }, { loader: new Set(['replay']) }],
])('reads %s', (_what, members, expected) => {
  expect(readClientKey({ ...least, ...members }, '')).toMatchObject(expected);
});

test.each([
  ...[null, [], {}, 'key', { dsn: { public: dsn } }],
  ...[
    { ...least, id: '../..' },
    { ...least, id: 7 },
    { ...least, dsn: null },
  ],
  ...[
    { ...least, dsn: { public: 5 } },
    { ...least, isActive: 'yes' },
    { ...least, name: 7 },
    { ...least, projectId: {} },
  ],
  { ...least, rateLimit: { count: 5 } },
])('refuses %j', (answer) => {
  expect(() => readClientKey(answer, 'Sentry answered, but')).toThrow(
    /^Sentry answered, but the answer is not a client key/,
  );
});
