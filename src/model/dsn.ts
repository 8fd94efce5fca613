import { Failure } from '../failure.ts';
import { quote } from '../text.ts';
import { isHosted, isLoopback } from './base-url.ts';
import type { ClientKey } from './client-key.ts';

// The URL parser also accepts extra slashes, escapes in the host and an empty password. A DSN has none of these.
const DSN =
  /^https?:\/\/[0-9a-f]+@(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?(?:\/[\w.~!$&()*+,;=:@%-]+)*\/[0-9]+$/i;

/**
 * Whether this is a DSN: an http(s) address with only a hexadecimal key before the `@`, a host, and a path that ends
 * with a numeric project ID. White space and quotes are not allowed.
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
 * @throws {Failure} when Sentry would refuse events sent to the key's public DSN
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
 * Writes a warning if something in a DSN might keep apps from sending events to it.
 *
 * @param baseUrl of the server that sent it
 * @returns `undefined` if nothing looks wrong
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

/** The setting that determines the address in a server's DSNs. */
function settingFor(baseUrl: URL): string {
  return isHosted(baseUrl)
    ? "the organization's DSN Endpoint Override"
    : "system.url-prefix in the server's config.yml";
}
