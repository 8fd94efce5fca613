import fc from 'fast-check';
import { isPlainLine, printable, quote } from '../src/text.ts';

test.each([
  ['plain – ünïcode 🔑', 'plain – ünïcode 🔑'],
  ['a\nb\r\tc', 'a\\nb\\r\\tc'],
  ['\u001b[31m\u0000\u0085\u2028\ufeff', '\\u{1b}[31m\\u{0}\\u{85}\\u{2028}\\u{feff}'],
  ['\u061c\u200e\u200f\u202e\u2066', '\\u{61c}\\u{200e}\\u{200f}\\u{202e}\\u{2066}'],
  ['\ud800', '\\u{d800}'],
  ['::error::x', '\\::error::x'],
  ['  ::error::x', '  \\::error::x'],
  ['##[a]##[error]x', '##\\[a]##\\[error]x'],
  ['a :: b', 'a :: b'],
])('printable(%j)', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test('any text stays on its line and starts no command', () => {
  const marks = Array.from('\n\r \u2028a\\`*_{}[]()<>#+-.!|~&"\':@');
  const nasty = fc.array(fc.constantFrom('::', '##[', ...marks)).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 50 }), nasty), (text) => {
      const line = printable(text);
      expect(line).not.toMatch(/[\p{Cc}\u2028\u2029]|^\s*::|##\[/u);
      expect(line.isWellFormed()).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test.each([
  [' a\nb ', '"a\\nb"'],
  ['🔑'.repeat(100), `"${'🔑'.repeat(100)}"`],
  // A word that would be cut may be a secret.
  ['🔑'.repeat(101), '"…"'],
  [`${'a '.repeat(98)}sntryu_abcdef`, `"${'a '.repeat(98)}…"`],
  [`{"detail":"${'b'.repeat(300)}"}`, '"{"detail":"…"'],
  // A password may hold an @ or a slash.
  ['https://u:p@ss@x/1', '"https://***@x/1"'],
  ['https://u:pa/ss@x/1', '"https://***@x/1"'],
  ['to https://ab12@a.io/1 and http://u:p@x', '"to https://***@a.io/1 and http://***@x"'],
  [`to https://user:${'p'.repeat(3000)}@x`, '"to …"'],
  [`${'/'.repeat(2_000_000)}@`, '"…"'],
])('quote(%j)', (text, quoted) => {
  expect(quote(text)).toBe(quoted);
});

test.each([
  ['', true],
  ['ci – prod 🙂', true],
  ['a\u00a0b', true],
  ['a\nb', false],
  ['a\tb', false],
  ['\u0000', false],
  ['a\u001fb', false],
  ['a\u007fb', false],
  ['a\u009fb', false],
  ['half \ud83d', false],
  ['\ude42 half', false],
])('%j is a plain line: %p', (text, isPlain) => {
  expect(isPlainLine(text)).toBe(isPlain);
});
