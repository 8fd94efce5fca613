/** Several runs of the same list of keys at the same moment, each a process of its own. */
import { scenario, TOKEN } from '../harness/scenario.ts';

const RUNS = 5;
const PROJECTS = ['api', 'app', 'docs'];

/** Lets so many calls of a kind in together, so that all runs look before one of them creates. */
function together(count: number, kind: string) {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  let calls = 0;
  return ({ call }: { call: string }) => {
    if (call !== kind || calls === count) return undefined;
    calls += 1;
    if (calls === count) resolve(undefined);
    return promise;
  };
}

test.each([
  {
    what: 'with org:read',
    scopes: ['project:admin', 'org:read'],
    looks: together(RUNS, 'organization-keys'),
  },
  {
    what: 'without org:read',
    scopes: ['project:admin'],
    looks: together(RUNS * PROJECTS.length, 'list'),
  },
])(
  `${RUNS} runs $what end with one key and one DSN for each item`,
  async ({ scopes, looks }) => {
    let creates = 0;
    // The oldest keys are seen last.
    const commitDelay = (): number => ((creates += 1) <= PROJECTS.length ? 500 : 0);
    await scenario({ commitDelay, holdBack: looks }, async ({ sentry, run }) => {
      sentry.addToken(TOKEN, scopes);
      for (const project of PROJECTS) {
        sentry.addProject(project);
        sentry.addKey(project, { name: 'Default', dateCreated: '2025-01-01T00:00:00Z' });
      }
      const keys = JSON.stringify(PROJECTS.map((project) => ({ project, name: 'ci' })));
      const runs = Array.from({ length: RUNS }, () => run({ project: '', keys }));
      // All of them end before the server does, whatever comes of one.
      await Promise.allSettled(runs);
      const results = await Promise.all(runs);

      expect(results.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
      const [dsns = [], ...others] = results.map(({ outputs }) =>
        (JSON.parse(outputs['keys'] ?? '[]') as { dsn: string }[]).map(({ dsn }) => dsn),
      );
      for (const other of others) expect(other).toEqual(dsns);
      for (const project of PROJECTS) {
        const active = sentry
          .keys(project)
          .filter(({ name, isActive }) => isActive && name === 'ci');
        expect(active).toHaveLength(1);
        expect(dsns.filter((dsn) => dsn.includes(active[0]?.id ?? '-'))).toHaveLength(1);
      }
      // Else nothing happened at the same moment, and nothing was tested.
      expect(creates).toBe(RUNS * PROJECTS.length);
    });
  },
  60_000,
);
