/** A job that is cancelled in the middle of a list: the step says how far it came, and the next one ends it. */
import { startStep } from '../harness/local-runner.ts';
import { addOldKey } from '../harness/old-key.ts';
import { secretsOf } from '../harness/scenario.ts';
import { toldOf } from '../harness/told.ts';
import type { Fault } from '../local-sentry/index.ts';
import { inEach, listScenario, outcomes } from './list.ts';

interface Cancelled {
  readonly title: string;
  /** The step is cancelled once all of these hang. */
  readonly faults: readonly (Fault & { times: number })[];
  readonly done: number;
  /** What it says of the others. */
  readonly says: string;
  /** Whose keys the post step is told of, by their place in the list. */
  readonly left: readonly number[];
}

const three = ['web', 'api', 'app'];
const hang = { strike: 'hang', times: 1 } as const;
const nothing = 'No client key was created by this step.';
/** What is told of a key that is there, or may be. */
const wasCreated =
  /^Cancelled before it was done\. A client key (?:was|may have been) created: see http/;
const maybe = 'These were or may have been created, and may not be delivered: api ci, app ci.';

// Windows has no signals that one process could send to another.
const whereSignalsAre = process.platform === 'win32' ? test.skip : test;

whereSignalsAre.each<Cancelled>([
  {
    title: 'before it knows what is there',
    faults: [{ ...hang, call: 'organization-keys' }],
    ...{ done: 0, says: nothing, left: [] },
  },
  {
    title: 'while Sentry creates keys',
    faults: [{ ...hang, call: 'create', when: 'after', times: 2 }],
    ...{ done: 1, says: maybe, left: [1, 2] },
  },
  {
    title: 'before Sentry has created them',
    faults: [{ ...hang, call: 'create', times: 2 }],
    ...{ done: 1, says: maybe, left: [1, 2] },
  },
  {
    title: 'before it has seen whether they stay',
    faults: [
      { call: 'organization-keys', strike: 'delay', delayMs: 0, times: 1 },
      { ...hang, call: 'organization-keys' },
    ],
    ...{ done: 1, says: maybe, left: [1, 2] },
  },
])('cancelled $title, it says so, and the next run finishes with one key each', async (row) => {
  const { faults, done, says, left } = row;
  const toHang = faults.find(({ strike }) => strike === 'hang')?.times;
  let hanging = 0;
  let cancel = (): void => undefined;
  const onHang = (): void => {
    hanging += 1;
    if (hanging === toHang) setImmediate(cancel);
  };
  await listScenario({ projects: three, onHang }, async ({ sentry, inputsOf, runList }) => {
    addOldKey(sentry, 'web');
    for (const fault of faults) sentry.fault(fault);
    const step = startStep({
      with: inputsOf(inEach(three), { ephemeral: 'true' }),
      secrets: () => secretsOf(sentry),
    });
    cancel = () => {
      step.kill('SIGTERM');
    };
    const { exitCode, errors, outputs, state } = await step.result;
    expect({ exitCode, errors }).toEqual({
      exitCode: 1,
      errors: [
        `Cancelled. ${done} of 3 client keys are done. ${says} Running the job again finishes the rest, ` +
          'and creates nothing twice.',
      ],
    });
    expect(outputs['failed']).toBe(String(3 - done));
    expect(toldOf({ outputs }).map(({ outcome, error }) => outcome ?? error)).toEqual(
      three.map((_, index) =>
        index < done
          ? 'reused'
          : (expect.stringMatching(
              left.includes(index) ? wasCreated : /^Cancelled before it was done\.$/,
            ) as string),
      ),
    );

    // What there may be is left to the post step, which runs in a cancelled job too.
    const created = sentry.requests.filter(({ call }) => call === 'create');
    const kept = Object.entries(state).filter(([, value]) => value !== '');
    expect(kept.map(([name]) => name).sort()).toEqual(left.map((index) => `created-key-${index}`));
    const ids = kept.map(([, value]) => (JSON.parse(value) as { id: string }).id);
    expect(ids.sort()).toEqual(
      created.map(({ body }) => (body as { public: string }).public).sort(),
    );

    const again = await runList(inEach(three));
    expect(again).toMatchObject({ exitCode: 0, errors: [] });
    expect(outcomes(again.told)).toEqual(
      three.map((project) => expect.stringMatching(`^${project} ci (reused|created)$`) as string),
    );
    for (const [index, project] of three.entries()) {
      const keys = sentry.keys(project).filter(({ name }) => name === 'ci');
      expect(keys.map(({ id }) => id)).toEqual([again.told[index]?.['key-id']]);
    }
  });
});

whereSignalsAre('a key that is delivered already is not called lost', async () => {
  let cancel = (): void => undefined;
  const onHang = (): void => void setImmediate(cancel);
  await listScenario({ projects: ['web'], onHang }, async ({ sentry, inputsOf }) => {
    const old = addOldKey(sentry, 'web');
    sentry.fault({ call: 'update', strike: 'hang' });
    const rotate = {
      ...{ project: 'web', name: 'ci', 'if-exists': 'rotate', 'max-age': '30d', 'env-name': 'DSN' },
    };
    const step = startStep({ with: inputsOf([rotate]), secrets: () => secretsOf(sentry) });
    cancel = () => {
      step.kill('SIGTERM');
    };
    const { errors, variables } = await step.result;
    expect(errors).toEqual([
      'Cancelled. 0 of 1 client keys are done. These were or may have been created, and may not be ' +
        'delivered: web ci. Running the job again finishes the rest, and creates nothing twice.',
    ]);
    expect(variables['DSN']).toMatch(/^http/);
    expect(variables['DSN']).not.toContain(old.id);
  });
});
