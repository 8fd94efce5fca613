import type { FastifyInstance } from 'fastify';
import type { Caller } from './access.ts';
import { badRequest, forbidden, Refusal, send } from './answers.ts';
import { hostInLinks, type Installation } from './installation.ts';
import { hasStatus, keyObject } from './keys.ts';
import { allowing } from './methods.ts';
import type { Organization, Team } from './organization.ts';
import { organizationLists } from './organization-lists.ts';
import { numberedPage, page, type Page } from './pages.ts';
import { listedProject, type Project } from './projects.ts';

/** A call whose caller and organization are known and fine. */
interface Visit {
  organization: Organization;
  caller: Caller;
  /** What Sentry reads more than once of, such as `project`, is in `all`. */
  query: Record<string, string>;
  all: URLSearchParams;
  /** Where the pages of the list are. */
  url: string;
}

/** Adds the lists of a whole organization: of its keys and of its projects. */
export function addOrganizationEndpoints(app: FastifyInstance, installation: Installation): void {
  const { access, organizations, dialect } = installation;
  for (const { call, url } of organizationLists(dialect)) {
    const list = call === 'organization-keys' ? listKeys : listProjects;
    app.route<{ Params: { org: string } }>({
      method: 'GET',
      url,
      config: { call },
      preHandler: allowing(''),
      handler: ({ params, entry, originalUrl }, reply) => {
        const caller = access.caller(entry.headers.authorization, 'GET', call);
        const organization = organizations.calledOrganization(params.org, caller.mayIn);
        const all = new URL(originalUrl, 'http://localhost').searchParams;
        const pages = `${hostInLinks(installation)}${entry.path}`;
        const visit = { organization, caller, query: entry.query, all, url: pages };
        const { rows, link } = list(installation, visit);
        return send(reply, { status: 200, body: rows, headers: { link } });
      },
    });
  }
}

function listKeys(installation: Installation, visit: Visit): Page<object> {
  const { organizations, dialect, endpoint, now } = installation;
  const { organization, caller, query, all, url } = visit;
  const superuser = caller.scopes.includes('superuser');
  const ofTeam = query['team'] ? onlyOf(organization, query['team']) : () => true;
  const asked = askedProjects(organization, all, caller);
  const time = now();
  const wanted = hasStatus(query['status']);
  const found = organizations.keys
    .of(organization)
    .filter(
      ({ key, project }) =>
        wanted(key) &&
        organizations.keys.isVisible(key, superuser) &&
        time >= project.visibleFrom &&
        asked(project) &&
        ofTeam(project),
    );
  const { rows, link } = page(found, url, query, dialect);
  const view = { dialect, endpoint: endpoint(), superuser };
  return { rows: rows.map(({ key, project }) => keyObject(key, project.id, view)), link };
}

/**
 * Of which projects the keys are asked for: of all that the caller is a member of, unless the query
 * names some, by `project` (an ID) or `projectSlug`. `-1` and `$all` name all that there are.
 *
 * @throws Refusal
 */
function askedProjects(
  organization: Organization,
  query: URLSearchParams,
  caller: Caller,
): (project: Project) => boolean {
  const ids = query.getAll('project');
  if (!ids.every((id) => /^\s*[+-]?\d+\s*$/.test(id))) {
    throw badRequest('Invalid project parameter. Values must be numbers.');
  }
  const slugs = query.getAll('projectSlug').filter((slug) => slug !== '');
  if (slugs.length === 0 && ids.length === 0) return caller.isMemberOf;
  if (slugs.length > 0 ? slugs.includes('$all') : ids.includes('-1')) return () => true;
  const named =
    slugs.length > 0
      ? slugs.map((slug) => organization.withSlug(slug))
      : ids.map((id) => organization.withId(String(Number(id))));
  if (named.includes(undefined)) throw forbidden();
  const projects = new Set(named);
  return (project) => projects.has(project);
}

/** @throws Refusal where the organization has no team of this slug or ID */
function onlyOf({ teams }: Organization, name: string): (project: Project) => boolean {
  const isId = /^\d+$/.test(name);
  const team = teams.find((one: Team) => (isId ? String(one.id) : one.slug) === name);
  if (!team) throw new Refusal(404, { detail: 'Team not found' });
  return (project) => project.teams.includes(team);
}

/** All projects of the organization, whoever is a member of which. */
function listProjects({ dialect, now }: Installation, visit: Visit): Page<object> {
  const { organization, query, url } = visit;
  const time = now();
  const isFound = search(query['query'] ?? '');
  const found = organization.sortedProjects().filter((project) => time >= project.visibleFrom && isFound(project));
  const { rows, link } = numberedPage(found, url, query, dialect);
  return { rows: rows.map(listedProject), link };
}

/**
 * As far as it matters here what a search of projects finds: words, which are together a part of a
 * name or a slug, and `slug:…` and `id:…`, of which any may be one that the project has.
 */
function search(query: string): (project: Project) => boolean {
  const tokens = query.split(/\s+/).filter((token) => token !== '');
  const of = (key: string): string[] =>
    tokens.filter((token) => token.startsWith(`${key}:`)).map((token) => token.slice(key.length + 1));
  const [slugs, ids] = [of('slug'), of('id')];
  const words = tokens.filter((token) => !token.includes(':'));
  const text = words.join(' ').toLowerCase();
  const isUnknown = slugs.length + ids.length + words.length < tokens.length;
  return ({ id, slug, name }) =>
    !isUnknown &&
    (slugs.length === 0 || slugs.includes(slug)) &&
    (ids.length === 0 || ids.includes(String(id))) &&
    [slug, name].some((one) => one.toLowerCase().includes(text));
}
