import { cell } from './text.ts';

/** What a row of the job summary tells, and its value: text, or an address to link to. */
export type Row = readonly [what: string, value: string | URL | undefined];

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
