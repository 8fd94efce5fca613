import { randomBytes, randomInt } from 'node:crypto';

export const slugPattern = /^(?![0-9]+$)[a-z0-9_-]+$/;

const reserved: ReadonlySet<string> = new Set([
  ...['api-keys', 'audit-log', 'auth', 'billing', 'integrations', 'members', 'projects'],
  ...['rate-limits', 'repos', 'settings', 'support', 'teams', 'usage'],
]);

/** Whether Sentry needs the name for addresses of its own. */
export const isReserved = (slug: string): boolean => reserved.has(slug);

/**
 * The slug of a project whose creator named none: its name as far as that can be one, and a suffix
 * where that is no slug or not a free one.
 */
export function derivedSlug(name: string, isTaken: (slug: string) => boolean): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replace(/[-\s]+/g, '-')
    .replace(/^[-_]+|[-_]+$/g, '');
  const base = words === '' || isReserved(words) ? randomBytes(6).toString('hex') : words;
  let slug = base;
  while (!slugPattern.test(slug) || isTaken(slug)) {
    slug = `${base}-${randomInt(36 ** 2, 36 ** 3).toString(36)}`;
  }
  return slug;
}
