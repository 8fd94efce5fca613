import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { fastify } from 'fastify';
import sodium from 'libsodium-wrappers';
import { Faults } from '../local-server/faults.ts';
import { addLog, type LoggedRequest } from '../local-server/log.ts';
import { Access, type Permission, type TokenOptions } from './access.ts';
import { notFound, Refusal, sendError } from './answers.ts';
import { addEndpoints, type GitHubCall } from './endpoints.ts';
import type { Fault } from './faults.ts';
import { now, Places, shown, type Stored } from './places.ts';

export interface LocalGitHubOptions {
  /** A path that the base URL carries: '/api/v3' as on GitHub Enterprise Server; '' by default. */
  path?: string;
  /** Serve HTTPS with this pair of PEM texts. */
  tls?: { key: string; cert: string };
  /** Called with each request when it arrives, before anything is done about it. */
  onRequest?: (request: LoggedRequest<GitHubCall>) => void;
  /** Called with each request once it is over, answered or not. */
  onRequestOver?: (request: LoggedRequest<GitHubCall>) => void;
}

/** A running server. */
export interface LocalGitHub {
  /** Base URL with its path, without a slash at the end: what GITHUB_API_URL is set to. */
  readonly url: string;
  /** Every request in order of arrival. */
  readonly requests: LoggedRequest<GitHubCall>[];
  addToken(token: string, permissions: readonly Permission[], options?: TokenOptions): void;
  /** Adds a repository, 'owner/name', or environments to one that is there. */
  addRepository(name: string, environments?: readonly string[]): void;
  addOrganization(name: string): void;
  /** Stores one, new or instead of the one that is there; targets are those of `secret`. */
  addSecret(target: string, name: string, stored: Stored): void;
  /** The same for a variable; targets are those of `variable`. */
  addVariable(target: string, name: string, stored: Stored): void;
  /**
   * A secret as its owner would read it.
   *
   * @param target 'repos/acme/web/actions', 'repos/acme/web/environments/x', 'orgs/acme/dependabot'
   */
  secret(target: string, name: string): Stored | undefined;
  /** @param target 'repos/acme/web', 'repos/acme/web/environments/x' or 'orgs/acme' */
  variable(target: string, name: string): Stored | undefined;
  /** Queues a fault; each call is hit by the first one that fits it and has hits left. */
  fault(fault: Fault): void;
  /** Ends at once, open connections too. */
  close(): Promise<void>;
}

const noUserAgent =
  'Request forbidden by administrative rules. Please make sure your request has a User-Agent header' +
  ' (https://docs.github.com/en/rest/overview/resources-in-the-rest-api#user-agent-required).' +
  ' Check https://developer.github.com for other possible causes.\r\n';

/**
 * Starts a GitHub of one's own: secrets and variables by GitHub's REST API. It holds the repository
 * `acme/web` with the environments `production` and `preview/eu west`, the organization `acme`, and
 * no tokens.
 */
export async function startLocalGitHub(options: LocalGitHubOptions = {}): Promise<LocalGitHub> {
  const { path = '', tls } = options;
  await sodium.ready;
  const requests: LoggedRequest<GitHubCall>[] = [];
  const access = new Access();
  const places = new Places();
  const faults = new Faults<GitHubCall>({ creating: ['put-secret', 'create-variable'] });

  const app = fastify({
    serverFactory: (handler) => (tls ? createHttpsServer(tls, handler) : createHttpServer(handler)),
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 1000 },
  });
  app.addHook('preHandler', (request, reply, done) => {
    if (request.headers['user-agent']) done();
    else void reply.code(403).type('text/html').send(noUserAgent);
  });
  faults.attach(app);
  addLog(app, requests, options.onRequest, options.onRequestOver);
  app.setErrorHandler((error, request, reply) => {
    if (!(error instanceof Refusal)) return sendError(reply, new Refusal(500, 'Server Error'));
    // Who does not say who they are learns nothing about the call.
    const page = error.status === 401 ? '' : request.routeOptions.config.docs;
    return sendError(reply, error, page);
  });

  await app.register(
    (prefixed, _options, done) => {
      addEndpoints(prefixed, access, places);
      done();
    },
    { prefix: path },
  );
  app.all('*', (_request, reply) => sendError(reply, notFound()));

  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;

  const existing = <Place>(place: Place | undefined, target: string): Place => {
    if (place === undefined) throw new Error(`nothing is stored at ${target}`);
    return place;
  };
  const github: LocalGitHub = {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}${path}`,
    requests,
    addToken: (token, permissions, tokenOptions = {}) => {
      access.addToken(token, permissions, tokenOptions);
    },
    addRepository: (name, environments = []) => {
      places.addRepository(name, environments);
    },
    addOrganization: (name) => {
      places.addOrganization(name);
    },
    addSecret: (target, name, stored) => {
      existing(places.vault(target), target).add(name.toUpperCase(), stored);
    },
    addVariable: (target, name, stored) => {
      const variable = { name: name.toUpperCase(), created_at: now(), updated_at: now(), ...stored };
      existing(places.variables(target), target).set(variable.name, variable);
    },
    secret: (target, name) => existing(places.vault(target), target).secret(name.toUpperCase()),
    variable: (target, name) => {
      const variable = existing(places.variables(target), target).get(name.toUpperCase());
      return variable && shown(variable.value, variable);
    },
    fault: (fault) => {
      faults.add(fault);
    },
    close: () => app.close(),
  };
  github.addRepository('acme/web', ['production', 'preview/eu west']);
  github.addOrganization('acme');
  return github;
}
