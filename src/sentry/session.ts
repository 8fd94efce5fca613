import { isHosted, type ProjectRef } from '../model/base-url.ts';
import type { Send } from '../net/http.ts';
import { RetryingClient } from '../net/retrying-client.ts';
import { type Clock, type Log, openTraced, type Runtime } from '../net/runtime.ts';

/** The address, credentials and limits for access to Sentry. */
export interface SentryAccess {
  readonly baseUrl: URL;
  /** Slug or ID. */
  readonly org: string;
  readonly token: string;
  /** Seconds that all calls of one session may take together. */
  readonly timeout: number;
  readonly masked: Masked;
  /** Sent with each request to a self-hosted Sentry, to get past a proxy or firewall in front of it. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * How much of a key to mask: only its secrets, also the public DSN, or also all endpoints that contain the public key.
 * Each mask slows down the rest of the job, so a list of keys leaves out values that it never writes.
 */
export type Masked = 'secrets' | 'dsn' | 'endpoints';

/** A Sentry server with connections that all sessions share. */
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

/** Everything that a call about an organization needs. */
export interface OrganizationSession extends SentryAccess {
  readonly client: RetryingClient;
  readonly userAgent: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** Everything that a call about one project needs. */
export interface Session extends OrganizationSession, ProjectRef {
  /** Slug or ID. Becomes the new slug once Sentry reports that the project was renamed. */
  project: string;
  /** Whether a rename was reported. Only one is followed. */
  isRenamed: boolean;
}

/** Opens a session for an organization, with a separate time budget. */
export function openOrganizationSession(server: SentryServer): OrganizationSession {
  const { baseUrl, org, token, timeout, masked, headers, send, runtime } = server;
  const { userAgent, clock, log } = runtime;
  const client = new RetryingClient('Sentry', send, timeout, runtime);
  return { baseUrl, org, token, timeout, masked, headers, client, userAgent, clock, log };
}

/** Opens a session for one project, with a separate time budget. */
export function openSession(server: SentryServer, project: string): Session {
  return { ...openOrganizationSession(server), project, isRenamed: false };
}
