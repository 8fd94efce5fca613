/** A step with `dry-run: true` reports what it would do, and only reads. */
import { check, five, type Given, type Row } from './row.ts';

const key = { rateLimit: five };
const inactive = { isActive: false };
const create = 'create the client key "ci"';
const rotate = { mode: 'rotate', 'max-age': '30d', grace: 'none' };
/** Too young to be rotated, and too old to be one of a concurrent run. */
const young = { dateCreated: new Date(Date.now() - 3600_000).toISOString() };

const rows: (Given &
  Pick<Row, 'key' | 'warnings'> & { outcome: string; changed: boolean; would: string | RegExp; told?: string })[] = [
  {
    keys: [key],
    with: { mode: 'create', name: '', ephemeral: 'true' },
    outcome: 'created',
    changed: true,
    would: 'create the client key with a name that Sentry invents',
  },
  {
    keys: [inactive],
    outcome: 'created',
    changed: true,
    would: create,
    warnings: [/^A deactivated client key has this name: http/],
  },
  { with: { name: '' }, outcome: 'created', changed: true, would: 'create the client key "Default"' },
  {
    keys: [key, key, inactive],
    with: rotate,
    outcome: 'rotated',
    changed: true,
    would: 'create another client key "ci" and deliver it, then retire 2 client keys',
  },
  {
    keys: [key],
    with: { ...rotate, grace: '7d' },
    outcome: 'rotated',
    changed: true,
    would: /^create another client key "ci" and deliver it, then set 1 client key aside until \d{4}-\d\d-\d\d\.$/,
  },
  {
    keys: [{ name: 'ci (until 2024-06-01)' }, { ...key, ...young }],
    with: rotate,
    outcome: 'reused',
    changed: true,
    would: 'use the client key "ci", then retire 1 client key whose grace is over, unless they still receive events',
    key: 1,
  },
  {
    keys: [key],
    // No token for GitHub, and no call to it.
    with: { 'secret-name': 'SENTRY_DSN', 'github-repository': 'acme/api' },
    outcome: 'reused',
    changed: false,
    would: 'use the client key "ci"; its DSN would go to the secret SENTRY_DSN of acme/api',
    key: 0,
  },
  {
    keys: [key],
    with: { mode: 'retire', 'retire-method': 'delete' },
    outcome: 'retired',
    changed: true,
    would: 'retire 1 client key: "ci"',
  },
  ...['ensure', 'update'].map((mode) => ({
    keys: [key],
    with: { mode, 'rate-limit': '9/60', loader: 'feedback' },
    outcome: 'updated',
    changed: true,
    would:
      'use the client key "ci", then change its rate limit 5/1m → 9/1m, list of loader options ' +
      'replay, performance → feedback',
    told: 'updated (rate limit 5/1m → 9/1m, list of loader options replay, performance → feedback)',
    key: 0,
  })),
];

test.each(rows)('with $with it would $would', ({ outcome, changed, would, told = outcome, ...row }) => {
  const conclusion = { outcome, changed: String(changed), failed: '0', retired: '0', 'project-created': 'false' };
  return check({
    ...row,
    // Reading is all that a dry run needs.
    scopes: ['project:read'],
    with: { ...row.with, 'dry-run': 'true' },
    outputs: row.key === undefined ? conclusion : { ...conclusion, 'rate-limit': '5/60' },
    also: ({ log, summary, masks, outputs, state, variables }) => {
      const start = 'Nothing was changed. Without dry-run, this step would ';
      const line = log.split('\n').find((line) => line.startsWith(start)) ?? '';
      const rest = line.slice(start.length);
      if (typeof would === 'string') expect(rest).toBe(`${would}.`);
      else expect(rest).toMatch(would);
      expect(log).toMatch(/^Dry run: /);
      expect(summary).toContain(`| Outcome | ${told} (dry run: nothing was changed) |`);
      if (row.key !== undefined) expect(masks).toContain(outputs['dsn']);
      // Nothing is left for the post step, and nothing exported.
      expect({ state, variables }).toEqual({ state: {}, variables: {} });
    },
  });
});

test('a wrong project is an error, even if no name is looked for', () =>
  check({
    with: { 'dry-run': 'true', mode: 'create', name: '', project: 'wep' },
    errors: [/has no project wep in an organization acme .*\(404\)/],
  }));
