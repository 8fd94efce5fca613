import { isHosted, type ProjectRef } from '../model/base-url.ts';
import type { Send } from '../net/http.ts';
import { RetryingClient } from '../net/retrying-client.ts';
import { type Clock, type Log, openTraced, type Runtime } from '../net/runtime.ts';

/** Where Sentry answers and who asks. */
export interface SentryAccess {
  readonly baseUrl: URL;
  /** Slug or ID. */
  readonly org: string;
  readonly token: string;
  /** Seconds that all calls of one session may take together. */
  readonly timeout: number;
  readonly masked: Masked;
  /** Sent with each request to a self-hosted Sentry, for whatever is in front of it. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * What of a key is masked: its secrets only, the public DSN too, or all endpoints that carry the public key, too. Each
 * mask costs the rest of the job some time, so a list of keys leaves out what it never writes.
 */
export type Masked = 'secrets' | 'dsn' | 'endpoints';

/** A Sentry whose connections all sessions share. */
export interface SentryServer extends SentryAccess {
  readonly send: Send;
  readonly runtime: Runtime;
}

/** @throws {Failure} when the workflow's proxy cannot be used */
export function connectToSentry(access: SentryAccess, runtime: Runtime): SentryServer {
  const isOwn = !isHosted(access.baseUrl);
  if (!isOwn && Object.keys(access.headers).length > 0) {
    runtime.log.warning('SENTRY_CUSTOM_HEADERS is not sent to sentry.io. It is for a self-hosted Sentry.');
  }
  const headers = isOwn ? access.headers : {};
  return { ...access, headers, send: openTraced(access.baseUrl, runtime), runtime };
}

/** What a call about an organization needs. */
export interface OrganizationSession extends SentryAccess {
  readonly client: RetryingClient;
  readonly userAgent: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** What a call about one project needs. */
export interface Session extends OrganizationSession, ProjectRef {
  /** Slug or ID; the new slug as soon as Sentry reported that the project was renamed. */
  project: string;
  /** Whether that has happened; it is followed once. */
  isRenamed: boolean;
}

/** Opens a session for an organization, which has its own time. */
export function openOrganizationSession(server: SentryServer): OrganizationSession {
  const { baseUrl, org, token, timeout, masked, headers, send, runtime } = server;
  const { userAgent, clock, log } = runtime;
  const client = new RetryingClient('Sentry', send, timeout, runtime);
  return { baseUrl, org, token, timeout, masked, headers, client, userAgent, clock, log };
}

/** Opens a session for one project, which has its own time. */
export function openSession(server: SentryServer, project: string): Session {
  return { ...openOrganizationSession(server), project, isRenamed: false };
}
