/** In characters. Servers and proxies commonly reject longer addresses. */
const MAX_LENGTH = 2000;

/**
 * Parses the base URL of a server's API. It must use https (http only on loopback) and contain only a host and a path.
 * Trailing slashes are removed.
 *
 * @returns `undefined` for anything else
 */
export function parseBaseUrl(text: string): URL | undefined {
  const url = text.length > MAX_LENGTH ? null : URL.parse(text);
  if (url === null || /[\s\\?#]/.test(text)) return undefined;
  const encrypted = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  const anonymous = url.username === '' && url.password === '';
  let path = url.pathname;
  while (path.endsWith('/')) path = path.slice(0, -1);
  url.pathname = path;
  return encrypted && anonymous && /^[\w.~/-]*$/.test(url.pathname) ? url : undefined;
}

/** Whether a hostname, as normalized by `URL`, is this machine. */
export function isLoopback(hostname: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
}

/** The address without a trailing slash, for messages and for appending paths. */
export function addressOf(baseUrl: URL): string {
  return `${baseUrl.origin}${baseUrl.pathname.replace(/\/$/, '')}`;
}

/** Whether this is sentry.io or one of its regions. */
export function isHosted(baseUrl: URL): boolean {
  return baseUrl.hostname === 'sentry.io' || baseUrl.hostname.endsWith('.sentry.io');
}

/** The parts of a project that its name and settings pages need. */
export interface ProjectRef {
  readonly baseUrl: URL;
  readonly org: string;
  readonly project: string;
}

/** `org/project`, for messages. */
export function projectOf({ org, project }: ProjectRef): string {
  return `${org}/${project}`;
}

/** The page in Sentry's settings that lists the project's keys. */
export function keysPage({ baseUrl, org, project }: ProjectRef): string {
  // Hosted settings pages are always on sentry.io, even if the API is on a region's host.
  const host = isHosted(baseUrl) ? 'https://sentry.io' : addressOf(baseUrl);
  return `${host}/settings/${org}/projects/${project}/keys/`;
}

/** The page of one key in Sentry's settings. */
export function keyPage(project: ProjectRef, id: string): string {
  return `${keysPage(project)}${id}/`;
}

/** The settings page of a key, or of the project's keys if there is no key. */
export function pageOf(project: ProjectRef, key: { readonly id: string } | undefined): string {
  return key === undefined ? keysPage(project) : keyPage(project, key.id);
}

/**
 * Whether this can be the slug (always lower case) or the ID of an organization, project or team. It can't contain
 * dots, slashes or escapes, so it can't traverse a path.
 */
export function isSlug(text: string): boolean {
  return /^[a-z0-9_-]{1,100}$/.test(text);
}

/** Whether Sentry accepts this as the slug of a new project, which can't be all digits like an ID. */
export function isNewSlug(text: string): boolean {
  return isSlug(text) && !/^[0-9]+$/.test(text);
}
