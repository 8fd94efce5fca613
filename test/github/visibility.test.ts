/** What an organization has for selected repositories is never given to more of them. */
import { allStores, forOrganization, secret, storing, variable } from './storing.ts';

const selected = { value: 'kept', visibility: 'selected' };
const organization = { 'github-organization': 'acme' };

describe.each([
  { name: 'actions', store: '' },
  { name: 'dependabot', store: 'Dependabot ' },
  { name: 'codespaces', store: 'Codespaces ' },
  { name: 'variables', store: '' },
])('of an organization: $name', ({ name, store }) => {
  const isVariable = name === 'variables';
  const inputs = isVariable ? variable : { ...secret, 'secret-stores': name };
  const [kind, add] = isVariable ? (['variable', 'addVariable'] as const) : (['secret', 'addSecret'] as const);
  const target = isVariable ? 'orgs/acme' : `orgs/acme/${name}`;

  test.each([
    ['private', 'all private ones'],
    ['all', 'all'],
  ])('keeps what is for selected repositories from %s', async (visibility, whom) => {
    await storing(forOrganization, async ({ github, sentry, store: run }) => {
      github[add](target, 'SENTRY_DSN', selected);
      const result = await run({ ...organization, ...inputs, 'github-visibility': visibility });
      expect(result).toMatchObject({ exitCode: 1, outputs: {} });
      expect(result.errors).toEqual([
        `GitHub has the ${store}${kind} SENTRY_DSN of the organization acme for ` +
          `selected repositories only, and storing the DSN would give it to ${whom}. Use another ` +
          `${kind}-name, or change or delete it at GitHub first.`,
      ]);
      expect(sentry.requests).toEqual([]);
      expect(github[kind](target, 'SENTRY_DSN')).toEqual(selected);
      expect(github.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
    });
  });

  test.each([
    ['all', 'private'],
    ['private', 'all'],
  ])('changes what is for %s to %s', async (before, visibility) => {
    await storing(forOrganization, async ({ github, store: run }) => {
      github[add](target, 'SENTRY_DSN', { value: 'old', visibility: before });
      const { outputs } = await run({ ...organization, ...inputs, 'github-visibility': visibility });
      expect(github[kind](target, 'SENTRY_DSN')).toEqual({ value: outputs['dsn'], visibility });
    });
  });
});

test('stores nothing because of one of several', async () => {
  await storing(forOrganization, async ({ github, sentry, store }) => {
    github.addVariable('orgs/acme', 'SENTRY_DSN', selected);
    const { errors } = await store({ ...organization, ...secret, ...variable, ...allStores });
    expect(errors).toEqual([expect.stringMatching(/^GitHub has the variable .* for selected/)]);
    expect(sentry.requests).toEqual([]);
    expect(github.secret('orgs/acme/actions', 'SENTRY_DSN')).toBeUndefined();
  });
});

test.each<[number, string, RegExp]>([
  [401, '{"message":"no"}', /look at the secret .*"no" \(401\)/],
  [403, '{"message":"no"}', /"no" \(403\)\. The token needs/],
  [418, '{"message":"no coffee"}', /"no coffee" \(418\)/],
  [200, '{"name":"SENTRY_DSN"}', /could not be read .*look at/],
  [200, '{"visibility":"some"}', /could not be read .*look at/],
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
