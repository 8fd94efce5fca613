/** What people read of a run: its first line, its outputs, and what a failed or cancelled run left in Sentry. */
import { Failure } from '../../src/failure.ts';
import type { ClientKey } from '../../src/model/client-key.ts';
import type { DesiredKey } from '../../src/model/desired-key.ts';
import { type Plan, planToUse, simplePlan } from '../../src/model/plan.ts';
import { newProgress, type Progress } from '../../src/model/progress.ts';
import { reportCancelled, reportFailure, reportKey } from '../../src/workflow/report.ts';
import type { Row } from '../../src/workflow/runner.ts';
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
const complete = { isDelivered: true, isComplete: true };

function progressOf(progress: Partial<Progress>, desired: Partial<DesiredKey> = {}): Progress {
  return Object.assign(newProgress(aDesiredKey(desired), place, false, 0), progress);
}

describe('outputs', () => {
  const limited = { rateLimit: { count: 9, window: 60 } };
  const about = {
    ...{ 'key-id': key.id, name: 'ci', project: 'web', 'project-id': '4506' },
    ...{ 'rate-limit': '5/60', page: page(key) },
  };
  const unknown = { project: 'web', name: 'ci', page: all };
  const none = { retired: '0', failed: '0', changed: 'false', 'project-created': 'false' };
  const failure = new Failure('It broke.');

  test.each<[what: string, Partial<Progress>, Record<string, string>]>([
    ['a run that failed before its look', { failure }, { ...unknown, retired: '0', failed: '1', changed: 'false' }],
    [
      'a miss',
      { plan: simplePlan('none'), failure },
      { ...unknown, outcome: 'absent', retired: '0', failed: '1', changed: 'false' },
    ],
    ['nothing to retire', { plan: simplePlan('none'), isComplete: true }, { ...unknown, ...none, outcome: 'absent' }],
    [
      'a new key that is not delivered',
      { ...created, failure },
      { ...about, retired: '0', failed: '1', changed: 'true' },
    ],
    [
      'a project that may be created',
      { plan: create, projectCreated: 'maybe', failure },
      { ...unknown, retired: '0', failed: '1', changed: 'true' },
    ],
    [
      'a new key in a new project, which is not delivered',
      { ...created, projectCreated: 'yes', failure },
      { ...about, retired: '0', failed: '1', changed: 'true', 'project-created': 'true' },
    ],
    [
      'a delivered key beside older ones, one of which is retired',
      { ...delivered, plan: rotate, retired: 1, dealtWith: 1, failure },
      { ...about, outcome: 'rotated', retired: '1', failed: '1', changed: 'true' },
    ],
    ['an existing key', { plan: planToUse(key, {}), key, ...complete }, { ...none, outcome: 'reused' }],
    [
      'an existing key that was changed',
      { plan: planToUse(key, limited), key, isUpdated: true, ...complete },
      { ...none, outcome: 'updated', changed: 'true' },
    ],
    [
      'an existing key with keys whose grace is over',
      { plan: { ...planToUse(key, {}), due: older }, key, retired: 2, ...complete },
      { ...none, outcome: 'reused', retired: '2', changed: 'true' },
    ],
    [
      'a dry run that would change it',
      { plan: planToUse(key, limited), key, isDryRun: true, isComplete: true },
      { ...none, outcome: 'updated', changed: 'true' },
    ],
    [
      'a dry run that would only retire keys whose grace is over',
      { plan: { ...planToUse(key, {}), due: older }, key, isDryRun: true, isComplete: true },
      { ...none, outcome: 'reused', changed: 'true' },
    ],
    [
      'a dry run that would change nothing',
      { plan: planToUse(key, {}), key, isDryRun: true, isComplete: true },
      { ...none, outcome: 'reused' },
    ],
    [
      'retired keys',
      { plan: retire, retired: 2, dealtWith: 2, isComplete: true },
      { ...unknown, ...none, outcome: 'retired', retired: '2', changed: 'true' },
    ],
  ])('of %s', (_, progress, expected) => {
    const runner = new Recorder();
    reportKey(progressOf(progress), runner);
    const { keys = '[]', ...outputs } = runner.result.outputs;
    // Those about a key that was delivered were set by then.
    expect(outputs).toEqual(expected);

    const [element, ...others] = JSON.parse(keys) as Record<string, unknown>[];
    expect(others).toEqual([]);
    const name = { project: 'web', name: 'ci', page: progress.key === undefined ? all : page(key) };
    if (progress.failure !== undefined) {
      expect(element).toEqual({ ...name, error: runner.result.errors[0] });
    } else {
      expect(element).toEqual({
        ...name,
        ...(progress.key && { ...{ dsn: key.dsn, 'key-id': key.id, 'project-id': '4506', 'rate-limit': '5/60' } }),
        ...{ outcome: expected['outcome'], retired: Number(expected['retired']) },
        ...{ changed: expected['changed'] === 'true', 'project-created': false },
      });
    }
  });
});

