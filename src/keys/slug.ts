/**
 * Whether this can be the slug or the ID of an organization, a project or a team. It has no dots,
 * slashes or escapes, so that no path can be climbed with it.
 */
export function isSlug(text: string): boolean {
  return /^[A-Za-z0-9_-]{1,100}$/.test(text);
}

/** Whether Sentry takes this as the slug of a new project: no capital letters, and not an ID. */
export function isNewSlug(text: string): boolean {
  return /^(?![0-9]+$)[a-z0-9_-]{1,100}$/.test(text);
}
