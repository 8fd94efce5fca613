/** A step with `dry-run: true`: what would be done is told, and nothing is done. */
import type { Step } from '../harness/local-runner.ts';
import type { StoredKey } from '../local-sentry/index.ts';
import { dsnOf, scenario, TOKEN } from '../harness/scenario.ts';

const dry = { 'dry-run': 'true' };
const ci = { name: 'ci' };

/** Long ago, so that no other run can be about to show an older key. */
const LONG_AGO = '2024-05-01T00:00:00.000000Z';
const key: Partial<StoredKey> = {
  name: 'ci',
  dateCreated: LONG_AGO,
  rateLimit: { count: 5, window: 60 },
};
const retiredKey = { ...key, isActive: false };

interface Row {
  readonly there: Partial<StoredKey>[];
  readonly inputs: Step['with'];
  readonly outcome: string;
  readonly told: string;
  readonly warning?: string;
}

const createCi = 'create a client key named "ci"';

/** No key there would be used. */
const withoutKey: Row[] = [
  {
    there: [key],
    inputs: {},
    outcome: 'created',
    told: 'create a client key with a name that Sentry invents',
  },
  { there: [], inputs: ci, outcome: 'created', told: createCi },
  { there: [retiredKey], inputs: ci, outcome: 'created', told: createCi },
  {
    there: [],
    inputs: { ...ci, 'if-exists': 'update', 'rate-limit': '9/60' },
    outcome: 'created',
    told: createCi,
  },
  {
    there: [key],
    inputs: { ...ci, 'if-exists': 'create' },
    outcome: 'created',
    told: createCi,
  },
  { there: [], inputs: { ...ci, 'if-exists': 'fail' }, outcome: 'created', told: createCi },
  { there: [], inputs: { ...ci, 'if-exists': 'rotate' }, outcome: 'created', told: createCi },
  {
    there: [key, key, retiredKey],
    inputs: { ...ci, 'if-exists': 'rotate' },
    outcome: 'rotated',
    told: `${createCi}, deliver it and then retire 2 client keys`,
  },
  {
    there: [key],
    inputs: { ...ci, state: 'absent' },
    outcome: 'retired',
    told: 'retire 1 client key named "ci"',
  },
  {
    there: [key, key],
    inputs: { ...ci, state: 'absent', retire: 'delete' },
    outcome: 'retired',
    told: 'retire 2 client keys named "ci"',
  },
  {
    there: [retiredKey],
    inputs: { ...ci, state: 'absent' },
    outcome: 'absent',
    told: 'do nothing, since there is no active client key named "ci"',
  },
];

const reuseCi = 'use the client key named "ci" that is there, and change nothing about it';

/** The last key there would be used. */
const withKey: Row[] = [
  { there: [retiredKey, key], inputs: ci, outcome: 'reused', told: reuseCi },
  {
    there: [key],
    inputs: { ...ci, 'rate-limit': '9/60' },
    outcome: 'reused',
    told: reuseCi,
    warning:
      'The client key "ci" was left as it is: its rate limit is 5/60, not 9/60. ' +
      'With if-exists: update the step asks Sentry to change it.',
  },
  {
    there: [key],
    inputs: { ...ci, 'if-exists': 'update', 'rate-limit': '5/1m' },
    outcome: 'reused',
    told: reuseCi,
  },
  {
    there: [key],
    inputs: { ...ci, 'if-exists': 'update', 'rate-limit': '9/60' },
    outcome: 'updated',
    told: 'change the client key named "ci": its rate limit from 5/60 to 9/60',
  },
  {
    there: [key],
    inputs: { ...ci, 'if-exists': 'update', 'rate-limit': 'none' },
    outcome: 'updated',
    told: 'change the client key named "ci": its rate limit from 5/60 to none',
  },
];

const cases = [
  ...withoutKey.map((row) => ({ ...row, used: false })),
  ...withKey.map((row) => ({ ...row, used: true })),
];

test.each(cases)('with $there.length keys there, $inputs would $told', async (row) => {
  const { there, inputs, outcome, told, warning, used } = row;
  await scenario({}, async ({ sentry, run }) => {
    const before = there.map((seed) => sentry.addKey('web', seed));
    // Reading is all that a dry run takes, and nothing is left for the post step.
    sentry.addToken(TOKEN, ['project:read']);
    const result = await run({ ...dry, ephemeral: 'true', ...inputs });

    expect(result).toMatchObject({ exitCode: 0, errors: [], state: {} });
    expect(new Set(sentry.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
    expect(sentry.keys('web')).toEqual(before);

    expect(result.warnings).toEqual(warning === undefined ? [] : [warning]);
    const lines = result.log.split('\n').filter((line) => !line.startsWith('Warning: '));
    expect(lines).toEqual([
      `Dry run, nothing is changed. Without dry-run this step would ${told}.`,
    ]);
    expect(result.summary).toContain(
      `| Outcome | ${outcome} &#40;dry run&#58; nothing was changed&#41; |`,
    );

    const conclusion = { outcome, retired: '0', 'project-created': 'false' };
    const last = before.at(-1);
    if (used && last !== undefined) {
      const dsn = dsnOf(sentry, last);
      expect(result.outputs).toMatchObject({ ...conclusion, dsn, 'rate-limit': '5/60' });
      expect(result.masks).toContain(dsn);
    } else {
      expect(result.outputs).toEqual(conclusion);
      expect(result.summary).not.toContain('| DSN |');
    }
  });
});

test('if-exists: fail fails as it would without dry-run', async () => {
  await scenario({}, async ({ sentry, run }) => {
    const there = sentry.addKey('web', key);
    const result = await run({ ...dry, ...ci, 'if-exists': 'fail' });

    expect(result).toMatchObject({ exitCode: 1, outputs: {} });
    expect(result.errors).toEqual([
      expect.stringContaining(`client key named "ci" (its ID is ${there.id})`),
    ]);
    expect(sentry.requests.map(({ method }) => method)).toEqual(['GET']);
    expect(sentry.keys('web')).toEqual([there]);
  });
});

test.each([
  { what: 'a key without a name', inputs: {} },
  { what: 'if-exists: create', inputs: { ...ci, 'if-exists': 'create' } },
  { what: 'if-exists: reuse', inputs: ci },
  { what: 'state: absent', inputs: { ...ci, state: 'absent' } },
])('a wrong project is found out, with $what', async ({ inputs }) => {
  await scenario({}, async ({ sentry, run }) => {
    const result = await run({ ...dry, ...inputs, project: 'wep' });

    expect(result).toMatchObject({ exitCode: 1, outputs: {} });
    expect(result.errors).toEqual([
      expect.stringMatching(/has no project wep in an organization acme .*\(404\)/),
    ]);
    expect(sentry.requests).toMatchObject([{ method: 'GET', status: 404 }]);
  });
});

test('a key that was made a moment ago is looked at once more, and still only read', async () => {
  // The server's clock stands still, so that no moment passes.
  const now = () => Date.UTC(2026, 0, 1);
  await scenario({ now }, async ({ sentry, run }) => {
    const there = sentry.addKey('web', ci);
    const { outputs } = await run({ ...dry, ...ci });

    expect(outputs).toMatchObject({ outcome: 'reused', 'key-id': there.id });
    expect(sentry.requests.map(({ call }) => call)).toEqual(['list', 'list']);
  });
});
