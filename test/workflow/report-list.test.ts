import { Failure } from '../../src/failure.ts';
import type { KeyResult } from '../../src/workflow/key-result.ts';
import { lineAbout, reportListCancelled } from '../../src/workflow/report-list.ts';
import { summaryOf } from '../../src/workflow/summary.ts';
import { Recorder } from '../harness/in-process.ts';
import { done, failed, projects, report, RowRecorder } from './results.ts';

test.each<[KeyResult, would: string | undefined, line: string]>([
  [done('web'), undefined, 'web ci: reused'],
  [
    done('web', { outcome: 'retired', counts: ' (2 retired)' }),
    undefined,
    'web ci: retired (2 retired)',
  ],
  [
    done('web', { outcome: 'rotated', counts: ' (2 set aside until 2026-01-02, 1 retired)' }),
    undefined,
    'web ci: rotated (2 set aside until 2026-01-02, 1 retired)',
  ],
  [done('web'), 'use it', 'web ci: would use it'],
  [failed('web'), undefined, 'web ci: failed. It is broken.'],
  [failed('web'), 'use it', 'web ci: failed. It is broken.'],
])('the log has a line about each key (%#)', (result, would, line) => {
  expect(lineAbout(result, 3, 17, would)).toBe(`[3/17] ${line}`);
});

test('two outputs, in the order of the list', () => {
  const absent = { outcome: 'retired', key: undefined, retired: 2, name: 'old key' } as const;
  const results = [failed('web'), done('api'), done('app', absent), failed('job', 'No.')];
  const { json, outputs } = report(results);
  expect(Object.keys(outputs)).toEqual(['keys', 'failed']);
  expect(outputs['failed']).toBe('2');
  const page = (path: string) => `https://sentry.io/settings/acme/projects/${path}/`;
  expect(json).toEqual([
    { project: 'web', name: 'ci', error: 'It is broken.', page: page('web/keys') },
    {
      ...{ project: 'api', name: 'ci', outcome: 'reused', dsn: 'https://k1@h/api' },
      ...{ 'key-id': 'k1', 'project-id': '7', 'rate-limit': '5/60' },
      ...{ retired: 0, page: page('api/keys/k1') },
    },
    { project: 'app', name: 'old key', outcome: 'retired', retired: 2, page: page('app/keys/k1') },
    { project: 'job', name: 'ci', error: 'No.', page: page('job/keys') },
  ]);
});

test('what failed comes without the key that it may have', () => {
  const { json } = report([done('web', { error: 'It is stored nowhere.', outcome: undefined })]);
  expect(json).toEqual([
    {
      ...{ project: 'web', name: 'ci', error: 'It is stored nowhere.' },
      page: 'https://sentry.io/settings/acme/projects/web/keys/k1/',
    },
  ]);
});

test('counts what came of the keys', () => {
  const created = done('api', { outcome: 'created', isOld: false });
  const all = report([done('web'), created, done('app')]);
  expect(all).toMatchObject({ exitCode: 0, errors: [], warnings: [] });
  expect(all.lines).toEqual(['3 client keys: 1 created, 2 reused in acme.']);
  expect(report([done('web')]).lines).toEqual(['1 client key: 1 reused in acme.']);
  // In the order of the words, whatever the numbers.
  const many = [
    ...projects(10).map((project) => done(project)),
    ...Array<KeyResult>(9).fill(created),
  ];
  expect(report(many).lines).toEqual(['19 client keys: 9 created, 10 reused in acme.']);
  expect(report([done('web'), failed('app')]).lines).toEqual([
    '2 client keys: 1 failed, 1 reused in acme.',
  ]);
});

test('a list of which this shard has no key is nothing special', () => {
  const runner = new RowRecorder();
  const { exitCode, json, lines, outputs } = report([], { isEphemeral: true }, runner);
  expect({ exitCode, json, failed: outputs['failed'] }).toEqual({
    ...{ exitCode: 0, json: [], failed: '0' },
  });
  expect(lines).toEqual(['0 client keys in acme.']);
  expect(runner.rows).toEqual([]);
});

test('one error tells each reason once, and names the first ten keys of each', () => {
  const results = [
    ...projects(12).map((project) => failed(project, 'No token.')),
    done('web'),
    ...projects(11).map((project) => failed(`x${project}`, `Not for ${project}.`)),
  ];
  const { exitCode, errors } = report(results);
  expect(exitCode).toBe(1);
  const ten = projects(10).map((project) => `${project} ci`);
  expect(errors).toEqual([
    [
      '23 of 24 client keys failed. Remove the cause and run the job again: it finishes the rest, and creates ' +
        'nothing twice.',
      `${ten.join(', ')} and 2 more: No token.`,
      ...projects(9).map((project) => `x${project} ci: Not for ${project}.`),
      '… and 2 more: see the log, or the output keys.',
    ].join('\n'),
  ]);
  expect(report(results.slice(0, 20)).errors[0]).not.toContain('see the log');
});

