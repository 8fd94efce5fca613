/** Every mode of the action, against a real Sentry. */
import { runStep } from '../harness/local-runner.ts';
import { type Scenario, scenario } from './scenario.ts';

/** A run that did what it was asked, and had nothing to say about it. */
const fine = { exitCode: 0, errors: [], warnings: [] };
const nine = { count: 9, window: 60 };
const inactive = { isActive: false };
/** Replaces keys that are older than a minute. */
const rotate = { mode: 'rotate', 'max-age': '1m', grace: 'none' };

/** A test of one project. */
function real(title: string, act: (scenario: Scenario) => Promise<void>): void {
  test(title, () => scenario(act));
}

real('creates a key once, and finds it again', async ({ run, keys, project }) => {
  const first = await run({ 'rate-limit': '1000/1h' });
  expect(first).toMatchObject(fine);
  const [key, ...others] = await keys();
  expect(others).toEqual([]);
  expect(key).toMatchObject({ name: 'ci', rateLimit: { count: 1000, window: 3600 } });
  expect(first.outputs).toMatchObject({
    ...{ outcome: 'created', retired: '0', 'project-created': 'false', changed: 'true' },
    ...{ 'key-id': key?.id, name: 'ci', 'rate-limit': '1000/3600', failed: '0' },
    ...{ project: project.slug, 'project-id': project.id, dsn: key?.dsn['public'] },
  });
  expect(JSON.parse(first.outputs['key'] ?? '')).toEqual(key);

  const second = await run();
  expect(second).toMatchObject(fine);
  expect(second.outputs).toMatchObject({ ...{ outcome: 'reused', changed: 'false', dsn: key?.dsn['public'] } });
  expect(await keys()).toEqual([key]);
});

real('ensure changes a setting that differs, and nothing else', async ({ run, addKey, keys }) => {
  const key = await addKey();
  const choices = key.browserSdk.choices.map(([version]) => version);
  const other = choices.find((version) => version !== key.browserSdkVersion) ?? '';
  const more = { 'rate-limit': '9/1m' };
  // The version has to stay, which Sentry would reset.
  await run({ 'sdk-version': other });
  const result = await run(more);
  expect(result).toMatchObject({ ...fine, outputs: { outcome: 'updated', 'rate-limit': '9/60' } });
  const changed = { ...key, rateLimit: nine, browserSdkVersion: other };
  expect(await keys()).toEqual([changed]);

  const again = { outcome: 'reused', changed: 'false' };
  expect(await run(more)).toMatchObject({ ...fine, outputs: again });
  expect(await run()).toMatchObject({ ...fine, outputs: again });
  expect(await keys()).toEqual([changed]);
  expect(await run({ ...more, 'rate-limit': 'none' })).toMatchObject(fine);
  expect(await keys()).toEqual([{ ...changed, rateLimit: null }]);
});

real('rotate creates a key like the older one, and retires that', async (given) => {
  const { run, addKey, addOldKey, keys } = given;
  const { id, browserSdk, browserSdkVersion } = await addOldKey({ rateLimit: nine });
  const another = await addKey({ name: 'ci-2' });
  const choices = browserSdk.choices.map(([version]) => version);
  const other = choices.find((version) => version !== browserSdkVersion) ?? '';
  const settings = { 'sdk-version': other, loader: 'debug' };
  expect(await run(settings)).toMatchObject({ ...fine, outputs: { outcome: 'updated' } });
  const older = (await keys()).find((key) => key.id === id);

  const { outputs, ...result } = await run(rotate);
  expect(result).toMatchObject(fine);
  expect(outputs).toMatchObject({ outcome: 'rotated', retired: '1', 'rate-limit': '9/60' });
  const [first, second, made, ...others] = await keys();
  expect([first, second]).toEqual([{ ...older, ...inactive }, another]);
  expect(made).toMatchObject({
    ...{ id: outputs['key-id'], isActive: true, name: 'ci', rateLimit: nine },
    ...{ browserSdkVersion: other, dynamicSdkLoaderOptions: older?.dynamicSdkLoaderOptions },
  });
  expect(others).toEqual([]);
});

real('rotate sets the older key aside, and retires it when its day is over', async (server) => {
  const { run, addKey, addOldKey, keys } = server;
  const gone = await addKey({ name: 'ci (until 2020-01-01)' });
  const older = await addOldKey({ rateLimit: nine });
  const gentle = { ...rotate, grace: '7d' };
  const { outputs, stdout, ...result } = await run(gentle);
  expect(result).toMatchObject(fine);
  expect(outputs).toMatchObject({ outcome: 'rotated', retired: '1' });
  // This server stores no events, and so it has no figures.
  expect(stdout).toContain('reports no usage of the client key "ci (until 2020-01-01)"');
  const aside = expect.stringMatching(/^ci \(until \d{4}-\d\d-\d\d\)$/) as string;
  const all = await keys();
  expect(all).toHaveLength(3);
  const byId = (id: string | undefined) => all.find((key) => key.id === id);
  expect(byId(gone.id)).toEqual({ ...gone, ...inactive });
  expect(byId(older.id)).toEqual({ ...older, name: aside, label: aside });
  const made = { isActive: true, name: 'ci', rateLimit: nine };
  expect(byId(outputs['key-id'])).toMatchObject(made);

  const again = await run(gentle);
  expect(again).toMatchObject({
    ...fine,
    outputs: { outcome: 'reused', changed: 'false', 'key-id': outputs['key-id'] },
  });
  const absent = await run({ mode: 'retire' });
  expect(absent).toMatchObject({ ...fine, outputs: { outcome: 'retired', retired: '2' } });
});

