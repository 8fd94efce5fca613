import { keyPage, type ProjectRef, projectOf } from './base-url.ts';
import { quote } from '../text.ts';
import { type DesiredKey, keyTitle, nameOfNew } from './desired-key.ts';
import { candidates, listOf, type Plan, type Seen } from './plan.ts';

/**
 * Reduces a name to compare it with similar spellings. Drops case, blanks, dashes, invisible marks and look-alike
 * forms.
 */
function lettersOf(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\u00ad\u200b-\u200f\u2060\ufeff-]+/g, '');
}

/** Explains why there is no key to use. Lists existing and similar names, and a deactivated key with the name. */
export function explainMiss(desired: DesiredKey, seen: Seen, place: ProjectRef): string {
  const { name } = desired;
  const active = activeNames(seen).all;
  const similar = similarTo(name, seen);
  const inactive = deactivatedOf(desired, seen, place);
  const named = name === undefined ? '' : ` named ${quote(name)}`;
  return (
    `There is no active client key${named} in ${projectOf(place)}.` +
    (similar.length === 0 ? '' : ` Did you mean ${listOf(similar)}?`) +
    (inactive === '' ? '' : ` ${inactive} Activate it there, or use another.`) +
    (active.length === 0 ? '' : ` The active client keys are ${listOf(active)}.`)
  );
}

/** Warns of duplicates of the key that a plan uses, or of existing keys like the one that it creates. */
export function warningsAbout({ action }: Plan, desired: DesiredKey, seen: Seen, place: ProjectRef): string[] {
  if (action === 'use' && desired.mode !== 'rotate') {
    const { length } = candidates(desired, seen.keys);
    if (length < 2) return [];
    return [
      `There are ${length} active client keys named ${quote(nameOfNew(desired) ?? '')} in ` +
        `${projectOf(place)}. The oldest is used.`,
    ];
  }
  if (action !== 'create') return [];
  const similar = similarTo(desired.name, seen);
  const inactive = deactivatedOf(desired, seen, place);
  return [
    similar.length > 0 &&
      `There is no active ${keyTitle(desired)}, but there is ${listOf(similar)}. A new one is created. If you ` +
        'mean the existing one, use its exact name.',
    inactive !== '' && `${inactive} A new one is created beside it.`,
  ].filter((text) => text !== false);
}

interface Names {
  /** Without duplicates. */
  readonly all: readonly string[];
  readonly byLetters: ReadonlyMap<string, readonly string[]>;
}

/** Cached because thousands of items in a list can ask for the names from the same look. */
const namesOf = new WeakMap<Seen, Names>();

function activeNames(seen: Seen): Names {
  const known = namesOf.get(seen);
  if (known !== undefined) return known;
  const all = [...new Set([...seen.keys, ...seen.others].filter(({ isActive }) => isActive).map(({ name }) => name))];
  const names = { all, byLetters: Map.groupBy(all, lettersOf) };
  namesOf.set(seen, names);
  return names;
}

/** Only includes names that a reader can tell apart from the given one when both are shown. */
function similarTo(name: string | undefined, seen: Seen): readonly string[] {
  if (name === undefined) return [];
  const similar = activeNames(seen).byLetters.get(lettersOf(name)) ?? [];
  return similar.filter((other) => quote(other) !== quote(name));
}

function deactivatedOf(desired: DesiredKey, { keys }: Seen, place: ProjectRef): string {
  const name = nameOfNew(desired);
  const key = keys.find((one) => !one.isActive && one.name === name);
  return key === undefined ? '' : `A deactivated client key has this name: ${keyPage(place, key.id)}.`;
}
