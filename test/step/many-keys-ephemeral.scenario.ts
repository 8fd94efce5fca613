/** A list of keys with `ephemeral: true`: the main step, then the post step with the state it left. */
import { runStep, startStep, type StepResult } from '../harness/local-runner.ts';
import { addOldKey } from '../harness/old-key.ts';
import { TOKEN } from '../harness/scenario.ts';
import type { LocalSentry } from '../local-sentry/index.ts';
import { inEach, listScenario, outcomes } from './list.ts';
import { answer, callsOf } from './row.ts';

const three = ['web', 'api', 'app'];
const ephemeral = { ephemeral: 'true' };
const fromEnvironment = { token: TOKEN, org: '', project: '', url: '' };

const post = (after: StepResult, more = {}): Promise<StepResult> =>
  runStep({ with: { ...fromEnvironment, ...more }, after, secrets: () => [TOKEN] });

const activeIn = (sentry: LocalSentry) =>
  three.filter((project) =>
    sentry.keys(project).some(({ name, isActive }) => name === 'ci' && isActive),
  );

const pageOf = ({ url }: LocalSentry, project: string, id = ''): string =>
  `${url}/settings/acme/projects/${project}/keys/${id}/`;

test('the post step retires all that the run created, and nothing that was there before', () =>
  listScenario({ projects: three }, async ({ sentry, runList }) => {
    addOldKey(sentry, 'api');
    const main = await runList(inEach(three), ephemeral);
    expect(outcomes(main.told)).toEqual(['web ci created', 'api ci reused', 'app ci created']);
    expect(main.warnings).toEqual([
      expect.stringMatching(/^1 of the client keys were there before this run, .*: api ci\. /),
    ]);
    expect(JSON.stringify(main.state)).not.toContain(TOKEN);

    const sent = sentry.requests.length;
    const result = await post(main);
    expect(result).toMatchObject({ exitCode: 0, warnings: [], outputs: {}, state: {} });
    expect(callsOf(sentry, sent).sort()).toEqual(['get', 'get', 'update', 'update']);
    expect(activeIn(sentry)).toEqual(['api']);
    for (const index of [0, 2]) {
      const { project = '', 'key-id': id } = main.told[index] ?? {};
      expect(result.log).toContain(
        `Retired the ephemeral client key "ci" in acme/${project}. See ${pageOf(sentry, project, id)}`,
      );
    }
    // Default keys stay, too.
    for (const project of three) expect(sentry.keys(project)[0]).toMatchObject({ isActive: true });
  }));

test('one key that is gone and one that fails do not keep the others from being retired', () =>
  listScenario({ projects: three }, async ({ sentry, runList }) => {
    const main = await runList(inEach(three), ephemeral);
    const ids = main.told.map((one) => one['key-id'] ?? '');
    sentry.removeKey('web', ids[0] ?? '');
    sentry.fault(answer('update', 403));
    const { exitCode, warnings } = await post(main);
    expect(exitCode).toBe(0);
    const [left = '', ...others] = activeIn(sentry);
    expect(others).toEqual([]);
    expect(['api', 'app']).toContain(left);
    expect(warnings).toEqual([
      expect.stringMatching(/^The ephemeral client key could not be retired: .*may not change/),
    ]);
    const page = pageOf(sentry, left, ids[three.indexOf(left)]);
    expect(warnings[0]).toMatch(/ Retire it by hand: \S+$/);
    expect(warnings[0]?.endsWith(page)).toBe(true);
  }));

test.each([
  ['two servers', (state: string) => state.replace(/"url":"[^"]+"/, '"url":"https://a.example/"')],
  ['two organizations', (state: string) => state.replace('"org":"acme"', '"org":"other"')],
  ['no JSON', () => '{'],
])('a state of %s was changed by another step: nothing is sent', (_, change) =>
  listScenario({ projects: three }, async ({ sentry, runList }) => {
    const main = await runList(inEach(three), ephemeral);
    const sent = sentry.requests.length;
    const [, [name, state] = ['', '']] = Object.entries(main.state);
    const changed = { ...main, state: { ...main.state, [name]: change(state) } };
    const { exitCode, warnings } = await post(changed);
    expect(exitCode).toBe(0);
    expect(warnings).toEqual([expect.stringContaining('was changed by another step')]);
    expect(sentry.requests).toHaveLength(sent);
  }),
);

test('one warning names the pages of all keys where there is no token', () =>
  listScenario({ projects: three }, async ({ sentry, runList }) => {
    const main = await runList(inEach(three), ephemeral);
    const { warnings } = await post(main, { token: '' });
    const pages = main.told.map(({ project, 'key-id': id }) => pageOf(sentry, project, id));
    expect(warnings).toEqual([
      expect.stringMatching(/^3 ephemeral client keys could not be retired: token: missing/),
    ]);
    expect(warnings[0]).toContain(`Retire them by hand: ${pages.join(' ')}`);
  }));

// The main step cannot say anything any more.
test('the post step retires keys whose creates were under way when the main step was killed', async () => {
  const { promise: allHang, resolve } = Promise.withResolvers<undefined>();
  let hanging = 0;
  const onHang = (): void => {
    hanging += 1;
    if (hanging === 2) resolve(undefined);
  };
  await listScenario({ projects: three, onHang }, async ({ sentry, inputsOf }) => {
    addOldKey(sentry, 'web');
    sentry.fault({ call: 'create', strike: 'hang', when: 'after', times: 2 });
    const step = startStep({ with: inputsOf(inEach(three), ephemeral) });
    await allHang;
    step.kill('SIGKILL');
    const main = await step.result;
    expect(main).toMatchObject({ exitCode: null, outputs: {}, errors: [] });
    expect(activeIn(sentry)).toEqual(three);
    expect(await post(main)).toMatchObject({ exitCode: 0, warnings: [] });
    expect(activeIn(sentry)).toEqual(['web']);
  });
});

(process.platform === 'win32' ? test.skip : test)(
  'a post step that is cancelled names the pages of what it has not retired',
  async () => {
    let hanging = 0;
    let cancel = (): void => undefined;
    const onHang = (): void => {
      hanging += 1;
      if (hanging === 2) setImmediate(cancel);
    };
    await listScenario({ projects: three, onHang }, async ({ sentry, runList }) => {
      addOldKey(sentry, 'web');
      const main = await runList(inEach(three), ephemeral);
      sentry.fault({ call: 'update', strike: 'hang', times: 2 });
      const running = startStep({ with: fromEnvironment, after: main, secrets: () => [TOKEN] });
      cancel = () => {
        running.kill('SIGTERM');
      };
      const { warnings } = await running.result;
      const pages = main.told
        .slice(1)
        .map(({ project, 'key-id': id }) => pageOf(sentry, project, id));
      expect(warnings).toEqual([
        'Cancelled. 2 ephemeral client keys may still be active. Retire them by hand: ' +
          pages.join(' '),
      ]);
    });
  },
);
