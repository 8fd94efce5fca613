import { Failure } from '../../src/failure.ts';
import { simplePlan } from '../../src/model/plan.ts';
import { newProgress, type Progress } from '../../src/model/progress.ts';
import { reportList, reportListCancelled } from '../../src/list/report-list.ts';
import { type Row, summaryOf } from '../../src/workflow/runner.ts';
import { Recorder } from '../harness/in-process.ts';
import { aDesiredKey, aKey } from '../harness/keys.ts';
import { toldOf } from '../harness/told.ts';

const baseUrl = new URL('https://sentry.io');
const key = aKey('a1');
const other = aKey('b2');

/** A key of a list as it is before anything was done. */
function begun(project: string, more: Partial<Progress> = {}): Progress {
  const desired = aDesiredKey({ project });
  return { ...newProgress(desired, { baseUrl, org: 'acme', project }, false, 0), ...more };
}

/** A key that was there. */
const done = (project: string, more: Partial<Progress> = {}): Progress =>
  begun(project, { ...{ plan: { ...simplePlan('use'), key }, key, isComplete: true, isDelivered: true }, ...more });

const retired: Partial<Progress> = {
  ...{ plan: { ...simplePlan('retire'), retire: [key, other] }, key: undefined },
  ...{ retired: 2, dealtWith: 2 },
};

const failed = (project: string, message = 'It is broken.'): Progress =>
  begun(project, { failure: new Failure(message) });

const projects = (count: number): string[] => Array.from({ length: count }, (_, index) => `p${index + 1}`);

class RowRecorder extends Recorder {
  title = '';
  rows: readonly Row[] = [];

  override summary(title: string, rows: readonly Row[]): void {
    super.summary(title, rows);
    [this.title, this.rows] = [title, rows];
  }
}

function report(all: readonly Progress[], isDryRun = false, runner = new RowRecorder()) {
  const exitCode = reportList(all, { org: 'acme', isDryRun, problem: undefined }, runner);
  const { result, title, rows } = runner;
  return { ...result, exitCode, title, rows, told: toldOf(result) };
}

test('one error has each reason once, and the first ten keys of each', () => {
  const all = [
    ...projects(12).map((project) => failed(project, 'No token.')),
    done('web'),
    ...projects(11).map((project) => failed(`x${project}`, `Not for ${project}.`)),
  ];
  const { exitCode, errors } = report(all);
  expect(exitCode).toBe(1);
  const ten = projects(10).map((project) => `${project} ci`);
  expect(errors).toEqual([
    [
      '23 of 24 client keys failed. Fix the cause. Run the job again: it finishes the rest and creates nothing ' +
        'twice.',
      `${ten.join(', ')} and 2 more: No token.`,
      ...projects(9).map((project) => `x${project} ci: Not for ${project}.`),
      '… and 2 more: see the log, or the output keys.',
    ].join('\n'),
  ]);
  expect(report(all.slice(0, 20)).errors[0]).not.toContain('see the log');
});

test('the summary has what failed first, then what changed', () => {
  const all = [
    done('web', { delivered: ['the secret X of acme/web'] }),
    failed('app'),
    done('api', retired),
    failed('job'),
  ];
  const page = (project: string, id = '') => new URL(`https://sentry.io/settings/acme/projects/${project}/keys/${id}`);
  const { title, rows } = report(all);
  expect(title).toBe('Sentry client keys');
  expect(rows).toEqual([
    ['Project', 'Client key', 'Outcome', 'Rate limit', 'DSN', 'Settings'],
    ['app', 'ci', 'failed. It is broken.', '', '', page('app')],
    ['job', 'ci', 'failed. It is broken.', '', '', page('job')],
    ['api', 'ci', 'retired (2 client keys)', '', '', page('api')],
    ['web', 'ci', 'reused', expect.stringContaining('5'), 'the secret X of acme/web', page('web', `${key.id}/`)],
  ]);
});

test('the summary is cut where GitHub would drop it', () => {
  const desired = aDesiredKey({ name: '…'.repeat(60) });
  const all = projects(10_000).map((project) => done(project, { desired, key: aKey('a1', { name: '…'.repeat(60) }) }));
  const summary = summaryOf('Sentry client keys', report(all).rows);
  expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024);
  expect(Buffer.byteLength(summary)).toBeGreaterThan(990_000);
  const shown = summary.split('\n').filter((line) => line.startsWith('| p')).length;
  expect(summary.endsWith(`|\n\n… and ${10_000 - shown} more.\n`)).toBe(true);
});

test('outputs that cannot be written are a failure, beside those of keys', () => {
  const runner = new RowRecorder(true);
  const { exitCode, errors } = report([failed('web')], false, runner);
  expect(exitCode).toBe(1);
  expect(errors).toEqual([
    expect.stringMatching(/could not be written\. The log shows what was done\.\n1 of 1 client key failed/),
  ]);
  expect(report([done('web')], false, new RowRecorder(true)).exitCode).toBe(1);
});

const cut = (project: string, more: Partial<Progress> = {}): Progress => ({
  ...failed(project, 'Cancelled before it was done.'),
  ...more,
});

test.each<[created: string[], done: string[], rest: string]>([
  [['web'], ['api'], 'These were or may have been created, and may not be delivered: web ci.'],
  [
    projects(11),
    [],
    'These were or may have been created, and may not be delivered: p1 ci, p2 ci, p3 ci, p4 ci, p5 ci, ' +
      'p6 ci, p7 ci, p8 ci, p9 ci, p10 ci and 1 more.',
  ],
])('a list that is cut short reports how far it came: %j, %j', (left, ended, rest) => {
  const runner = new Recorder();
  const undone = [cut('last'), ...left.map((project) => cut(project, { keyCreated: 'maybe' }))];
  const all = [...ended.map((project) => done(project)), ...undone];
  reportListCancelled(all, all.length, undefined, runner);
  expect(runner.result.errors).toEqual([
    `Cancelled. ${ended.length} of ${all.length} client keys are done. ${rest} Run the job again: it finishes the rest and creates nothing twice.`,
  ]);
  expect(runner.result.outputs['failed']).toBe(String(undone.length));
});
