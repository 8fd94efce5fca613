import { addOldKey } from '../harness/old-key.ts';
import { dsnOf } from '../harness/scenario.ts';
import type { Permission } from '../local-github/index.ts';
import { allStores, forOrganization, secret, storing, variable } from './storing.ts';

const web = 'repos/acme/web';
const stores = ['actions', 'dependabot', 'codespaces'];
const forStores: Permission[] = ['secrets', 'dependabot_secrets', 'codespaces_secrets'];
const organization = { 'github-organization': 'acme', ...allStores };
const look = ['public-key'];
const lookAtOrganization = ['public-key', 'get-secret'];

test.each<[Record<string, string>, Permission[], targets: string[], looks: string[]]>([
  [allStores, forStores, stores.map((store) => `${web}/${store}`), look],
  [organization, forOrganization, stores.map((store) => `orgs/acme/${store}`), lookAtOrganization],
  [{ 'github-environment': 'preview/eu west' }, ['environments'], [`${web}/environments/preview/eu west`], look],
])('stores a secret: %j', async (inputs, permissions, targets, looks) => {
  await storing(permissions, async ({ github, sentry, store, calls }) => {
    expect(await store({ ...secret, ...inputs })).toMatchObject({ exitCode: 0, errors: [] });
    const [value] = sentry.keys('web').map((key) => dsnOf(sentry, key));
    const stored = { value, ...(inputs === organization && { visibility: 'private' }) };
    for (const target of targets) expect(github.secret(target, 'SENTRY_DSN')).toEqual(stored);
    const each = (what: string[]) => targets.flatMap(() => what);
    expect(calls()).toEqual([...each(looks), ...each(['put-secret'])]);
  });
});

const all = { visibility: 'all' };

test.each([
  { inputs: {}, target: web, more: {}, looks: ['get-variable'] },
  {
    ...{ inputs: { 'github-organization': 'acme', 'github-visibility': 'all' }, target: 'orgs/acme', more: all },
    looks: ['get-variable'],
  },
])('replaces a variable: $inputs', async ({ inputs, target, more, looks }) => {
  await storing(['variables', 'organization_variables'], async ({ github, store, calls }) => {
    for (const mode of ['ensure', 'create']) {
      const { outputs } = await store({ ...variable, ...inputs, mode });
      const stored = { value: outputs['dsn'], ...more };
      expect(github.variable(target, 'SENTRY_DSN')).toEqual(stored);
    }
    const create = [...looks, 'create-variable'];
    expect(calls()).toEqual([...create, ...create, 'update-variable']);
  });
});

test('stores the DSN of a reused key in the repository that the workflow names', async () => {
  await storing(['secrets', 'variables'], async ({ github, sentry, store }) => {
    github.addRepository('acme/api');
    addOldKey(sentry);
    const { outputs } = await store({ ...secret, ...variable, 'github-repository': 'acme/api' });
    expect(outputs['outcome']).toBe('reused');
    const stored = { value: outputs['dsn'] };
    expect(github.secret('repos/acme/api/actions', 'SENTRY_DSN')).toEqual(stored);
    expect(github.variable('repos/acme/api', 'SENTRY_DSN')).toEqual(stored);
    expect(github.secret(`${web}/actions`, 'SENTRY_DSN')).toBeUndefined();
  });
});
