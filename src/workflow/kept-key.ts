import { Failure } from '../failure.ts';
import { RETIRE_METHODS, type RetireMethod } from '../keys/desired-key.ts';
import { isSlug } from '../keys/slug.ts';
import { asObject, isNumber, isString, parseJson } from '../net/json.ts';
import { parseBaseUrl } from '../net/base-url.ts';

/** A key that this run created, kept for the post step with all that is needed to retire it but the token. */
export interface KeptKey {
  /** The public key. */
  readonly id: string;
  readonly baseUrl: URL;
  readonly org: string;
  readonly project: string;
  readonly retire: RetireMethod;
  /** Seconds that all calls to Sentry may take together. */
  readonly timeout: number;
}

/** What the main step leaves in its state. */
export function formatKeptKey({ id, baseUrl, org, project, retire, timeout }: KeptKey): string {
  return JSON.stringify({ id, url: baseUrl.href, org, project, retire, timeout });
}

/** @throws {Failure} when one is not what the main step leaves, or when they are not of one step */
export function parseKeptKeys(states: readonly string[]): KeptKey[] {
  const keys = states.map(parseKeptKey);
  const steps = new Set(keys.map(({ baseUrl, org }) => `${baseUrl.href} ${org}`));
  if (steps.size > 1) throw changed();
  return keys;
}

function parseKeptKey(state: string): KeptKey {
  const { id, url, org, project, retire, timeout } = asObject(parseJson(state));
  const baseUrl = isString(url) ? parseBaseUrl(url) : undefined;
  const method = RETIRE_METHODS.find((one) => one === retire);
  if (
    [id, org, project].every((one) => isString(one) && isSlug(one)) &&
    baseUrl !== undefined &&
    method !== undefined &&
    isNumber(timeout)
  ) {
    return {
      id: String(id),
      baseUrl,
      org: String(org),
      project: String(project),
      retire: method,
      timeout,
    };
  }
  throw changed();
}

function changed(): Failure {
  return new Failure('The state that the main step left was changed by another step of the job.');
}
