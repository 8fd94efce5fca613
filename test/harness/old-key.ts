import type { LocalSentry, StoredKey } from '../local-sentry/index.ts';

/** Older than what another run could be creating, so that nobody has to look twice. */
export const LONG_AGO = '2024-05-01T00:00:00.000000Z';

/** Adds a key `ci` that was created {@link LONG_AGO}. */
export function addOldKey(sentry: LocalSentry, project = 'web', more: Partial<StoredKey> = {}): StoredKey {
  return sentry.addKey(project, { name: 'ci', dateCreated: LONG_AGO, ...more });
}
