/**
 * Whether this may be the slug or the ID of an organization or a project. Without dots, slashes and
 * escapes no path can be climbed with it.
 */
export function isSlug(text: string): boolean {
  return /^[A-Za-z0-9_-]{1,100}$/.test(text);
}

/** Whether Sentry would take this as the slug of a new project: an ID or capital letters it does not. */
export function isNewSlug(text: string): boolean {
  return /^(?![0-9]+$)[a-z0-9_-]{1,100}$/.test(text);
}
