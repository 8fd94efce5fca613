import { createHmac } from 'node:crypto';
import { Failure } from '../failure.ts';
import type { RetireMethod } from '../model/desired-key.ts';
import type { KeyRun } from './key-run.ts';

/** The name under which the main step keeps an ephemeral key; the post step gets it as `STATE_` and this. */
export const KEPT_KEY = 'created-key';

/** A key that this run created, kept for the post step with all that is needed to retire it but the token. */
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
 * Lets the post step know of the key that `create` creates, even if this process is killed meanwhile. What is kept last
 * is what holds.
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
 * A later step can write a state into the environment, but cannot sign it: without a signature, the post step would
 * send the token wherever such a state points.
 */
function signatureOf(text: string, token: string): string {
  return createHmac('sha256', token).update(text).digest('hex');
}

/** @throws {Failure} when this is not what the main step left, with the same token */
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
