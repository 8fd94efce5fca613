const SECONDS = { h: 3600, d: 86_400, w: 604_800 } as const;

/** What the grammar takes, as a sentence for people whose input it did not take. */
export const DURATION_GRAMMAR =
  'write hours, days or weeks, such as 12h, 30d or 4w; at most 10 years';

const MAX_SECONDS = 3653 * SECONDS.d;

/** Reads `12h`, `30d` or `4w`. @returns seconds, `undefined` for anything else */
export function parseDuration(text: string): number | undefined {
  const match = /^([0-9]+)([hdw])$/.exec(text);
  if (match === null) return undefined;
  const seconds = Number(match[1]) * SECONDS[match[2] as keyof typeof SECONDS];
  return seconds > 0 && seconds <= MAX_SECONDS ? seconds : undefined;
}
