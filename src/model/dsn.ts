import { Failure } from '../failure.ts';
import type { ClientKey } from './client-key.ts';

// What the URL parser forgives (more slashes, escapes in the host, an empty password) is no DSN.
const DSN = /^https?:\/\/[0-9a-f]+@(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?(?:\/[\w.~-]+)*\/[0-9]+$/i;

/**
 * Whether this is a DSN: an http(s) address with a hexadecimal key before the `@`, a host, and a numeric project at the
 * end of its path; nothing else in it, no white space.
 */
export function isDsn(text: string): boolean {
  return DSN.test(text) && URL.canParse(text);
}

/** @throws {Failure} when Sentry refuses all events of the key */
export function requireActive(key: ClientKey): void {
  if (key.isActive) return;
  throw new Failure('The client key exists but is not active: Sentry refuses its events.');
}

/** @throws {Failure} when events that are sent with the key's public DSN would be refused */
export function requireUsable(key: ClientKey): void {
  requireActive(key);
  if (isDsn(key.dsn)) return;
  throw new Failure(
    key.dsn === ''
      ? 'The client key exists, but its public DSN is empty. On a self-hosted Sentry, set system.url-prefix ' +
          'in its config.yml and run the job again.'
      : 'The client key exists, but what Sentry sent as its public DSN is not a DSN. On a self-hosted ' +
          'Sentry, check system.url-prefix in its config.yml.',
  );
}
