import type { DesiredKey } from '../keys/desired-key.ts';
import { outcomeOf, untilOf } from '../keys/plan.ts';
import type { Progress } from '../keys/progress.ts';
import { formatRateLimit } from '../keys/rate-limit.ts';
import { keyPage, keysPage, projectOf, type Session } from '../sentry/session.ts';
import { cell } from '../text.ts';

/** A run of one key, as far as it is reported. */
export interface ReportedRun {
  readonly desired: DesiredKey;
  readonly session: Session;
  readonly progress: Progress;
  readonly isDryRun: boolean;
}

/** What a row of the job summary tells, and its value: text, or an address to link to. */
export type Row = readonly [what: string, value: string | URL | undefined];

/** The rows of the job summary about one key. */
export function summaryRows({ desired, session, progress, isDryRun }: ReportedRun): Row[] {
  const { plan, projectCreated, key, delivered, undelivered, isComplete, retired, setAside } =
    progress;
  const outcome =
    plan === undefined || !isComplete
      ? 'not delivered everywhere'
      : `${outcomeOf(plan)}${isDryRun ? ' (dry run: nothing was changed)' : ''}`;
  const project = projectOf(session);
  return [
    ['Project', projectCreated === 'yes' ? `${project} (new)` : project],
    ['Client key', key?.name ?? desired.name],
    ['Outcome', outcome],
    ['Rate limit', key && formatRateLimit(key.rateLimit)],
    ['Keys set aside', setAside === 0 || !plan ? undefined : `${setAside} until ${untilOf(plan)}`],
    ['Retired keys', retired === 0 ? undefined : String(retired)],
    ...delivered.map((title): Row => ['DSN', title]),
    ...undelivered.map(({ title }): Row => ['DSN missing', title]),
    ['Settings', new URL(key === undefined ? keysPage(session) : keyPage(session, key.id))],
  ];
}

/** The job summary in Markdown: a small table of the rows that have a value. */
export function summaryOf(rows: readonly Row[]): string {
  const [head = '', ...lines] = rows.flatMap(([what, value]) => {
    if (value === undefined || value === '') return [];
    // Addresses are made here and carry nothing that could end a link.
    return [
      `| ${what} | ${value instanceof URL ? `[Open in Sentry](${value.href})` : cell(value)} |`,
    ];
  });
  // A table has to have a head, and an empty one would be shown as a thin line.
  return ['### Sentry client key', '', head, '| :-- | :-- |', ...lines, ''].join('\n');
}
