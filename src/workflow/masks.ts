/** Characters by which values are found. Of one that was cut off, fewer are not hidden. */
const START = 8;

/** Values that must not be read in a log. A step with a list of keys may have tens of thousands. */
export class Masks {
  readonly #byStart = new Map<string, Set<string>>();
  /** Of the starts; all the same unless a value is shorter. */
  readonly #lengths = new Set<number>();

  /** @returns false where it is one of them already */
  add(secret: string): boolean {
    const start = secret.slice(0, START);
    const known = this.#byStart.get(start) ?? new Set();
    if (known.has(secret)) return false;
    this.#byStart.set(start, known.add(secret));
    this.#lengths.add(start.length);
    return true;
  }

  /** Takes the values out of a text, and the beginnings of those that were cut off by an ellipsis. */
  hide(text: string): string {
    let hidden = '';
    for (let at = 0; at < text.length;) {
      const length = this.#lengthAt(text, at);
      hidden += length === 0 ? (text[at] ?? '') : '***';
      at += length || 1;
    }
    return hidden;
  }

  /** How much is hidden from a place in a text on: the longest value that begins there. */
  #lengthAt(text: string, at: number): number {
    let longest = 0;
    let cutAt: number | undefined;
    for (const length of this.#lengths) {
      const begun = this.#byStart.get(text.slice(at, at + length));
      if (begun === undefined) continue;
      // Not before: at each place, this would read the rest of the text.
      cutAt ??= text.indexOf('…', at);
      for (const secret of begun) {
        const isCut = cutAt >= at + START && secret.startsWith(text.slice(at, cutAt));
        const hidden = text.startsWith(secret, at) ? secret.length : isCut ? cutAt - at : 0;
        longest = Math.max(longest, hidden);
      }
    }
    return longest;
  }
}
