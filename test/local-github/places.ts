import { randomInt } from 'node:crypto';
import type { components } from '@octokit/openapi-types';
import sodium from 'libsodium-wrappers';
import { Refusal } from './answers.ts';
import { checkSize } from './bodies.ts';

/** What people get to see of a secret or a variable. */
export interface Stored {
  value: string;
  /** Of an organization's only. */
  visibility?: string;
}

export type Variable = components['schemas']['actions-variable'] & Stored;

/** By their names, which are in upper case. */
export type Variables = Map<string, Variable>;

/** The time as GitHub writes it. */
export const now = (): string => `${new Date().toISOString().slice(0, 19)}Z`;

/** Secrets, and the key pair that they travel under. libsodium must be ready. */
export class Vault {
  readonly keyId = Array.from({ length: 18 }, () => randomInt(1, 10)).join('');
  readonly #keys = sodium.crypto_box_keypair();
  readonly #boxes = new Map<string, { box: Uint8Array; visibility?: string }>();

  get publicKey(): string {
    return Buffer.from(this.#keys.publicKey).toString('base64');
  }

  /**
   * @returns whether the secret is new
   * @throws Refusal where the box is not for this vault
   */
  put(name: string, sealed: { keyId: string; box: Uint8Array; visibility?: string }): boolean {
    const { keyId, ...boxed } = sealed;
    checkSize('Secret', this.#open(boxed.box, keyId));
    const isNew = !this.#boxes.has(name);
    this.#boxes.set(name, boxed);
    return isNew;
  }

  secret(name: string): Stored | undefined {
    const found = this.#boxes.get(name);
    if (!found) return undefined;
    const { box, ...rest } = found;
    return { value: Buffer.from(this.#open(box)).toString(), ...rest };
  }

  #open(box: Uint8Array, keyId = this.keyId): Uint8Array {
    const { publicKey, privateKey } = this.#keys;
    try {
      if (keyId !== this.keyId) throw new Error('sealed with another key');
      return sodium.crypto_box_seal_open(box, publicKey, privateKey);
    } catch {
      const why = 'validation failed due to an improperly encrypted secret';
      throw new Refusal(422, `Bad request - ${why}`);
    }
  }
}

/**
 * Everything that holds secrets or variables, by paths as in URLs: 'repos/acme/web/dependabot' has
 * secrets, 'repos/acme/web' has variables, 'repos/acme/web/environments/production' has both.
 * Upper and lower case are the same.
 */
export class Places {
  readonly #vaults = new Map<string, Vault>();
  readonly #variables = new Map<string, Variables>();

  addRepository(name: string, environments: readonly string[]): void {
    this.#add(`repos/${name}`);
    for (const environment of environments) {
      const path = `repos/${name}/environments/${environment}`;
      this.#addVariables(path);
      this.#addVault(path);
    }
  }

  addOrganization(name: string): void {
    this.#add(`orgs/${name}`);
  }

  vault(path: string): Vault | undefined {
    return this.#vaults.get(path.toLowerCase());
  }

  variables(path: string): Variables | undefined {
    return this.#variables.get(path.toLowerCase());
  }

  #add(base: string): void {
    this.#addVariables(base);
    for (const store of ['actions', 'dependabot', 'codespaces']) this.#addVault(`${base}/${store}`);
  }

  // What is there already stays as it is.

  #addVault(path: string): void {
    if (!this.vault(path)) this.#vaults.set(path.toLowerCase(), new Vault());
  }

  #addVariables(path: string): void {
    if (!this.variables(path)) this.#variables.set(path.toLowerCase(), new Map());
  }
}