/** Keeps the summary, too. */
class RowRecorder extends Recorder {
  rows: readonly Row[] = [];

  override summary(title: string, rows: readonly Row[]): void {
    super.summary(title, rows);
    this.rows = rows;
  }
}

describe('the last line and the summary', () => {
  const limited = { rateLimit: { count: 9, window: 60 } };
  const secret = 'the secret SENTRY_DSN of acme/web';
  const about = { Project: 'acme/web', 'Client key': 'ci', 'Rate limit': '5/1m' };
  const title = 'Client key "ci" in acme/web:';
  const dry = 'Nothing was changed. Without dry-run, this step would';

  test.each<[line: string, rows: object, Partial<Progress>]>([
    [`${title} reused.`, { Outcome: 'reused' }, { plan: planToUse(key, {}) }],
    [
      `${title} updated (rate limit 5/1m → 9/1m).`,
      { Outcome: 'updated (rate limit 5/1m → 9/1m)' },
      { plan: planToUse(key, limited), isUpdated: true },
    ],
    [
      `${title} created.`,
      { Project: 'acme/web (new)', Outcome: 'created', DSN: secret },
      { ...created, projectCreated: 'yes', delivered: [secret] },
    ],
    [
      `${title} rotated (2 set aside until 2026-02-03, 1 retired).`,
      { Outcome: 'rotated (2 set aside until 2026-02-03, 1 retired)' },
      { ...created, plan: gentle, setAside: 2, retired: 1 },
    ],
    [
      `${dry} use the client key "ci", then change its rate limit 5/1m → 9/1m; its DSN would go to ${secret}.`,
      { Outcome: 'updated (rate limit 5/1m → 9/1m) (dry run: nothing was changed)', 'DSN would go to': secret },
      { plan: planToUse(key, limited), isDryRun: true, delivered: [secret] },
    ],
    [
      `${dry} create another client key "ci" and deliver it, then set 2 client keys aside until 2026-02-03.`,
      { Outcome: 'rotated (dry run: nothing was changed)' },
      { plan: gentle, isDryRun: true },
    ],
  ])('%s', (line, rows, progress) => {
    const runner = new RowRecorder();
    const whole = progressOf({ key, ...complete, ...progress });
    expect(reportKey(whole, runner)).toBe(0);
    const end = progress.isDryRun === true ? '' : ` See ${page(key)}`;
    expect(runner.result).toMatchObject({ lines: [`${line}${end}`], errors: [] });
    expect(Object.fromEntries(runner.rows)).toEqual({ ...{ ...about, ...rows, Settings: new URL(page(key)) } });
  });

  test('a DSN that is missing somewhere is an error and is in the summary', () => {
    const runner = new RowRecorder();
    const undelivered = [{ title: secret, reason: 'GitHub refused it.' }];
    const failure = new Failure('It could not be stored.');
    expect(reportKey(progressOf({ ...created, undelivered, failure }), runner)).toBe(1);
    expect(runner.result.lines).toEqual([]);
    expect(Object.fromEntries(runner.rows)).toEqual({
      ...{ ...about, Outcome: 'not delivered everywhere', 'DSN missing': secret },
      Settings: new URL(page(key)),
    });
    // Those about the key were set before its DSN was stored.
    expect(runner.result.outputs).not.toHaveProperty('outcome');
    expect(runner.result.outputs).toMatchObject({ failed: '1', changed: 'true' });
  });
});

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

test('a run that has not started leaves nothing in Sentry', () => {
  const runner = new Recorder();
  expect(reportFailure(new Failure('An input is wrong.'), runner)).toBe(1);
  reportCancelled(undefined, undefined, runner);
  expect(runner.result.errors).toEqual(['An input is wrong.', `Cancelled. ${nothing}`]);
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

test('a run reports its first failure', () => {
  const resultOf = (progress: Partial<Progress>, refuses: boolean) => {
    const runner = new Recorder(refuses);
    const exitCode = reportKey(progressOf(progress), runner);
    return { exitCode, errors: runner.result.errors };
  };
  const failed = { ...delivered, failure: new Failure('Sentry is down.') };
  const errors = [`Sentry is down. ${isDelivered}`];
  expect(resultOf(failed, false)).toEqual({ exitCode: 1, errors });
  expect(resultOf(failed, true)).toEqual({ exitCode: 1, errors });
  expect(resultOf({ ...delivered, isComplete: true }, true)).toEqual({
    exitCode: 1,
    errors: [`The file that GITHUB_OUTPUT names could not be written. ${isDelivered}`],
  });
});
