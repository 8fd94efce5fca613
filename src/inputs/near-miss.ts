import { distance } from 'fastest-levenshtein';

/** The name that somebody may have meant who wrote `given`; `undefined` where none is near. */
export function nearestName(given: string, names: readonly string[]): string | undefined {
  return names.find((name) => isNear(given, name));
}

/**
 * The same letters or, the longer the name is, one or two wrong. To short names every word is near,
 * such as that of a variable that some workflow calls `INPUT_STAGE`.
 */
function isNear(given: string, name: string): boolean {
  const letters = (text: string) => text.replace(/[-_\s]/g, '');
  const mostWrong = name.length < 6 ? 0 : name.length < 9 ? 1 : 2;
  return distance(letters(given), letters(name)) <= mostWrong;
}
