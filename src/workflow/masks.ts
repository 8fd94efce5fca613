/** Characters of the shortest masked value, and of the prefix that finds values. */
export const SHORTEST_MASKED = 8;

/** Values that must not be in logs. A step with a list has tens of thousands. */
export class Masks {
  readonly #secrets = new Set<string>();
  /** The lengths of secrets by their start. */
  readonly #lengths = new Map<string, Set<number>>();

  /** @returns false if it is too short or already known */
  add(secret: string): boolean {
    if (secret.length < SHORTEST_MASKED || this.#secrets.has(secret)) return false;
    this.#secrets.add(secret);
    const start = secret.slice(0, SHORTEST_MASKED);
    this.#lengths.set(start, (this.#lengths.get(start) ?? new Set()).add(secret.length));
    return true;
  }

  /** Replaces every value in a text, the longest one at each place. */
  hide(text: string): string {
    let hidden = '';
    for (let at = 0; at < text.length;) {
      const lengths = this.#lengths.get(text.slice(at, at + SHORTEST_MASKED)) ?? [];
      const found = [...lengths].filter((length) => this.#secrets.has(text.slice(at, at + length)));
      hidden += found.length === 0 ? text.charAt(at) : '***';
      at += Math.max(1, ...found);
    }
    return hidden;
  }
}
