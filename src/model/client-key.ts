import type { Loader } from './loader.ts';
import type { RateLimit } from './rate-limit.ts';

/** A Sentry client key as the rest of the action sees it. */
export interface ClientKey {
  /** The public key. Sentry's API paths use it as the key's ID. */
  readonly id: string;
  readonly name: string;
  readonly projectId: string;
  readonly isActive: boolean;
  readonly rateLimit: RateLimit | null;
  /** Milliseconds since the epoch, with microseconds as a fraction; `undefined` for old keys. */
  readonly dateCreated: number | undefined;
  /** The browser SDK version of the Loader Script; `undefined` if the server has none. */
  readonly sdkVersion: string | undefined;
  /** The versions that the server offers; `undefined` if it lists none. */
  readonly sdkVersions: readonly string[] | undefined;
  /** The Loader Script options that are on. An option that the server does not know is off. */
  readonly loader: Loader;
  /** Sentry shows it to its own staff only. */
  readonly useCase: string | undefined;
  /** As the server sent it; `requireUsable` checks that it is a DSN. */
  readonly dsn: string;
  /** The server's whole answer. */
  readonly answer: unknown;
}

/** A key that a look saw but didn't need, reduced to its name and state. */
export interface OtherKey {
  readonly id: string;
  readonly name: string;
  readonly isActive: boolean;
}

/** The name of the key that Sentry creates with each project. */
export const DEFAULT_KEY = 'Default';

/**
 * Sorts keys by creation date. If dates are equal or missing, the key further down Sentry's list is older, because that
 * list is newest first.
 */
export function oldestFirst(newestFirst: readonly ClientKey[]): ClientKey[] {
  const date = (key: ClientKey): number => key.dateCreated ?? 0;
  return newestFirst.toReversed().sort((a, b) => date(a) - date(b));
}
