/** A step with `dry-run: true` tells what it would do, and only reads. */
import { check, five, type Given, type Row } from './row.ts';

const key = { rateLimit: five };
const inactive = { isActive: false };
const create = 'create a client key named "ci"';

test.each<Given & Pick<Row, 'key' | 'warnings'> & { outcome: string; would: string }>([
  {
    keys: [key],
    with: { name: '' },
    warnings: [/^No name was given/],
    outcome: 'created',
    would: 'create a client key with a name that Sentry invents',
  },
  { keys: [inactive], outcome: 'created', would: create },
  {
    keys: [key, key, inactive],
    with: { 'if-exists': 'rotate' },
    outcome: 'rotated',
    would: `${create}, deliver it and then retire 2 client keys`,
    warnings: [
      'The new client key "ci" would have the rate limit none, and the one that it replaces has 5/60: a ' +
        'rotation sets only what the step names. To keep it, write rate-limit: 5/60.',
    ],
  },
  {
    keys: [key],
    with: { 'env-name': 'SENTRY_DSN' },
    outcome: 'reused',
    would:
      'use the client key named "ci" that is there, and change nothing about it; its DSN would go to the ' +
      'environment variable SENTRY_DSN of later steps',
    key: 0,
  },
  {
    keys: [key],
    with: { state: 'absent', retire: 'delete' },
    outcome: 'retired',
    would: 'retire 1 client key named "ci"',
  },
  {
    keys: [inactive],
    with: { state: 'absent' },
    outcome: 'absent',
    would: 'do nothing, since there is no active client key named "ci"',
  },
  {
    keys: [inactive, key],
    with: { 'rate-limit': '9/60' },
    outcome: 'reused',
    would: 'use the client key named "ci" that is there, and change nothing about it',
    warnings: [/^The client key "ci" was left as it is: its rate limit is 5\/60, not 9\/60\./],
    key: 1,
  },
  {
    keys: [key],
    with: { 'if-exists': 'update', 'rate-limit': '9/60', loader: 'feedback' },
    outcome: 'updated',
    would:
      'change the client key named "ci": its rate limit from 5/60 to 9/60, its list of loader ' +
      'options from replay, performance to feedback',
    key: 0,
  },
])('with $with it would $would', ({ outcome, would, ...row }) => {
  const conclusion = { outcome, retired: '0', 'project-created': 'false' };
  return check({
    ...row,
    title: would,
    // Reading is all that a dry run needs.
    scopes: ['project:read'],
    with: { ...row.with, 'dry-run': 'true', ephemeral: String(outcome !== 'rotated') },
    outputs: row.key === undefined ? conclusion : { ...conclusion, 'rate-limit': '5/60' },
    also: ({ log, summary, masks, outputs, state }) => {
      const line = log.split('\n').find((line) => line.startsWith('Dry run'));
      expect(line).toBe(`Dry run, nothing is changed. Without dry-run this step would ${would}.`);
      const told = `${outcome} (dry run: nothing was changed)`;
      expect(summary).toContain(`| Outcome | ${told} |`);
      if (row.key !== undefined) expect(masks).toContain(outputs['dsn']);
      // Nothing is left for the post step.
      expect(state).toEqual({});
    },
  });
});

test.each<Row>([
  {
    title: 'fails with if-exists: fail as it would without dry-run',
    keys: [key],
    with: { 'dry-run': 'true', 'if-exists': 'fail' },
    errors: [/^There is already an active client key named "ci"/],
  },
  {
    title: 'finds that the project is wrong, even where no name is looked for',
    with: { 'dry-run': 'true', name: '', project: 'wep' },
    warnings: [/^No name was given/],
    errors: [/has no project wep in an organization acme .*\(404\)/],
  },
  {
    title: 'looks again at a key that was made a moment ago, and still only reads',
    // The server's clock stands still, so that no moment passes.
    options: { now: () => Date.UTC(2026, 0, 1) },
    keys: [{ dateCreated: '2026-01-01T00:00:00.000000Z' }],
    with: { 'dry-run': 'true' },
    calls: ['list', 'list'],
    outputs: { outcome: 'reused' },
    key: 0,
  },
])('$title', check);
