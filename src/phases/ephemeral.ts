import { Failure } from '../failure.ts';
import { isSlug, parseBaseUrl } from '../model/base-url.ts';
import { RETIRE_METHODS, type RetireMethod } from '../model/desired-key.ts';
import { asObject, isNumber, isString, parseJson } from '../net/json.ts';
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
  const { baseUrl, org, project, timeout } = session;
  const method = desired.retireMethod;
  const state = { id, url: baseUrl.href, org, project, method, timeout };
  runner.state(KEPT_KEY, id === '' ? '' : JSON.stringify(state));
}

/** @throws {Failure} when this is not what the main step leaves */
export function parseKeptKey(state: string): KeptKey {
  const kept = asObject(parseJson(state));
  const baseUrl = isString(kept['url']) ? parseBaseUrl(kept['url']) : undefined;
  const method = RETIRE_METHODS.find((one) => one === kept['method']);
  const timeout = isNumber(kept['timeout']) ? kept['timeout'] : 0;
  const [id, org, project] = [kept['id'], kept['org'], kept['project']].filter(isString).filter(isSlug);
  const isWhole = id !== undefined && org !== undefined && project !== undefined;
  if (isWhole && baseUrl !== undefined && method !== undefined && timeout > 0 && timeout <= 3600) {
    return { id, baseUrl, org, project, method, timeout };
  }
  throw new Failure('The state that the main step left was changed by another step of the job.');
}
