import type { DesiredKey } from '../keys/desired-key.ts';
import { outcomeOf, untilOf } from '../keys/plan.ts';
import type { Progress } from '../keys/progress.ts';
import { formatRateLimit } from '../keys/rate-limit.ts';
import { pageOf, projectOf, type Session } from '../sentry/session.ts';
import { cell } from '../text.ts';

/** A run of one key, as far as it is reported. */
export interface ReportedRun {
  readonly desired: DesiredKey;
  readonly session: Session;
  readonly progress: Progress;
  readonly isDryRun: boolean;
}

/** A row of the job summary: text, or addresses to link to. The first one is the head of the table. */
export type Row = readonly (string | URL)[];

/** The rows of the job summary about one key: what they tell, and its value. */
export function summaryRows({ desired, session, progress, isDryRun }: ReportedRun): Row[] {
  const { plan, projectCreated, key, isComplete, retired, setAside } = progress;
  const { delivered, wouldDeliver, undelivered } = progress;
  const outcome =
    plan === undefined || !isComplete
      ? 'not delivered everywhere'
      : `${outcomeOf(plan)}${isDryRun ? ' (dry run: nothing was changed)' : ''}`;
  const project = projectOf(session);
  const rows: [string, string | URL | undefined][] = [
    ['Project', projectCreated === 'yes' ? `${project} (new)` : project],
    ['Client key', key?.name ?? desired.name],
    ['Outcome', outcome],
    ['Rate limit', key && formatRateLimit(key.rateLimit)],
    ['Keys set aside', setAside === 0 || !plan ? undefined : `${setAside} until ${untilOf(plan)}`],
    ['Retired keys', retired === 0 ? undefined : String(retired)],
    ...delivered.map((title): [string, string] => ['DSN', title]),
    ...wouldDeliver.map((title): [string, string] => ['DSN would go to', title]),
    ...undelivered.map(({ title }): [string, string] => ['DSN missing', title]),
    ['Settings', new URL(pageOf(session, key))],
  ];
  // A table has to have a head, and an empty one would be shown as a thin line.
  return rows.flatMap(([what, value]) =>
    value === undefined || value === '' ? [] : [[what, value]],
  );
}

/**
 * The job summary in Markdown: a heading, which is not escaped, and a table. What would make it longer than
 * GitHub takes is left out.
 */
export function summaryOf(title: string, rows: readonly Row[]): string {
  const text = [`### ${title}`, ''];
  let bytes = 0;
  for (const [index, row] of rows.entries()) {
    const line = `| ${row.map(show).join(' | ')} |`;
    bytes += Buffer.byteLength(line) + 1;
    if (bytes > MAX_SUMMARY_BYTES) {
      text.push('', `… and ${rows.length - index} more.`);
      break;
    }
    text.push(line);
    if (index === 0) text.push(`|${' :-- |'.repeat(row.length)}`);
  }
  return `${text.join('\n')}\n`;
}

/** Bytes of the table; GitHub drops a summary of more than 1 MiB. */
const MAX_SUMMARY_BYTES = 1_000_000;

// Addresses are made here and carry nothing that could end a link.
function show(value: string | URL): string {
  return value instanceof URL ? `[Open in Sentry](${value.href})` : cell(value);
}
