/**
 * Text from outside (inputs, servers, the operating system) made fit to be shown.
 * Everything that reaches a log line, an annotation or the job summary passes through here.
 */

// C0, DEL and C1 controls, line and paragraph separators, and the marks that reorder what a reader
// sees. A lone surrogate would reach the runner as a replacement character.
const UNPRINTABLE =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]/gu;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * One line that can neither end the line it stands in nor start a workflow command.
 *
 * The runner takes `##[name]` for a command wherever it stands in a line, and `::name::` at the
 * start of a line (runner, ActionCommand.cs).
 */
export function printable(text: string): string {
  return text
    .replace(UNPRINTABLE, (mark) => SHORT[mark] ?? `\\u{${mark.charCodeAt(0).toString(16)}}`)
    .replace(/##\[/g, '##\\[')
    .replace(/^(\s*):(?=:)/, '$1\\:');
}

/** Whether a text has neither line breaks nor other control characters, and can be written as UTF-8. */
export function isPlainLine(text: string): boolean {
  // Not \p{Cc} and \p{Cs}: what Unicode says of characters takes a millisecond to load.
  // eslint-disable-next-line no-control-regex
  return !/[\u0000-\u001f\u007f-\u009f]/.test(text) && text.isWellFormed();
}

/** Characters of a foreign text that are looked at; the rest would be cut off anyway. */
const MAX_LOOKED_AT = 2000;

/**
 * Foreign text as part of a sentence: printable, in double quotes, cut after 200 characters, and
 * without what an address carries before its `@`, be it a password or the key of a DSN.
 */
export function quote(text: string): string {
  const trimmed = text.trim();
  const characters = Array.from(
    withoutCredentials(trimmed.slice(0, MAX_LOOKED_AT), trimmed.length),
  );
  const shown = characters.slice(0, 200).join('');
  return `"${printable(shown)}${characters.length > 200 ? '…' : ''}"`;
}

/** @param length of the text that this one is the beginning of: where it was cut, an `@` may follow */
function withoutCredentials(text: string, length: number): string {
  return text.replace(/[^\s"]+/g, (word: string, at: number) => {
    const start = word.indexOf('//');
    if (start === -1) return word;
    const isCut = at + word.length === text.length && length > text.length;
    const end = isCut ? word.length : word.lastIndexOf('@');
    return end < start ? word : `${word.slice(0, start)}//***${word.slice(end)}`;
  });
}

/**
 * What Markdown acts on: marks, emoji, an underscore at the edge of a word, the beginning of an address. Letters
 * other than Latin ones count as an edge: to know them all takes 2 ms, and a cell is shown well either way.
 */
const ACTIVE = /[\\`*[\]<>#!|~&@$^]|:\S*:|:\/\/|(?:^|[^a-z\d])_|_(?:[^a-z\d]|$)|www\./i;

/**
 * Text as a cell of a Markdown table: shown as it is, with no way out of the cell. It is left whole, so
 * that the runner recognizes a value in it that it masks.
 */
export function cell(text: string): string {
  const line = printable(text);
  if (!ACTIVE.test(line)) return line;
  // A bar ends the cell, in a code span too.
  return line.includes('|') ? withEntities(line) : codeSpan(line);
}

function codeSpan(line: string): string {
  const runs = line.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  // One space on both sides belongs to the fence, and keeps backticks at the edges apart from it.
  return `${fence} ${line} ${fence}`;
}

function withEntities(line: string): string {
  return line.replace(/[\\`*_{}[\]()<>#+\-.!|~&"':@$^=]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
