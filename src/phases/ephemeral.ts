import { createHmac } from 'node:crypto';
import { Failure } from '../failure.ts';
import type { RetireMethod } from '../model/desired-key.ts';
import type { KeyRun } from './key-run.ts';

/** The name of the state that holds an ephemeral key. The post step gets it as `STATE_` plus this name. */
export const KEPT_KEY = 'created-key';

/** A key that this run created, with everything that the post step needs to retire it except the token. */
export interface KeptKey {
  /** The public key. */
  readonly id: string;
  readonly baseUrl: URL;
  readonly org: string;
  readonly project: string;
  readonly method: RetireMethod;
  /** Seconds that all calls to Sentry may take together. */
  readonly timeout: number;
}

/**
 * Saves the key that `create` creates for the post step, even if this process is killed meanwhile. The last saved state
 * wins.
 */
export async function whileKept<T>(run: KeyRun, create: () => Promise<T>): Promise<T> {
  if (!run.isEphemeral) return create();
  keep(run.newKeyId, run);
  try {
    return await create();
  } finally {
    const { keyCreated, key } = run.progress;
    const id = keyCreated === 'yes' ? key?.id : keyCreated === 'maybe' ? run.newKeyId : '';
    if (id !== run.newKeyId) keep(id ?? '', run);
  }
}

function keep(id: string, { desired, session, runner }: KeyRun): void {
  const { baseUrl, org, project, timeout, token } = session;
  const text = JSON.stringify({ id, url: baseUrl.href, org, project, method: desired.retireMethod, timeout });
  runner.state(KEPT_KEY, id === '' ? '' : `${signatureOf(text, token)} ${text}`);
}

/**
 * A later step can write a state into the environment, but cannot sign it. Without the signature, the post step would
 * send the token to any address in a forged state.
 */
function signatureOf(text: string, token: string): string {
  return createHmac('sha256', token).update(text).digest('hex');
}

/** @throws {Failure} when the main step did not save this state with the same token */
export function parseKeptKey(state: string, token: string): KeptKey {
  const [, signature, text = ''] = /^([0-9a-f]{64}) (.*)$/.exec(state) ?? [];
  if (signature !== signatureOf(text, token)) {
    throw new Failure(
      'The state that the main step left was changed by another step of the job, or the token is another one now.',
    );
  }
  const { url, ...kept } = JSON.parse(text) as Omit<KeptKey, 'baseUrl'> & { readonly url: string };
  return { ...kept, baseUrl: new URL(url) };
}
