import type { components } from '@octokit/openapi-types';
import type { FastifyInstance } from 'fastify';
import type { LoggedRequest } from '../local-server/log.ts';
import type { Access, Permission } from './access.ts';
import { notFound, Refusal, type Answer } from './answers.ts';
import { anyText, base64, checkName, checkSize, readBody, readChanges, visibility } from './bodies.ts';
import { now, type Places, type Secret, type Variable, type Variables, type Vault } from './places.ts';

/** The calls that this server answers; 'get-variable' lists them too. */
export type GitHubCall =
  'public-key' | 'get-secret' | 'put-secret' | 'get-variable' | 'create-variable' | 'update-variable';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The page of GitHub's REST documentation about this call. */
    docs?: string;
  }
}

type Schemas = components['schemas'];

type Kind = 'repository' | 'environment' | 'organization';

/** Where secrets or variables are, who may write them, and GitHub's page about them. */
interface Family {
  kind: Kind;
  /** What comes after the URL of the repository, environment or organization. */
  store: '' | '/actions' | '/dependabot' | '/codespaces';
  permission: Permission;
  page: string;
}

const urls: Record<Kind, string> = {
  repository: '/repos/:owner/:repo',
  environment: '/repos/:owner/:repo/environments/:environment',
  organization: '/orgs/:owner',
};

const families = (page: string, rows: readonly [Kind, Family['store'], Permission, string?][]): readonly Family[] =>
  rows.map(([kind, store, permission, other = page]) => ({ kind, store, permission, page: other }));

const secretFamilies = families('actions/secrets', [
  ['repository', '/actions', 'secrets'],
  ['repository', '/dependabot', 'dependabot_secrets', 'dependabot/secrets'],
  ['repository', '/codespaces', 'codespaces_secrets', 'codespaces/repository-secrets'],
  ['environment', '', 'environments'],
  ['organization', '/actions', 'organization_secrets'],
  ['organization', '/dependabot', 'organization_dependabot_secrets', 'dependabot/secrets'],
  ['organization', '/codespaces', 'organization_codespaces_secrets', 'codespaces/organization-secrets'],
]);

const variableFamilies = families('actions/variables', [
  ['repository', '/actions', 'variables'],
  ['environment', '', 'environments'],
  ['organization', '/actions', 'organization_variables'],
]);

/** A call whose caller may do it, at a place that exists. */
interface Visit<Place> {
  place: Place;
  /** The secret or variable that the URL names, in upper case; '' where it names none. */
  name: string;
  /** Whether the place is an organization's: there everything has a visibility. */
  shared: boolean;
  /** The address that was asked, without the query. */
  url: string;
  request: LoggedRequest;
}

/** Adds the REST API about secrets and variables. */
export function addEndpoints(app: FastifyInstance, access: Access, places: Places): void {
  /**
   * @param endpoint method, and what comes after the family's URL
   * @param anchor on GitHub's page; 'a-place' stands for 'a-repository' and so on
   */
  function on<Place>(
    call: GitHubCall,
    endpoint: `${'GET' | 'PUT' | 'POST' | 'PATCH'} /${string}`,
    family: Family,
    anchor: string,
    find: (params: Record<string, string>) => Place | undefined,
    work: (visit: Visit<Place>) => Answer,
  ): void {
    const { kind, store, permission, page } = family;
    const [method = '', path = ''] = endpoint.split(' ');
    const place = anchor
      .replace('a-place', kind === 'repository' ? 'a-repository' : `an-${kind}`)
      .replace('place', kind);
    app.route<{ Params: Record<string, string> }>({
      method,
      url: `${urls[kind]}${store}${path}`,
      config: { call, docs: `/${page}#${place}` },
      handler: ({ params, entry, protocol, host }, reply) => {
        const owner = kind === 'organization' ? urls.organization : urls.repository;
        const base = fill(owner, params);
        access.check(entry.headers.authorization, places.variables(base) && base.toLowerCase(), permission);
        const found = find(params);
        if (!found) throw notFound();
        const answer = work({
          place: found,
          name: (params['name'] ?? '').toUpperCase(),
          shared: kind === 'organization',
          url: `${protocol}://${host}${entry.path}`,
          request: entry,
        });
        return reply.code(answer.status).send(answer.body);
      },
    });
  }

  for (const family of secretFamilies) {
    const vault = (params: Record<string, string>): Vault | undefined =>
      places.vault(fill(urls[family.kind] + family.store, params));

    on('public-key', 'GET /secrets/public-key', family, 'get-a-place-public-key', vault, publicKey);
    on('get-secret', 'GET /secrets/:name', family, 'get-a-place-secret', vault, getSecret);
    on('put-secret', 'PUT /secrets/:name', family, 'create-or-update-a-place-secret', vault, putSecret);
  }

  for (const family of variableFamilies) {
    const variables = (params: Record<string, string>): Variables | undefined =>
      places.variables(fill(urls[family.kind], params));

    on('get-variable', 'GET /variables', family, 'list-place-variables', variables, listVariables);
    on('get-variable', 'GET /variables/:name', family, 'get-a-place-variable', variables, getVariable);
    on('create-variable', 'POST /variables', family, 'create-a-place-variable', variables, createVariable);
    on('update-variable', 'PATCH /variables/:name', family, 'update-a-place-variable', variables, updateVariable);
  }
}

