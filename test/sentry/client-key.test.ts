import type { ProjectKey } from '@sentry/api';
import { type ClientKeyAnswer, readClientKey } from '../../src/sentry/client-key.ts';
import { secretsIn } from '../../src/sentry/secrets.ts';
import { Failure } from '../../src/failure.ts';

const id = 'ab12'.repeat(8);
const secret = 'cd34'.repeat(8);
const dsn = `https://${id}@o1.ingest.us.sentry.io/4506`;

/** What every server sends; more is a courtesy. */
const least = { id, dsn: { public: dsn } };

test("Sentry's own type of a client key is one that is read here", () => {
  // Checked by the compiler: an answer of the generated client's type is one for ours.
  const read: (answer: ProjectKey) => ClientKeyAnswer = (answer) => answer;
  expect(read).toBeInstanceOf(Function);
});

test('what a server leaves out or sends as null is only not passed on', () => {
  const expected = {
    id,
    name: '',
    projectId: '4506',
    isActive: true,
    rateLimit: null,
    useCase: undefined,
    dsn,
    secretDsn: undefined,
    endpoints: {},
    loader: new Set(),
  };
  const nulls = { name: null, label: null, secret: null, rateLimit: null, useCase: null };
  expect(readClientKey(least, '')).toEqual({ ...expected, answer: least });
  const answer = { ...least, ...nulls, projectId: null, dsn: { public: dsn, secret: null } };
  expect(readClientKey(answer, '')).toEqual({ ...expected, answer });
});

test('the Loader Script of a key is read as far as the server has it', () => {
  const answer = {
    ...least,
    browserSdkVersion: '9.x',
    browserSdk: { choices: [['latest', 'latest'], ['9.x', '9.x'], [], null, [7, 'x']] },
    dynamicSdkLoaderOptions: { hasReplay: true, hasPerformance: false, hasDebug: 'true' },
  };
  expect(readClientKey(answer, '')).toMatchObject({
    sdkVersion: '9.x',
    sdkVersions: ['latest', '9.x'],
    loader: new Set(['replay']),
  });
});

test('what is longer than a version, such as a secret, is none', () => {
  const long = '5ec0'.repeat(8);
  const answer = { ...least, browserSdkVersion: long, browserSdk: { choices: [[long], ['9.x']] } };
  expect(readClientKey(answer, '')).toMatchObject({ sdkVersion: undefined, sdkVersions: ['9.x'] });
});

test.each([[null], [[]], [{ choices: {} }], [{ choices: [] }]])(
  'a server that sends %j as its SDK versions does not say which there are',
  (browserSdk) => {
    expect(readClientKey({ ...least, browserSdk }, '').sdkVersions).toBeUndefined();
  },
);

test.each([
  [null],
  [[]],
  [{}],
  ['key'],
  [{ dsn: { public: dsn } }],
  [{ ...least, id: '../..' }],
  [{ ...least, id: 7 }],
  [{ ...least, dsn: null }],
  [{ ...least, dsn: { public: 5 } }],
  [{ ...least, isActive: 'yes' }],
  [{ ...least, rateLimit: { count: 5 } }],
])('%j is no client key', (answer) => {
  expect(() => readClientKey(answer, 'Sentry answered, but')).toThrow(Failure);
  expect(() => readClientKey(answer, 'Sentry answered, but')).toThrow(
    /^Sentry answered, but the answer is not a client key/,
  );
});

test('an endpoint that is no address is not passed on', () => {
  const csp = `https://o1.ingest.us.sentry.io/api/4506/csp-report/?sentry_key=${id}`;
  const answer = { ...least, dsn: { public: dsn, csp, nel: '', cdn: '/x.js', security: 7 } };
  expect(readClientKey(answer, '').endpoints).toEqual({ csp });
});

describe('what is secret in an answer', () => {
  const secretDsn = dsn.replace('@', `:${secret}@`);
  const future = `https://sentry.example/new-thing/${id}`;
  const leaky = `https://sentry.example/old-thing/${secret}`;
  const answer = { id, secret, dsn: { public: dsn, secret: secretDsn, future, leaky, x: 'y' } };

  test('is known by what it carries, under whatever name', () => {
    expect(secretsIn(answer, true)).toEqual([secret, dsn, secretDsn, future, leaky]);
    expect(secretsIn(answer, false)).toEqual([secret, secretDsn, leaky]);
  });

  test('the public DSN is, even if it carries a key of its own', () => {
    const other = dsn.replace(id, 'ef56');
    expect(secretsIn({ ...least, dsn: { public: other } }, true)).toEqual([other]);
  });

  test.each([null, 'text', [], { dsn: null }, { secret: '', dsn: { public: '' } }, { dsn: [7] }])(
    'is looked for without trusting the shape: %j',
    (odd) => {
      expect(secretsIn(odd, true)).toEqual([]);
    },
  );
});
