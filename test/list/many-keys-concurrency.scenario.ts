/**
 * Runs of one list of keys at the same moment, and runs of its keys alone beside them: each key is there once in the
 * end, and all runs come to its DSN.
 */
import { dsnOf } from '../harness/scenario.ts';
import { inEach, LISTS, listScenario } from '../step/list.ts';
import { together } from '../phases/together.ts';

const three = ['web', 'api', 'app'];
const ADMIN = 'project:admin';

/** When a key is seen, and which date it has. */
const atRandom = { commitDelay: () => Math.random() * 100, dateLead: () => Math.random() * 30 };
const oldestLast = { commitDelay: (creates: number) => (creates <= three.length ? 500 : 0), dateLead: () => 0 };

test.each([
  {
    what: '5 lists, of which the oldest keys are seen last',
    ...{ lists: 5, singles: 0, creates: 15, scopes: [ADMIN, ...LISTS], ...oldestLast },
    holdBack: together(5, 'organization-keys'),
  },
  {
    what: '5 lists without org:read, of which the oldest keys are seen last',
    ...{ lists: 5, singles: 0, creates: 15, scopes: [ADMIN], ...oldestLast },
    holdBack: together(15, 'list'),
  },
  {
    what: '6 lists',
    ...{ lists: 6, singles: 0, creates: 4, scopes: [ADMIN, ...LISTS], ...atRandom },
    holdBack: together(6, 'list', 'organization-keys'),
  },
  {
    what: '3 lists and 2 runs of each of their keys',
    ...{ lists: 3, singles: 2, creates: 4, scopes: [ADMIN, ...LISTS], ...atRandom },
    holdBack: together(9, 'list', 'organization-keys'),
  },
])(
  'runs at the same moment come to the same keys: $what',
  async ({ lists, singles, creates, scopes, commitDelay, dateLead, holdBack }) => {
    let created = 0;
    const options = {
      ...{ projects: three, scopes, holdBack, dateLead },
      commitDelay: () => commitDelay((created += 1)),
    };
    await listScenario(options, async ({ sentry, run, runList }) => {
      const listRuns = Array.from({ length: lists }, () => runList(inEach(three)));
      const singleRuns = three.flatMap((project) =>
        Array.from({ length: singles }, () => run({ project, name: 'ci' })),
      );
      // All of them end before the server does, whatever comes of one.
      await Promise.allSettled([...listRuns, ...singleRuns]);
      const ended = await Promise.all(listRuns);
      const single = await Promise.all(singleRuns);
      const said = [...ended, ...single].flatMap(({ errors, warnings }) => [...errors, ...warnings]);
      expect(said).toEqual([]);

      const ids = sentry.projects();
      for (const [index, project] of three.entries()) {
        const keys = sentry.keys(project).filter(({ name }) => name === 'ci');
        expect(keys).toMatchObject([{ isActive: true }]);
        const id = ids.find(({ slug }) => slug === project)?.id;
        const dsns = new Set([
          ...ended.map(({ told }) => told[index]?.dsn),
          ...single.slice(index * singles, (index + 1) * singles).map(({ outputs }) => outputs['dsn']),
        ]);
        expect([...dsns]).toEqual(keys.map((key) => dsnOf(sentry, key, id)));
      }
      // Else nothing happened at the same moment, and nothing was tested.
      expect(created).toBeGreaterThanOrEqual(creates);
      expect(created).toBeLessThanOrEqual((lists + singles) * three.length);
    });
  },
  60_000,
);
