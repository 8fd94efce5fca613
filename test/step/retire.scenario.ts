/** What a step with `mode: create` or `mode: retire` does about the keys of its name. */
import { answer } from '../local-sentry/index.ts';
import { check, checkWith, createBody, type Row } from './row.ts';

const inactive = { isActive: false };
const retired = inactive;

/** Set by every run that does not create a project. */
const noProject = { 'project-created': 'false' };

/** The only element of the output `keys`. */
const elementOf = ({ outputs }: { outputs: Readonly<Record<string, string>> }) =>
  (JSON.parse(outputs['keys'] ?? '') as unknown[])[0];

test('mode: create lets Sentry invent the name if the step has none', () =>
  check({
    keys: [{}],
    with: { mode: 'create', name: '' },
    calls: ['create'],
    bodies: [{ public: createBody.public }],
    outputs: { outcome: 'created' },
    after: [{}, { name: expect.stringMatching(/./) as string }],
    key: 1,
  }));

const allRetired = { ...noProject, outcome: 'retired', retired: '2', changed: 'true' };
const second = 'cd'.repeat(16);

test.each<Row>([
  {
    title: 'deactivates every active key of the name, those set aside too, and no other',
    keys: [
      ...[{ browserSdkVersion: '7.x' }, { name: 'CI' }, { name: 'ci-2' }, inactive],
      ...[{ name: 'ci (until 2999-01-01)' }, { name: 'other (until 2024-01-01)' }],
    ],
    calls: ['list', 'stats', 'update', 'stats', 'update'],
    outputs: allRetired,
    after: [retired, {}, {}, {}, retired, {}],
    also: (result) => {
      expect(result.log).toContain('Client key "ci" in acme/web: retired (2 client keys). See http');
      expect(elementOf(result)).toMatchObject({ name: 'ci', outcome: 'retired', retired: 2 });
    },
  },
  {
    title: 'does nothing if no active key has the name',
    keys: [inactive, { name: 'other' }],
    outputs: { ...noProject, outcome: 'absent', retired: '0', changed: 'false', failed: '0' },
  },
  {
    title: 'fails if the project does not exist, and does not propose to create it',
    with: { project: 'wep' },
    errors: [/has no project wep .*\(404\)\. Check org and project, .* this Sentry is served\.$/],
  },
  {
    title: 'deletes keys with retire-method: delete',
    keys: [{ name: 'other' }, {}, {}],
    scopes: ['project:admin'],
    with: { 'retire-method': 'delete' },
    calls: ['list', 'stats', 'delete', 'stats', 'delete'],
    outputs: allRetired,
    after: [{}, 'deleted', 'deleted'],
  },
  {
    title: 'reports how many keys are retired, and which one is not',
    keys: [{}, { id: second }, {}],
    faults: [{ call: 'update', strike: 'delay', delayMs: 0 }, answer('update', 403)],
    calls: ['list', 'stats', 'update', 'stats', 'update'],
    outputs: { retired: '1', changed: 'true', failed: '1' },
    errors: [RegExp(` Retired 1 of 3 client keys; stopped at http.*/keys/${second}/\\.$`)],
    after: [retired, {}, {}],
  },
  {
    title: 'counts a key that is gone as retired',
    keys: [{}],
    faults: [answer('update', 404)],
    calls: ['list', 'stats', 'update'],
    outputs: { ...allRetired, retired: '1' },
  },
  {
    title: 'points to retire-method: delete if the server cannot deactivate keys',
    keys: [{}],
    options: { dialect: 'glitchtip' },
    calls: ['list', 'stats', 'update'],
    errors: [/still active.*retire-method: delete.*Retired 0 of 1 client keys; stopped at/],
  },
])('mode: retire $title', checkWith({ with: { mode: 'retire' } }));
