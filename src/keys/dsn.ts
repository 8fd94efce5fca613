import { Failure } from '../failure.ts';
import type { ClientKey } from './client-key.ts';

// What the URL parser forgives (more slashes, escapes in the host, an empty password) is no DSN.
const DSN =
  /^https?:\/\/[0-9a-f]+(?<secret>:[0-9a-f]+)?@(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?(?:\/[\w.~-]+)*\/[0-9]+$/i;

/**
 * Whether this is a DSN: an http(s) address with a hexadecimal key before the `@`, a host, and a
 * numeric project at the end of its path; nothing else in it, no white space.
 */
export function isDsn(text: string): boolean {
  const dsn = matchDsn(text);
  return dsn !== undefined && dsn['secret'] === undefined;
}

/** Whether this is a legacy DSN, which carries the key's secret as a password. */
export function isSecretDsn(text: string): boolean {
  return matchDsn(text)?.['secret'] !== undefined;
}

/** Whether this is one of the addresses that Sentry lists beside a DSN, such as `csp`. */
export function isEndpoint(text: string): boolean {
  const url = parseAddress(text);
  return url?.username === '' && url.password === '';
}

/** @throws {Failure} when Sentry refuses all events of the key */
export function requireActive(key: ClientKey): void {
  if (key.isActive) return;
  throw new Failure('The client key is there, but it is not active: Sentry refuses its events.');
}

/** @throws {Failure} when events that are sent with the key's public DSN would be refused */
export function requireUsable(key: ClientKey): void {
  requireActive(key);
  if (isDsn(key.dsn)) return;
  throw new Failure(
    key.dsn === ''
      ? 'The client key is there, but its public DSN is empty. This happens on a self-hosted Sentry ' +
          'without system.url-prefix: set it in its config.yml and run the job again.'
      : 'The client key is there, but what Sentry sent as its public DSN is not a DSN. On a ' +
          'self-hosted Sentry, check system.url-prefix in its config.yml.',
  );
}

/** The named parts of a DSN of either kind. */
function matchDsn(text: string): Record<string, string | undefined> | undefined {
  return parseAddress(text) === undefined ? undefined : DSN.exec(text)?.groups;
}

function parseAddress(text: string): URL | undefined {
  // The parser forgives what a file of outputs or a log line would not: only printable ASCII,
  // which is what servers write, and no quotes or backslashes.
  if (!/^https?:\/\/[\x21-\x7e]+$/.test(text) || /["'\\<>`]/.test(text)) return undefined;
  return URL.parse(text) ?? undefined;
}
