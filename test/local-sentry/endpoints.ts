import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { LoggedRequest } from '../local-server/log.ts';
import type { ApiCall } from './access.ts';
import { internalError, notFound, Refusal, send, type Answer } from './answers.ts';
import { keyChanges, keyToCreate, olderKey, olderProjectToCreate, projectToCreate, readBody } from './bodies.ts';
import { hostInLinks, type Installation, viewOf } from './installation.ts';
import { defaultSdkVersion, hasStatus, keyObject, type StoredKey } from './keys.ts';
import { changedLimit, newLimit } from './limits.ts';
import { addOtherMethods, allowing } from './methods.ts';
import { page } from './pages.ts';
import { addOrganizationEndpoints } from './organization-endpoints.ts';
import { newProjectObject, projectObject, type Project } from './projects.ts';

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
  const { access, organizations, dialect, rateLimits, now, commitDelay } = installation;
  const { membersCreateProjects, projectDelay, dateLead, usage, acceptedAt } = installation;
  const isOlder = dialect === 'older';
  const isGlitchTip = dialect === 'glitchtip';

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
      preHandler: allowing(url === 'keys/' ? 'POST' : 'PUT, DELETE'),
      handler: async ({ params, entry, originalUrl }, reply) => {
        const caller = access.caller(entry.headers.authorization, method, call);
        const project = organizations.called(params, originalUrl, now(), caller.mayIn);
        const keys = project.keys.filter((key) => organizations.keys.isVisible(key));
        const key = (): StoredKey => {
          const asked = isGlitchTip ? params.key?.replaceAll('-', '') : params.key;
          const named = keys.find(({ id }) => id === asked);
          if (!named) throw notFound();
          return named;
        };
        const show = (key: StoredKey): object => keyObject(key, project.id, viewOf(installation));
        return send(reply, await work({ project, keys, key, show, request: entry }));
      },
    });
  };

  app.route<{ Params: { org: string; team: string } }>({
    method: 'POST',
    url: '/api/0/teams/:org/:team/projects/',
    config: { call: 'create-project' },
    preHandler: allowing('POST'),
    handler: ({ params, entry }, reply) => {
      const caller = access.caller(entry.headers.authorization, 'POST', 'create-project');
      const team = organizations.calledTeam(params.org, params.team, caller.mayIn);
      const wanted = readBody(entry, isOlder ? olderProjectToCreate : projectToCreate);
      if (!membersCreateProjects && !caller.isBeyondMembers) {
        throw new Refusal(403, { detail: 'Your organization has disabled this feature for members.' });
      }
      // From here to the answer nothing waits, so no other call can take the slug in between.
      const time = now();
      const project = organizations.createProject(team, wanted, time);
      project.visibleFrom = time + projectDelay();
      return send(reply, { status: 201, body: newProjectObject(project, dialect) });
    },
  });

  on('GET', '', 'project', ({ project }) => ({ status: 200, body: projectObject(project) }));

  on('GET', 'keys/', 'list', ({ keys, show, request: { path, query } }) => {
    const wanted = keys.filter(hasStatus(isGlitchTip ? '' : query['status'])).reverse();
    const { rows, link } = page(wanted, `${hostInLinks(installation)}${path}`, query, dialect);
    return { status: 200, body: rows.map(show), headers: { link } };
  });

  on('POST', 'keys/', 'create', async ({ project, show, request }) => {
    const wanted = isOlder ? readBody(request, olderKey) : readBody(request, keyToCreate);
    const { name, rateLimit } = wanted;
    const { public: id, secret } = isGlitchTip ? {} : wanted;
    // The column is unique, in all projects.
    if (id != null && organizations.keys.has(id)) throw internalError();
    const seed: Partial<StoredKey> = {
      ...(id != null && { id }),
      ...(secret != null && { secret }),
      ...(name && { name }),
      ...(rateLimits && rateLimit !== undefined && { rateLimit: newLimit(rateLimit) }),
    };
    const key = project.addKey(seed, now(), dateLead());
    const delay = commitDelay();
    if (delay > 0) {
      organizations.keys.uncommitted.add(key);
      await sleep(delay);
      organizations.keys.uncommitted.delete(key);
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
    const changes = readBody(request, isOlder ? olderKey : keyChanges);
    if (!isGlitchTip) {
      if (changes.rateLimit !== undefined && rateLimits) {
        key.rateLimit = changedLimit(changes.rateLimit, key.rateLimit);
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

  addOrganizationEndpoints(app, installation);
  addOtherMethods(app, access, dialect);

  on('DELETE', 'keys/:key/', 'delete', ({ key, project }) => {
    project.removeKey(key());
    return { status: 204 };
  });
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
