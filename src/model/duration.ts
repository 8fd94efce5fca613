/** A minute is the shortest unit because concurrent runs of a rotation must see each other's new key as young. */
const SECONDS = { m: 60, h: 3600, d: 86_400, w: 604_800 } as const;

/** Describes the accepted format in errors. */
export const DURATION_GRAMMAR = 'use minutes, hours, days or weeks, such as 5m, 12h, 30d or 4w; at most 10 years';

const MAX_SECONDS = 3653 * SECONDS.d;

/** Reads `5m`, `12h`, `30d` or `4w`. @returns seconds, `undefined` for anything else */
export function parseDuration(text: string): number | undefined {
  const match = /^([0-9]+)([mhdw])$/.exec(text);
  if (match === null) return undefined;
  const seconds = Number(match[1]) * SECONDS[match[2] as keyof typeof SECONDS];
  return seconds > 0 && seconds <= MAX_SECONDS ? seconds : undefined;
}

/** Formats seconds in the largest unit that divides them, except weeks, such as `30d`. */
export function showDuration(seconds: number): string {
  const [unit, length] = Object.entries(SECONDS).findLast(
    ([unit, length]) => unit !== 'w' && seconds % length === 0,
  ) ?? ['s', 1];
  return `${seconds / length}${unit}`;
}
