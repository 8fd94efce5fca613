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
import { type Item, type Items, Places, type Stored } from './places.ts';

export interface LocalGitHubOptions {
  /** A path that the base URL carries: '/api/v3' as on GitHub Enterprise Server; '' by default. */
  path?: string;
  /** Serve HTTPS with this pair of PEM texts. */
  tls?: { key: string; cert: string };
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
  /** Adds a repository, 'owner/name', with its owner as an organization; or environments to one that exists. */
  addRepository(name: string, environments?: readonly string[]): void;
  /** Stores one, new or instead of the one that exists; targets are those of `secret`. */
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
 * Starts a GitHub of one's own: secrets and variables by GitHub's REST API. It holds the organization `acme` with the
 * repositories `web` (environments `production`, `staging` and `preview/eu west`), `api`, `mobile` and `docs`, and no
 * tokens.
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
  addLog(app, requests, options);
  app.setErrorHandler((error, _request, reply) =>
    sendError(reply, error instanceof Refusal ? error : new Refusal(500, 'Server Error')),
  );

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

  const items = (target: string, kind: 'secrets' | 'variables'): Items => {
    const place = places.get(target);
    if (place === undefined) throw new Error(`nothing is stored at ${target}`);
    return place[kind];
  };
  const add = (target: string, kind: 'secrets' | 'variables', name: string, stored: Stored): void => {
    for (const repository of stored.repositories ?? []) places.idOf(repository); // which throws if it does not exist
    items(target, kind).put(name, stored);
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
    addSecret: (target, name, stored) => {
      add(target, 'secrets', name, stored);
    },
    addVariable: (target, name, stored) => {
      add(target, 'variables', name, stored);
    },
    secret: (target, name) => stored(items(target, 'secrets').get(name)),
    variable: (target, name) => stored(items(target, 'variables').get(name)),
    fault: (fault) => {
      faults.add(fault);
    },
    close: () => app.close(),
  };
  github.addRepository('acme/web', ['production', 'staging', 'preview/eu west']);
  for (const name of ['api', 'mobile', 'docs']) github.addRepository(`acme/${name}`);
  return github;
}

/** Only what a test has to expect. */
function stored(item: Item | undefined): Stored | undefined {
  if (item === undefined) return undefined;
  const { value, visibility, repositories = [] } = item;
  return { value, ...(visibility !== undefined && { visibility }), ...(repositories.length > 0 && { repositories }) };
}
