/** A list of keys whose DSNs are stored at GitHub, in a process that waits by a virtual clock. */
import { type Storing, storing } from '../github/storing.ts';
import { toldOf } from '../harness/told.ts';
import { type Permission, secondaryLimit } from '../local-github/index.ts';
import { type Item, outcomes } from './list.ts';

const repositories = ['acme/web', 'acme/api'];
/** Two keys in each of two projects, for a repository each. */
const items: Item[] = repositories.flatMap((repository) =>
  ['ci', 'cd'].map((name) => ({
    ...{ project: repository.replace('acme/', ''), name, 'github-repository': repository },
    'secret-name': `DSN_${name.toUpperCase()}`,
  })),
);
const SECRETS: Permission[] = ['secrets'];

async function storeList({ github, sentry, store }: Storing) {
  for (const repository of repositories) github.addRepository(repository);
  sentry.addProject('api');
  const result = await store({ name: '', project: '', keys: JSON.stringify(items) });
  return { ...result, told: toldOf(result) };
}

const countOf = (calls: readonly string[], call: string) => calls.filter((one) => one === call).length;

test('the public key is asked for once a repository, and every DSN is stored', () =>
  storing(SECRETS, async (given) => {
    const { exitCode, told, lines } = await storeList(given);
    expect(exitCode).toBe(0);
    expect(told.map(({ outcome }) => outcome)).toEqual(Array(4).fill('created'));
    const calls = given.calls();
    expect([countOf(calls, 'public-key'), countOf(calls, 'put-secret')]).toEqual([2, 4]);
    for (const [index, item] of items.entries()) {
      const { project = '', name: key = '', 'github-repository': repository = '' } = item;
      const { 'secret-name': name = '' } = item;
      const stored = given.github.secret(`repos/${repository}/actions`, name);
      expect(stored).toEqual({ value: told[index]?.dsn });
      const line = `${project} ${key}: Stored the DSN in the secret ${name} of ${repository}.`;
      expect(lines).toContain(line);
    }
  }));

test('a repository that the token does not see fails its own keys, before Sentry has them', () =>
  storing(
    SECRETS,
    async (given) => {
      const { exitCode, told, errors } = await storeList(given);
      expect(exitCode).toBe(1);
      expect(outcomes(told)).toEqual([...['web ci created', 'web cd created', 'api ci failed', 'api cd failed']]);
      expect(given.sentry.keys('api')).toEqual([]);
      expect(given.sentry.requests.filter(({ path }) => path.includes('/api/keys/'))).toEqual([]);
      expect(countOf(given.calls(), 'put-secret')).toBe(2);
      expect(errors).toHaveLength(1);
      // One reason in the error, and in the output each one with its secret.
      expect(errors[0]?.split('\n').slice(1)).toEqual([
        expect.stringMatching(/^api ci, api cd: .*"Not Found" \(404\)/),
      ]);
      expect(told.slice(2).map(({ error }) => error)).toEqual([
        expect.stringContaining('the secret DSN_CI of acme/api'),
        expect.stringContaining('the secret DSN_CD of acme/api'),
      ]);
    },
    { kind: 'personal', repositories: ['acme/web'] },
  ));

test.each(['public-key', 'put-secret'] as const)('the secondary limit of GitHub is waited for by all: %s', (call) =>
  storing(SECRETS, async (given) => {
    given.github.fault({ call, ...secondaryLimit('30') });
    const { exitCode, told, elapsed } = await storeList(given);
    expect(exitCode).toBe(0);
    expect(told.map(({ outcome }) => outcome)).toEqual(Array(4).fill('created'));
    expect(elapsed).toBeGreaterThanOrEqual(30_000);
    // One was refused, and none of the others asked meanwhile.
    expect(countOf(given.calls(), call)).toBe(call === 'put-secret' ? 5 : 3);
    expect(given.github.requests.filter(({ status }) => status === 403)).toHaveLength(1);
  }),
);
