import type { components } from '@octokit/openapi-types';
import type { FastifyInstance } from 'fastify';
import type { LoggedRequest } from '../local-server/log.ts';
import type { Access, Permission } from './access.ts';
import { type Answer, notFound, Refusal } from './answers.ts';
import { type Body, checkName, readBody } from './bodies.ts';
import type { Item, Items, Place, Places, Stored } from './places.ts';

/** The calls that this server answers; 'get-variable' lists them too. */
export type GitHubCall =
  | 'public-key'
  | 'get-secret'
  | 'put-secret'
  | 'delete-secret'
  | 'get-variable'
  | 'create-variable'
  | 'update-variable'
  | 'delete-variable'
  | 'selected-repositories';

type Schemas = components['schemas'];

const repository = '/repos/:owner/:repo';
const environment = `${repository}/environments/:environment`;
const organization = '/orgs/:owner';

/** The collections of secrets and variables, and the permission for each. */
const collections: readonly [url: string, permission: Permission][] = [
  [`${repository}/actions/secrets`, 'secrets'],
  [`${repository}/dependabot/secrets`, 'dependabot_secrets'],
  [`${repository}/codespaces/secrets`, 'codespaces_secrets'],
  [`${environment}/secrets`, 'environments'],
  [`${organization}/actions/secrets`, 'organization_secrets'],
  [`${organization}/dependabot/secrets`, 'organization_dependabot_secrets'],
  [`${organization}/codespaces/secrets`, 'organization_codespaces_secrets'],
  [`${repository}/actions/variables`, 'variables'],
  [`${environment}/variables`, 'environments'],
  [`${organization}/actions/variables`, 'organization_variables'],
];

/** A call whose caller may do it, at a place that exists. */
interface Visit {
  place: Place;
  /** The collection. */
  items: Items;
  /** The name in the URL; '' if it has none. */
  name: string;
  /** The organization that has the collection; undefined if a repository or an environment has it. */
  org: string | undefined;
  /** The address that was asked, without the query. */
  url: string;
  request: LoggedRequest;
  places: Places;
}

/** Adds the REST API about secrets and variables. */
export function addEndpoints(app: FastifyInstance, access: Access, places: Places): void {
  for (const [collection, permission] of collections) {
    const isOrganization = collection.startsWith(organization);
    const kind = collection.endsWith('secrets') ? 'secrets' : 'variables';

    const on = (call: GitHubCall, method: string, path: string, work: (visit: Visit) => Answer): void => {
      app.route<{ Params: Record<string, string> }>({
        method,
        url: collection + path,
        config: { call },
        handler: ({ params, entry, protocol, host }, reply) => {
          const base = fill(isOrganization ? organization : repository, params);
          access.check(entry.headers.authorization, places.get(base) && base.toLowerCase(), permission);
          const place = places.get(fill(collection.replace(/\/secrets$|(\/actions)?\/variables$/, ''), params));
          if (!place) throw notFound();
          const {
            status,
            body,
            headers = {},
          } = work({
            place,
            items: place[kind],
            name: params['name'] ?? '',
            org: isOrganization ? params['owner'] : undefined,
            url: `${protocol}://${host}${entry.path}`,
            request: entry,
            places,
          });
          return reply.code(status).headers(headers).send(body);
        },
      });
    };

    if (kind === 'secrets') {
      on('public-key', 'GET', '/public-key', publicKey);
      on('get-secret', 'GET', '/:name', getItem);
      on('put-secret', 'PUT', '/:name', putSecret);
      on('delete-secret', 'DELETE', '/:name', deleteItem);
    } else {
      on('get-variable', 'GET', '', listVariables);
      on('get-variable', 'GET', '/:name', getItem);
      on('create-variable', 'POST', '', createVariable);
      on('update-variable', 'PATCH', '/:name', updateVariable);
      on('delete-variable', 'DELETE', '/:name', deleteItem);
    }
    if (isOrganization) on('selected-repositories', 'GET', '/:name/repositories', selectedRepositories);
  }
}

/** The path of a place, from its URL with parameters in it. */
const fill = (url: string, params: Record<string, string>): string =>
  url.slice(1).replace(/:(\w+)/g, (_parameter, name: string) => params[name] ?? '');

const publicKey = ({ place: { keyId, publicKey } }: Visit): Answer => ({
  status: 200,
  body: { key_id: keyId, key: publicKey } satisfies Schemas['actions-public-key'],
});

const created: Answer = { status: 201, body: {} satisfies Schemas['empty-object'] };

