/** A key that is retired during the run is never delivered. */
import { answer, type Fault } from '../local-sentry/index.ts';
import { type Inputs, oneRun } from './one-run.ts';

const isGone = answer('update', 404, '');
const id = 'ab'.repeat(16);
const dsn = { public: 'http://ab@127.0.0.1/1' };
const isInactive = answer('update', 200, { id, name: 'ci', isActive: false, dsn });
const firstList: Fault = { call: 'list', strike: 'delay', delayMs: 0 };
const isNotListed = answer('list', 200, []);
const isNotThere = answer('get', 404, '');
const isDeleted = [firstList, isNotListed, isNotThere];
const version = { 'sdk-version': '8.x' };
const update = { mode: 'update', 'rate-limit': '5/60' };

test.each<[string, Inputs, Fault[], has: boolean]>([
  ['deleted before the update', update, [isGone], true],
  ['deactivated before the update', update, [isInactive], true],
  ['deleted before its settings are set', version, [isGone, ...isDeleted], false],
  ['deleted before other runs look', {}, isDeleted, false],
])('%s', async (_what, inputs, faults, has) => {
  const run = await oneRun({ name: 'ci', ...inputs }, ({ sentry, clock }) => {
    if (has) sentry.addKey('web', { name: 'ci', id });
    clock.pass(2000);
    for (const fault of faults) sentry.fault(fault);
  });
  expect(run.exitCode).toBe(1);
  expect(run.outputs).not.toHaveProperty('dsn');
  expect(run.outputs).not.toHaveProperty('outcome');
  expect(run.errors).toEqual([
    expect.stringMatching(
      /^The client key "ci" was retired by another run or in Sentry while this step ran\. Check http\S+ and run the job again\./,
    ),
  ]);
  if (!has && faults.includes(isGone)) expect(run.errors[0]).not.toContain('was created');
});
