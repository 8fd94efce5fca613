/** Several runs of the same list of keys at the same moment, where the oldest keys are seen last. */
import { inEach, listScenario } from '../step/list.ts';
import { together } from './together.ts';

const RUNS = 5;
const PROJECTS = ['api', 'app', 'docs'];

test.each([
  {
    what: 'with org:read',
    scopes: ['project:admin', 'org:read'],
    holdBack: together(RUNS, 'organization-keys'),
  },
  {
    what: 'without org:read',
    scopes: ['project:admin'],
    holdBack: together(RUNS * PROJECTS.length, 'list'),
  },
])(
  `${RUNS} runs $what end with one key and one DSN for each item`,
  async ({ scopes, holdBack }) => {
    let creates = 0;
    const commitDelay = (): number => ((creates += 1) <= PROJECTS.length ? 500 : 0);
    const options = { projects: PROJECTS, scopes, holdBack, commitDelay };
    await listScenario(options, async ({ sentry, runList }) => {
      const runs = Array.from({ length: RUNS }, () => runList(inEach(PROJECTS)));
      // All of them end before the server does, whatever comes of one.
      await Promise.allSettled(runs);
      const results = await Promise.all(runs);

      expect(results.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
      const [dsns = [], ...others] = results.map(({ told }) => told.map(({ dsn }) => dsn));
      for (const other of others) expect(other).toEqual(dsns);
      for (const project of PROJECTS) {
        const active = sentry
          .keys(project)
          .filter(({ name, isActive }) => isActive && name === 'ci');
        expect(active).toHaveLength(1);
        expect(dsns.filter((dsn) => dsn?.includes(active[0]?.id ?? '-'))).toHaveLength(1);
      }
      // Else nothing happened at the same moment, and nothing was tested.
      expect(creates).toBe(RUNS * PROJECTS.length);
    });
  },
  60_000,
);
