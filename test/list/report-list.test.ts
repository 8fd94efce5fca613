import { Failure } from '../../src/failure.ts';
import { simplePlan } from '../../src/model/plan.ts';
import { newProgress, type Progress } from '../../src/model/progress.ts';
import { lineAbout, reportList, reportListCancelled } from '../../src/list/report-list.ts';
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

const created: Partial<Progress> = { plan: simplePlan('create'), keyCreated: 'yes' };
const retired: Partial<Progress> = {
  ...{ plan: { ...simplePlan('retire'), retire: [key, other] }, key: undefined },
  ...{ retired: 2, dealtWith: 2 },
};

const failed = (project: string, message = 'It is broken.', reason = message): Progress =>
  begun(project, { failure: new Failure(message, { reason }) });

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

test.each<[Progress, line: string]>([
  [done('web'), 'web ci: reused'],
  [done('web', created), 'web ci: created'],
  [done('web', retired), 'web ci: retired (2 client keys)'],
  [
    done('web', {
      plan: { ...simplePlan('rotate'), retire: [key, other], due: [other], until: '2026-01-02' },
      ...{ setAside: 2, retired: 1, dealtWith: 3 },
    }),
    'web ci: rotated (2 set aside until 2026-01-02, 1 retired)',
  ],
  [done('web', { isDryRun: true }), 'web ci: would use the client key "ci"'],
  [failed('web'), 'web ci: failed. It is broken.'],
  [{ ...failed('web'), isDryRun: true }, 'web ci: failed. It is broken.'],
  [begun('web', { desired: aDesiredKey({ name: undefined }) }), 'web: failed. '],
])('the log has a line about each key (%#)', (progress, line) => {
  expect(lineAbout(progress, 3, 17)).toMatch(`[3/17] ${line}`);
});

test('three outputs, in the order of the list', () => {
  const { told, outputs } = report([failed('web'), done('api'), done('app', retired), failed('job', 'No.')]);
  expect(Object.keys(outputs)).toEqual(['keys', 'failed', 'changed']);
  expect(outputs).toMatchObject({ failed: '2', changed: 'true' });
  const page = (path: string) => `https://sentry.io/settings/acme/projects/${path}/`;
  expect(told).toEqual([
    { project: 'web', name: 'ci', error: 'It is broken.', page: page('web/keys') },
    {
      ...{ project: 'api', name: 'ci', outcome: 'reused', dsn: key.dsn, 'key-id': key.id },
      ...{ 'project-id': '4506', 'project-created': false, 'rate-limit': '5/60' },
      ...{ changed: false, retired: 0, page: page(`api/keys/${key.id}`) },
    },
    {
      ...{ project: 'app', name: 'ci', outcome: 'retired', retired: 2, changed: true },
      ...{ 'project-created': false, page: page('app/keys') },
    },
    { project: 'job', name: 'ci', error: 'No.', page: page('job/keys') },
  ]);
  expect(report([done('api')]).outputs).toMatchObject({ failed: '0', changed: 'false' });
});

test('a key that failed has no DSN in the outputs, and the page of the key that there is', () => {
  const failure = new Failure('It is stored nowhere.');
  const { told } = report([done('web', { ...created, isDelivered: false, failure })]);
  expect(told).toEqual([
    {
      ...{ project: 'web', name: 'ci' },
      error: expect.stringMatching(/^It is stored nowhere\. A client key was created: see /) as string,
      page: `https://sentry.io/settings/acme/projects/web/keys/${key.id}/`,
    },
  ]);
});

test('counts what became of the keys', () => {
  const all = report([done('web'), done('api', created), done('app')]);
  expect(all).toMatchObject({ exitCode: 0, errors: [], warnings: [] });
  expect(all.lines).toEqual(['acme: 3 client keys, 1 created, 2 reused.']);
  expect(report([done('web')]).lines).toEqual(['acme: 1 client key, 1 reused.']);
  expect(report([done('web'), failed('app')]).lines).toEqual(['acme: 2 client keys, 1 failed, 1 reused.']);
});

test('an empty list is nothing special', () => {
  const { exitCode, told, lines, outputs, rows } = report([]);
  expect({ exitCode, told, lines, rows }).toEqual({
    ...{ exitCode: 0, told: [], lines: ['acme: 0 client keys.'], rows: [] },
  });
  expect(outputs).toEqual({ keys: '[]', failed: '0', changed: 'false' });
});

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

test('a reason is the same whatever key it is about; a single key has its own words', () => {
  const all = ['web', 'api'].map((project) => failed(project, `No project ${project}.`, 'No project ….'));
  expect(report(all).errors[0]?.split('\n').slice(1)).toEqual(['web ci, api ci: No project ….']);
  expect(report(all.slice(0, 1)).errors[0]).toContain('web ci: No project web.');
});

test('what is left in Sentry of keys that failed alike is in the log', () => {
  const all = ['web', 'api'].map((project) => ({ ...failed(project, 'No.'), keyCreated: 'maybe' as const }));
  expect(report(all).errors[0]?.split('\n').slice(1)).toEqual([
    'web ci, api ci: No. See the log for what is left in Sentry.',
  ]);
  expect(lineAbout(all[0] ?? failed('web'), 1, 2)).toBe(
    '[1/2] web ci: failed. No. A client key may have been created: see ' +
      'https://sentry.io/settings/acme/projects/web/keys/.',
  );
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

test('a summary that cannot be written is no failure', () => {
  const runner = new RowRecorder();
  runner.summary = () => {
    throw new Failure('The disk is full.');
  };
  const { exitCode, warnings, outputs } = report([done('web')], false, runner);
  expect({ exitCode, warnings }).toEqual({ exitCode: 0, warnings: ['The disk is full.'] });
  expect(outputs['failed']).toBe('0');
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

test('a dry run is named as one', () => {
  const { lines, rows } = report([done('web', { isDryRun: true })], true);
  expect(lines).toEqual(['Dry run: acme: 1 client key, 1 reused.']);
  expect(rows[0]).toContain('Outcome (dry run: nothing was changed)');
});

const cut = (project: string, more: Partial<Progress> = {}): Progress => ({
  ...failed(project, 'Cancelled before it was done.'),
  ...more,
});

test.each<[created: string[], done: string[], rest: string]>([
  [[], [], 'No client key was created by this step.'],
  [[], ['api'], 'None of the others was created by this step.'],
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

test('a list that is cut short before it began has nothing of its keys', () => {
  const runner = new Recorder();
  reportListCancelled([], 7, undefined, runner);
  expect(runner.result.errors).toEqual([
    'Cancelled. 0 of 7 client keys are done. No client key was created by this step. Run the job again: it ' +
      'finishes the rest and creates nothing twice.',
  ]);
});

test('a list of mode: create promises nothing of another run', () => {
  const desired = aDesiredKey({ mode: 'create' });
  const runner = new Recorder();
  reportListCancelled([done('api', { desired })], 2, undefined, runner);
  expect(runner.result.errors[0]).toMatch(/with the rest of the list only: mode: create adds a key for every item\.$/);
  expect(report([{ ...failed('web'), desired }]).errors[0]).toContain('with the rest of the list only');
});

test('a list that is cut short reports it even if outputs cannot be written', () => {
  const runner = new Recorder(true);
  reportListCancelled([done('api')], 1, undefined, runner);
  expect(runner.result.errors).toHaveLength(1);
});
