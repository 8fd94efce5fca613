/** A list with keys of projects that are not there yet. */
import { inEach, listScenario, outcomes } from './list.ts';

const three = ['web', 'api', 'app'];
const fresh = { 'create-project': 'true', team: 'platform' };

test('keys of one new project: it is created once, with each key once', () =>
  listScenario({ projects: three, scopes: ['org:read', 'project:admin'] }, async ({ sentry, runList }) => {
    const names = ['ci', 'cd', 'qa'];
    const items = [...inEach(three, fresh), ...names.map((name) => ({ project: 'fresh', name, ...fresh }))];
    const { errors, told } = await runList(items);
    expect(errors).toEqual([]);
    expect(outcomes(told)).toEqual([
      ...three.map((project) => `${project} ci created`),
      ...names.map((name) => `fresh ${name} created`),
    ]);
    expect(sentry.projects().map(({ slug }) => slug)).toEqual([...three, 'fresh']);
    const keys = sentry.keys('fresh').filter(({ isActive }) => isActive);
    const ids = names.map((name) => keys.filter((key) => key.name === name).map(({ id }) => id));
    expect(ids).toEqual(told.slice(3).map((one) => [one['key-id']]));
    for (const project of three) expect(sentry.keys(project)).toHaveLength(2);
  }));
