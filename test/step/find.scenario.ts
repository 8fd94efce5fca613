/** What a step with `mode: find` does. */
import { checkWith, five, type Row } from './row.ts';

const inactive = { isActive: false };

/** Set by every run that does not create a project. */
const noProject = { 'project-created': 'false' };

/** The only element of the output `keys`. */
const elementOf = ({ outputs }: { outputs: Readonly<Record<string, string>> }) =>
  (JSON.parse(outputs['keys'] ?? '') as unknown[])[0];

test.each<Row>([
  {
    title: 'uses the key with one request, and needs only project:read',
    scopes: ['project:read'],
    keys: [inactive, { rateLimit: five }],
    outputs: { ...noProject, outcome: 'reused', changed: 'false', 'rate-limit': '5/60' },
    key: 1,
  },
  {
    title: "uses the project's own key without a name",
    keys: [{ name: 'first' }, { name: 'Default' }],
    with: { name: '' },
    outputs: { outcome: 'reused', name: 'Default' },
    key: 1,
  },
  {
    title: 'uses a key that a rotation set aside, by its whole name',
    keys: [{}, { name: 'ci (until 2999-01-01)' }],
    with: { name: 'ci (until 2999-01-01)' },
    outputs: { outcome: 'reused' },
    key: 1,
  },
  {
    title: 'finds names that look the same: full-width letters, invisible marks, composed accents',
    keys: ['ｃafé', 'ca\u200bfe\u0301'].map((name) => ({ name })),
    with: { name: 'café' },
    outputs: { outcome: 'absent' },
    errors: [/Did you mean "ca.*fe\u0301", "ｃafé"\?/],
  },
  {
    title: 'fails on a miss, and lists similar names, a deactivated key of the name and all active ones',
    keys: [{ id: 'ab'.repeat(16), ...inactive }, ...['CI', 'c-i', 'web', 'api'].map((name) => ({ name }))],
    outputs: { outcome: 'absent', changed: 'false', failed: '1', retired: '0' },
    errors: [
      RegExp(
        '^There is no active client key named "ci" in acme/web\\. Did you mean (?:"CI", "c-i"|"c-i", "CI")\\? ' +
          'A deactivated client key has this name: http\\S+/projects/web/keys/(?:ab){16}/\\. Activate it ' +
          'there, or use another\\. The active client keys are "api", "web", "c-i", "CI"\\.$',
      ),
    ],
    also: (result) => {
      expect(elementOf(result)).toEqual({
        ...{ project: 'web', name: 'ci' },
        error: result.errors[0],
        page: expect.stringMatching(/\/settings\/acme\/projects\/web\/keys\/$/) as string,
      });
    },
  },
])('mode: find $title', checkWith({ with: { mode: 'find' } }));
