/** A job that is cancelled in the middle of a list: the step reports how far it came, and the next one ends it. */
import { untilHanging } from '../harness/hanging.ts';
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
  /** What is reported of the others. */
  readonly rest: string;
  /** Whose keys may be there, by their place in the list. */
  readonly left: readonly number[];
}

const three = ['web', 'api', 'app'];
const hang = { strike: 'hang', times: 1 } as const;
const nothing = 'No client key was created by this step.';
/** What is reported of a key that is there, or may be. */
const wasCreated = /^Cancelled before it was done\. A client key (?:was|may have been) created: see http/;
const untouched = /^Cancelled before it was done\.$/;
const maybe = 'These were or may have been created, and may not be delivered: api ci, app ci.';

// Windows has no signals that one process could send to another.
const whereSignalsAre = process.platform === 'win32' ? test.skip : test;

whereSignalsAre.each<Cancelled>([
  {
    title: 'before it knows what is there',
    faults: [{ ...hang, call: 'organization-keys' }],
    ...{ done: 0, rest: nothing, left: [] },
  },
  {
    title: 'while Sentry creates keys',
    faults: [{ ...hang, call: 'create', when: 'after', times: 2 }],
    ...{ done: 1, rest: maybe, left: [1, 2] },
  },
  {
    title: 'before it has seen whether they stay',
    faults: [
      { call: 'organization-keys', strike: 'delay', delayMs: 0, times: 1 },
      { ...hang, call: 'organization-keys' },
    ],
    ...{ done: 1, rest: maybe, left: [1, 2] },
  },
])('cancelled $title, it reports that, and the next run finishes with one key each', async (row) => {
  const { faults, done, rest, left } = row;
  const { onHang, hanging } = untilHanging(faults.find(({ strike }) => strike === 'hang')?.times);
  await listScenario({ projects: three, onHang }, async ({ sentry, inputsOf, runList }) => {
    addOldKey(sentry, 'web');
    for (const fault of faults) sentry.fault(fault);
    const step = startStep({ with: inputsOf(inEach(three)), secrets: () => secretsOf(sentry) });
    await hanging;
    step.kill('SIGTERM');
    const { exitCode, errors, outputs, state } = await step.result;
    expect({ exitCode, errors }).toEqual({
      exitCode: 1,
      errors: [
        `Cancelled. ${done} of 3 client keys are done. ${rest} Run the job again: it finishes the rest and creates nothing twice.`,
      ],
    });
    expect(outputs['failed']).toBe(String(3 - done));
    expect(toldOf({ outputs }).map(({ outcome, error }) => outcome ?? error)).toEqual(
      three.map((_, index) =>
        index < done ? 'reused' : (expect.stringMatching(left.includes(index) ? wasCreated : untouched) as string),
      ),
    );

    expect(outputs['changed']).toBe(String(left.length > 0));
    // The post step retires nothing of a list.
    expect(Object.values(state).filter((value) => value !== '')).toEqual([]);

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