function putSecret(visit: Visit): Answer {
  const { place, items, name, org, request } = visit;
  const body = readBody(request.rawBody, ['encrypted_value', 'key_id', ...(org === undefined ? [] : VISIBILITY)]);
  checkName('Secret', name);
  const value = place.open(body.encrypted_value, body.key_id);
  return items.put(name, { value, ...sharing(visit, body) }) ? created : { status: 204 };
}

const VISIBILITY = ['visibility'] as const;

/**
 * Which repositories can use what an organization has. GitHub empties the selection of a secret that is replaced without
 * one; of a variable, it keeps what the body does not name.
 *
 * @throws Refusal
 */
function sharing({ org, places }: Visit, body: Body, before?: Item): Omit<Stored, 'value'> {
  if (org === undefined) return {};
  const { visibility = before?.visibility, selected_repository_ids: ids } = body;
  if (visibility !== 'selected') {
    if (ids !== undefined) throw new Refusal(422, 'Only what is for selected repositories can have a list of them.');
    return visibility === undefined ? {} : { visibility };
  }
  const named = ids?.map((id) => {
    const name = places.repository(org, id);
    if (name === undefined) throw new Refusal(422, `The organization has no repository ${id}.`);
    return name;
  });
  return { visibility, repositories: named ?? before?.repositories ?? [] };
}

function listVariables({ items, url, request }: Visit): Answer {
  const { rows, headers } = page(items.all(), url, request, { usual: 10, most: 30 });
  const variables = rows.map((item) => shown(item, `${url}/${item.name}`));
  return { status: 200, body: { total_count: items.size, variables }, headers };
}

const getItem = ({ items, place, name, url }: Visit): Answer => {
  const { value, ...item } = shown(existing(items, name), url);
  return { status: 200, body: items === place.secrets ? item : { ...item, value } };
};

function createVariable(visit: Visit): Answer {
  const { items, org, request } = visit;
  const body = readBody(request.rawBody, ['name', 'value', ...(org === undefined ? [] : VISIBILITY)]);
  const { name, value } = body;
  checkName('Variable', name);
  const stored = { value, ...sharing(visit, body) };
  if (items.get(name)) throw new Refusal(409, 'Already exists - Variable already exists');
  items.put(name, stored);
  return created;
}

function updateVariable(visit: Visit): Answer {
  const { items, name, request } = visit;
  const before = existing(items, name);
  const body = readBody(request.rawBody);
  const { value = before.value } = body;
  items.put(name, { value, ...sharing(visit, body, before) });
  return { status: 204 };
}

function deleteItem({ items, name }: Visit): Answer {
  if (!items.delete(name)) throw notFound();
  return { status: 204 };
}

/** Documented for variables: 409 if they are not for selected repositories. Secrets are taken to be alike. */
function selectedRepositories({ items, name, url, request, places }: Visit): Answer {
  const { visibility, repositories: selected = [] } = existing(items, name);
  if (visibility !== 'selected') throw new Refusal(409, 'Conflict');
  const { rows, headers } = page(selected, url, request, { usual: 30, most: 100 });
  const repositories = rows.map((full_name) => {
    const [, repo = ''] = full_name.split('/');
    return { id: places.idOf(full_name), name: repo, full_name } satisfies Partial<Schemas['minimal-repository']>;
  });
  return { status: 200, body: { total_count: selected.length, repositories }, headers };
}

/** Cuts one page out of a list. GitHub links to others if there are any. */
function page<Row>(
  all: readonly Row[],
  url: string,
  { query }: LoggedRequest,
  { usual, most }: { usual: number; most: number },
): { rows: Row[]; headers: Record<string, string> } {
  const size = Math.min(Number(query['per_page'] ?? usual), most);
  const number = Number(query['page'] ?? 1);
  const last = Math.ceil(all.length / size);
  const links = [
    ...(number > 1 ? [['prev', number - 1] as const] : []),
    ...(number < last ? [['next', number + 1] as const, ['last', last] as const] : []),
    ...(number > 1 ? [['first', 1] as const] : []),
  ].map(([rel, to]) => `<${url}?${String(new URLSearchParams({ ...query, page: String(to) }))}>; rel="${rel}"`);
  return {
    rows: all.slice((number - 1) * size, number * size),
    headers: links.length > 0 ? { link: links.join(', ') } : {},
  };
}

function existing(items: Items, name: string): Item {
  const item = items.get(name);
  if (!item) throw notFound();
  return item;
}

/** An item as GitHub shows it. Its selected repositories are a list of their own. */
function shown(item: Item, url: string): Omit<Item, 'repositories'> {
  const { name, value, created_at, updated_at, visibility } = item;
  return {
    ...{ name, value, created_at, updated_at },
    ...(visibility !== undefined && { visibility }),
    ...(visibility === 'selected' && { selected_repositories_url: `${url}/repositories` }),
  };
}
