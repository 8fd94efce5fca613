import type { Access } from './access.ts';
import type { View } from './keys.ts';
import type { LocalSentryOptions } from './options.ts';
import type { Organizations } from './organizations.ts';

type Settings = Pick<LocalSentryOptions, 'dsnEndpoint'> &
  Required<Pick<LocalSentryOptions, 'dialect' | 'rateLimits' | 'membersCreateProjects' | 'usage' | 'now'>> &
  Required<Pick<LocalSentryOptions, 'commitDelay' | 'dateLead' | 'projectDelay'>>;

/** What the endpoints know about the server they belong to. */
export interface Installation extends Settings {
  access: Access;
  organizations: Organizations;
  /** The server's address with its path; '' if it does not know it. */
  endpoint: () => string;
  /** When a key took its events, in milliseconds since the epoch. */
  acceptedAt: (id: string) => readonly number[];
}

/** Of Sentry's configuration, which need not be the one that a request came to. */
export const hostInLinks = ({ endpoint }: Installation): string => (endpoint() === '' ? '' : 'https://sentry.example');

export const viewOf = ({ dialect, endpoint, dsnEndpoint }: Installation): View => ({
  ...{ dialect, endpoint: endpoint() },
  ...(dsnEndpoint !== undefined && { dsnEndpoint }),
});
