import type { Loader } from './loader.ts';
import type { RateLimit } from './rate-limit.ts';

/** The addresses that a server may send beside the DSN, by the names of the outputs for them. */
export const ENDPOINTS = [
  'csp',
  'security',
  'minidump',
  'nel',
  'unreal',
  'crons',
  'cdn',
  'playstation',
  'integration',
  'otlp-traces',
  'otlp-logs',
] as const;
export type Endpoint = (typeof ENDPOINTS)[number];

/** A Sentry client key as the rest of the action sees it. */
export interface ClientKey {
  /** The public key, which is what Sentry's paths call the key's ID. */
  readonly id: string;
  readonly name: string;
  readonly projectId: string;
  readonly isActive: boolean;
  readonly rateLimit: RateLimit | null;
  /** Milliseconds since the epoch, with microseconds as a fraction; `undefined` for old keys. */
  readonly dateCreated: number | undefined;
  /** The browser SDK version of the Loader Script; `undefined` where the server has none. */
  readonly sdkVersion: string | undefined;
  /** The versions that the server offers; `undefined` where it does not say. */
  readonly sdkVersions: readonly string[] | undefined;
  /** The Loader Script options that are on. An option that the server does not know is off. */
  readonly loader: Loader;
  /** Sentry shows it to its own staff only. */
  readonly useCase: string | undefined;
  /** As the server sent it; `requireUsable` tells whether it is a DSN. */
  readonly dsn: string;
  readonly secretDsn: string | undefined;
  /** Only those that the server sent and that are addresses. */
  readonly endpoints: Readonly<Partial<Record<Endpoint, string>>>;
  /** The server's whole answer; `undefined` for a key of a list that hardly anybody will ask for. */
  readonly answer: unknown;
}

/**
 * Sorts keys by their date of creation. Among equals, and where a server sends no date, the one
 * further down Sentry's list, which is newest first, is the older.
 */
export function oldestFirst(newestFirst: readonly ClientKey[]): ClientKey[] {
  const date = (key: ClientKey): number => key.dateCreated ?? 0;
  return [...newestFirst].reverse().sort((a, b) => date(a) - date(b));
}
