import { quote } from '../text.ts';
import { listOf } from './plan.ts';

/** A warning where a key is created although one with nearly the same name is there. */
export function warnOfSimilar(name: string, similarNames: readonly string[]): string | undefined {
  // Some differ in what cannot be seen.
  const visible = similarNames.filter((other) => quote(other) !== quote(name));
  if (visible.length === 0) return undefined;
  return (
    `There is no active client key named ${quote(name)}, but there is ${listOf(visible)}. A new one ` +
    'is created; if you mean the other, write its name exactly.'
  );
}
