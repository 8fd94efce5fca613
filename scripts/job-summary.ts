import { box, svg, text } from './svg.ts';

/** A job summary as a reader sees it. */
export interface JobSummary {
  readonly heading: string;
  /** The first is the head of the table. */
  readonly rows: readonly { what: string; value: string; isLink: boolean }[];
}

/**
 * Reads the Markdown of a job summary: a heading and a table of two columns.
 *
 * @throws {Error} where there is anything else in it
 */
export function readSummary(markdown: string): JobSummary {
  const [title = '', ...lines] = markdown.trimEnd().split(/\r?\n/);
  const [, heading] = /^### (.+)$/.exec(title) ?? [];
  const [empty, head = '', rule, ...body] = lines;
  if (heading === undefined || empty !== '' || rule !== '| :-- | :-- |') throw unreadable(markdown);
  const rows = [head, ...body].map((line) => {
    const [, what, cell] = /^\| ([^|]+) \| ([^|]+) \|$/.exec(line) ?? [];
    if (what === undefined || cell === undefined) throw unreadable(line);
    const [, label] = /^\[(.+)\]\(\S+\)$/.exec(cell) ?? [];
    const [, , code] = /^(`+) (.*) \1$/.exec(cell) ?? [];
    if (code !== undefined) return { what, value: code, isLink: false };
    const value = label ?? cell;
    // What means something to Markdown is in a code span, or written as a number.
    if (/[\\`*[\]<>]|(?:^|\W)_|_(?:\W|$)|&(?!#\d+;)/.test(what + value)) throw unreadable(line);
    return { what, value: characters(value), isLink: label !== undefined };
  });
  return { heading, rows };
}

const characters = (text: string): string =>
  text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

const unreadable = (what: string): Error => new Error(`this is no summary as expected: ${what}`);

const COLORS: Readonly<Record<string, readonly [light: string, dark: string]>> = {
  canvas: ['#ffffff', '#0d1117'],
  even: ['#f6f8fa', '#151b23'],
  border: ['#d1d9e0', '#3d444d'],
  text: ['#1f2328', '#f0f6fc'],
  muted: ['#59636e', '#9198a1'],
  link: ['#0969da', '#4493f8'],
};
const fills = (theme: 0 | 1): string =>
  Object.entries(COLORS)
    .map(([name, themes]) => `.${name} { fill: ${themes[theme]} }`)
    .join('\n');
const STYLE = [
  'text { font: 16px -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif }',
  'text.job { font-size: 14px; font-weight: 600 }',
  'text.heading { font-size: 20px; font-weight: 600 }',
  'text.head { font-weight: 600 }',
  'text.note { font-size: 12px }',
  '.link { text-decoration: underline }',
  fills(0),
  `@media (prefers-color-scheme: dark) {\n${fills(1)}\n}`,
];

// Helvetica's widths in thousandths of its size.
const WIDTHS: readonly (readonly [width: number, characters: string])[] = [
  [222, 'ijl'],
  [278, ' !,./:;I[\\]ft'],
  [333, '()-`r'],
  [500, 'Jcksvxyz'],
  [584, '+<=>~'],
  [611, 'FTZ'],
  [667, '&ABEKPSVXY'],
  [722, 'CDHNRUw'],
  [778, 'GOQ'],
  [833, 'Mm'],
  [944, 'W'],
  [1015, '@'],
];

/** How wide text of 16 pixels is, with some room for those of GitHub's fonts that run wider. */
function widthOf(content: string): number {
  const widths = Array.from(
    content,
    (character) => WIDTHS.find(([, characters]) => characters.includes(character))?.[0] ?? 556,
  );
  return 1.06 * (16 / 1000) * widths.reduce((sum, width) => sum + width, 0);
}

const PADDING = 24;
const ROW = 36;

/** A table as GitHub draws it: borders of one pixel, every other row tinted. */
function table(rows: JobSummary['rows'], top: number): { width: number; drawn: string[] } {
  const columnOf = (cells: readonly string[]): number => Math.ceil(Math.max(...cells.map(widthOf))) + 26;
  const first = columnOf(rows.map(({ what }) => what));
  const second = columnOf(rows.map(({ value }) => value));
  const left = PADDING;
  const middle = left + first + 1;

  const drawn = [
    box([left, top, first + second + 3, rows.length * (ROW + 1) + 1], 'border'),
    ...rows.flatMap(({ what, value, isLink }, index) => {
      const y = top + 1 + index * (ROW + 1);
      // The head does not count.
      const fill = index > 0 && index % 2 === 0 ? 'even' : 'canvas';
      const cell = (x: number, content: string, look: string): string =>
        text(x + 14, y + 23, content, { class: index === 0 ? `${look} head` : look });
      return [
        box([left + 1, y, first, ROW], fill),
        box([middle + 1, y, second, ROW], fill),
        cell(left, what, 'text'),
        cell(middle, value, isLink ? 'link' : 'text'),
      ];
    }),
  ];
  return { width: first + second + 3, drawn };
}

/** A job's summary as GitHub shows it below the graph of a run. */
export function summaryPicture(job: string, markdown: string): string {
  const { heading, rows } = readSummary(markdown);
  const top = 122;
  const { width: tableWidth, drawn } = table(rows, top);
  const width = tableWidth + 2 * PADDING;
  const bottom = top + rows.length * (ROW + 1) + PADDING;
  const height = bottom + 42;
  return svg({ width, height, title: `The job summary: ${heading}` }, STYLE, [
    box([0, 0, width, height], 'border', 6),
    box([1, 1, width - 2, height - 2], 'canvas', 5),
    text(PADDING, 40, `${job} summary`, { class: 'text job' }),
    text(PADDING, 92, heading, { class: 'text heading' }),
    ...drawn,
    box([1, bottom, width - 2, 1], 'border'),
    text(PADDING, bottom + 26, 'Job summary generated at run-time', { class: 'muted note' }),
  ]);
}
