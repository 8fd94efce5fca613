import { cell } from './text.ts';

/** What the job summary tells of one run. */
export interface Report {
  readonly org: string;
  readonly project: string;
  readonly keyName: string;
  readonly outcome: string;
  readonly rateLimit: string;
  /** Where the DSN went, such as `output dsn`. */
  readonly delivered: readonly string[];
  /** The key's page in Sentry's settings. */
  readonly page: string;
}

/** A small table in Markdown; there is no DSN in it. */
export function summaryOf(report: Report): string {
  const rows = [
    ['Project', cell(`${report.org}/${report.project}`)],
    ['Client key', cell(report.keyName)],
    ['Outcome', cell(report.outcome)],
    ['Rate limit', cell(report.rateLimit)],
    ['DSN', report.delivered.map(cell).join('<br>')],
    ['Settings', `[Open in Sentry](${report.page})`],
  ];
  const lines = rows.map(([what, value]) => `| ${what} | ${value} |`);
  return ['### Sentry client key', '', '| | |', '| --- | --- |', ...lines, ''].join('\n');
}
