import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { fastify } from 'fastify';
import { Faults } from '../local-server/faults.ts';
import { addLog, type LoggedRequest } from '../local-server/log.ts';
import { Access, type TokenOptions } from './access.ts';
import { ApiLimiter } from './api-limit.ts';
import { HTML, internalError, Refusal, send } from './answers.ts';
import { addEndpoints } from './endpoints.ts';
import type { Call, Fault } from './faults.ts';
import { Ingest, type ReceivedEvent } from './ingest.ts';
import type { StoredKey } from './keys.ts';
import type { LocalSentryOptions } from './options.ts';
import { Organization } from './organization.ts';
import type { Project, StoredProject } from './projects.ts';

/** A running server. */
export interface LocalSentry {
  /** Base URL with its path, without a slash at the end. */
  readonly url: string;
  /** Every request in order of arrival. */
  readonly requests: LoggedRequest<Call>[];
  /** Every event that SDKs delivered. */
  readonly events: ReceivedEvent[];
  addToken(token: string, scopes: string[], options?: TokenOptions): void;
  /** Adds a project without keys. */
  addProject(slug: string): void;
  addTeam(slug: string): void;
  /** Removes a project with its keys. */
  removeProject(slug: string): void;
  /** From then on calls with the old slug are answered with a redirect. */
  renameProject(from: string, to: string): void;
  /** Copies of the projects, oldest first, those too that no call finds yet. */
  projects(): readonly StoredProject[];
  /** Adds a key behind the API's back; what is left out is made up. Gives back a copy. */
  addKey(project: string, key?: Partial<StoredKey>): StoredKey;
  /** Removes a key behind the API's back. */
  removeKey(project: string, id: string): void;
  /** Copies of a project's keys, oldest first, inactive ones too. */
  keys(project: string): readonly StoredKey[];
  /** Queues a fault; each call is hit by the first one that fits it and has hits left. */
  fault(fault: Fault): void;
  /** Ends at once, open connections too. */
  close(): Promise<void>;
}

/**
 * Starts a Sentry of one's own: client keys by Sentry's REST API, and the ingest side that their
 * DSNs point at. It holds the organization `acme` with the project `web` and the team `platform`,
 * no keys and no tokens.
 */
export async function startLocalSentry(options: LocalSentryOptions = {}): Promise<LocalSentry> {
  const { port = 0, path = '', tls, now = Date.now, dialect = 'current' } = options;
  const requests: LoggedRequest<Call>[] = [];
  const access = new Access(dialect);
  const organization = new Organization(dialect);
  const faults = new Faults<Call>({ creating: ['create', 'create-project'], byNameOnly: ['envelope'] }, options.onHang);
  const ingest = new Ingest(organization, now);
  const limiter = new ApiLimiter(options.apiLimit, options.latency ?? 0, dialect, now);

  const app = fastify({
    serverFactory: (handler) => (tls ? createHttpsServer(tls, handler) : createHttpServer(handler)),
    forceCloseConnections: true,
    exposeHeadRoutes: false,
  });
  app.addHook('onSend', (_request, reply, _body, done) => {
    reply.header('date', new Date(now()).toUTCString());
    done();
  });
  app.addHook('preHandler', async ({ entry }) => {
    await options.holdBack?.(entry as LoggedRequest<Call>);
  });
  // A fault strikes between the caller and Sentry, so it comes first, and is the last to see an answer.
  limiter.attachRelease(app);
  faults.attach(app);
  limiter.attachCount(app);
  addLog(app, requests, options);
  app.setErrorHandler((error, _request, reply) =>
    send(reply, (error instanceof Refusal ? error : internalError()).answer),
  );

  await app.register(
    (prefixed, _options, done) => {
      addEndpoints(prefixed, {
        access,
        organization,
        ...{ dialect, now, rateLimits: true, membersCreateProjects: true, usage: true },
        ...{ commitDelay: () => 0, dateLead: () => 0, projectDelay: () => 0 },
        ...options,
        endpoint: () => (options.urlPrefix === false ? '' : url),
        acceptedAt: (id) => ingest.events.flatMap(({ publicKey, at }) => (publicKey === id ? [at] : [])),
      });
      ingest.attach(prefixed);
      done();
    },
    { prefix: path },
  );
  app.all('*', (_request, reply) => send(reply, { status: 404, headers: HTML }));

  await app.listen({ port, host: '127.0.0.1' });
  const address = app.server.address() as AddressInfo;
  const url = `${tls ? 'https' : 'http'}://127.0.0.1:${address.port}${path}`;

  const existing = (name: string): Project => {
    const project = organization.project(name);
    if (!project) throw new Error(`no project ${name}`);
    return project;
  };
  const sentry: LocalSentry = {
    url,
    requests,
    events: ingest.events,
    addToken: (token, scopes, tokenOptions) => {
      access.addToken(token, scopes, tokenOptions);
    },
    addProject: (slug) => {
      organization.addProject({ slug }, now());
    },
    addTeam: (slug) => {
      organization.addTeam(slug);
    },
    removeProject: (slug) => {
      organization.removeProject(existing(slug));
    },
    renameProject: (from, to) => {
      organization.renameProject(existing(from), to);
    },
    projects: () => organization.projects().map(({ id, slug, name, platform }) => ({ id, slug, name, platform })),
    addKey: (project, key = {}) => structuredClone(existing(project).addKey(key, now())),
    removeKey: (project, id) => {
      const found = existing(project);
      const key = found.keys.find((one) => one.id === id);
      if (!key) throw new Error(`no key ${id} in ${project}`);
      found.removeKey(key);
    },
    keys: (project) => structuredClone(existing(project).keys),
    fault: (fault) => {
      faults.add(fault);
    },
    close: () => app.close(),
  };
  sentry.addProject('web');
  sentry.addTeam('platform');
  return sentry;
}