test('a reason is the same whatever key it is about', () => {
  const error = (project: string) =>
    `No project ${project} here. The token may not change the client key "ci" in acme/${project}: see ` +
    `https://sentry.io/settings/acme/projects/${project}/keys/.`;
  const results = ['web', 'api'].map((project) => failed(project, error(project)));
  expect(report(results).errors[0]?.split('\n').slice(1)).toEqual([
    'web ci, api ci: No project … here. The token may not change the client key "…" in acme/…: see ' +
      'https://sentry.io/settings/acme/projects/…/keys/.',
  ]);
  expect(report(results.slice(0, 1)).errors[0]).toContain(`web ci: ${error('web')}`);
});

test('the summary tells what failed first, and else keeps the order', () => {
  const results = [done('web'), failed('app'), done('api', { key: undefined }), failed('job')];
  const page = (project: string, key = '') =>
    new URL(`https://sentry.io/settings/acme/projects/${project}/keys/${key}`);
  const { title, rows } = report(results);
  expect(title).toBe('Sentry client keys');
  expect(rows).toEqual([
    ['Project', 'Client key', 'Outcome', 'Rate limit', 'Settings'],
    ['app', 'ci', 'failed: It is broken.', '', page('app')],
    ['job', 'ci', 'failed: It is broken.', '', page('job')],
    ['web', 'ci', 'reused', '5/60', page('web', 'k1/')],
    ['api', 'ci', 'reused', '', page('api', 'k1/')],
  ]);
});

test('the summary is cut where GitHub would drop it', () => {
  const results = projects(10_000).map((project) => done(project, { name: '…'.repeat(100) }));
  const summary = summaryOf('Sentry client keys', report(results).rows);
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
  const { exitCode, warnings, outputs } = report([done('web')], {}, runner);
  expect({ exitCode, warnings }).toEqual({ exitCode: 0, warnings: ['The disk is full.'] });
  expect(outputs['failed']).toBe('0');
});

test('a dry run says so', () => {
  const { lines, rows } = report([done('web')], { isDryRun: true });
  expect(lines).toEqual([
    'Dry run, nothing is changed. Without dry-run these would be the outcomes: ' +
      '1 client key: 1 reused in acme.',
  ]);
  expect(rows[0]).toContain('Outcome (dry run: nothing was changed)');
});

test('keys that were there before are named where they were to be retired', () => {
  const results = [
    ...projects(12).map((project) => done(project)),
    done('new', { isOld: false, outcome: 'created' }),
    done('bad', { error: 'It is stored nowhere.' }),
  ];
  const { warnings } = report(results, { isEphemeral: true });
  expect(warnings).toEqual([
    '12 of the client keys were there before this run, so this run does not retire them: p1 ci, ' +
      'p2 ci, p3 ci, p4 ci, p5 ci, p6 ci, p7 ci, p8 ci, p9 ci, p10 ci and 2 more. If another job ' +
      'created them, that job retires them, perhaps while this one still needs them: give each job ' +
      'names of its own.',
  ]);
  expect(report(results).warnings).toEqual([]);
  expect(report(results, { isEphemeral: true, isDryRun: true }).warnings).toEqual([]);
  expect(report(results.slice(12), { isEphemeral: true }).warnings).toEqual([]);
});

const again = 'Running the job again finishes the rest, and creates nothing twice.';
const cut = (project: string, isNew: boolean): KeyResult => ({
  ...failed(project, 'Cancelled before it was done.'),
  isNew,
});

test.each<[created: string[], done: string[], said: string]>([
  [[], [], 'No client key was created by this step.'],
  [[], ['api'], 'None of the others was created by this step.'],
  [['web'], ['api'], 'These were or may have been created, and may not be delivered: web ci.'],
  [
    projects(11),
    [],
    'These were or may have been created, and may not be delivered: p1 ci, p2 ci, p3 ci, p4 ci, p5 ci, ' +
      'p6 ci, p7 ci, p8 ci, p9 ci, p10 ci and 1 more.',
  ],
])('a list that is cut short says how far it came, and what there may be: %j, %j', (...row) => {
  const [created, ended, said] = row;
  const runner = new Recorder();
  const undone = [cut('last', false), ...created.map((project) => cut(project, true))];
  const results = [...ended.map((project) => done(project)), ...undone];
  reportListCancelled(results, { isRepeatable: true }, runner);
  expect(runner.result.errors).toEqual([
    `Cancelled. ${ended.length} of ${results.length} client keys are done. ${said} ${again}`,
  ]);
  expect(runner.result.outputs['failed']).toBe(String(undone.length));
});

test('a list that would be done over says so', () => {
  const runner = new Recorder();
  reportListCancelled([done('api')], { isRepeatable: false }, runner);
  expect(runner.result.errors).toEqual([
    expect.stringMatching(
      /It also creates or rotates those keys again that are done and have if-exists/,
    ),
  ]);
  const told = report([failed('web')], { isRepeatable: false });
  expect(told.errors).toEqual([expect.stringContaining('It also creates or rotates')]);
});

test('a list that is cut short says it even if outputs cannot be written', () => {
  const runner = new Recorder(true);
  reportListCancelled([done('api')], { isRepeatable: true }, runner);
  expect(runner.result.errors).toHaveLength(1);
});
