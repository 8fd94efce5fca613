import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { printable } from '../../src/text.ts';
import { summaryOf } from '../../src/workflow/runner.ts';

const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom(
    ...['\r\n', '\n', '\u2028', '|', '\\|', '\\', '`', '<script>', '&lt;', '&#124;', '---', '#'],
    ...['[x](http://a.example)', 'https://a.example', 'www.a.example', '![x](//a)', 'me@a.example'],
  ),
);
const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));

/** The cells of the table, as a reader of the Markdown sees them. */
function cellsOf(markdown: string): string[][] {
  const html = micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });
  return [...html.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => shown(cell)),
  );
}

/** What is no text, but an element, stays to be seen. */
function shown(html: string): string {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };
  return html.replace(/<\/?code>/g, '').replace(/&(amp|lt|gt|quot);/g, (_, name: string) => entities[name] ?? '');
}

test('the summary shows every text as it is, in its cell', () => {
  const page = new URL('https://sentry.example.com/settings/acme/');
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('Project', 'DSN'), text)), (rows) => {
      const markdown = summaryOf('Sentry client key', [...rows, ['Settings', page]]);
      expect(cellsOf(markdown)).toEqual([
        // Markdown leaves out spaces at the edges of a cell, and no others. A bar would end the cell.
        ...rows.map(([what, value]) => [
          what,
          printable(value)
            .replaceAll('|', '¦')
            .replace(/^ +| +$/g, ''),
        ]),
        ['Settings', `<a href="${page.href}">Open in Sentry</a>`],
      ]);
    }),
    { numRuns: 500 },
  );
});
