/** A step with `ephemeral: true`: the main step, then the post step with the state it left. */
import { untilHanging } from '../harness/hanging.ts';
import { runStep, startStep, type Step, type StepResult } from '../harness/local-runner.ts';
import { addOldKey } from '../harness/old-key.ts';
import { PROJECT_ID, type Scenario, scenario, secretsOf, TOKEN } from '../harness/scenario.ts';
import { answer, type LocalSentry } from '../local-sentry/index.ts';
import { callsOf, type Given, matching, prepare } from './row.ts';

interface Job extends Given {
  readonly title?: string;
  /** What happens between the main step and the post step. */
  readonly meanwhile?: (sentry: LocalSentry, main: StepResult) => unknown;
  /** Inputs that are different for the post step. */
  readonly later?: Step['with'];
}

async function runSteps(job: Job, { sentry, given, run }: Scenario) {
  // By the ID, which stays when a project is renamed.
  const keys = () => sentry.keys(String(PROJECT_ID));
  prepare(sentry, job);
  const inputs = { name: 'ci', mode: 'create', ephemeral: 'true', ...job.with };
  const main = await run(inputs);
  await job.meanwhile?.(sentry, main);

  const before = keys();
  // Keys that the step deletes are secret too.
  const secrets = secretsOf(sentry);
  const sent = sentry.requests.length;
  const post = await runStep({
    with: { ...given, ...inputs, ...job.later },
    env: { RUNNER_DEBUG: '1' },
    after: main,
    secrets: () => secrets,
  });
  expect(post).toMatchObject({ exitCode: 0, errors: [], outputs: {}, state: {}, summary: '' });
  return { sentry, main, post, before, after: keys(), calls: callsOf(sentry, sent) };
}

type Ended = Awaited<ReturnType<typeof runSteps>>;

const runJob = (job: Job, expectations: (ended: Ended) => void) =>
  scenario(job.options ?? {}, async (server) => {
    expectations(await runSteps(job, server));
  });

const pageOf = ({ url }: LocalSentry, id = ''): string => `${url}/settings/acme/projects/web/keys/${id}/`;

test.each<Job & { calls?: string[]; left?: number[] }>([
  { title: 'by deactivating it' },
  {
    title: 'by deleting it with retire-method: delete',
    scopes: ['project:admin'],
    with: { 'retire-method': 'delete' },
    calls: ['get', 'delete'],
  },
  { title: 'and no other key of its name', keys: [{}], meanwhile: (sentry) => addOldKey(sentry), left: [0, 2] },
  { title: 'even if the answer to its create was lost', faults: [{ call: 'create', when: 'after', strike: 'reset' }] },
])('the post step retires the key that the main step created $title', (row) =>
  runJob(row, ({ sentry, main, post, before, after, calls }) => {
    const made = before[row.keys?.length ?? 0];
    // No token above all.
    expect(Object.keys(main.state)).toEqual(['created-key']);
    expect(JSON.parse((main.state['created-key'] ?? '').replace(/^[0-9a-f]{64} /, ''))).toEqual({
      ...{ id: made?.id, url: `${sentry.url}/`, org: 'acme', project: 'web', timeout: 120 },
      method: row.with?.['retire-method'] ?? 'deactivate',
    });
    expect(calls).toEqual(row.calls ?? ['get', 'update']);
    const kept = before.filter((_, index) => row.left?.includes(index));
    expect(after.filter(({ isActive }) => isActive)).toEqual(kept);
    const retired = row.calls ? undefined : { ...made, isActive: false };
    expect(after.find(({ id }) => id === made?.id)).toEqual(retired);

    expect(post.warnings).toEqual([]);
    expect(post.masks).toEqual(expect.arrayContaining([TOKEN, made?.secret]));
    expect(post.log).toContain(
      `Retired the ephemeral client key "${made?.name ?? ''}" in acme/web. See ` + pageOf(sentry, made?.id),
    );
    const line = /^[A-Z]+ \/api\/0\/projects\/acme\/web\/keys\/…\/: 20\d after \d+ ms$/;
    expect(post.debug).toEqual(matching([line, line]));
  }),
);

// The main step cannot say anything any more.
test('the post step retires a key whose create was under way when the main step was killed', async () => {
  const { onHang, hanging } = untilHanging();
  await scenario({ onHang }, async ({ sentry, given }) => {
    const inputs = { ...given, name: 'ci', mode: 'create', ephemeral: 'true' };
    sentry.fault({ call: 'create', strike: 'hang', when: 'after' });
    const step = startStep({ with: inputs });
    await hanging;
    step.kill('SIGKILL');
    const main = await step.result;
    expect(main).toMatchObject({ exitCode: null, outputs: {}, errors: [] });
    expect(await runStep({ with: inputs, after: main })).toMatchObject({ exitCode: 0, warnings: [] });
    expect(sentry.keys('web')).toMatchObject([{ name: 'ci', isActive: false }]);
  });
});

test.each<Job & { cause: RegExp }>([
  { title: 'Sentry refuses the change', faults: [answer('update', 403)], cause: /may not change the client key "ci"/ },
  {
    title: 'the server fails',
    // Asks for a longer wait than there is time for, so the test does not wait.
    faults: [{ ...answer('get', 500), headers: { 'retry-after': '600' } }],
    cause: /failed when it was asked to look at the client key \(500\)/,
  },
  { title: 'the token is missing', later: { token: '' }, cause: /token: missing/ },
])('the post step warns, and does not fail, if $title', ({ cause, ...job }) =>
  runJob(job, ({ sentry, main, post, before, after }) => {
    expect(after).toEqual(before);
    // Without the token, nothing of what the main step left can be trusted.
    const page = job.later?.['token'] === '' ? 'see the client keys' : pageOf(sentry, main.outputs['key-id']);
    expect(post.warnings).toEqual([expect.stringContaining(` Retire it in Sentry: ${page}`)]);
    expect(post.warnings[0]).toMatch(/^The ephemeral client key could not be retired: /);
    expect(post.warnings[0]).toMatch(cause);
  }),
);
