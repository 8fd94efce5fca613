import type { Problem } from '../inputs/input-reader.ts';
import type { DesiredKey } from '../model/desired-key.ts';
import { idOf, titleOf } from '../model/destination.ts';
import type { Patterns } from '../model/patterns.ts';
import { nameBefore } from '../model/rotation.ts';
import { quote } from '../text.ts';

/** A key of a list, or a project's keys that match patterns. */
export interface ListKey {
  readonly desired: DesiredKey;
  /** The patterns that names must match; `undefined` if the name is literal. */
  readonly names: Patterns | undefined;
  /** The item that asks for it, such as `keys[2] (api)`; `undefined` for the step itself. */
  readonly label: string | undefined;
  /** Literal projects and names win over patterns, and projects over names. */
  readonly rank: number;
}

/** The keys of a list, each only once. */
interface Settled<T extends ListKey> {
  readonly kept: readonly T[];
  readonly problems: readonly Problem[];
}

/**
 * Assigns each key to the item that names it most literally. Reports keys that two items name equally, and DSNs that
 * would overwrite each other. Keys of one rotation count as one.
 */
export function settle<T extends ListKey>(keys: readonly T[]): Settled<T> {
  const problems: Problem[] = [];
  const owners = new Map<string, T>();
  for (const key of keys.filter(({ names }) => names === undefined)) {
    const owner = owners.get(markerOf(key)) ?? key;
    const { project, name = '' } = key.desired;
    if (owner.rank === key.rank && owner.label !== key.label) {
      const text = `the client key ${quote(name)} of ${project} already belongs to ${labelOf(owner)}. Remove one of them.`;
      problems.push({ ...itemOf(key), input: 'name', text });
    }
    owners.set(markerOf(key), owner.rank < key.rank ? key : owner);
  }
  const isOwner = (key: T): boolean => {
    const owner = owners.get(markerOf(key));
    return owner?.label === key.label && owner?.rank === key.rank;
  };
  const kept = keys.filter((key) => key.names !== undefined || isOwner(key));
  return { kept, problems: [...problems, ...sharedPlaces(kept)] };
}

function markerOf({ desired: { mode, project, name = '' } }: ListKey): string {
  return JSON.stringify([project, mode === 'find' ? name : nameBefore(name)]);
}

/** Environment variables, secrets and variables that would get the DSNs of several keys. */
function sharedPlaces(keys: readonly ListKey[]): Problem[] {
  const problems: Problem[] = [];
  const owners = new Map<string, ListKey>();
  const claim = (key: ListKey, id: string, input: string, what: string): void => {
    const owner = owners.get(id);
    if (owner === undefined) owners.set(id, key);
    else {
      const text =
        owner.label === key.label
          ? `${what} would get the DSNs of several projects. Use {project} in its name.`
          : `${what} already belongs to ${labelOf(owner)}. Remove one of them.`;
      problems.push({ ...itemOf(key), input, text });
    }
  };
  for (const key of keys) {
    // The environment of a Windows runner ignores case.
    for (const name of key.desired.envNames.map((one) => one.toUpperCase())) {
      claim(key, name, 'env-name', `the environment variable ${name}`);
    }
    for (const destination of key.desired.destinations) {
      claim(key, idOf(destination), `${destination.kind}-name`, titleOf(destination));
    }
  }
  return problems;
}

function itemOf({ label }: ListKey): { item?: string } {
  return label === undefined ? {} : { item: label };
}

function labelOf({ label, desired }: ListKey): string {
  return label ?? desired.project;
}
