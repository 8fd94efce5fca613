/** The README's pictures show what a run writes today. `npm run pictures` draws them anew. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readSummary } from '../../scripts/job-summary.ts';
import { pictures } from '../../scripts/pictures.ts';
import { terminalPicture } from '../../scripts/terminal.ts';
import { summaryOf } from '../../src/workflow/runner.ts';

const root = resolve(import.meta.dirname, '../..');

test.each(Object.entries(pictures))(
  '%s is what "npm run pictures" draws',
  async (path, draw) => {
    const picture = await draw();
    expect(readFileSync(join(root, path), 'utf8')).toBe(picture);
    // Nothing that stands before the @ of an address, such as the key of a DSN.
    expect(picture).not.toMatch(/\/\/[^\s/]+@/);
    expect(picture.length).toBeLessThan(40_000);
  },
  60_000,
);

test.each(['ci', 'SENTRY_DSN', 'a #1', '_a_ `` b', '| </text> & [x](y) `*_ "\' #1 @me'])(
  'a job summary is read as its reader sees it, whatever is in it: %s',
  (name) => {
    const markdown = summaryOf('Sentry client key', [
      ['Client key', name],
      ['Settings', new URL('https://sentry.example/settings/')],
    ]);
    const read = {
      heading: 'Sentry client key',
      rows: [
        { what: 'Client key', value: name.replaceAll('|', '¦'), isLink: false },
        { what: 'Settings', value: 'Open in Sentry', isLink: true },
      ],
    };
    expect(readSummary(markdown)).toEqual(read);
    expect(readSummary(markdown.replaceAll('\n', '\r\n'))).toEqual(read);
  },
);

test.each([
  ['another heading', '## Sentry client key\n\n| a | b |\n| :-- | :-- |\n'],
  ['centred columns', '### x\n\n| a | b |\n| --- | --- |\n'],
  ['a third column', '### x\n\n| a | b |\n| :-- | :-- |\n| a | b | c |\n'],
  ['bold text', '### x\n\n| a | **b** |\n| :-- | :-- |\n'],
])('a job summary with %s asks for another way to draw it', (_what, markdown) => {
  expect(() => readSummary(markdown)).toThrow('no summary as expected');
});

test('what a terminal shows is text in its picture, in its colors', () => {
  const output = 'a <b> & "c"\r\n\u001b[1m\u001b[32mgo\u001b[39m on\u001b[22m\u001b[0m\n';
  const picture = terminalPicture('here', 'run', output);
  expect(picture).toContain('>a &#60;b&#62; &#38; &#34;c&#34;</text>');
  expect(picture).toMatch(/class="bold green" [^>]*>go<[^]*class="bold" [^>]*>on</);
});

test('a picture of a terminal lacks no style without a word', () => {
  expect(() => terminalPicture('here', 'run', '\u001b[7mx\u001b[27m')).toThrow('lacks this style');
});
