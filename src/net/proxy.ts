import { getProxyUrl } from '@actions/http-client/lib/proxy';
import { Failure } from '../failure.ts';

/**
 * The proxy that the workflow's `https_proxy` or `http_proxy` names for a server, by the rules of the
 * toolkit: none for the hosts of `no_proxy` and for loopback.
 *
 * @throws {Failure} when the variable names no proxy that can be used
 */
export function proxyFor(baseUrl: URL): URL | undefined {
  let proxy: URL | undefined;
  try {
    proxy = getProxyUrl(baseUrl);
  } catch {
    throw new Failure(WRONG_PROXY);
  }
  if (proxy !== undefined && !/^https?:$/.test(proxy.protocol)) throw new Failure(WRONG_PROXY);
  return proxy;
}

const WRONG_PROXY =
  'The variable https_proxy does not name a proxy that can be used: write its address, such as ' +
  'http://proxy.example.com:3128, or name the server in no_proxy.';
