import fc from 'fast-check';
import { cell, printable, quote } from '../src/text.ts';

test.each([
  ['plain – ünïcode 🔑', 'plain – ünïcode 🔑'],
  ['a\nb\r\tc', 'a\\nb\\r\\tc'],
  [
    '\u001b[31m\u0000\u0085\u2028\u202e\ufeff',
    '\\u{1b}[31m\\u{0}\\u{85}\\u{2028}\\u{202e}\\u{feff}',
  ],
  ['\ud800', '\\u{d800}'],
  ['::error::x', '\\:error::x'.replace('\\:', '\\::')],
  ['  ::error::x', '  \\::error::x'],
  ['see ##[error]x', 'see ##\\[error]x'],
  ['a :: b', 'a :: b'],
])('printable(%j)', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

const anyText = fc.string({ unit: 'binary', maxLength: 50 });
const nastyText = fc
  .array(
    fc.constantFrom('::', '##[', ']', '\n', '\r', ' ', '\u2028', '|', '<', '`', 'error', '%0A'),
  )
  .map((parts) => parts.join(''));

test('whatever the text, it stays on its line and starts no command', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, nastyText), (text) => {
      const line = printable(text);
      expect(line).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
      expect(line).not.toMatch(/^\s*::/);
      expect(line).not.toContain('##[');
      expect(line.isWellFormed()).toBe(true);
    }),
  );
});

test('whatever the text, it stays in its cell of the table, as text', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, nastyText), (text) => {
      const withoutEntities = cell(text).replace(/&#\d+;/g, '');
      expect(withoutEntities).not.toMatch(/[\p{Cc}\\`*_{}[\]()<>#+.!|~&"':@-]/u);
    }),
  );
});

describe('quote', () => {
  test('cuts long text after 200 characters', () => {
    expect(quote('🔑'.repeat(200))).toBe(`"${'🔑'.repeat(200)}"`);
    expect(quote('🔑'.repeat(201))).toBe(`"${'🔑'.repeat(200)}…"`);
  });

  test.each(['u:p@ss@x', 'u:pa/ss@x', 'ab12@x'])(
    'leaves out all that stands before the @ of %s',
    (text) => {
      expect(quote(`https://${text}/1`)).toBe('"https://***@x/1"');
    },
  );

  test('leaves out what stands before the @ of an address', () => {
    expect(quote(' to https://ab12@sentry.example/1 and http://u:p@x ')).toBe(
      '"to https://***@sentry.example/1 and http://***@x"',
    );
  });
});
