import { Failure } from '../failure.ts';
import { quote } from '../text.ts';
import { isHosted, isLoopback } from './base-url.ts';
import type { ClientKey } from './client-key.ts';

// What the URL parser forgives (more slashes, escapes in the host, an empty password) is no DSN.
const DSN =
  /^https?:\/\/[0-9a-f]+@(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?(?:\/[\w.~!$&()*+,;=:@%-]+)*\/[0-9]+$/i;

/**
 * Whether this is a DSN: an http(s) address with a hexadecimal key before the `@`, a host, and a numeric project at the
 * end of its path; nothing else in it, no white space, no quotes.
 */
export function isDsn(text: string): boolean {
  return DSN.test(text) && URL.canParse(text);
}

/** @throws {Failure} when Sentry refuses all events of the key */
export function requireActive(key: ClientKey): void {
  if (key.isActive) return;
  throw new Failure('The client key exists but is not active: Sentry refuses its events.');
}

/**
 * @param baseUrl of the server that sent the key
 * @throws {Failure} when events that are sent with the key's public DSN would be refused
 */
export function requireUsable(key: ClientKey, baseUrl: URL): void {
  requireActive(key);
  if (isDsn(key.dsn)) return;
  const setting = settingFor(baseUrl);
  if (key.dsn === '') {
    throw new Failure(`The client key exists, but its public DSN is empty. Set ${setting} and run the job again.`);
  }
  throw new Failure(
    isDsn(key.dsn.replace(/(?<!:)\/{2,}/g, '/'))
      ? `The client key exists, but its public DSN has a double slash in its path: the address in ${setting} has a ` +
          'slash at its end. Remove it there and run the job again.'
      : `The client key exists, but what Sentry sent as its public DSN is not a DSN. Check ${setting}.`,
  );
}

/**
 * What may keep apps from sending events to a DSN, as a warning; `undefined` if nothing does.
 *
 * @param baseUrl of the server that sent it
 */
export function oddityOf(dsn: string, baseUrl: URL): string | undefined {
  const { protocol, hostname } = new URL(dsn);
  const isShort = !/[.:]/.test(hostname) && hostname !== baseUrl.hostname;
  const isOwn = isLoopback(hostname);
  const odd = [
    protocol === 'http:' && baseUrl.protocol === 'https:' && 'uses http, not https as Sentry itself does',
    isOwn && !isLoopback(baseUrl.hostname) && 'leads to the machine of the app itself',
    !isOwn && isShort && 'has a host name without a dot, which only its own network knows',
  ].filter((text) => text !== false);
  if (odd.length === 0) return undefined;
  return `Apps may not reach Sentry, because the DSN ${quote(dsn)} ${odd.join(', and ')}. Check ${settingFor(baseUrl)}.`;
}

/** Where the address of a server's DSNs is set. */
function settingFor(baseUrl: URL): string {
  return isHosted(baseUrl)
    ? "the organization's DSN Endpoint Override"
    : "system.url-prefix in the server's config.yml";
}
