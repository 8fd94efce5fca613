/** Foreign text (inputs, servers, the operating system) made safe to show in log lines, annotations and the summary. */

// C0, DEL and C1 controls, line and paragraph separators, and the marks that reorder the visible text. A lone surrogate
// would reach the runner as a replacement character.
const UNPRINTABLE =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]/gu;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * A line without line breaks that cannot start a workflow command. The runner accepts `##[name]` anywhere in a line,
 * and `::name::` at its start (runner, ActionCommand.cs).
 */
export function printable(text: string): string {
  return text
    .replace(UNPRINTABLE, (mark) => SHORT[mark] ?? `\\u{${mark.charCodeAt(0).toString(16)}}`)
    .replace(/##\[/g, '##\\[')
    .replace(/^(\s*):(?=:)/, '$1\\:');
}

/** Whether a text has neither line breaks nor other control characters, and can be written as UTF-8. */
export function isPlainLine(text: string): boolean {
  // eslint-disable-next-line no-control-regex
  return !/[\u0000-\u001f\u007f-\u009f]/.test(text) && text.isWellFormed();
}

/** UTF-16 units. */
const MAX_QUOTED = 200;

/**
 * Foreign text as part of a sentence: printable, in double quotes, without the part of an address before its `@` (a
 * password or a DSN's key), and at most {@link MAX_QUOTED} long.
 */
export function quote(text: string): string {
  const whole = text.trim();
  if (whole.length <= MAX_QUOTED) return `"${printable(withoutCredentials(whole))}"`;
  // The last word is omitted instead of cut: no mask matches part of a secret.
  const words = whole
    .slice(0, MAX_QUOTED)
    .split(/(?<=[\s"])/)
    .slice(0, -1);
  return `"${printable(withoutCredentials(words.join('')))}…"`;
}

function withoutCredentials(text: string): string {
  return text.replace(/[^\s"]+/g, (word) => {
    const [start, end] = [word.indexOf('//'), word.lastIndexOf('@')];
    return start === -1 || end < start ? word : `${word.slice(0, start)}//***${word.slice(end)}`;
  });
}

/**
 * What Markdown formats: marks, emoji, an underscore at the edge of a word, the start of an address. Non-Latin letters
 * are treated as an edge; the cell is correct either way.
 */
const ACTIVE = /[\\`*[\]<>#!~&@$^]|:\S*:|:\/\/|(?:^|[^a-z\d])_|_(?:[^a-z\d]|$)|www\./i;

/**
 * Text as a cell of a Markdown table, shown literally; it cannot break out. It is kept whole so the runner can mask
 * values in it. Only a bar is replaced, because it ends the cell even in a code span.
 */
export function cell(text: string): string {
  const line = printable(text).replaceAll('|', '¦');
  if (!ACTIVE.test(line)) return line;
  const runs = line.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  // The space on each side belongs to the fence and separates it from backticks at the edges.
  return `${fence} ${line} ${fence}`;
}
