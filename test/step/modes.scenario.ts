/** What a step does about the keys of its name, with `mode: ensure` and `mode: update`, and how it lists them. */
import { answer } from '../local-sentry/index.ts';
import { check, checkWith, createBody, five, nine, type Row } from './row.ts';

const inactive = { isActive: false };

/** Set by every run that does not create a project. */
const noProject = { 'project-created': 'false' };

/** The only element of the output `keys`. */
const elementOf = ({ outputs }: { outputs: Readonly<Record<string, string>> }) =>
  (JSON.parse(outputs['keys'] ?? '') as unknown[])[0];

test.each<Row>([
  {
    title: 'uses the active key of the name, with one request',
    keys: [inactive, { rateLimit: five }],
    with: { 'rate-limit': '5/1m' },
    outputs: {
      ...{ ...noProject, outcome: 'reused', retired: '0', 'rate-limit': '5/60' },
      ...{ changed: 'false', failed: '0' },
    },
    key: 1,
  },
  {
    title: 'takes only a key whose name is exactly the same',
    keys: ['My key', 'my key-2', 'my key ', 'a my key', 'my', 'my  key', 'my\u00a0key'].map((name) => ({ name })),
    with: { name: 'my key' },
    calls: ['list', 'create', 'list'],
    outputs: { outcome: 'created', changed: 'true' },
    warnings: [/^There is no active client key "my key", but there is .*"My key"/],
    key: 7,
  },
  {
    title: 'uses the oldest key, by the microsecond, and warns of the other',
    keys: ['00.000001Z', '00Z'].map((end) => ({ dateCreated: `2024-05-01T00:00:${end}` })),
    warnings: ['There are 2 active client keys named "ci" in acme/web. The oldest is used.'],
    key: 1,
  },
  {
    title: 'creates a key beside a deactivated one, and warns of that',
    keys: [{ id: 'ab'.repeat(16), ...inactive }],
    calls: ['list', 'create', 'list'],
    bodies: [createBody],
    outputs: { outcome: 'created', changed: 'true' },
    warnings: [/^A deactivated client key has this name: http\S+\/(?:ab){16}\/\. A new one is created beside it\.$/],
    key: 1,
  },
  {
    title: 'does not find a key that a rotation set aside',
    keys: [{ name: 'ci (until 2999-01-01)' }],
    calls: ['list', 'create', 'list'],
    outputs: { outcome: 'created' },
    key: 1,
  },
])('mode: ensure $title', check);

test.each<Row>([
  {
    title: 'uses the active key Default',
    keys: [{ name: 'first' }, { name: 'Default', ...inactive }, { name: 'Default' }],
    outputs: { outcome: 'reused', name: 'Default', changed: 'false' },
    key: 2,
  },
  {
    title: 'uses the oldest active key that no rotation set aside if there is no Default',
    keys: [{ name: 'gone', ...inactive }, { name: 'a (until 2999-01-01)' }, { name: 'default' }, {}],
    outputs: { outcome: 'reused', name: 'default' },
    key: 2,
  },
])('a step without a name $title', checkWith({ with: { name: '' } }));

test('a step without a name creates Default if there is no active key', () =>
  check({
    keys: [{ name: 'gone', ...inactive }],
    with: { name: '' },
    calls: ['list', 'create', 'list'],
    bodies: [{ ...createBody, name: 'Default' }],
    outputs: { outcome: 'created', name: 'Default' },
    after: [{}, { name: 'Default' }],
    key: 1,
  }));

const limit = { 'rate-limit': '9/60' };

test.each(['ensure', 'update'])('mode: %s changes the settings that differ', async (mode) => {
  const changes = checkWith({ with: { mode, ...limit }, calls: ['list', 'update'] });
  await changes({
    title: 'and nothing else',
    keys: [{ rateLimit: five, browserSdkVersion: '7.x' }, { name: 'other' }],
    // Sentry would reset a version that is not sent back.
    bodies: [{ rateLimit: nine, browserSdkVersion: '7.x' }],
    outputs: { outcome: 'updated', 'rate-limit': '9/60', changed: 'true', retired: '0' },
    after: [{ rateLimit: nine }, {}],
    key: 0,
    also: (result) => {
      expect(result.log).toContain('"ci" in acme/web: updated (rate limit 5/1m → 9/1m). See http');
      expect(elementOf(result)).toMatchObject({ outcome: 'updated', changed: true });
    },
  });
  await changes({
    title: 'once, where the plan has no rate limits, with a warning',
    keys: [{}],
    options: { rateLimits: false },
    calls: ['list', 'update', 'get'],
    outputs: { outcome: 'reused', 'rate-limit': 'none', changed: 'false' },
    warnings: [/^Sentry changed the client key without the rate limit 9\/1m\. .* plan has no rate limits/],
    key: 0,
  });
});

test.each<Row>([
  {
    title: 'removes a limit',
    keys: [{ rateLimit: five }],
    with: { 'rate-limit': 'none' },
    bodies: [{ rateLimit: null, browserSdkVersion: '10.x' }],
    outputs: { outcome: 'updated', 'rate-limit': 'none' },
    after: [{ rateLimit: null }],
    key: 0,
  },
  {
    title: 'sends nothing if nothing differs',
    keys: [{ rateLimit: nine }],
    calls: ['list'],
    outputs: { outcome: 'reused', changed: 'false' },
    key: 0,
  },
  {
    title: 'never creates a key',
    keys: [{ name: 'CI' }],
    calls: ['list'],
    outputs: { outcome: 'absent', changed: 'false', failed: '1' },
    errors: [/^There is no active client key named "ci" in acme\/web\. Did you mean "CI"\?/],
  },
  {
    title: 'links to the key that Sentry refuses to change, and sets the outputs that are known',
    keys: [{ id: 'ab'.repeat(16) }],
    faults: [answer('update', 403)],
    outputs: { 'key-id': 'ab'.repeat(16), failed: '1', changed: 'false' },
    errors: [/^The token may not change .*"ci" in acme\/web: "no" \(403\).* See http.*\/[0-9a-f]{32}\/\.$/],
  },
  ...[
    { what: 'deleted', fault: answer('update', 404) },
    {
      what: 'deactivated',
      fault: answer('update', 200, {
        id: 'ab'.repeat(16),
        isActive: false,
        dsn: { public: `http://${'ab'.repeat(16)}@127.0.0.1/1` },
      }),
    },
  ].map(({ what, fault }) => ({
    title: `fails if the key is ${what} meanwhile`,
    keys: [{ id: 'ab'.repeat(16) }],
    faults: [fault],
    errors: [
      /^The client key "ci" was retired by another run or in Sentry while this step ran\. Check http.*\/acme\/projects\/web\/keys\/ and run the job again\.$/,
    ],
  })),
])('mode: update $title', checkWith({ with: { mode: 'update', ...limit }, calls: ['list', 'update'] }));

const link = '<https://sentry.example/>; rel="next"; results="true"; cursor="7:0:0"';

test('a list without an end is one error', () =>
  check({
    faults: [{ ...answer('list', 200, '[]'), headers: { link }, times: 10 }],
    calls: ['list', 'list'],
    errors: [/^Sentry's list does not end: .* asked to list the client keys\./],
  }));
