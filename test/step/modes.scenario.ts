/** What a step does about the keys of its name: `if-exists`, `state` and `retire`. */
import { addOldKey } from '../harness/old-key.ts';
import { scenario } from '../harness/scenario.ts';
import { answer, check, checkWith, deactivated, five, nine, type Row } from './row.ts';

const inactive = { isActive: false };
const retired = inactive;

/** Set by every run that does not create a project. */
const noProject = { 'project-created': 'false' };

const left = 'The client key "ci" was left as it is: its rate limit is';
const hint = 'With if-exists: update the step asks Sentry to change it';

test.each<Row>([
  {
    title: 'uses the active key of the name, with one request',
    keys: [inactive, { rateLimit: five }],
    with: { 'rate-limit': '5/1m' },
    outputs: { ...noProject, outcome: 'reused', retired: '0', 'rate-limit': '5/60' },
    key: 1,
  },
  {
    title: 'warns about another rate limit',
    keys: [{ rateLimit: five }],
    with: { 'rate-limit': '9/60' },
    outputs: { outcome: 'reused', 'rate-limit': '5/60' },
    warnings: [`${left} 5/60, not 9/60. ${hint}.`],
    key: 0,
  },
  {
    title: 'warns about a missing rate limit, which some plans never keep',
    keys: [{}],
    with: { 'rate-limit': '1000/1h' },
    warnings: [
      `${left} none, not 1000/3600. ${hint} (a plan without rate limits for keys never keeps one).`,
    ],
    key: 0,
  },
  {
    title: 'takes only a key whose name is exactly the same',
    keys: ['My key', 'my key-2', 'my key ', 'a my key', 'my', 'my  key', 'my\u00a0key'].map(
      (name) => ({ name }),
    ),
    with: { name: 'my key' },
    calls: ['list', 'create', 'list'],
    outputs: { outcome: 'created' },
    warnings: [/^There is no active client key named "my key", but there is .*"My key"/],
    key: 7,
  },
  {
    title: 'uses the oldest key, by the microsecond',
    keys: ['00.000001Z', '00Z'].map((end) => ({ dateCreated: `2024-05-01T00:00:${end}` })),
    key: 1,
  },
])('if-exists: reuse $title', check);

const update = { 'if-exists': 'update', 'rate-limit': '9/60' };

test.each<Row>([
  {
    title: 'changes the rate limit and nothing else',
    keys: [{ rateLimit: five, browserSdkVersion: '7.x' }, { name: 'other' }],
    // Sentry would reset a version that is not sent back.
    bodies: [{ rateLimit: nine, browserSdkVersion: '7.x' }],
    outputs: { outcome: 'updated', 'rate-limit': '9/60' },
    after: [{ rateLimit: nine }, {}],
    key: 0,
  },
  {
    title: 'warns where the plan has no rate limits',
    keys: [{}],
    options: { rateLimits: false },
    outputs: { outcome: 'reused', 'rate-limit': 'none' },
    warnings: [/^Sentry kept the client key without the rate limit 9\/60: .* plan has no rate/],
    key: 0,
  },
  {
    title: 'links to the key that Sentry refuses to change',
    keys: [{}],
    faults: [answer('update', 403)],
    errors: [
      /^The token may not change .*"ci" in acme\/web \(403\).* See http.*\/[0-9a-f]{32}\/\.$/,
    ],
  },
  ...[
    { what: 'deleted', fault: answer('update', 404) },
    { what: 'deactivated', fault: answer('update', 200, deactivated('ab'.repeat(16))) },
  ].map(({ what, fault }) => ({
    title: `fails where the key is ${what} meanwhile`,
    keys: [{ id: 'ab'.repeat(16) }],
    faults: [fault],
    errors: [
      /^The client key "ci" was retired by someone else while this step ran: see http.*\/acme\/projects\/web\/keys\/\. Run the job again\.$/,
    ],
  })),
])('if-exists: update $title', checkWith({ with: update, calls: ['list', 'update'] }));

const onlyDebug = {
  ...{ hasReplay: false, hasPerformance: false, hasDebug: true },
  ...{ hasFeedback: false, hasLogsAndMetrics: false },
};

test.each<Row>([
  {
    title: 'creates a key and retires every older active one',
    keys: [{ name: 'other' }, inactive, { browserSdkVersion: '7.x', rateLimit: five }, {}],
    with: { 'rate-limit': '9/60' },
    calls: ['list', 'create', 'list', 'get', 'update', 'update'],
    outputs: { outcome: 'rotated', retired: '2', 'rate-limit': '9/60' },
    after: [{}, {}, retired, retired, { rateLimit: nine }],
    key: 4,
    also: ({ log, summary }) => {
      expect(log).toContain('Client key "ci" in acme/web: rotated (2 retired).');
      expect(summary).toContain('| Retired keys | 2 |');
    },
  },
  {
    title: 'warns of settings that it does not keep, and that nobody named',
    keys: [{ rateLimit: five }, { rateLimit: nine, dynamicSdkLoaderOptions: onlyDebug }],
    calls: ['list', 'create', 'list', 'get', 'update', 'update'],
    outputs: { outcome: 'rotated', retired: '2', 'rate-limit': 'none' },
    warnings: [
      'The new client key "ci" has the rate limit none, and the one that it replaces has 9/60: a rotation ' +
        'sets only what the step names. To keep it, write rate-limit: 9/60.',
      'The new client key "ci" has the list of loader options replay, performance, and the one that it ' +
        'replaces has debug: a rotation sets only what the step names. To keep it, write loader: debug.',
    ],
    after: [retired, retired, { rateLimit: null }],
    key: 2,
  },
  {
    title: 'does not warn of settings that the step names',
    keys: [{ rateLimit: nine }],
    with: { 'rate-limit': 'none', loader: 'replay' },
    calls: ['list', 'create', 'update', 'list', 'get', 'update'],
    outputs: { outcome: 'rotated', retired: '1', 'rate-limit': 'none' },
    after: [retired, { rateLimit: null }],
    key: 1,
  },
  {
    title: 'keeps the older ones where the new one has no DSN',
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
    outputs: { outcome: 'rotated' },
    errors: [/0 of 1 client keys were retired.* new client key was created and delivered: see/],
    key: 1,
  },
])('if-exists: rotate $title', checkWith({ with: { 'if-exists': 'rotate' } }));

