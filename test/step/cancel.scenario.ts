/** A job that is cancelled: the step says what it leaves in Sentry, and ends with exit code 1. */
import { untilHanging } from '../harness/hanging.ts';
import { preloading, startStep, type Step, type StepResult } from '../harness/local-runner.ts';
import { scenario, TOKEN } from '../harness/scenario.ts';

interface Cancelled {
  readonly signal: NodeJS.Signals;
  /** The step is cancelled once this request hangs, counted from 1. */
  readonly at: number;
  /** Whether Sentry does what that request asks for. */
  readonly when?: 'before' | 'after';
  readonly with?: Step['with'];
  readonly env?: Step['env'];
  readonly outputs?: StepResult['outputs'];
  /** What the step says; `{keys}` stands for the address of the list of keys, `{id}` for the key. */
  readonly says: string;
}

/** Node's name for Ctrl+Break, which only Windows has: another signal stands in for it. */
const ctrlBreak = preloading("process.on('SIGUSR2', () => process.emit('SIGBREAK'));");

const nothing = 'No client key was created by this step.';
const ensure = { mode: 'ensure', ephemeral: 'false', 'sdk-version': '' };
const project = { ...ensure, project: 'api', 'create-project': 'true', team: 'platform' };

// Windows has no signals that one process could send to another.
(process.platform === 'win32' ? test.skip : test).each<Cancelled>([
  { signal: 'SIGINT', at: 1, says: nothing },
  { signal: 'SIGTERM', at: 1, says: nothing },
  { signal: 'SIGUSR2', at: 1, env: ctrlBreak, says: nothing },
  { signal: 'SIGINT', at: 2, says: 'A client key may have been created: see {keys}.' },
  {
    signal: 'SIGTERM',
    at: 3,
    says: 'A client key was created, perhaps with another name or without all of its settings: see {keys}{id}/.',
  },
  { signal: 'SIGTERM', at: 3, with: ensure, says: 'A client key was created: see {keys}{id}/.' },
  {
    signal: 'SIGTERM',
    at: 3,
    with: project,
    outputs: { 'project-created': 'true' },
    says: 'The project acme/api was created: see {keys}.',
  },
])('$signal at request $at, with inputs $with: $says', async (row) => {
  const { signal, at, when = at === 2 ? 'after' : 'before', env = {}, says } = row;
  const { onHang, hanging } = untilHanging();
  await scenario({ onHang }, async ({ sentry, given }) => {
    sentry.fault({ strike: 'delay', delayMs: 0, times: at - 1 });
    sentry.fault({ strike: 'hang', when });
    const inputs = {
      ...{ name: 'ci', project: 'web', mode: 'create', ephemeral: 'true', 'sdk-version': '9.x' },
      ...row.with,
    };
    const step = startStep({ with: { ...given, ...inputs }, env, secrets: () => [TOKEN] });
    await hanging;
    step.kill(signal);
    const { exitCode, errors, outputs, state } = await step.result;

    const list = `${sentry.url}/settings/acme/projects/${inputs.project}/keys/`;
    const id = says.includes('{id}') ? sentry.keys('web')[0]?.id : undefined;
    const text = says.replace('{keys}', list).replace('{id}', id ?? '');
    expect({ exitCode, errors }).toEqual({ exitCode: 1, errors: [`Cancelled. ${text}`] });
    const known = {
      ...{ project: inputs.project, page: `${list}${id === undefined ? '' : `${id}/`}` },
      ...{ failed: '1', changed: String(says !== nothing), retired: '0' },
    };
    expect(outputs).toMatchObject({ ...known, ...row.outputs });
    for (const name of ['dsn', 'outcome']) expect(outputs).not.toHaveProperty(name);
    // What it created, or may have, is left to the post step, which runs in a cancelled job too.
    const create = sentry.requests.find(({ call }) => call === 'create')?.body;
    const sent = says.includes('client key may') ? create : undefined;
    const made = inputs.ephemeral === 'true' ? id : undefined;
    const left = made ?? (sent as { public: string } | undefined)?.public;
    const kept = (state['created-key'] ?? '').replace(/^[0-9a-f]{64} /, '');
    expect(kept === '' ? undefined : (JSON.parse(kept) as object)).toEqual(
      left && expect.objectContaining({ id: left }),
    );
  });
});

test('what nobody can catch ends in one error too, which says what is left in Sentry', () =>
  scenario({}, async ({ sentry, run }) => {
    sentry.fault({ call: 'create', strike: 'delay', delayMs: 600_000, when: 'after' });
    const crash = preloading("setTimeout(() => { throw new RangeError('Invalid array length'); }, 1500);");
    const { exitCode, errors } = await run({ name: 'ci', mode: 'create' }, crash);
    expect(exitCode).toBe(1);
    expect(errors).toEqual([
      expect.stringMatching(
        /^This is a bug in sentry-client-key, please report it: "RangeError: Invalid array length".* A client key may have been created: see /,
      ),
    ]);
  }));
