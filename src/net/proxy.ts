import { checkBypass } from '@actions/http-client/lib/proxy';
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
  const given = [name, name.toUpperCase()].map((variable) => process.env[variable] ?? '').find((text) => text !== '');
  if (given === undefined || checkBypass(baseUrl)) return undefined;
  const proxy = parseProxy(given);
  if (proxy !== undefined) return proxy;
  throw new Failure(
    `The variable ${name} does not name a proxy that can be used: set its address, such as ` +
      'http://proxy.example.com:3128, with the special characters of a user name or password ' +
      'percent-encoded (% as %25, # as %23, @ as %40), or name the server in no_proxy.',
  );
}

/** Host and port alone are http, as for curl, git and npm. More than a host after the user is an unencoded password. */
function parseProxy(text: string): URL | undefined {
  const url = URL.parse(text.includes('://') ? text : `http://${text}`);
  if (url === null || !/^https?:$/.test(url.protocol) || `${url.pathname}${url.search}${url.hash}` !== '/')
    return undefined;
  try {
    decodeURIComponent(`${url.username}${url.password}`);
    return url;
  } catch {
    return undefined;
  }
}
