import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { LoggedRequest } from '../local-server/log.ts';
import type { Access, ApiCall } from './access.ts';
import { internalError, notFound, Refusal, send, type Answer } from './answers.ts';
import { keyChanges, keyToCreate, olderKey, olderProjectToCreate, projectToCreate, readBody } from './bodies.ts';
import { defaultSdkVersion, keyObject, type StoredKey } from './keys.ts';
import type { LocalSentryOptions } from './options.ts';
import type { Organization } from './organization.ts';
import { numberedPage, page } from './pages.ts';
import { listedProject, newProjectObject, type Project } from './projects.ts';

type Settings =
  'dialect' | 'rateLimits' | 'membersCreateProjects' | 'usage' | 'now' | 'commitDelay' | 'dateLead' | 'projectDelay';

/** What the endpoints know about the server they belong to. */
interface Installation extends Required<Pick<LocalSentryOptions, Settings>>, Pick<LocalSentryOptions, 'dsnEndpoint'> {
  access: Access;
  organization: Organization;
  /** The server's address with its path; '' if it does not know it. */
  endpoint: () => string;
  /** When a key took its events, in milliseconds since the epoch. */
  acceptedAt: (id: string) => readonly number[];
}

/** A call whose caller and project are known and fine. */
interface Visit {
  project: Project;
  /** The key that the URL names; throws a Refusal where it names none that the caller can see. */
  key: () => StoredKey;
  keys: StoredKey[];
  show: (key: StoredKey) => object;
  request: LoggedRequest;
}