const taken = 'ab'.repeat(16);

test.each<Row>([
  {
    title: 'if-exists: create adds a key with one request',
    keys: [{}],
    with: { 'if-exists': 'create' },
    calls: ['create'],
    outputs: { outcome: 'created', retired: '0' },
    key: 1,
  },
  {
    title: 'if-exists: fail names the key that is there, and writes nothing',
    keys: [{ id: taken }],
    with: { 'if-exists': 'fail' },
    errors: [
      `There is already an active client key named "ci" (its ID is ${taken}), and if-exists is ` +
        'fail. Write another name, or another if-exists.',
    ],
  },
])('$title', check);

const allRetired = { ...noProject, outcome: 'retired', retired: '2' };
const second = 'cd'.repeat(16);

test.each<Row>([
  ...['reuse', 'create'].map((mode) => ({
    title: `retires every active key of the name and no other, with if-exists: ${mode}`,
    keys: [{ browserSdkVersion: '7.x' }, { name: 'CI' }, { name: 'ci-2' }, inactive, {}],
    with: { 'if-exists': mode },
    calls: ['list', 'update', 'update'],
    outputs: allRetired,
    after: [retired, {}, {}, {}, retired],
  })),
  {
    title: 'does nothing where no active key has the name',
    keys: [inactive, { name: 'other' }],
    outputs: { ...noProject, outcome: 'absent', retired: '0' },
  },
  {
    title: 'fails where the project does not exist, and does not propose to create it',
    with: { project: 'wep' },
    errors: [
      /has no project wep .*\(404\)\. Check org and project, .* where this Sentry is served\.$/,
    ],
  },
  {
    title: 'deletes keys with retire: delete',
    keys: [{ name: 'other' }, {}, {}],
    scopes: ['project:admin'],
    with: { retire: 'delete' },
    calls: ['list', 'delete', 'delete'],
    outputs: allRetired,
    after: [{}, 'deleted', 'deleted'],
  },
  {
    title: 'names the scope that retire: delete needs',
    keys: [{}, {}],
    with: { retire: 'delete' },
    calls: ['list', 'delete'],
    errors: [
      /may not delete .*"ci" in acme\/web: ".+" \(403\).*scope project:admin.* 0 of 2 client keys were retired/,
    ],
  },
  {
    title: 'says how many keys are retired, and which one is not',
    keys: [{}, { id: second }, {}],
    faults: [{ call: 'update', strike: 'delay', delayMs: 0 }, answer('update', 403)],
    calls: ['list', 'update', 'update'],
    outputs: { retired: '1' },
    errors: [RegExp(`1 of 3 client keys were retired before it; see http.*/keys/${second}/\\.$`)],
    after: [retired, {}, {}],
  },
  ...[
    { retire: 'deactivate', call: 'update' as const },
    { retire: 'delete', call: 'delete' as const },
  ].map(({ retire, call }) => ({
    title: `counts a key that is gone as retired, with retire: ${retire}`,
    keys: [{}],
    faults: [answer(call, 404)],
    with: { retire },
    calls: ['list', call],
    outputs: { ...allRetired, retired: '1' },
  })),
  {
    title: 'points to retire: delete where the server cannot deactivate keys',
    keys: [{}],
    options: { dialect: 'glitchtip' },
    calls: ['list', 'update'],
    errors: [/still active.*retire: delete.*0 of 1 client keys were retired/],
  },
])('state: absent $title', checkWith({ with: { state: 'absent' } }));

test('reads a long list to its end, a hundred keys a page, by the cursor alone', async () => {
  await scenario({}, async ({ sentry, run }) => {
    const key = addOldKey(sentry);
    for (let count = 1; count < 300; count++) sentry.addKey('web', { name: 'other' });
    const { outputs } = await run({ name: 'ci' });

    expect(outputs).toMatchObject({ outcome: 'reused', 'key-id': key.id });
    // The address in the Link header leads to a host that is not there.
    const pages = [{}, { cursor: '200:0:0' }, { cursor: '100:0:0' }];
    const path = '/api/0/projects/acme/web/keys/';
    expect(sentry.requests).toMatchObject(
      pages.map((page) => ({ method: 'GET', path, query: { per_page: '100', ...page } })),
    );
  });
});

const link = '<https://sentry.example/>; rel="next"; results="true"; cursor="7:0:0"';

test.each<Row>([
  {
    title: 'a list without an end is one error',
    faults: [{ ...answer('list', 200, '[]'), headers: { link }, times: 10 }],
    calls: ['list', 'list'],
    errors: [/The list of client keys of acme\/web does not end/],
  },
])('$title', check);
