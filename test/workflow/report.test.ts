/** What people are told about a run that did not come to its end, for each state of its progress. */
import { Failure } from '../../src/failure.ts';
import type { ClientKey } from '../../src/keys/client-key.ts';
import type { DesiredKey } from '../../src/keys/desired-key.ts';
import { newProgress, type Progress } from '../../src/keys/progress.ts';
import type { Session } from '../../src/sentry/session.ts';
import { setRunOutputs } from '../../src/workflow/report.ts';
import { reportCancelled, reportFailure } from '../../src/workflow/report-failure.ts';
import { Recorder } from '../harness/in-process.ts';
import { aDesiredKey, aKey } from '../harness/keys.ts';

const session = { baseUrl: new URL('https://a.example'), org: 'acme', project: 'web' } as Session;
const all = 'https://a.example/settings/acme/projects/web/keys/';
const page = ({ id }: ClientKey) => `${all}${id}/`;

const key = aKey('a1');
const older = [aKey('b2'), aKey('c3')] as const;
const rotate = { action: 'rotate', retire: older } as const;
const retire = { action: 'retire', retire: older } as const;
const created = { plan: { action: 'create' }, keyCreated: 'yes', key } as const;
const delivered = { ...created, isDelivered: true };
const inNewProject = { ...created, projectCreated: 'yes' } as const;

const nothing = 'No client key was created by this step.';
const firstLeft = `0 of 2 client keys were retired before it; see ${page(older[0])}.`;
const oneLeft = `1 of 2 client keys were retired before it; see ${page(older[1])}.`;
const isThere = `A client key was created: see ${page(key)}.`;
const isDelivered = `The new client key was created and delivered: see ${page(key)}.`;
const isUnset =
  'A client key was created, perhaps with default settings of the Loader Script: see ' +
  `${page(key)}.`;
const isUnfit =
  'The project acme/web was created. Sentry made a client key with it, perhaps still named "ci" and ' +
  `with default settings: see ${page(key)}. If it does not have the right name, the next run creates ` +
  'its own.';
const sdk = { sdkVersion: '9.x' };

function runOf(progress: Partial<Progress>, desired: Partial<DesiredKey> = {}) {
  const whole = { ...newProgress(), ...progress };
  return { desired: aDesiredKey(desired), session, progress: whole, isDryRun: false };
}

test.each<[left: string, isCreated: boolean, Partial<Progress>, Partial<DesiredKey>]>([
  ['', false, {}, {}],
  [`See ${page(key)}.`, false, { plan: { action: 'reuse', key, drift: [] }, key }, {}],
  ['', false, { plan: rotate }, {}],
  [firstLeft, false, { plan: retire }, {}],
  [oneLeft, false, { plan: retire, retired: 1, dealtWith: 1 }, {}],
  ['', false, { plan: retire, retired: 2, dealtWith: 2 }, {}],
  [`A client key may have been created: see ${all}.`, true, { keyCreated: 'maybe' }, {}],
  [`A project may have been created: see ${all}.`, true, { projectCreated: 'maybe' }, {}],
  [`The project acme/web was created: see ${all}.`, true, { projectCreated: 'yes' }, {}],
  [isThere, true, created, {}],
  [isThere, true, created, { name: 'cd', rateLimit: null }],
  [isThere, true, { ...created, plan: rotate }, {}],
  [isDelivered, true, delivered, sdk],
  [`${oneLeft} ${isDelivered}`, true, { ...delivered, plan: rotate, retired: 1, dealtWith: 1 }, {}],
  [`${isUnset} With if-exists: update, the next run completes it.`, true, created, sdk],
  [
    `${isUnset} The next rotate within a day completes it.`,
    true,
    created,
    { ...sdk, ifExists: 'rotate' },
  ],
  [`${isUnset} Set them there.`, true, created, { ...sdk, name: undefined }],
  [`${isUnset} Set them there.`, true, created, { loader: new Set(), ifExists: 'create' }],
  [`The project acme/web was created. ${isThere}`, true, inNewProject, { name: undefined }],
  [isUnfit, true, inNewProject, { name: 'cd' }],
  [isUnfit, true, inNewProject, { rateLimit: null }],
])('tells what is left in Sentry: %s', (left, isCreated, progress, desired) => {
  const run = runOf(progress, desired);
  const failed = new Recorder();
  reportFailure(new Failure('Sentry is down.'), run, failed);
  expect(failed.result.errors).toEqual([`Sentry is down. ${left}`.trim()]);

  const cancelled = new Recorder();
  reportCancelled(run, cancelled);
  const error = `Cancelled. ${isCreated ? '' : `${nothing} `}${left}`.trim();
  expect(cancelled.result.errors).toEqual([error]);
});

test('a run that has not started leaves nothing in Sentry', () => {
  const runner = new Recorder();
  reportFailure(new Failure('An input is wrong.'), undefined, runner);
  reportCancelled(undefined, runner);
  expect(runner.result.errors).toEqual(['An input is wrong.', `Cancelled. ${nothing}`]);
});

test('a cancelled run sets its outputs, and tells its error even if that fails', () => {
  for (const refuses of [false, true]) {
    const runner = new Recorder(refuses);
    reportCancelled(runOf({ ...delivered, plan: rotate, retired: 1, dealtWith: 1 }), runner);
    expect(runner.result.outputs).toEqual(refuses ? {} : { outcome: 'rotated', retired: '1' });
    expect(runner.result.errors).toEqual([`Cancelled. ${oneLeft} ${isDelivered}`]);
  }
});

test('a run tells its first failure', () => {
  const errorOf = (progress: Partial<Progress>, refuses: boolean) => {
    const runner = new Recorder(refuses);
    const run = runOf(progress);
    reportFailure(setRunOutputs(run, runner), run, runner);
    return runner.result.errors;
  };
  const failed = { ...delivered, failure: new Failure('Sentry is down.') };
  expect(errorOf(failed, false)).toEqual([`Sentry is down. ${isDelivered}`]);
  expect(errorOf(failed, true)).toEqual([`Sentry is down. ${isDelivered}`]);
  expect(errorOf({ ...delivered, isComplete: true }, true)).toEqual([
    `The file that GITHUB_OUTPUT names could not be written. ${isDelivered}`,
  ]);
});
