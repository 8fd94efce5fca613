/**
 * Text from outside (inputs, servers, the operating system) made fit to be shown.
 * Everything that reaches a log line, an annotation or the job summary passes through here.
 */

// C0, DEL and C1 controls, line and paragraph separators, and the marks that reorder what a reader
// sees. A lone surrogate would reach the runner as a replacement character.
const UNPRINTABLE =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Cs}/gu;

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

/**
 * Foreign text as part of a sentence: printable, in double quotes, cut after 200 characters, and
 * without what an address carries before its `@`, be it a password or the key of a DSN.
 */
export function quote(text: string): string {
  const characters = Array.from(text.trim().replace(/\/\/[^\s"]*@/g, '//***@'));
  const shown = characters.slice(0, 200).join('');
  return `"${printable(shown)}${characters.length > 200 ? '…' : ''}"`;
}

/** Text as a cell of a Markdown table: no HTML, no Markdown, no way out of the cell. */
export function cell(text: string): string {
  return printable(text).replace(
    /[\\`*_{}[\]()<>#+\-.!|~&"':@]/g,
    (mark) => `&#${mark.charCodeAt(0)};`,
  );
}
