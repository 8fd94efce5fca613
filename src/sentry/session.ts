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
  /** Whether the public DSN is masked; secrets always are. */
  readonly maskDsn: boolean;
}

/** A Sentry whose connections all sessions share. */
export interface SentryServer extends SentryAccess {
  readonly send: Send;
  readonly runtime: Runtime;
}

/** @throws {Failure} when the workflow's proxy cannot be used */
export function connectToSentry(access: SentryAccess, runtime: Runtime): SentryServer {
  return { ...access, send: openTraced(access.baseUrl, runtime), runtime };
}

/** What a call about one project needs. */
export interface Session {
  readonly baseUrl: URL;
  readonly org: string;
  readonly token: string;
  /** Slug or ID; the new slug as soon as Sentry has said that the project was renamed. */
  project: string;
  /** Whether that has happened; it is followed once. */
  isRenamed: boolean;
  readonly maskDsn: boolean;
  readonly client: RetryingClient;
  readonly userAgent: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** Opens a session for one project, which has its own time. */
export function openSession(server: SentryServer, project: string): Session {
  const { baseUrl, org, token, timeout, maskDsn, send, runtime } = server;
  const { userAgent, clock, log } = runtime;
  const client = withRetries('Sentry', send, timeout, runtime);
  const access = { baseUrl, org, token, project, isRenamed: false, maskDsn };
  return { ...access, client, userAgent, clock, log };
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

/** The page of one key in Sentry's settings. */
export function keyPage(project: ProjectRef, id: string): string {
  return `${keysPage(project)}${id}/`;
}
