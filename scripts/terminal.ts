import { box, circle, svg, text } from './svg.ts';

/** Text of at most so many characters; where there is more, it ends with an ellipsis. */
export function cut(text: string, columns: number): string {
  return text.length > columns ? `${text.slice(0, columns - 1)}…` : text;
}

/** Text as lines of at most so many characters, broken at spaces; a word that is longer is cut. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= columns) {
      lines[lines.length - 1] = `${line} ${word}`;
    } else {
      lines.push(cut(word, columns));
    }
  }
  return lines;
}

/** How wide a terminal is that nobody made wider. */
export const COLUMNS = 80;
const COLUMN = 7.8;
const LINE = 18;
const BAR = 38;
const PADDING = 20;

const STYLE = [
  'text { font: 13px ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; fill: #d1d7e0 }',
  '.edge { fill: #3d444d }',
  '.bar { fill: #212830 }',
  '.window { fill: #0d1117 }',
  'text.name { font: 600 13px -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; text-anchor: middle; fill: #9198a1 }',
  '.bold { font-weight: 600 }',
  '.dim { fill: #9198a1 }',
  '.green { fill: #56d364 }',
  '.yellow { fill: #e3b341 }',
  '.magenta { fill: #d2a8ff }',
  '.cyan { fill: #76e3ea }',
];

// The codes of what the programs of this project use of util.styleText.
const STARTS: Readonly<Record<string, string>> = {
  1: 'bold',
  2: 'dim',
  32: 'green',
  33: 'yellow',
  35: 'magenta',
  36: 'cyan',
};
const ENDS: Readonly<Record<string, readonly string[]>> = {
  0: Object.values(STARTS),
  22: ['bold', 'dim'],
  39: ['green', 'yellow', 'magenta', 'cyan'],
};

/** The text of a line from one change of its style to the next. */
interface Run {
  readonly text: string;
  readonly styles: readonly string[];
}

/** @throws {Error} where a line has a style that the picture would not show */
function runsOf(line: string): Run[] {
  const [start = '', ...rest] = line.split('\u001b[');
  let styles: readonly string[] = [];
  const styled = rest.map((part): Run => {
    const [, code = '', text = ''] = /^(\d+)m(.*)$/.exec(part) ?? [];
    const [begun, ended] = [STARTS[code], ENDS[code]];
    if (begun !== undefined) styles = [...styles, begun];
    else if (ended !== undefined) styles = styles.filter((style) => !ended.includes(style));
    else throw new Error(`the picture of a terminal lacks this style: ${JSON.stringify(part)}`);
    return { text, styles };
  });
  return [{ text: start, styles }, ...styled].filter((run) => run.text !== '');
}

/** A line as text elements whose columns stand below each other in whatever font there is. */
function drawLine(line: string, y: number): string[] {
  let column = 0;
  return runsOf(line).flatMap((run) => {
    const start = column;
    column += run.text.length;
    if (start >= COLUMNS) return [];
    // Words that belong together; what is not ASCII may come from a font of other widths.
    const pieces = cut(run.text, COLUMNS - start).matchAll(/[!-~]+(?: [!-~]+)*|[^ -~]/gu);
    const look = run.styles.length > 0 ? { class: run.styles.join(' ') } : {};
    return Array.from(pieces, ({ 0: piece, index }) => {
      const length = piece.length > 1 ? { textLength: piece.length * COLUMN } : {};
      return text(PADDING + (start + index) * COLUMN, y, piece, { ...look, ...length });
    });
  });
}

/** A terminal window in which a command has printed its output; longer lines are cut. */
export function terminalPicture(name: string, command: string, output: string): string {
  const lines = [`\u001b[2m$\u001b[22m ${command}`, ...output.trimEnd().split(/\r?\n/)];
  const width = Math.ceil(2 * PADDING + COLUMNS * COLUMN);
  const height = BAR + 2 * PADDING + lines.length * LINE;
  const buttons = ['#ff5f57', '#febc2e', '#28c840'];
  return svg({ width, height, title: `The output of ${command} in a terminal` }, STYLE, [
    box([0, 0, width, height], 'edge', 10),
    box([1, 1, width - 2, height - 2], 'bar', 9),
    box([1, BAR, width - 2, height - BAR - 10], 'window'),
    box([1, height - 40, width - 2, 39], 'window', 9),
    ...buttons.map((color, index) => circle(PADDING + 2 + index * 20, BAR / 2, 6, color)),
    text(width / 2, BAR / 2 + 5, name, { class: 'name' }),
    ...lines.flatMap((line, index) => drawLine(line, BAR + PADDING + index * LINE + 13)),
  ]);
}
