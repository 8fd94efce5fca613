/** Every mode of the action, against a real Sentry. */
import { runStep } from '../harness/local-runner.ts';
import { type Scenario, scenario } from './scenario.ts';

/** A run that did what it was asked, and had nothing to say about it. */
const fine = { exitCode: 0, errors: [], warnings: [] };
const nine = { count: 9, window: 60 };
const inactive = { isActive: false };

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
    ...{ outcome: 'created', retired: '0', 'project-created': 'false', active: 'true' },
    ...{ 'key-id': key?.id, name: 'ci', 'rate-limit': '1000/3600', 'project-id': project.id },
    ...{ dsn: key?.dsn['public'], 'dsn-secret': key?.dsn['secret'], cdn: key?.dsn['cdn'] },
    ...{ csp: key?.dsn['csp'], security: key?.dsn['security'], minidump: key?.dsn['minidump'] },
  });

  const second = await run();
  expect(second).toMatchObject(fine);
  expect(second.outputs).toMatchObject({ outcome: 'reused', dsn: key?.dsn['public'] });
  expect(await keys()).toEqual([key]);
});

real('reuse leaves another rate limit as it is, with a warning', async ({ run, addKey, keys }) => {
  const key = await addKey({ rateLimit: nine });
  const { exitCode, outputs, warnings } = await run({ 'rate-limit': '5/60' });
  expect({ exitCode, outputs }).toMatchObject({ exitCode: 0, outputs: { 'rate-limit': '9/60' } });
  expect(warnings).toEqual([expect.stringContaining('is 9/60, not 5/60')]);
  expect(await keys()).toEqual([key]);
});

real('update changes what differs, and nothing else', async ({ run, addKey, keys }) => {
  const key = await addKey();
  const choices = key.browserSdk.choices.map(([version]) => version);
  const other = choices.find((version) => version !== key.browserSdkVersion) ?? '';
  const more = { 'if-exists': 'update', 'rate-limit': '9/1m' };
  // The version has to stay, which Sentry would reset.
  await run({ 'if-exists': 'update', 'sdk-version': other });
  const result = await run(more);
  expect(result).toMatchObject({ ...fine, outputs: { outcome: 'updated', 'rate-limit': '9/60' } });
  const changed = { ...key, rateLimit: nine, browserSdkVersion: other };
  expect(await keys()).toEqual([changed]);

  expect(await run(more)).toMatchObject({ ...fine, outputs: { outcome: 'reused' } });
  expect(await run({ ...more, 'rate-limit': 'none' })).toMatchObject(fine);
  expect(await keys()).toEqual([{ ...changed, rateLimit: null }]);
});

real('rotate creates a key and retires the older one', async ({ run, addKey, keys }) => {
  const older = await addKey();
  const another = await addKey({ name: 'ci-2' });
  const { outputs, ...result } = await run({ 'if-exists': 'rotate' });
  expect(result).toMatchObject(fine);
  expect(outputs).toMatchObject({ outcome: 'rotated', retired: '1' });
  const [first, second, made, ...others] = await keys();
  expect([first, second]).toEqual([{ ...older, ...inactive }, another]);
  expect(made).toMatchObject({ id: outputs['key-id'], isActive: true, name: 'ci' });
  expect(others).toEqual([]);
});

real('rotate finishes one that broke off', async ({ run, addKey, keys }) => {
  const [older, younger] = [await addKey(), await addKey()];
  const { outputs, ...result } = await run({ 'if-exists': 'rotate' });
  expect(result).toMatchObject(fine);
  expect(outputs).toMatchObject({ outcome: 'rotated', retired: '1', 'key-id': younger.id });
  expect(await keys()).toEqual([{ ...older, ...inactive }, younger]);
});

real('rotate sets the older key aside, and retires it when its day is over', async (server) => {
  const { run, addKey, keys } = server;
  const gone = await addKey({ name: 'ci (until 2020-01-01)' });
  const older = await addKey({ rateLimit: nine });
  const rotate = { 'if-exists': 'rotate', grace: '7d' };
  const { outputs, stdout, ...result } = await run(rotate);
  const lost = 'the one that it replaces has 9/60: a rotation sets only';
  expect(result).toMatchObject({ ...fine, warnings: [expect.stringContaining(lost)] });
  expect(outputs).toMatchObject({ outcome: 'rotated', retired: '1' });
  // This server stores no events, so that it has no figures.
  expect(stdout).toContain('has no figures on how much the client key "ci (until 2020-01-01)" is');
  const aside = expect.stringMatching(/^ci \(until \d{4}-\d\d-\d\d\)$/) as string;
  const [first, second, made] = await keys();
  expect([first, second]).toEqual([
    { ...gone, ...inactive },
    { ...older, name: aside, label: aside },
  ]);
  expect(made).toMatchObject({ id: outputs['key-id'], isActive: true, name: 'ci' });

  const again = await run({ ...rotate, 'max-age': '30d' });
  expect(again).toMatchObject({ ...fine, outputs: { outcome: 'reused', 'key-id': made?.id } });
  const absent = await run({ state: 'absent' });
  expect(absent).toMatchObject({ ...fine, outputs: { outcome: 'retired', retired: '2' } });
});

real('if-exists: create adds a key, and fail does nothing', async ({ run, addKey, keys }) => {
  const key = await addKey();
  const failed = await run({ 'if-exists': 'fail' });
  expect(failed).toMatchObject({ exitCode: 1, errors: [expect.stringContaining(key.id)] });
  expect(await run({ 'if-exists': 'create' })).toMatchObject(fine);
  expect(await keys()).toMatchObject([key, { name: 'ci', isActive: true }]);
});

