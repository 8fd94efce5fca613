import type { Access } from './access.ts';
import type { Dialect } from './keys.ts';
import type { Organizations } from './organizations.ts';

/** What the endpoints know about the server they belong to. */
export interface Installation {
  access: Access;
  organizations: Organizations;
  dialect: Dialect;
  /** Whether the organization's plan has rate limits for keys. */
  rateLimits: boolean;
  /** Whether the organization lets its members create projects. */
  membersCreateProjects: boolean;
  /** The ingest origin with its path; '' where the server does not know its own address. */
  endpoint: () => string;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Milliseconds from a new key's getting its place in the order to everyone's seeing it. */
  commitDelay: () => number;
  /** Milliseconds from a new key's getting its date to its getting its place in the order. */
  dateLead: () => number;
  /** Milliseconds from a project's creation to the first call that finds it. */
  projectDelay: () => number;
  /** Whether the server has figures on how much a key is used. */
  usage: boolean;
  /** When a key took its events, in milliseconds since the epoch. */
  acceptedAt: (id: string) => readonly number[];
}

/** Of Sentry's configuration, which need not be the one that a request came to. */
export const hostInLinks = ({ endpoint }: Installation): string => (endpoint() === '' ? '' : 'https://sentry.example');
