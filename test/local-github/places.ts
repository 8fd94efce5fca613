import { randomInt } from 'node:crypto';
import type { components } from '@octokit/openapi-types';
import sodium from 'libsodium-wrappers';
import { Refusal } from './answers.ts';
import { checkSize } from './bodies.ts';

/** A secret or a variable as its owner knows it. */
export interface Stored {
  value: string;
  /** Of an organization's only. */
  visibility?: string;
}

export type Variable = components['schemas']['actions-variable'] & Stored;

/** By their names, which are in upper case. */
export type Variables = Map<string, Variable>;

/** What everybody may read of a secret. */
export type Secret = components['schemas']['actions-secret'] & Pick<Stored, 'visibility'>;

/** With the visibility of what has one. */
export const shown = (value: string, { visibility }: Pick<Stored, 'visibility'>): Stored => ({
  value,
  ...(visibility !== undefined && { visibility }),
});

/** The time as GitHub writes it. */
export const now = (): string => `${new Date().toISOString().slice(0, 19)}Z`;

/** Secrets, and the key pair that they travel under. libsodium must be ready. */
export class Vault {
  readonly keyId = Array.from({ length: 18 }, () => randomInt(1, 10)).join('');
  readonly #keys = sodium.crypto_box_keypair();
  readonly #secrets = new Map<string, { box: Uint8Array; secret: Secret }>();

  get publicKey(): string {
    return Buffer.from(this.#keys.publicKey).toString('base64');
  }

  /**
   * @returns whether the secret is new
   * @throws Refusal where the box is not for this vault
   */
  put(name: string, sealed: { keyId: string; box: Uint8Array; visibility?: string }): boolean {
    const { keyId, box, ...rest } = sealed;
    checkSize('Secret', this.#open(box, keyId));
    const created_at = this.get(name)?.created_at;
    const updated_at = now();
    const secret = { name, created_at: created_at ?? updated_at, updated_at, ...rest };
    this.#secrets.set(name, { box, secret });
    return created_at === undefined;
  }

  /** The same for a value that nobody sealed. */
  add(name: string, { value, ...rest }: Stored): void {
    const box = sodium.crypto_box_seal(value, this.#keys.publicKey);
    this.put(name, { keyId: this.keyId, box, ...rest });
  }

  get(name: string): Secret | undefined {
    return this.#secrets.get(name)?.secret;
  }

  secret(name: string): Stored | undefined {
    const found = this.#secrets.get(name);
    if (!found) return undefined;
    const { box, secret } = found;
    return shown(Buffer.from(this.#open(box)).toString(), secret);
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
