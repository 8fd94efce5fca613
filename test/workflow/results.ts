/** What came of keys of a list, made up. */
import type { KeyResult } from '../../src/workflow/key-result.ts';
import { reportList } from '../../src/workflow/report-list.ts';
import type { Row } from '../../src/workflow/summary.ts';
import { Recorder } from '../harness/in-process.ts';

const keys = 'https://sentry.io/settings/acme/projects';

/** A key that was reused. */
export function done(project: string, more: Partial<KeyResult> = {}): KeyResult {
  return {
    ...{ project, name: 'ci', page: `${keys}/${project}/keys/k1/`, outcome: 'reused' },
    ...{ error: undefined, retired: 0, counts: '', isOld: true, isNew: false },
    key: { id: 'k1', dsn: `https://k1@h/${project}`, projectId: '7', rateLimit: '5/60' },
    ...more,
  };
}

/** A key that could not be had. */
export function failed(project: string, error = 'It is broken.'): KeyResult {
  const page = `${keys}/${project}/keys/`;
  return done(project, { page, error, outcome: undefined, key: undefined, isOld: false });
}

/** Keeps the summary, too. */
export class RowRecorder extends Recorder {
  title = '';
  rows: readonly Row[] = [];

  override summary(title: string, rows: readonly Row[]): void {
    super.summary(title, rows);
    this.title = title;
    this.rows = rows;
  }
}

export function report(
  results: readonly KeyResult[],
  { isEphemeral = false, isDryRun = false, isRepeatable = true } = {},
  runner = new RowRecorder(),
) {
  const exitCode = reportList(
    results,
    { org: 'acme', isEphemeral, isDryRun, isRepeatable },
    runner,
  );
  const { outputs } = runner.result;
  const json = JSON.parse(outputs['keys'] ?? '') as unknown;
  return { exitCode, ...runner.result, title: runner.title, rows: runner.rows, json };
}

export const projects = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `p${index + 1}`);
