/** Slugs or names to include and exclude. An exclusion always wins. */
export interface Patterns {
  readonly included: readonly string[];
  readonly excluded: readonly string[];
}

/** Whether this is a pattern. `*` matches zero or more characters; everything else is literal. */
export function isPattern(text: string): boolean {
  return text.includes('*');
}

/** Whether any inclusion is a pattern. */
export function hasPattern({ included }: Patterns): boolean {
  return included.some(isPattern);
}

/** Whether a slug or name is included and not excluded. Case-sensitive. */
export function matches({ included, excluded }: Patterns, text: string): boolean {
  return included.some((one) => isMatch(one, text)) && !excluded.some((one) => isMatch(one, text));
}

/** Whether a pattern matches the whole text, in time that is linear in both. */
export function isMatch(pattern: string, text: string): boolean {
  const [start = '', ...rest] = pattern.split('*');
  const end = rest.pop();
  if (end === undefined) return pattern === text;
  if (!text.startsWith(start) || !text.slice(start.length).endsWith(end)) return false;
  let at = start.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return at <= text.length - end.length;
}
