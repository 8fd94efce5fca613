import { Failure } from '../failure.ts';
import { asObject, isString } from '../net/json.ts';
import { Rejected } from './refusals.ts';
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
  if (isString(id) && isString(key) && isPublicKey(key)) {
    return { id, key };
  }
  throw new Failure(
    `GitHub answered with no public key when it was asked to look at ${target.title}. Check ` +
      'GITHUB_API_URL.',
  );
}

/** Whether this is 32 bytes in base64. */
function isPublicKey(text: string): boolean {
  return text.length === 44 && /^[A-Za-z0-9+/]{43}=$/.test(text);
}

/**
 * Stores a secret, new or instead of the one that is there. If the public key has changed since it was
 * read, which GitHub answers with 422, this is tried once more with the new one.
 *
 * @throws {Failure} when it could not be stored
 */
export async function storeSecret(
  session: GitHubSession,
  target: Target,
  publicKey: PublicKey,
  value: string,
): Promise<void> {
  try {
    await putSecret(session, target, publicKey, value);
  } catch (error) {
    const newKey = error instanceof Rejected ? await readPublicKey(session, target) : publicKey;
    if (newKey.id === publicKey.id) throw error;
    await putSecret(session, target, newKey, value);
  }
}

async function putSecret(
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
