import { randomInt } from 'node:crypto';
import sodium from 'libsodium-wrappers';
import { Refusal } from './answers.ts';

/** A secret or a variable as its owner knows it. */
export interface Stored {
  value: string;
  /** Only an organization's has one. */
  visibility?: string;
  /** The selected repositories, 'owner/name'; missing if there are none. */
  repositories?: readonly string[];
}

/** The same with what GitHub adds. */
export interface Item extends Stored {
  name: string;
  created_at: string;
  updated_at: string;
}

/** Secrets or variables by their names, which are in upper case. */
export class Items {
  readonly #items = new Map<string, Item>();

  get size(): number {
    return this.#items.size;
  }

  all(): Item[] {
    return [...this.#items.values()];
  }

  get(name: string): Item | undefined {
    return this.#items.get(name.toUpperCase());
  }

  /** @returns whether it is new */
  put(name: string, stored: Stored): boolean {
    const before = this.get(name);
    const updated_at = `${new Date().toISOString().slice(0, 19)}Z`;
    const created_at = before?.created_at ?? updated_at;
    this.#items.set(name.toUpperCase(), { ...stored, name: name.toUpperCase(), created_at, updated_at });
    return before === undefined;
  }

  /** @returns whether it was there */
  delete(name: string): boolean {
    return this.#items.delete(name.toUpperCase());
  }
}

/** Something that has secrets or variables, and the key pair that its secrets travel under. libsodium must be ready. */
export class Place {
  readonly secrets = new Items();
  readonly variables = new Items();
  readonly keyId = Array.from({ length: 18 }, () => randomInt(1, 10)).join('');
  readonly #keys = sodium.crypto_box_keypair();

  get publicKey(): string {
    return Buffer.from(this.#keys.publicKey).toString('base64');
  }

  /**
   * @param box base64
   * @throws Refusal if it is not sealed with the key of this place
   */
  open(box: string, keyId: string): string {
    const { publicKey, privateKey } = this.#keys;
    try {
      if (keyId !== this.keyId) throw new Error('sealed with another key');
      return Buffer.from(sodium.crypto_box_seal_open(Buffer.from(box, 'base64'), publicKey, privateKey)).toString();
    } catch {
      throw new Refusal(422, 'Bad request - validation failed due to an improperly encrypted secret');
    }
  }
}

/**
 * Everything that has secrets or variables, by paths as in URLs: 'repos/acme/web/dependabot' has secrets,
 * 'repos/acme/web' has variables, 'repos/acme/web/environments/production' has both. Case does not matter.
 */
export class Places {
  readonly #places = new Map<string, Place>();
  readonly #repositories: string[] = [];

  /** Its owner is an organization. What exists already stays unchanged. */
  addRepository(name: string, environments: readonly string[]): void {
    const [owner = ''] = name.split('/');
    if (!this.get(`repos/${name}`)) this.#repositories.push(name);
    for (const base of [`repos/${name}`, `orgs/${owner}`]) {
      for (const store of ['', '/actions', '/dependabot', '/codespaces']) this.#add(base + store);
    }
    for (const environment of environments) this.#add(`repos/${name}/environments/${environment}`);
  }

  get(path: string): Place | undefined {
    return this.#places.get(path.toLowerCase());
  }

  /** The ID of a repository. @throws {Error} if it does not exist */
  idOf(name: string): number {
    const index = this.#repositories.findIndex((one) => one.toLowerCase() === name.toLowerCase());
    if (index < 0) throw new Error(`no repository ${name}`);
    return FIRST_ID + index;
  }

  /** The repository of an organization that has an ID, 'owner/name'. */
  repository(org: string, id: number): string | undefined {
    const name = this.#repositories[id - FIRST_ID];
    return name?.toLowerCase().startsWith(`${org.toLowerCase()}/`) ? name : undefined;
  }

  #add(path: string): void {
    if (!this.get(path)) this.#places.set(path.toLowerCase(), new Place());
  }
}

const FIRST_ID = 7101;
