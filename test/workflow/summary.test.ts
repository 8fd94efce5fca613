import fc from 'fast-check';
import { newProgress, type Progress } from '../../src/keys/progress.ts';
import type { Session } from '../../src/sentry/session.ts';
import { printable } from '../../src/text.ts';
import { summaryOf, summaryRows } from '../../src/workflow/summary.ts';
import { aDesiredKey, aKey } from '../harness/keys.ts';

test('the outcome is in the summary only when everything is done', () => {
  const session = { baseUrl: new URL('https://a.io'), org: 'acme', project: 'web' } as Session;
  const rows = (more: Partial<Progress>) => {
    const progress: Progress = { ...newProgress(), plan: { action: 'create' }, ...more };
    const run = { desired: aDesiredKey(), session, progress, isDryRun: false };
    return Object.fromEntries(summaryRows(run)) as unknown;
  };
  const key = aKey('a1', { name: 'default' });
  expect(rows({ projectCreated: 'yes', key, isComplete: true })).toMatchObject({
    ...{ Project: 'acme/web (new)', 'Client key': 'default', Outcome: 'created' },
  });
  expect(rows({ projectCreated: 'maybe' })).toMatchObject({
    ...{ Project: 'acme/web', 'Client key': 'ci', Outcome: 'not delivered everywhere' },
  });
});

const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom(
    ...['\r\n', '\n', '\u2028', '|', '\\|', '\\', '`', '<script>', '&lt;', '&#124;', '---', '#'],
    ...['[x](http://a.example)', 'https://a.example', 'www.a.example', '![x](//a)', 'me@a.example'],
  ),
);
const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));

test('the summary is a table of the rows, without HTML and with no link but its own', () => {
  const page = new URL('https://sentry.example.com/settings/acme/');
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('Project', 'DSN'), text)), (rows) => {
      const markdown = summaryOf([['Nothing', undefined], ...rows, ['Settings', page]]);
      const [title, blank, ...lines] = markdown.split(/\r\n|[\n\r\u2028\u2029]/);
      expect([title, blank, lines.splice(1, 1)[0], lines.pop()]).toEqual([
        ...['### Sentry client key', '', '| :-- | :-- |', ''],
      ]);
      expect(lines.map((line) => line.split('|').map(decoded))).toEqual([
        ...rows
          .filter(([, value]) => value !== '')
          .map(([what, value]) => ['', ` ${what} `, ` ${printable(value)} `, '']),
        ['', ' Settings ', ` [Open in Sentry](${page.href}) `, ''],
      ]);
      expect(markdown).not.toMatch(/[<\\]|&(?!#\d+;)/);
      expect(markdown.match(/\]\(|\]\[|\]:|:\/\/|www\.|@/g)).toEqual(['](', '://']);
    }),
    { numRuns: 500 },
  );
});

function decoded(cell: string): string {
  return cell.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}
