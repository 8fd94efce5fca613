import { checkBypass } from '@actions/http-client/lib/proxy';
import { Failure } from '../failure.ts';

/**
 * The proxy for a server, from the workflow's `https_proxy` or `http_proxy`. By the rules of the toolkit, the hosts of
 * `no_proxy` and loopback addresses have none.
 *
 * @throws {Failure} when the variable does not name a usable proxy, because the token must not bypass the requested one
 */
export function proxyFor(baseUrl: URL): URL | undefined {
  const name = baseUrl.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  // If one spelling is empty, the other is used.
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

/**
 * A host and port without a scheme use http, as in curl, git and npm. A path, query or fragment points to an unencoded
 * password.
 */
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
