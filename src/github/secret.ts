import { blake2b } from '@noble/hashes/blake2.js';
import nacl from 'tweetnacl';
import { asObject, isString } from '../net/json.ts';
import { call, type GitHubSession } from './call.ts';
import { explainUnreadable, Refusal } from './errors.ts';
import type { Target } from './target.ts';
import type { Sharing } from './visibility.ts';

/** The key that encrypts a collection's secrets. */
export interface PublicKey {
  readonly id: string;
  /** X25519, base64. */
  readonly key: string;
}

/** @throws {Failure} if the token cannot read it */
export async function readPublicKey(session: GitHubSession, target: Target): Promise<PublicKey> {
  const answer = await call(session, 'look at', target, `GET ${target.path}/public-key`);
  const { key_id: id, key } = asObject(answer);
  if (isString(id) && isString(key) && Buffer.from(key, 'base64').length === nacl.box.publicKeyLength)
    return { id, key };
  throw explainUnreadable(target);
}

/**
 * Creates or replaces a secret. If GitHub changed the public key since it was read (422), the value is sealed again
 * with the new one.
 *
 * @throws {Failure} if it could not be stored
 */
export async function storeSecret(
  session: GitHubSession,
  target: Target,
  publicKey: PublicKey,
  value: string,
  sharing: Sharing,
): Promise<void> {
  const put = async ({ id, key }: PublicKey): Promise<void> => {
    await call(session, 'write', target, `PUT ${target.path}/{name}`, {
      name: target.name,
      encrypted_value: seal(value, key),
      key_id: id,
      ...sharing,
    });
  };
  try {
    await put(publicKey);
  } catch (error) {
    if (!(error instanceof Refusal && error.status === 422)) throw error;
    const newKey = await readPublicKey(session, target);
    if (newKey.id === publicKey.id && !/encrypted/i.test(error.message)) throw error;
    await put(newKey);
  }
}

/**
 * Encrypts a text as a sealed box of libsodium, which only the owner of the key can open.
 *
 * @param publicKey X25519, base64
 * @returns the box, base64
 */
export function seal(text: string, publicKey: string): string {
  const recipient = new Uint8Array(Buffer.from(publicKey, 'base64'));
  const sender = nacl.box.keyPair();
  // libsodium derives a sealed box's nonce from both public keys.
  const keys = new Uint8Array(Buffer.concat([sender.publicKey, recipient]));
  const nonce = blake2b(keys, { dkLen: nacl.box.nonceLength });
  const box = nacl.box(new TextEncoder().encode(text), nonce, recipient, sender.secretKey);
  return Buffer.concat([sender.publicKey, box]).toString('base64');
}
