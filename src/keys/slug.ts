/**
 * Whether this can be the slug or the ID of an organization, a project or a team: slugs are lower case.
 * It has no dots, slashes or escapes, so that no path can be climbed with it.
 */
export function isSlug(text: string): boolean {
  return /^[a-z0-9_-]{1,100}$/.test(text);
}

/** Whether Sentry takes this as the slug of a new project: it cannot be an ID. */
export function isNewSlug(text: string): boolean {
  return isSlug(text) && !/^[0-9]+$/.test(text);
}