real('if-missing: fail finds a key, and never makes one', async ({ run, keys, sentry }) => {
  const more = { 'if-missing': 'fail', token: sentry.tokens.read };
  const found = await run({ ...more, name: 'Default' });
  expect(found).toMatchObject({ ...fine, outputs: { outcome: 'reused', name: 'Default' } });
  const missing = await run(more);
  expect(missing).toMatchObject({ exitCode: 1, outputs: {} });
  expect(missing.errors).toEqual([expect.stringContaining('"ci"')]);
  expect(await keys()).toEqual([]);
});

real('state: absent deactivates the keys of the name', async ({ run, addKey, keys }) => {
  const { browserSdk } = await addKey();
  const two = await addKey();
  // Deactivating must not reset the version.
  await run({ 'if-exists': 'update', 'sdk-version': browserSdk.choices.at(-1)?.[0] ?? '' });
  const [one] = await keys();
  const other = await addKey({ name: 'CI' });
  const more = { state: 'absent' };
  expect(await run(more)).toMatchObject({ ...fine, outputs: { outcome: 'retired', retired: '2' } });
  expect(await keys()).toEqual([{ ...one, ...inactive }, { ...two, ...inactive }, other]);
  expect(await run(more)).toMatchObject({ ...fine, outputs: { outcome: 'absent', retired: '0' } });
});

real('retire: delete deletes, with project:admin only', async ({ run, addKey, keys, sentry }) => {
  const key = await addKey();
  const more = { state: 'absent', retire: 'delete' };
  const refused = await run(more);
  expect(refused.errors).toEqual([expect.stringMatching(/\(403.*project:admin/)]);
  expect(await keys()).toEqual([key]);

  const { integrationAdmin } = sentry.tokens;
  expect(await run({ ...more, token: integrationAdmin })).toMatchObject({
    ...fine,
    outputs: { outcome: 'retired', retired: '1' },
  });
  expect(await keys()).toEqual([]);
});

real('ephemeral retires the key in the post step', async ({ run, keys }) => {
  const more = { ephemeral: 'true' };
  const main = await run(more);
  const [key] = await keys();
  expect(main).toMatchObject({ ...fine, outputs: { outcome: 'created', 'key-id': key?.id } });
  expect(key).toMatchObject({ isActive: true });
  expect(await run(more, main)).toMatchObject(fine);
  expect(await keys()).toEqual([{ ...key, ...inactive }]);
});

real('ephemeral leaves a key that was there', async ({ run, addKey, keys }) => {
  const key = await addKey();
  const more = { ephemeral: 'true' };
  const main = await run(more);
  expect(main).toMatchObject({ outputs: { outcome: 'reused' }, state: {} });
  expect(await run(more, main)).toMatchObject({ ...fine, stdout: '' });
  expect(await keys()).toEqual([key]);
});

real('a dry run tells, and only reads', async ({ run, addKey, keys, sentry, project }) => {
  const before = await addKey();
  const token = sentry.tokens.read;
  for (const [more, outcome] of [
    [{}, 'reused'],
    [{ name: 'another' }, 'created'],
    [{ 'if-exists': 'update', 'rate-limit': '9/60' }, 'updated'],
    [{ 'if-exists': 'rotate' }, 'rotated'],
    [{ state: 'absent', retire: 'delete' }, 'retired'],
  ] as const) {
    const result = await run({ 'dry-run': 'true', ...more, token });
    expect(result).toMatchObject({ ...fine, outputs: { outcome }, state: {} });
  }
  expect(await keys()).toEqual([before]);
  expect(await sentry.keys(project.slug)).toHaveLength(2);
});

real('sets loader options and the SDK version, and tells what is offered', async (given) => {
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

  const changed = await run({ loader: 'replay, debug', 'if-exists': 'update' });
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

real('use-case is for staff only, and warns', async ({ run, sentry }) => {
  const { exitCode, warnings } = await run({ 'use-case': 'profiling', token: sentry.tokens.write });
  expect(exitCode).toBe(0);
  expect(warnings).toEqual([expect.stringContaining('use case')]);
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
  expect(again).toMatchObject({
    ...fine,
    outputs: { outcome: 'reused', 'project-created': 'false' },
  });
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

real('names come back as they were given', async ({ run, keys }) => {
  const names = ['x'.repeat(64), '🔑'.repeat(64), 'Ünï/cødé "quoted" <b> & ‮', '漢字 %20', '日本'];
  for (const name of names) {
    const first = await run({ name: `  ${name} ` });
    expect(first).toMatchObject({ ...fine, outputs: { outcome: 'created', name } });
    const second = await run({ name });
    expect(second).toMatchObject({ outputs: { outcome: 'reused', dsn: first.outputs['dsn'] } });
  }
  expect((await keys()).map(({ name }) => name)).toEqual(names);
});

real('finds the oldest key behind 250 others', async ({ run, addKey, keys }) => {
  const key = await addKey();
  await addKey();
  for (let count = 0; count < 25; count++) {
    await Promise.all(Array.from({ length: 10 }, () => addKey({ name: 'other' })));
  }
  const result = await run();
  expect(result).toMatchObject({ ...fine, outputs: { outcome: 'reused', 'key-id': key.id } });
  const retired = await run({ state: 'absent' });
  expect(retired).toMatchObject({ ...fine, outputs: { outcome: 'retired', retired: '2' } });
  const active = (await keys()).filter(({ isActive }) => isActive);
  expect(active.map(({ name }) => name)).toEqual(Array(250).fill('other'));
});
