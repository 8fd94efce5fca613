/** Who can use an organization's secret or variable: what the step names, else what it was, else the private ones. */
import { forOrganization, secret, storing, variable } from './storing.ts';

const organization = { 'github-organization': 'acme' };
const repositories = ['acme/api', 'acme/web'];

describe.each(['actions', 'dependabot', 'codespaces', 'variables'])('of an organization: %s', (name) => {
  const isVariable = name === 'variables';
  const inputs = isVariable ? variable : { ...secret, 'secret-stores': name };
  const [kind, add] = isVariable ? (['variable', 'addVariable'] as const) : (['secret', 'addSecret'] as const);
  const target = isVariable ? 'orgs/acme' : `orgs/acme/${name}`;

  test.each([
    [undefined, {}, { visibility: 'private' }],
    [{ visibility: 'all' }, {}, { visibility: 'all' }],
    [{ visibility: 'private' }, {}, { visibility: 'private' }],
    [{ visibility: 'selected', repositories }, {}, { visibility: 'selected', repositories }],
    [{ visibility: 'selected' }, {}, { visibility: 'selected' }],
    [{ visibility: 'all' }, { 'github-visibility': 'private' }, { visibility: 'private' }],
    [{ visibility: 'selected', repositories }, { 'github-visibility': 'all' }, { visibility: 'all' }],
  ])('what was %j and is stored with %j becomes %j', async (before, more, after) => {
    await storing(forOrganization, async ({ github, store }) => {
      if (before) github[add](target, 'SENTRY_DSN', { value: 'old', ...before });
      const { outputs, errors } = await store({ ...organization, ...inputs, ...more });
      expect(errors).toEqual([]);
      expect(github[kind](target, 'SENTRY_DSN')).toEqual({ value: outputs['dsn'], ...after });
    });
  });
});

test('a selection of more than a page is kept', async () => {
  await storing(forOrganization, async ({ github, store, calls }) => {
    const many = Array.from({ length: 101 }, (_, index) => `acme/r${index}`);
    for (const name of many) github.addRepository(name);
    github.addSecret('orgs/acme/actions', 'SENTRY_DSN', { value: 'old', visibility: 'selected', repositories: many });
    await store({ ...organization, ...secret });
    expect(github.secret('orgs/acme/actions', 'SENTRY_DSN')?.repositories?.toSorted()).toEqual(many.toSorted());
    expect(calls().filter((call) => call.includes('repositories'))).toHaveLength(2);
  });
});

test.each<[number, string, RegExp]>([
  [401, '{"message":"no"}', /look at the secret .*"no" \(401\)/],
  [403, '{"message":"no"}', /"no" \(403\)\. The token needs/],
  [418, '{"message":"no coffee"}', /"no coffee" \(418\)/],
  [200, '{"name":"SENTRY_DSN"}', /could not be read .*look at/],
  [200, 'null', /could not be read .*look at/],
])('stops if the visibility is not known: %i %s', async (status, body, error) => {
  await storing(forOrganization, async ({ github, sentry, store, calls }) => {
    github.fault({ call: 'get-secret', strike: 'answer', status, body });
    const { errors } = await store({ ...organization, ...secret });
    expect(errors).toEqual([expect.stringMatching(error)]);
    expect(calls()).toEqual(['public-key', 'get-secret']);
    expect(sentry.requests).toEqual([]);
  });
});
