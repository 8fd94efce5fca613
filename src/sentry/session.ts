import { addressOf, isHosted } from '../net/base-url.ts';
import type { Clock } from '../net/clock.ts';
import type { Send } from '../net/http.ts';
import { type RetryingClient, withRetries } from '../net/retrying-client.ts';
import type { Log, Runtime } from '../net/runtime.ts';
import { openTraced } from '../net/trace.ts';

/** Where Sentry answers and who asks. */
export interface SentryAccess {
  readonly baseUrl: URL;
  /** Slug or ID. */
  readonly org: string;
  readonly token: string;
  /** Seconds that all calls of one session may take together. */
  readonly timeout: number;
  readonly masked: Masked;
}

/**
 * What of a key is masked: its secrets only, the public DSN too, or all endpoints that carry the public key, too.
 * Each mask costs the rest of the job some time, so that a list of keys leaves out what it never writes.
 */
export type Masked = 'secrets' | 'dsn' | 'endpoints';

/** A Sentry whose connections all sessions share. */
export interface SentryServer extends SentryAccess {
  readonly send: Send;
  readonly runtime: Runtime;
}

/** @throws {Failure} when the workflow's proxy cannot be used */
export function connectToSentry(access: SentryAccess, runtime: Runtime): SentryServer {
  return { ...access, send: openTraced(access.baseUrl, runtime), runtime };
}

/** What a call about an organization needs. */
export interface OrganizationSession {
  readonly baseUrl: URL;
  readonly org: string;
  readonly token: string;
  readonly masked: Masked;
  readonly client: RetryingClient;
  readonly userAgent: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** What a call about one project needs. */
export interface Session extends OrganizationSession {
  /** Slug or ID; the new slug as soon as Sentry has said that the project was renamed. */
  project: string;
  /** Whether that has happened; it is followed once. */
  isRenamed: boolean;
}

/** Opens a session for an organization, which has its own time. */
export function openOrganizationSession(server: SentryServer): OrganizationSession {
  const { baseUrl, org, token, timeout, masked, send, runtime } = server;
  const { userAgent, clock, log } = runtime;
  const client = withRetries('Sentry', send, timeout, runtime);
  return { baseUrl, org, token, masked, client, userAgent, clock, log };
}

/** Opens a session for one project, which has its own time. */
export function openSession(server: SentryServer, project: string): Session {
  return { ...openOrganizationSession(server), project, isRenamed: false };
}

/** A project, as far as its name and its pages need it. */
type ProjectRef = Pick<Session, 'baseUrl' | 'org' | 'project'>;

/** `org/project`, as messages name it. */
export function projectOf({ org, project }: ProjectRef): string {
  return `${org}/${project}`;
}

/** The page in Sentry's settings that lists the project's keys. */
export function keysPage({ baseUrl, org, project }: ProjectRef): string {
  // Pages of the hosted Sentry are on sentry.io, whichever region's host the API has.
  const host = isHosted(baseUrl) ? 'https://sentry.io' : addressOf(baseUrl);
  return `${host}/settings/${org}/projects/${project}/keys/`;
}

/** The page of a key in Sentry's settings; without one, that of the project's keys. */
export function pageOf(project: ProjectRef, key: { readonly id: string } | undefined): string {
  return key === undefined ? keysPage(project) : keyPage(project, key.id);
}

/** The page of one key in Sentry's settings. */
export function keyPage(project: ProjectRef, id: string): string {
  return `${keysPage(project)}${id}/`;
}
