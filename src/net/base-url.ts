/** Characters; what servers and proxies take of an address at the most. */
const MAX_LENGTH = 2000;

/**
 * The address of a server whose API is under it: https (http on loopback only), nothing but host
 * and path, and no slash at the end. `undefined` for anything else.
 */
export function parseBaseUrl(text: string): URL | undefined {
  const url = text.length > MAX_LENGTH ? null : URL.parse(text);
  if (url === null || /[\s\\?#]/.test(text)) return undefined;
  const loopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname);
  const encrypted = url.protocol === 'https:' || (url.protocol === 'http:' && loopback);
  const anonymous = url.username === '' && url.password === '';
  let path = url.pathname;
  while (path.endsWith('/')) path = path.slice(0, -1);
  url.pathname = path;
  return encrypted && anonymous && /^[\w.~/-]*$/.test(url.pathname) ? url : undefined;
}

/** The address as people write it, and as paths are added to it: no slash at the end. */
export function addressOf(baseUrl: URL): string {
  return `${baseUrl.origin}${baseUrl.pathname.replace(/\/$/, '')}`;
}

/** Whether this is sentry.io or one of its regions. */
export function isHosted(baseUrl: URL): boolean {
  return baseUrl.hostname === 'sentry.io' || baseUrl.hostname.endsWith('.sentry.io');
}