/** Adds the REST API about organizations, projects and their client keys. */
export function addEndpoints(app: FastifyInstance, installation: Installation): void {
  const { access, organization, dialect, rateLimits, now, commitDelay, endpoint, dsnEndpoint } = installation;
  const { membersCreateProjects, projectDelay, dateLead, usage, acceptedAt } = installation;
  const isOlder = dialect === 'older';
  const isGlitchTip = dialect === 'glitchtip';
  // Of Sentry's configuration, which need not be the host that a request came to.
  const hostInLinks = (): string => (endpoint() === '' ? '' : 'https://sentry.example');
  const show = (key: StoredKey, { id }: Project): object =>
    keyObject(key, id, { dialect, endpoint: endpoint(), ...(dsnEndpoint !== undefined && { dsnEndpoint }) });

  const on = (
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    call: ApiCall,
    work: (visit: Visit) => Answer | Promise<Answer>,
  ): void => {
    app.route<{ Params: { org: string; project: string; key?: string } }>({
      method,
      url: `/api/0/projects/:org/:project/${url}`,
      config: { call },
      handler: async ({ params, entry, originalUrl }, reply) => {
        const caller = access.caller(entry.headers.authorization, method, call);
        const project = organization.called(params, originalUrl, now(), caller);
        const keys = project.keys.filter((key) => !organization.uncommitted.has(key));
        const key = (): StoredKey => {
          const asked = isGlitchTip ? params.key?.replaceAll('-', '') : params.key;
          const named = keys.find(({ id }) => id === asked);
          if (!named) throw notFound();
          return named;
        };
        const body = (one: StoredKey): object => show(one, project);
        return send(reply, await work({ project, keys, key, show: body, request: entry }));
      },
    });
  };

  app.route<{ Params: { org: string; team: string } }>({
    method: 'POST',
    url: '/api/0/teams/:org/:team/projects/',
    config: { call: 'create-project' },
    handler: ({ params, entry }, reply) => {
      const caller = access.caller(entry.headers.authorization, 'POST', 'create-project');
      const team = organization.calledTeam(params.org, params.team, caller);
      const wanted = readBody(entry.rawBody, isOlder ? olderProjectToCreate : projectToCreate);
      if (!membersCreateProjects && !caller.isBeyondMembers) {
        throw new Refusal(403, { detail: 'Your organization has disabled this feature for members.' });
      }
      // From here to the answer nothing waits, so no other call can take the slug in between.
      const time = now();
      const project = organization.createProject(team, wanted, time);
      project.visibleFrom = time + projectDelay();
      return send(reply, { status: 201, body: newProjectObject(project, dialect) });
    },
  });

  on('GET', 'keys/', 'list', ({ keys, show, request: { path, query } }) => {
    const { rows, link } = page(keys.toReversed(), `${hostInLinks()}${path}`, query, dialect);
    return { status: 200, body: rows.map(show), headers: { link } };
  });

  on('POST', 'keys/', 'create', async ({ project, show, request }) => {
    const { rawBody } = request;
    const wanted = isOlder ? readBody(rawBody, olderKey) : readBody(rawBody, keyToCreate);
    const { name, rateLimit } = wanted;
    const { public: id, secret } = isGlitchTip ? {} : wanted;
    // The column is unique, in all projects.
    if (id != null && organization.hasKey(id)) throw internalError();
    const seed: Partial<StoredKey> = {
      ...(id != null && { id }),
      ...(secret != null && { secret }),
      ...(name && { name }),
      ...(rateLimits && { rateLimit: limitOf(rateLimit) }),
    };
    const key = project.addKey(seed, now(), dateLead());
    const delay = commitDelay();
    if (delay > 0) {
      organization.uncommitted.add(key);
      await sleep(delay);
      organization.uncommitted.delete(key);
    }
    return { status: 201, body: show(key) };
  });

  on('GET', 'keys/:key/', 'get', ({ key, show }) => ({ status: 200, body: show(key()) }));

  on('GET', 'keys/:key/stats/', 'stats', ({ key, request: { query } }) => {
    const { id } = key();
    // Servers without an event store have no figures.
    if (!usage) return { status: 400, body: { detail: 'Invalid API request' } };
    const [since, until] = [Number(query['since']), Number(query['until'])];
    return { status: 200, body: daysOf(acceptedAt(id), since, until) };
  });

  on('PUT', 'keys/:key/', 'update', ({ key: find, show, request }) => {
    const key = find();
    const changes = readBody(request.rawBody, isOlder ? olderKey : keyChanges);
    if (!isGlitchTip) {
      if (changes.rateLimit !== undefined && rateLimits) {
        key.rateLimit = limitOf(changes.rateLimit);
      }
      if (changes.name) key.name = changes.name;
      key.isActive = changes.isActive ?? key.isActive;
      // Servers before September 2026 reset the version if it is left out, unlike every other member.
      key.browserSdkVersion =
        changes.browserSdkVersion ?? (isOlder ? defaultSdkVersion(dialect) : key.browserSdkVersion);
      Object.assign(key.dynamicSdkLoaderOptions, changes.dynamicSdkLoaderOptions);
    }
    return { status: 200, body: show(key) };
  });

  const onOrganization = (
    list: 'projects' | 'project-keys',
    call: ApiCall,
    work: (
      mayRead: (project: Project) => boolean,
      url: string,
      query: Record<string, string>,
    ) => { rows: object[]; link: string },
  ): void => {
    app.route<{ Params: { org: string } }>({
      method: 'GET',
      url: `/api/0/organizations/:org/${list}/`,
      config: { call },
      handler: ({ params, entry: { headers, path, query } }, reply) => {
        const caller = access.caller(headers.authorization, 'GET', call);
        organization.check(params.org);
        caller.check();
        const { rows, link } = work((project) => caller.isMemberOf(project), `${hostInLinks()}${path}`, query);
        return send(reply, { status: 200, body: rows, headers: { link } });
      },
    });
  };

  /** All projects, whoever is a member of which. */
  const listProjects: Parameters<typeof onOrganization>[2] = (_mayRead, url, query) => {
    const word = query['query'] ?? '';
    const found = organization
      .sortedProjects()
      .filter(({ slug, visibleFrom }) => now() >= visibleFrom && slug.includes(word));
    const { rows, link } = numberedPage(found, url, query, dialect);
    return { rows: rows.map(listedProject), link };
  };

  /** The keys of the projects that the caller is a member of, newest first. */
  const listKeys: Parameters<typeof onOrganization>[2] = (mayRead, url, query) => {
    const found = organization
      .keys()
      .filter(
        ({ key, project }) => !organization.uncommitted.has(key) && now() >= project.visibleFrom && mayRead(project),
      );
    const { rows, link } = page(found, url, query, dialect);
    return { rows: rows.map(({ key, project }) => show(key, project)), link };
  };

  // The list of keys is public since 2025. GlitchTip has not got it, and its list of projects is not played here.
  if (!isGlitchTip) onOrganization('projects', 'organization-projects', listProjects);
  if (dialect === 'current') onOrganization('project-keys', 'organization-keys', listKeys);

  on('DELETE', 'keys/:key/', 'delete', ({ key, project }) => {
    project.removeKey(key());
    return { status: 204 };
  });
}

/** A limit with a zero or null is no limit. */
function limitOf(asked?: { count?: number | null; window?: number | null } | null): StoredKey['rateLimit'] {
  return asked?.count && asked.window ? { count: asked.count, window: asked.window } : null;
}

/** Seconds of a day. */
const DAY = 24 * 3600;

/** Sentry's figures: one entry for each day (UTC) that the time from `since` to `until` (seconds) touches. */
function daysOf(times: readonly number[], since: number, until: number): object[] {
  const days: object[] = [];
  for (let ts = Math.floor(since / DAY) * DAY; ts <= until; ts += DAY) {
    const seconds = times.map((time) => time / 1000);
    const accepted = seconds.filter((time) => time >= ts && time < ts + DAY).length;
    days.push({ ts, total: accepted, dropped: 0, accepted, filtered: 0 });
  }
  return days;
}
