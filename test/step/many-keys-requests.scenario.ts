/** What a list of keys costs: the organization's lists stand for a request for each project. */
import { addOldKey } from '../harness/old-key.ts';
import { answer } from '../local-sentry/index.ts';
import { countsOf, type Given, inEach, listScenario, outcomes } from './list.ts';

const five = ['web', 'api', 'app', 'job', 'lib'];
const three = five.slice(0, 3);
const lists = { 'organization-projects': 1, 'organization-keys': 1 };
const notListed =
  /^Sentry does not list the (projects|client keys) of the organization acme for this token \((?:403\)\. A token with the scope org:read .*|404\)\.) Each project is looked at on its own\.$/;

test('reusing old keys costs the two lists of the organization', () =>
  listScenario({ projects: five }, async ({ sentry, runList }) => {
    const keys = five.map((project) => addOldKey(sentry, project));
    const { exitCode, told } = await runList(inEach(five));
    expect(exitCode).toBe(0);
    expect(outcomes(told)).toEqual(five.map((project) => `${project} ci reused`));
    expect(told.map((one) => one['key-id'])).toEqual(keys.map(({ id }) => id));
    expect(countsOf(sentry)).toEqual(lists);
  }));

test('creating costs a request for each key, and one look at all of them', () =>
  listScenario({ projects: three }, async ({ sentry, runList }) => {
    const { exitCode, told } = await runList(inEach(three));
    expect(exitCode).toBe(0);
    expect(outcomes(told)).toEqual(three.map((project) => `${project} ci created`));
    expect(countsOf(sentry)).toEqual({ ...lists, create: 3, 'organization-keys': 2 });
    expect(sentry.requests.at(-1)?.call).toBe('organization-keys');
  }));

test('where that look cannot be had, each project is looked at once more', () =>
  listScenario({ projects: three }, async ({ sentry, runList }) => {
    sentry.fault({ call: 'organization-keys', strike: 'delay', delayMs: 0 });
    sentry.fault(answer('organization-keys', 403));
    const { exitCode, told } = await runList(inEach(three));
    expect(exitCode).toBe(0);
    expect(outcomes(told)).toEqual(three.map((project) => `${project} ci created`));
    expect(countsOf(sentry)).toEqual({ ...lists, create: 3, 'organization-keys': 2, list: 3 });
  }));

test.each<[string, Given, counts: object]>([
  ['the token has no org:read', { scopes: ['project:read'] }, { 'organization-projects': 1 }],
  ['Sentry is of 2023', { dialect: 'older' }, { 'organization-projects': 1, other: 1 }],
  ['it is GlitchTip', { dialect: 'glitchtip' }, { other: 1 }],
])('each project is looked at, and the log says so once, where %s', (_, given, counts) =>
  listScenario({ projects: five, ...given }, async ({ sentry, runList }) => {
    for (const project of five) addOldKey(sentry, project);
    const { exitCode, told, log, warnings } = await runList(inEach(five));
    expect({ exitCode, warnings }).toEqual({ exitCode: 0, warnings: [] });
    expect(outcomes(told)).toEqual(five.map((project) => `${project} ci reused`));
    expect(countsOf(sentry)).toEqual({ ...counts, list: 5 });
    expect(log.split('\n').filter((line) => notListed.test(line))).toHaveLength(1);
  }),
);

test('a project of which the list shows no key is looked at', () =>
  listScenario({ projects: three }, async ({ sentry, runList }) => {
    sentry.addProject('bare');
    for (const project of three) addOldKey(sentry, project);
    const { told } = await runList(inEach([...three, 'bare']));
    expect(outcomes(told).at(-1)).toBe('bare ci created');
    // After the create, the organization's list shows it.
    expect(countsOf(sentry)).toEqual({ ...lists, list: 1, create: 1, 'organization-keys': 2 });
  }));

test('a token whose owner is no member of a project reuses its key', () =>
  listScenario({ projects: three, notMemberOf: ['app'] }, async ({ sentry, runList }) => {
    const [, , app] = three.map((project) => addOldKey(sentry, project));
    const { told } = await runList(inEach(three));
    expect(outcomes(told)).toEqual(three.map((project) => `${project} ci reused`));
    expect(told.at(-1)).toMatchObject({ 'key-id': app?.id });
    expect(countsOf(sentry)).toEqual({ ...lists, list: 1 });
  }));

test('what is no plain reuse or create is looked at: updates, keys of one name, young keys', () =>
  listScenario({ projects: five }, async ({ sentry, runList }) => {
    for (const project of five.slice(0, 4)) addOldKey(sentry, project);
    addOldKey(sentry, 'job');
    // Another run may be about to remove it.
    const young = sentry.addKey('lib', { name: 'ci', dateCreated: new Date(Date.now() + 60_000).toISOString() });
    const { told } = await runList([
      { project: 'web', name: 'ci' },
      { project: 'api', name: 'ci', 'rate-limit': '5/60' },
      { project: 'app', name: 'ci', 'rate-limit': 'none' },
      { project: 'job', name: 'ci' },
      { project: 'lib', name: 'ci' },
    ]);
    expect(told.map(({ outcome }) => outcome)).toEqual([...['reused', 'updated', 'reused', 'reused', 'reused']]);
    expect(told[4]).toMatchObject({ 'key-id': young.id });
    const looked = sentry.requests.filter(({ call }) => call === 'list');
    const projects = looked.map(({ path }) => path.split('/')[5]);
    expect([...new Set(projects)].sort()).toEqual(['api', 'job', 'lib']);
  }));

test('of a rotation, only keys that are old enough to be replaced are looked at', () =>
  listScenario({ projects: three }, async ({ sentry, runList }) => {
    const day = new Date(Date.now() - 24 * 3600_000).toISOString();
    addOldKey(sentry, 'web');
    for (const project of ['api', 'app']) addOldKey(sentry, project, { dateCreated: day });
    const rotate = { mode: 'rotate', 'max-age': '30d', grace: '7d' };
    const { told } = await runList(inEach(three), rotate);
    expect(outcomes(told)).toEqual(['web ci rotated', 'api ci reused', 'app ci reused']);
    const looked = sentry.requests.filter(({ call }) => call === 'list');
    expect(new Set(looked.map(({ path }) => path.split('/')[5]))).toEqual(new Set(['web']));
  }));
