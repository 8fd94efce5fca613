import type { DesiredKey } from '../keys/desired-key.ts';
import type { Destination, Owner } from '../keys/destination.ts';
import { quote } from '../text.ts';

/** Finds keys of a list that are the same, or whose DSNs would replace each other. */
export class Collisions {
  /** Of each key, secret, variable and environment variable, the item that has it. */
  readonly #items = new Map<string, string>();

  /**
   * @param label of the item, such as `keys[2] (api)`
   * @returns what the item has in common with an earlier one, as problems without the label
   */
  add(label: string, key: DesiredKey): string[] {
    const { project, name = '', envName, state } = key;
    const problems = new Set<string>();
    const claim = (id: readonly string[], explain: (other: string) => string): void => {
      const marker = JSON.stringify(id);
      const other = this.#items.get(marker);
      if (other === undefined) this.#items.set(marker, label);
      else problems.add(explain(other));
    };
    claim(
      ['key', project, name],
      (other) =>
        `name: ${other} is the client key ${quote(name)} of ${project}, too. Leave one out.`,
    );
    // Nothing is delivered of a key that is retired.
    if (state === 'absent') return [...problems];
    // The environment of a Windows runner has no capitals of its own.
    const variable = envName?.toUpperCase();
    if (variable !== undefined) {
      claim(
        ['environment', variable],
        (other) => `env-name: ${other} sets the variable ${variable}, too. Write another one.`,
      );
    }
    for (const destination of key.destinations) {
      claim(idOf(destination), (other) => {
        const what = `the ${destination.kind} ${destination.name}`;
        return `${destination.kind}-name: ${other} is stored as ${what} of the same owner, too. Write another one.`;
      });
    }
    return [...problems];
  }
}

/** GitHub's names have no capitals of their own. */
function idOf(destination: Destination): string[] {
  const store = destination.kind === 'secret' ? destination.store : '';
  const id = [destination.kind, store, ...idOfOwner(destination.owner), destination.name];
  return id.map((part) => part.toLowerCase());
}

function idOfOwner(owner: Owner): string[] {
  switch (owner.kind) {
    case 'organization':
      return [owner.kind, owner.org];
    case 'repository':
      return [owner.kind, owner.owner, owner.repo];
    case 'environment':
      return [owner.kind, owner.owner, owner.repo, owner.environment];
  }
}
