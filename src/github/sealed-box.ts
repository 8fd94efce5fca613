import { blake2b } from '@noble/hashes/blake2.js';
import nacl from 'tweetnacl';

/**
 * Encrypts a text so that only the owner of the key can read it: a sealed box of libsodium, which
 * is what GitHub takes for the value of a secret.
 *
 * @param publicKey X25519, base64
 * @returns the box, base64
 * @throws {Error} when that is no public key
 */
export function seal(text: string, publicKey: string): string {
  const recipient = new Uint8Array(Buffer.from(publicKey, 'base64'));
  const sender = nacl.box.keyPair();
  // libsodium takes the nonce of a sealed box from both public keys.
  const nonce = blake2b(concat(sender.publicKey, recipient), { dkLen: nacl.box.nonceLength });
  const message = new TextEncoder().encode(text);
  const box = nacl.box(message, nonce, recipient, sender.secretKey);
  return Buffer.from(concat(sender.publicKey, box)).toString('base64');
}

function concat(...parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