/** The path of a place, from its URL with parameters in it. */
const fill = (url: string, params: Record<string, string>): string =>
  url.slice(1).replace(/:(\w+)/g, (_parameter, name: string) => params[name] ?? '');

function publicKey({ place: { keyId, publicKey } }: Visit<Vault>): Answer {
  const body = { key_id: keyId, key: publicKey } satisfies Schemas['actions-public-key'];
  return { status: 200, body };
}

const getSecret = ({ place, name, url }: Visit<Vault>): Answer => ({
  status: 200,
  body: listed(existing(place, name), url),
});

function putSecret({ place, name, shared, request }: Visit<Vault>): Answer {
  const body = readBody(request.rawBody, { encrypted_value: base64, key_id: anyText, ...(shared && { visibility }) });
  checkName('Secret', name);
  const { encrypted_value, key_id, ...rest } = body;
  const box = Buffer.from(encrypted_value, 'base64');
  return place.put(name, { keyId: key_id, box, ...rest }) ? created : { status: 204 };
}

const created: Answer = { status: 201, body: {} satisfies Schemas['empty-object'] };

function listVariables({ place, url, request: { query } }: Visit<Variables>): Answer {
  const perPage = Math.min(Number(query['per_page'] ?? 10), 30);
  const skipped = (Number(query['page'] ?? 1) - 1) * perPage;
  const variables = Array.from(place.values())
    .slice(skipped, skipped + perPage)
    .map((variable) => listed(variable, `${url}/${variable.name}`));
  return { status: 200, body: { total_count: place.size, variables } };
}

const getVariable = ({ place, name, url }: Visit<Variables>): Answer => ({
  status: 200,
  body: listed(existing(place, name), url),
});

function createVariable({ place, shared, request }: Visit<Variables>): Answer {
  const { name, value, ...rest } = readBody(request.rawBody, {
    name: anyText,
    value: anyText,
    ...(shared && { visibility }),
  });
  checkName('Variable', name);
  checkSize('Variable', value);
  const stored = name.toUpperCase();
  if (place.has(stored)) throw new Refusal(409, 'Already exists - Variable already exists');
  place.set(stored, { name: stored, value, created_at: now(), updated_at: now(), ...rest });
  return created;
}

function updateVariable({ place, name, shared, request }: Visit<Variables>): Answer {
  const variable = existing(place, name);
  const rules = { name: anyText, value: anyText, ...(shared && { visibility }) };
  const changes = readChanges(request.rawBody, rules);
  const renamed = changes.name ?? name;
  checkName('Variable', renamed);
  checkSize('Variable', changes.value ?? '');
  place.delete(name);
  const stored = renamed.toUpperCase();
  place.set(stored, { ...variable, ...changes, name: stored, updated_at: now() });
  return { status: 204 };
}

function existing<Item>(place: { get(name: string): Item | undefined }, name: string): Item {
  const item = place.get(name);
  if (!item) throw notFound();
  return item;
}

/** With the address of the list of its repositories where they are selected. */
const listed = <Item extends Secret | Variable>(item: Item, url: string): Item =>
  item.visibility === 'selected' ? { ...item, selected_repositories_url: `${url}/repositories` } : item;
