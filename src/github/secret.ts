import { Failure } from '../failure.ts';
import { asObject, isString } from '../net/json.ts';
import { seal } from './sealed-box.ts';
import { call, type GitHubSession } from './session.ts';
import type { Target } from './target.ts';
import { visibilityOf } from './visibility.ts';

/** What the secrets of a collection are encrypted with. */
export interface PublicKey {
  readonly id: string;
  /** X25519, base64. */
  readonly key: string;
}

/** @throws {Failure} when the public key cannot be had */
export async function readPublicKey(session: GitHubSession, target: Target): Promise<PublicKey> {
  const answer = await call(session, 'look at', target, `GET ${target.path}/public-key`);
  const { key_id: id, key } = asObject(answer);
  if (isString(id) && isString(key) && isBase64(key) && Buffer.from(key, 'base64').length === 32) {
    return { id, key };
  }
  throw new Failure(
    `GitHub answered with no public key when it was asked to look at ${target.title}. Check ` +
      'GITHUB_API_URL.',
  );
}

function isBase64(text: string): boolean {
  return /^[A-Za-z0-9+/]+={0,2}$/.test(text) && text.length % 4 === 0;
}

/** Stores a secret, new or instead of the one that is there. @throws {Failure} */
export async function storeSecret(
  session: GitHubSession,
  target: Target,
  { id, key }: PublicKey,
  value: string,
): Promise<void> {
  const { name, path, owner } = target;
  const sealed = { encrypted_value: seal(value, key), key_id: id };
  await call(session, 'write', target, `PUT ${path}/{name}`, {
    name,
    ...sealed,
    ...visibilityOf(owner),
  });
}
