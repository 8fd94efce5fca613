/** Lists of keys and patterns, against a real Sentry. */
import { toldOf } from '../harness/told.ts';
import { scenario, type Scenario } from './scenario.ts';

const NAMES = ['staging', 'production', 'preview'];

/** The scenario's project and two more, with a list of three keys each. */
async function prepare({ sentry, project }: Scenario) {
  const more = [await sentry.newProject(), await sentry.newProject()];
  const slugs = [project, ...more].map(({ slug }) => slug);
  const items = slugs.flatMap((slug) => NAMES.map((name) => ({ project: slug, name })));
  const keys = async () =>
    (await Promise.all(slugs.map((slug) => sentry.keys(slug)))).flatMap((all) =>
      all.filter(({ name }) => name !== 'Default'),
    );
  return { items, keys };
}

test('creates a list of keys once, changes one of them, and retires them', () =>
  scenario(async (given) => {
    const { run, sentry } = given;
    const { items, keys } = await prepare(given);
    const inputs = { project: '', name: '', token: sentry.tokens.integrationAdmin };
    const first = await run({ ...inputs, keys: JSON.stringify(items) });
    expect(first).toMatchObject({ exitCode: 0, errors: [], warnings: [], outputs: { failed: '0', changed: 'true' } });
    const made = await keys();
    expect(made.map(({ name }) => name).sort()).toEqual(items.map(({ name }) => name).sort());
    const dsns = toldOf(first).map(({ dsn }) => dsn);
    expect(dsns.toSorted()).toEqual(made.map(({ dsn }) => dsn['public']).sort());

    const [changed, ...others] = items;
    const limited = { ...changed, 'rate-limit': '5/60' };
    const list = [limited, ...others, { project: 'nowhere', name: 'ci' }];
    const second = await run({ ...inputs, keys: JSON.stringify(list) });
    expect(second).toMatchObject({ exitCode: 1, outputs: { failed: '1', changed: 'true' } });
    expect(toldOf(second).map(({ outcome = 'failed' }) => outcome)).toEqual([
      ...['updated', ...others.map(() => 'reused')],
      'failed',
    ]);
    expect(await keys()).toHaveLength(items.length);

    const third = await run({ ...inputs, keys: JSON.stringify(items), mode: 'retire' });
    expect(third.exitCode).toBe(0);
    expect((await keys()).filter(({ isActive }) => isActive)).toEqual([]);
  }));

test('patterns: a limit on the matching keys of the matching projects, which a second run leaves unchanged; then a sweep', () =>
  scenario(async (given) => {
    const { run, sentry, project, addKey, addOldKey } = given;
    const other = await sentry.newProject();
    await addOldKey({ name: 'preview-1' });
    await addKey({ name: 'preview-2' });
    // A server of 2023 has no list of the organization's keys, so each project that matches is listed.
    const both = { project: '', name: '', token: sentry.tokens.superuser, projects: `${project.slug}\n${other.slug}*` };
    const update = { ...both, names: '*', mode: 'update', 'rate-limit': '1000/1h' };
    const first = await run(update);
    expect(first).toMatchObject({ exitCode: 0, errors: [], warnings: [], outputs: { changed: 'true', failed: '0' } });
    expect(
      toldOf(first)
        .map(({ name, outcome }) => `${name} ${outcome ?? ''}`)
        .sort(),
    ).toEqual(['Default updated', 'Default updated', 'preview-1 updated', 'preview-2 updated']);
    expect((await run(update)).outputs).toMatchObject({ changed: 'false', failed: '0' });

    const sweep = await run({ ...both, names: 'preview-*', mode: 'retire', 'max-age': '1h' });
    expect(sweep).toMatchObject({ exitCode: 0, errors: [] });
    const active = (await sentry.keys(project.slug)).filter(({ isActive }) => isActive);
    expect(active.map(({ name }) => name).sort()).toEqual(['Default', 'preview-2']);
    const refused = await run({ ...update, token: sentry.tokens.integrationWrite });
    expect(refused.errors).toEqual([expect.stringMatching(/scope org:read/)]);
  }));