real('create adds a key; without a name, Sentry invents one', async ({ run, addKey, keys }) => {
  const key = await addKey();
  expect(await run({ mode: 'create' })).toMatchObject({ ...fine, outputs: { outcome: 'created' } });
  const invented = await run({ mode: 'create', name: '' });
  expect(invented).toMatchObject({ ...fine, outputs: { outcome: 'created' } });
  expect(await keys()).toMatchObject([
    key,
    { name: 'ci', isActive: true },
    { name: invented.outputs['name'], id: invented.outputs['key-id'] },
  ]);
});

real('retire deactivates the keys of the name', async ({ run, addKey, keys }) => {
  const { browserSdk } = await addKey();
  // Deactivating must not reset the version.
  await run({ 'sdk-version': browserSdk.choices.at(-1)?.[0] ?? '' });
  const two = await addKey();
  const [one] = await keys();
  const other = await addKey({ name: 'CI' });
  const more = { mode: 'retire' };
  expect(await run(more)).toMatchObject({ ...fine, outputs: { outcome: 'retired', retired: '2' } });
  expect(await keys()).toEqual([{ ...one, ...inactive }, { ...two, ...inactive }, other]);
  expect(await run(more)).toMatchObject({ ...fine, outputs: { outcome: 'absent', retired: '0', changed: 'false' } });
});

real('ephemeral retires its own key in the post step', async ({ run, addKey, keys }) => {
  const before = await addKey();
  const more = { mode: 'create', ephemeral: 'true' };
  const main = await run(more);
  const [, key] = await keys();
  expect(main).toMatchObject({ ...fine, outputs: { outcome: 'created', 'key-id': key?.id } });
  expect(key).toMatchObject({ isActive: true });
  expect(await run(more, main)).toMatchObject(fine);
  expect(await keys()).toEqual([before, { ...key, ...inactive }]);
});

real('sets loader options and the SDK version, and lists the versions on offer', async (given) => {
  const { run, keys, addKey } = given;
  const { browserSdk, browserSdkVersion } = await addKey({ name: 'for a look' });
  const choices = browserSdk.choices.map(([version]) => version);
  const other = choices.find((version) => version !== browserSdkVersion) ?? '';
  const asked = { loader: 'performance', 'sdk-version': other };
  expect(await run(asked)).toMatchObject({ ...fine, outputs: { outcome: 'created' } });
  const [, key] = await keys();
  expect(key).toMatchObject({
    browserSdkVersion: other,
    dynamicSdkLoaderOptions: { hasReplay: false, hasPerformance: true, hasDebug: false },
  });

  const changed = await run({ loader: 'replay, debug' });
  expect(changed).toMatchObject({ ...fine, outputs: { outcome: 'updated' } });
  expect((await keys())[1]).toEqual({
    ...key,
    dynamicSdkLoaderOptions: {
      ...key?.dynamicSdkLoaderOptions,
      ...{ hasReplay: true, hasPerformance: false, hasDebug: true },
    },
  });

  const { errors } = await run({ name: 'third', 'sdk-version': '1.x' });
  const offer = choices.map((version) => `"${version}"`).join(', ');
  expect(errors).toEqual([expect.stringContaining(offer)]);
  expect(await keys()).toHaveLength(2);
});

real('create-project takes the key over that Sentry makes', async ({ run, sentry }) => {
  const slug = `made-${process.pid}-${Date.now()}`;
  const inputs = {
    ...{ project: slug, 'create-project': 'true', team: sentry.team, platform: 'node' },
    ...{ 'rate-limit': '9/60', token: sentry.tokens.write },
  };
  const result = await run(inputs);
  expect(result).toMatchObject(fine);
  const keys = await sentry.keys(slug);
  expect(keys).toMatchObject([{ name: 'ci', isActive: true, rateLimit: nine }]);
  expect(result.outputs).toMatchObject({
    ...{ outcome: 'created', 'project-created': 'true', 'key-id': keys[0]?.id },
    ...{ dsn: keys[0]?.dsn['public'] },
  });
  expect(await sentry.call('GET', `projects/${sentry.org}/${slug}/`)).toMatchObject({
    ...{ slug, platform: 'node', id: result.outputs['project-id'] },
  });
  const again = await run(inputs);
  expect(again).toMatchObject({ ...fine, outputs: { outcome: 'reused', 'project-created': 'false' } });
  expect(await sentry.keys(slug)).toEqual(keys);
});

real('finds a project that was renamed', async ({ sentry, project, addKey }) => {
  const key = await addKey();
  const slug = `${project.slug}-new`;
  await sentry.call('PUT', `projects/${sentry.org}/${project.slug}/`, { slug });
  const inputs = { token: sentry.tokens.integrationWrite, url: sentry.url, org: sentry.org };
  const result = await runStep({ with: { ...inputs, project: project.slug, name: 'ci' } });
  expect(result).toMatchObject({ exitCode: 0, errors: [], outputs: { 'key-id': key.id } });
  expect(result.warnings).toEqual([expect.stringContaining(slug)]);
});
