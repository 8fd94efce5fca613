/**
 * Parts of the pictures: SVG that stands on its own, without scripts, fonts or HTML in it, which
 * GitHub would not show.
 */

/** Text as content or as a quoted attribute of XML. */
function escape(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

function element(name: string, attributes: Attributes, content: string): string {
  const given = Object.entries(attributes).map(([key, value]) => {
    const shown = typeof value === 'number' ? String(Math.round(value * 10) / 10) : value;
    return ` ${key}="${escape(shown)}"`;
  });
  return `<${name}${given.join('')}${content === '' ? '/>' : `>${content}</${name}>`}`;
}

type Attributes = Readonly<Record<string, string | number>>;

/**
 * A piece of text.
 *
 * @param y of its baseline
 * @param attributes.textLength how wide it is to be in every font
 */
export function text(x: number, y: number, content: string, attributes: Attributes = {}): string {
  return element('text', { x, y, ...attributes }, escape(content));
}

/** A filled rectangle; `rx` rounds its corners. */
export function box(
  [x, y, width, height]: readonly [x: number, y: number, width: number, height: number],
  look: string,
  rx = 0,
): string {
  return element('rect', { x, y, width, height, ...(rx > 0 && { rx }), class: look }, '');
}

export function circle(cx: number, cy: number, r: number, fill: string): string {
  return element('circle', { cx, cy, r, fill }, '');
}

/** A whole picture; `title` is what is read out in its place. */
export function svg(
  { width, height, title }: { width: number; height: number; title: string },
  style: readonly string[],
  body: readonly string[],
): string {
  const size = { width, height, viewBox: `0 0 ${width} ${height}` };
  const lines = [element('title', {}, escape(title)), `<style>\n${style.join('\n')}\n</style>`];
  return `${element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', role: 'img', ...size },
    ['', ...lines, ...body, ''].join('\n'),
  )}\n`;
}
