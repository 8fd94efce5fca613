/** A list of keys whose DSNs are stored at GitHub, in a process that waits by a virtual clock. */
import { type Storing, storing } from '../github/storing.ts';
import { addOldKey } from '../harness/old-key.ts';
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

async function storeList({ github, sentry, store }: Storing, more: Record<string, string> = {}) {
  for (const repository of repositories) github.addRepository(repository);
  sentry.addProject('api');
  const inputs = { name: '', project: '', keys: JSON.stringify(items), ...more };
  const result = await store(inputs);
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

test('writes follow each other, and nothing is asked again in between', async () => {
  let together = 0;
  const isUnderWay = ({ call, status }: { call: string; status: number | undefined }) =>
    call === 'put-secret' && status === undefined;
  const github: { requests: () => Parameters<typeof isUnderWay>[0][] } = { requests: () => [] };
  const onRequest = (): void => {
    const underWay = github.requests().filter(isUnderWay).length;
    together = Math.max(together, underWay);
  };
  await storing(
    SECRETS,
    async (given) => {
      github.requests = () => given.github.requests;
      given.github.fault({ call: 'put-secret', strike: 'delay', delayMs: 1, times: Infinity });
      expect(await storeList(given)).toMatchObject({ exitCode: 0 });
      expect(given.calls().slice(-4)).toEqual(Array(4).fill('put-secret'));
    },
    { kind: 'personal' },
    { onRequest },
  );
  expect(together).toBe(1);
});

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

test('a write that GitHub refuses fails its key, and says where the key is', () =>
  storing(SECRETS, async (given) => {
    addOldKey(given.sentry, 'web');
    const refusal = { strike: 'answer', status: 403, body: '{"message":"no"}' } as const;
    given.github.fault({ call: 'put-secret', ...refusal });
    const { exitCode, told } = await storeList(given);
    expect(exitCode).toBe(1);
    const failed = told.filter(({ error }) => error !== undefined);
    expect(failed).toHaveLength(1);
    expect(failed[0]?.error).toMatch(/could not be stored everywhere.* see http\S+/i);
    expect(failed[0]).not.toHaveProperty('dsn');
    expect(countOf(given.calls(), 'put-secret')).toBe(4);
  }));

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

test('a dry run needs no GitHub token, and asks GitHub nothing', () =>
  storing(SECRETS, async (given) => {
    const more = { 'dry-run': 'true', 'github-token': '' };
    const { exitCode, told, errors } = await storeList(given, more);
    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: [] });
    expect(told.map(({ outcome }) => outcome)).toEqual(Array(4).fill('created'));
    expect(given.calls()).toEqual([]);
  }));

test('a DSN whose key another run has replaced meanwhile is not stored', async () => {
  const names = Array.from({ length: 18 }, (_, index) => `k${index}`);
  const list = names.map((name) => ({ ...{ project: 'web', name, 'secret-name': `DSN_${name.toUpperCase()}` } }));
  let onRequest = (): void => undefined;
  await storing(
    SECRETS,
    async (given) => {
      given.github.addRepository('acme/web');
      const keys = names.map((name) => addOldKey(given.sentry, 'web', { name }));
      onRequest = () => {
        // The first ten are stored without a pause; then a rotation replaces the last key.
        if (countOf(given.calls(), 'put-secret') < 11) return;
        onRequest = () => undefined;
        given.sentry.removeKey('web', keys.at(-1)?.id ?? '');
      };
      const inputs = { name: '', project: '', keys: JSON.stringify(list) };
      const { exitCode, outputs, errors } = await given.store(inputs);
      expect(exitCode).toBe(1);
      expect(outputs['failed']).toBe('1');
      expect(errors).toEqual([
        expect.stringMatching(
          /^web k17: .*Another run replaced or retired the client key "k17" before its DSN was stored/m,
        ),
      ]);
      const stored = names.map((_, n) => given.github.secret('repos/acme/web/actions', `DSN_K${n}`));
      expect(stored.map((secret) => secret !== undefined)).toEqual(names.map((name) => name !== 'k17'));
    },
    { kind: 'personal' },
    {
      onRequest: () => {
        onRequest();
      },
    },
  );
});
