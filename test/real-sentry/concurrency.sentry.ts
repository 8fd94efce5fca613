/** Many runs that all look at a real Sentry before the first of them creates, so that all create. */
import { throughProxy } from './proxy.ts';
import { scenario } from './scenario.ts';

const RUNS = 32;

test.each([
  { what: 'may delete', kind: 'integrationAdmin', more: {} },
  { what: 'may not delete', kind: 'integrationWrite', more: { 'rate-limit': '5/60' } },
] as const)(`${RUNS} runs with a token that $what get one key`, ({ kind, more }) =>
  scenario(async ({ run, keys, sentry }) => {
    await throughProxy(sentry.url, { gather: RUNS }, async ({ url, requests }) => {
      const inputs = { ...more, url, token: sentry.tokens[kind] };
      const results = await Promise.all(Array.from({ length: RUNS }, () => run(inputs)));
      expect(results.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);

      const creates = requests.filter((request) => request.startsWith('POST')).length;
      expect(creates).toBe(RUNS);
      const all = await keys();
      expect(all).toHaveLength(kind === 'integrationAdmin' ? 1 : creates);
      const active = all.filter(({ isActive }) => isActive);
      const dsns = new Set(results.map(({ outputs }) => outputs['dsn']));
      expect([...dsns]).toEqual(active.map(({ dsn }) => dsn['public']));
    });
  }),
);

test('8 runs where no answer to a create arrives end with one key, one DSN and no failure', () =>
  scenario(async ({ run, keys, sentry }) => {
    await throughProxy(sentry.url, { gather: 8, loseAll: 'POST' }, async ({ url }) => {
      const inputs = { url, token: sentry.tokens.integrationAdmin };
      const results = await Promise.all(Array.from({ length: 8 }, () => run(inputs)));
      expect(results.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
      const [key, ...others] = await keys();
      expect(others).toEqual([]);
      const dsns = new Set(results.map(({ outputs }) => outputs['dsn']));
      expect([...dsns]).toEqual([key?.dsn['public']]);
    });
  }));

test.each([
  { grace: 'none', replaced: { isActive: false } },
  { grace: '7d', replaced: { isActive: true, name: expect.stringContaining('ci (until ') as string } },
])('8 rotations with grace: $grace end with one new key and one DSN', ({ grace, replaced }) =>
  scenario(async ({ run, addOldKey, keys, sentry }) => {
    const old = await addOldKey();
    await throughProxy(sentry.url, { gather: 8 }, async ({ url }) => {
      const rotate = { mode: 'rotate', 'max-age': '1m', grace };
      const inputs = { url, token: sentry.tokens.integrationAdmin, ...rotate };
      const results = await Promise.all(Array.from({ length: 8 }, () => run(inputs)));
      expect(results.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
      const [first, key, ...others] = await keys();
      expect(first).toMatchObject({ id: old.id, ...replaced });
      expect(key).toMatchObject({ name: 'ci', isActive: true });
      expect(others).toEqual([]);
      const dsns = new Set(results.map(({ outputs }) => outputs['dsn']));
      expect([...dsns]).toEqual([key?.dsn['public']]);
    });
  }),
);
