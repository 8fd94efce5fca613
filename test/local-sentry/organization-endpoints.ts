import type { FastifyInstance } from 'fastify';
import type { Caller } from './access.ts';
import { send } from './answers.ts';
import { hostInLinks, type Installation, viewOf } from './installation.ts';
import { hasStatus, keyObject } from './keys.ts';
import { allowing, organizationLists } from './methods.ts';
import type { Organization } from './organization.ts';
import { numberedPage, page, type Page } from './pages.ts';
import { listedProject, type Project } from './projects.ts';

/** A call whose caller and organization are known and fine. */
interface Visit {
  organization: Organization;
  caller: Caller;
  query: Record<string, string>;
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
      handler: ({ params, entry }, reply) => {
        const caller = access.caller(entry.headers.authorization, 'GET', call);
        const organization = organizations.calledOrganization(params.org, caller.mayIn);
        const pages = `${hostInLinks(installation)}${entry.path}`;
        const { rows, link } = list(installation, { organization, caller, query: entry.query, url: pages });
        return send(reply, { status: 200, body: rows, headers: { link } });
      },
    });
  }
}

/** The keys of the projects that the caller is a member of, newest first. */
function listKeys(installation: Installation, { organization, caller, query, url }: Visit): Page<object> {
  const { organizations, dialect, now } = installation;
  const time = now();
  const wanted = hasStatus(query['status']);
  const found = organizations.keys
    .of(organization)
    .filter(
      ({ key, project }) =>
        wanted(key) && organizations.keys.isVisible(key) && time >= project.visibleFrom && caller.isMemberOf(project),
    );
  const { rows, link } = page(found, url, query, dialect);
  const view = viewOf(installation);
  return { rows: rows.map(({ key, project }) => keyObject(key, project.id, view)), link };
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
