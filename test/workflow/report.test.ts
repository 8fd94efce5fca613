/** What people read of a run: its first line, its outputs, and what a failed or cancelled run left in Sentry. */
import { Failure } from '../../src/failure.ts';
import type { ClientKey } from '../../src/model/client-key.ts';
import type { DesiredKey } from '../../src/model/desired-key.ts';
import { type Plan, planToUse, simplePlan } from '../../src/model/plan.ts';
import { newProgress, type Progress } from '../../src/model/progress.ts';
import { reportCancelled, reportKey } from '../../src/workflow/report.ts';
import { Recorder } from '../harness/in-process.ts';
import { aDesiredKey, aKey } from '../harness/keys.ts';

const place = { baseUrl: new URL('https://a.example'), org: 'acme', project: 'web' };
const all = 'https://a.example/settings/acme/projects/web/keys/';
const page = ({ id }: ClientKey) => `${all}${id}/`;

const key = aKey('a1');
const older = [aKey('b2'), aKey('c3')] as const;
const create = simplePlan('create');
const rotate: Plan = { ...simplePlan('rotate'), retire: older };
const gentle: Plan = { ...rotate, until: '2026-02-03' };
const retire: Plan = { ...rotate, action: 'retire' };
const created = { plan: create, keyCreated: 'yes', key } as const;
const delivered = { ...created, isDelivered: true };

function progressOf(progress: Partial<Progress>, desired: Partial<DesiredKey> = {}): Progress {
  return Object.assign(newProgress(aDesiredKey(desired), place, false, 0), progress);
}

const nothing = 'No client key was created by this step.';
const firstLeft = `Retired 0 of 2 client keys; stopped at ${page(older[0])}.`;
const oneLeft = `Retired 1 of 2 client keys; stopped at ${page(older[1])}.`;
const exists = `A client key was created: see ${page(key)}.`;
const isDelivered = `The new client key was created and delivered: see ${page(key)}.`;
const isUnfinished =
  'A client key was created, perhaps with another name or without all of its settings: see ' + `${page(key)}.`;
const withSdk = { ...created, plan: simplePlan('create', { sdkVersion: '9.x' }) };
const inNewProject = { ...created, projectCreated: 'yes' } as const;

test.each<[left: string, isCreated: boolean, Partial<Progress>, Partial<DesiredKey>?]>([
  ['', false, {}],
  [`See ${page(key)}.`, false, { plan: planToUse(key, {}), key }],
  ['', false, { plan: rotate }],
  [firstLeft, false, { plan: retire }],
  [oneLeft, false, { plan: retire, retired: 1, dealtWith: 1 }],
  ['', false, { plan: retire, retired: 2, dealtWith: 2 }],
  [`A client key may have been created: see ${all}.`, true, { keyCreated: 'maybe' }],
  [`A project may have been created: see ${all}.`, true, { projectCreated: 'maybe' }],
  [`The project acme/web was created: see ${all}.`, true, { projectCreated: 'yes' }],
  [exists, true, created],
  [exists, true, created, { mode: 'create', name: undefined }],
  [exists, true, { ...created, plan: rotate }],
  [isDelivered, true, { ...delivered, ...withSdk }],
  [`${oneLeft} ${isDelivered}`, true, { ...delivered, plan: rotate, retired: 1, dealtWith: 1 }],
  [
    `Dealt with 1 of 2 client keys; stopped at ${page(older[1])}. ${isDelivered}`,
    true,
    { ...delivered, plan: gentle, setAside: 1, dealtWith: 1 },
  ],
  [isUnfinished, true, withSdk],
  [isUnfinished, true, created, { name: 'cd' }],
  [`The project acme/web was created. ${exists}`, true, inNewProject],
  [`The project acme/web was created. ${isUnfinished}`, true, inNewProject, { name: 'cd' }],
])('an error names what is left in Sentry: %s', (left, isCreated, progress, desired = {}) => {
  const failed = new Recorder();
  const failure = new Failure('Sentry is down.');
  expect(reportKey(progressOf({ ...progress, failure }, desired), failed)).toBe(1);
  expect(failed.result.errors).toEqual([`Sentry is down. ${left}`.trim()]);

  const cancelled = new Recorder();
  reportCancelled(progressOf(progress, desired), undefined, cancelled);
  const error = `Cancelled. ${isCreated ? '' : `${nothing} `}${left}`.trim();
  expect(cancelled.result.errors).toEqual([error]);
});

test('a cancelled run sets its outputs, and reports its error even if that fails', () => {
  for (const refuses of [false, true]) {
    const runner = new Recorder(refuses);
    reportCancelled(progressOf({ ...delivered, plan: rotate, retired: 1, dealtWith: 1 }), undefined, runner);
    const outputs = { outcome: 'rotated', retired: '1', failed: '1', 'key-id': key.id };
    if (refuses) expect(runner.result.outputs).toEqual({});
    else expect(runner.result.outputs).toMatchObject(outputs);
    expect(runner.result.errors).toEqual([`Cancelled. ${oneLeft} ${isDelivered}`]);
  }
});
