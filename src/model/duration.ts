const SECONDS = { m: 60, h: 3600, d: 86_400, w: 604_800 } as const;

/** What the grammar takes, for the error about anything else. */
export const DURATION_GRAMMAR = 'use minutes, hours, days or weeks, such as 5m, 12h, 30d or 4w; at most 10 years';

const MAX_SECONDS = 3653 * SECONDS.d;

/** Reads `5m`, `12h`, `30d` or `4w`. @returns seconds, `undefined` for anything else */
export function parseDuration(text: string): number | undefined {
  const match = /^([0-9]+)([mhdw])$/.exec(text);
  if (match === null) return undefined;
  const seconds = Number(match[1]) * SECONDS[match[2] as keyof typeof SECONDS];
  return seconds > 0 && seconds <= MAX_SECONDS ? seconds : undefined;
}

/** Seconds as people write them, such as `30d`, in the largest unit that fits but weeks. */
export function showDuration(seconds: number): string {
  const [unit, length] = Object.entries(SECONDS).findLast(
    ([unit, length]) => unit !== 'w' && seconds % length === 0,
  ) ?? ['s', 1];
  return `${seconds / length}${unit}`;
}
