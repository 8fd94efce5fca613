/** Many lists at the same moment, and runs of single keys beside them: each key is there once in the end. */
import { dsnOf } from '../harness/scenario.ts';
import { inEach, listScenario } from '../step/list.ts';
import { together } from './together.ts';

const three = ['web', 'api', 'app'];

test.each([
  { what: 'lists only', lists: 6, singles: 0 },
  { what: 'lists and runs of single keys', lists: 3, singles: 2 },
])(
  'runs at the same moment come to the same keys: $what',
  async ({ lists, singles }) => {
    const runs = lists + singles * three.length;
    const options = {
      ...{
        projects: three,
        scopes: ['org:read', 'project:admin'],
        holdBack: together(runs, 'list', 'organization-keys'),
      },
      ...{ commitDelay: () => Math.random() * 100, dateLead: () => Math.random() * 30 },
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
      expect([...ended, ...single].flatMap(({ errors }) => errors)).toEqual([]);

      const ids = sentry.projects();
      for (const [index, project] of three.entries()) {
        const keys = sentry.keys(project).filter(({ name }) => name === 'ci');
        expect(keys).toMatchObject([{ isActive: true }]);
        const id = ids.find(({ slug }) => slug === project)?.id;
        const dsns = new Set([
          ...ended.map(({ told }) => told[index]?.dsn),
          ...single
            .slice(index * singles, (index + 1) * singles)
            .map(({ outputs }) => outputs['dsn']),
        ]);
        expect([...dsns]).toEqual(keys.map((key) => dsnOf(sentry, key, id)));
      }
      // Else nothing happened at the same moment, and nothing was tested.
      const creates = sentry.requests.filter(({ call }) => call === 'create').length;
      expect(creates).toBeGreaterThan(three.length);
    });
  },
  60_000,
);
