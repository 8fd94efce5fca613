/** Characters; what servers and proxies take of an address at the most. */
const MAX_LENGTH = 2000;

/**
 * The address of a server whose API is under it: https (http on loopback only), nothing but host and path, and no slash
 * at the end. `undefined` for anything else.
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

/** Whether a host, as `URL` writes it, is the machine itself. */
export function isLoopback(hostname: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
}

/** The address as people write it, and as paths are added to it: no slash at the end. */
export function addressOf(baseUrl: URL): string {
  return `${baseUrl.origin}${baseUrl.pathname.replace(/\/$/, '')}`;
}

/** Whether this is sentry.io or one of its regions. */
export function isHosted(baseUrl: URL): boolean {
  return baseUrl.hostname === 'sentry.io' || baseUrl.hostname.endsWith('.sentry.io');
}

/** A project, as far as its name and its pages need it. */
export interface ProjectRef {
  readonly baseUrl: URL;
  readonly org: string;
  readonly project: string;
}

/** `org/project`, as messages name it. */
export function projectOf({ org, project }: ProjectRef): string {
  return `${org}/${project}`;
}

/** The page in Sentry's settings that lists the project's keys. */
export function keysPage({ baseUrl, org, project }: ProjectRef): string {
  // Pages of the hosted Sentry are on sentry.io, whichever region's host the API has.
  const host = isHosted(baseUrl) ? 'https://sentry.io' : addressOf(baseUrl);
  return `${host}/settings/${org}/projects/${project}/keys/`;
}

/** The page of one key in Sentry's settings. */
export function keyPage(project: ProjectRef, id: string): string {
  return `${keysPage(project)}${id}/`;
}

/** The page of a key in Sentry's settings; without one, that of the project's keys. */
export function pageOf(project: ProjectRef, key: { readonly id: string } | undefined): string {
  return key === undefined ? keysPage(project) : keyPage(project, key.id);
}

/**
 * Whether this can be the slug or the ID of an organization, a project or a team: slugs are lower case. It has no dots,
 * slashes or escapes, so no path can be climbed with it.
 */
export function isSlug(text: string): boolean {
  return /^[a-z0-9_-]{1,100}$/.test(text);
}

/** Whether Sentry accepts this as the slug of a new project: it cannot be an ID. */
export function isNewSlug(text: string): boolean {
  return isSlug(text) && !/^[0-9]+$/.test(text);
}
