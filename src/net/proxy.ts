import { checkBypass, getProxyUrl } from '@actions/http-client/lib/proxy';
import { Failure } from '../failure.ts';

/**
 * The proxy that the workflow's `https_proxy` or `http_proxy` names for a server, by the rules of the toolkit: none for
 * the hosts of `no_proxy` and for loopback.
 *
 * @throws {Failure} when the variable names no proxy that can be used: without it, the token would go another way than
 *   the one that was asked for
 */
export function proxyFor(baseUrl: URL): URL | undefined {
  const name = baseUrl.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  // An empty one is ignored, and the other is used.
  const isSet = [name, name.toUpperCase()].some((variable) => Boolean(process.env[variable]));
  if (!isSet || checkBypass(baseUrl)) return undefined;
  const proxy = parseProxy(baseUrl);
  if (proxy !== undefined && isPlain(proxy)) return proxy;
  throw new Failure(
    `The variable ${name} does not name a proxy that can be used: write its address, such as ` +
      'http://proxy.example.com:3128, with the special characters of a user name or password ' +
      'percent-encoded (% as %25, # as %23, @ as %40), or name the server in no_proxy.',
  );
}

/** The toolkit gives nothing for some addresses that it cannot read, and throws for others. */
function parseProxy(baseUrl: URL): URL | undefined {
  try {
    return getProxyUrl(baseUrl);
  } catch {
    return undefined;
  }
}

/** More than a host after the user is a password whose special characters were not encoded. */
function isPlain({ protocol, pathname, search, hash }: URL): boolean {
  return /^https?:$/.test(protocol) && pathname === '/' && search === '' && hash === '';
}
