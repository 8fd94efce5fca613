import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { json as readJson, text } from 'node:stream/consumers';
import { getOctokit } from '@actions/github';
import sodium from 'libsodium-wrappers';
import { generate } from 'selfsigned';
import {
  badGateway,
  type Fault,
  type LocalGitHub,
  type LocalGitHubOptions,
  type Permission,
  primaryLimit,
  secondaryLimit,
  startLocalGitHub,
} from './local-github/index.ts';

/** The methods of GitHub's own client. */
type Rest = ReturnType<typeof getOctokit>['rest'];

interface PublicKey {
  key_id: string;
  key: string;
}
interface Sealed {
  secret_name: string;
  encrypted_value: string;
  key_id: string;
}
interface Named {
  name: string;
  value: string;
}
type Answered<Data = unknown> = Promise<{ status: number; data: Data }>;

interface SecretFamily {
  target: string;
  permission: Permission;
  key: (rest: Rest) => Answered<PublicKey>;
  get: (rest: Rest, secret_name: string) => Answered;
  put: (rest: Rest, secret: Sealed) => Answered;
}
interface VariableFamily {
  target: string;
  permission: Permission;
  get: (rest: Rest, name: string) => Answered;
  list: (rest: Rest) => Answered;
  create: (rest: Rest, variable: Named) => Answered;
  update: (rest: Rest, variable: Named) => Answered;
}

const repo = { owner: 'acme', repo: 'web' };
const production = { ...repo, environment_name: 'production' };
const preview = { ...repo, environment_name: 'preview/eu west' };
const org = { org: 'acme' };
const shared = { org: 'acme', visibility: 'private' } as const;

const repositorySecrets: SecretFamily = {
  target: 'repos/acme/web/actions',
  permission: 'secrets',
  key: (rest) => rest.actions.getRepoPublicKey(repo),
  get: (rest, secret_name) => rest.actions.getRepoSecret({ ...repo, secret_name }),
  put: (rest, secret) => rest.actions.createOrUpdateRepoSecret({ ...repo, ...secret }),
};
const organizationSecrets: SecretFamily = {
  target: 'orgs/acme/actions',
  permission: 'organization_secrets',
  key: (rest) => rest.actions.getOrgPublicKey(org),
  get: (rest, secret_name) => rest.actions.getOrgSecret({ ...org, secret_name }),
  put: (rest, secret) => rest.actions.createOrUpdateOrgSecret({ ...shared, ...secret }),
};
const secretFamilies: SecretFamily[] = [
  repositorySecrets,
  {
    target: 'repos/acme/web/dependabot',
    permission: 'dependabot_secrets',
    key: (rest) => rest.dependabot.getRepoPublicKey(repo),
    get: (rest, secret_name) => rest.dependabot.getRepoSecret({ ...repo, secret_name }),
    put: (rest, secret) => rest.dependabot.createOrUpdateRepoSecret({ ...repo, ...secret }),
  },
  {
    target: 'repos/acme/web/codespaces',
    permission: 'codespaces_secrets',
    key: (rest) => rest.codespaces.getRepoPublicKey(repo),
    get: (rest, secret_name) => rest.codespaces.getRepoSecret({ ...repo, secret_name }),
    put: (rest, secret) => rest.codespaces.createOrUpdateRepoSecret({ ...repo, ...secret }),
  },
  ...[production, preview].map((environment): SecretFamily => ({
    target: `repos/acme/web/environments/${environment.environment_name}`,
    permission: 'environments',
    key: (rest) => rest.actions.getEnvironmentPublicKey(environment),
    get: (rest, secret_name) => rest.actions.getEnvironmentSecret({ ...environment, secret_name }),
    put: (rest, secret) =>
      rest.actions.createOrUpdateEnvironmentSecret({ ...environment, ...secret }),
  })),
  organizationSecrets,
  {
    target: 'orgs/acme/dependabot',
    permission: 'organization_dependabot_secrets',
    key: (rest) => rest.dependabot.getOrgPublicKey(org),
    get: (rest, secret_name) => rest.dependabot.getOrgSecret({ ...org, secret_name }),
    put: (rest, secret) => rest.dependabot.createOrUpdateOrgSecret({ ...shared, ...secret }),
  },
  {
    target: 'orgs/acme/codespaces',
    permission: 'organization_codespaces_secrets',
    key: (rest) => rest.codespaces.getOrgPublicKey(org),
    get: (rest, secret_name) => rest.codespaces.getOrgSecret({ ...org, secret_name }),
    put: (rest, secret) => rest.codespaces.createOrUpdateOrgSecret({ ...shared, ...secret }),
  },
];

const variableFamilies: VariableFamily[] = [
  {
    target: 'repos/acme/web',
    permission: 'variables',
    get: (rest, name) => rest.actions.getRepoVariable({ ...repo, name }),
    list: (rest) => rest.actions.listRepoVariables({ ...repo, per_page: 1 }),
    create: (rest, variable) => rest.actions.createRepoVariable({ ...repo, ...variable }),
    update: (rest, variable) => rest.actions.updateRepoVariable({ ...repo, ...variable }),
  },
  ...[production, preview].map((environment): VariableFamily => ({
    target: `repos/acme/web/environments/${environment.environment_name}`,
    permission: 'environments',
    get: (rest, name) => rest.actions.getEnvironmentVariable({ ...environment, name }),
    list: (rest) => rest.actions.listEnvironmentVariables({ ...environment, per_page: 1 }),
    create: (rest, variable) =>
      rest.actions.createEnvironmentVariable({ ...environment, ...variable }),
    update: (rest, variable) =>
      rest.actions.updateEnvironmentVariable({ ...environment, ...variable }),
  })),
  {
    target: 'orgs/acme',
    permission: 'organization_variables',
    get: (rest, name) => rest.actions.getOrgVariable({ ...org, name }),
    list: (rest) => rest.actions.listOrgVariables({ ...org, per_page: 1 }),
    create: (rest, variable) => rest.actions.createOrgVariable({ ...shared, ...variable }),
    update: (rest, variable) => rest.actions.updateOrgVariable({ ...shared, ...variable }),
  },
];

const permissions = Array.from(
  new Set([...secretFamilies, ...variableFamilies].map(({ permission }) => permission)),
);

let github: LocalGitHub;
afterEach(() => github.close());

/** A server with one token that may do everything, and one that may do nothing. */
async function start(options: LocalGitHubOptions = {}): Promise<void> {
  github = await startLocalGitHub(options);
  github.addToken('all', permissions);
  github.addToken('none', []);
}

const client = (token = 'all'): Rest => getOctokit(token, { baseUrl: github.url }).rest;

const seal = (value: string, { key }: PublicKey): string =>
  Buffer.from(sodium.crypto_box_seal(value, Buffer.from(key, 'base64'))).toString('base64');

/** A secret for a family, sealed for it. */
async function sealed(family: SecretFamily, value = 'hello'): Promise<Sealed> {
  const { data } = await family.key(client());
  return { secret_name: 'DSN', encrypted_value: seal(value, data), key_id: data.key_id };
}

/** Sends one request as it is, of the token that may do everything unless told otherwise. */
async function call(
  method: string,
  path: string,
  {
    body = null,
    authorization = 'Bearer all',
  }: { body?: string | null; authorization?: string } = {},
): Promise<{ status: number; headers: Headers; json: unknown }> {
  const headers = { ...(authorization && { authorization }) };
  const response = await fetch(`${github.url}${path}`, { method, body, headers });
  const { status, headers: got } = response;
  const answer = await response.text();
  return { status, headers: got, json: answer === '' ? undefined : JSON.parse(answer) };
}

const error = (status: number, message: unknown, page = ''): object => ({
  status,
  response: {
    data: {
      message,
      documentation_url: expect.stringContaining(`https://docs.github.com/rest${page}`) as string,
      status: String(status),
    },
  },
});

const inOrganization = (target: string): object =>
  target.startsWith('orgs/') ? { visibility: 'private' } : {};

const repositoryKey = '/repos/acme/web/actions/secrets/public-key';
const notFound = error(404, 'Not Found');
const noPermission = error(403, 'Resource not accessible by integration');

describe('secrets', () => {
  test.each(secretFamilies)('$target: stores what was sealed for it', async (family) => {
    await start();
    const { status, data } = await family.key(client());
    expect({ status, data }).toEqual({
      status: 200,
      data: { key_id: expect.stringMatching(/^\d+$/) as string, key: expect.any(String) as string },
    });
    const first = await family.put(client(), await sealed(family, 'first'));
    expect(first).toMatchObject({ status: 201, data: {} });
    const { encrypted_value } = await sealed(family, 'ünd 🔑');
    const next = { secret_name: 'dsn', encrypted_value, key_id: data.key_id };
    expect((await family.put(client(), next)).status).toBe(204);
    const stored = { value: 'ünd 🔑', ...inOrganization(family.target) };
    expect(github.secret(family.target, 'DSN')).toEqual(stored);
    for (const other of secretFamilies.filter(({ target }) => target !== family.target)) {
      expect(github.secret(other.target, 'DSN')).toBeUndefined();
    }
  });

  test.each(secretFamilies)('$target: shows everything about one but its value', async (family) => {
    await start();
    const { target, get, put } = family;
    const rest = client();
    const anchor = /actions|environments/.test(target) ? '/actions/secrets#get-a' : '';
    await expect(get(rest, 'DSN')).rejects.toMatchObject(error(404, 'Not Found', anchor));
    await put(rest, await sealed(family));
    const date = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string;
    const secret = { name: 'DSN', created_at: date, updated_at: date, ...inOrganization(target) };
    const first = await get(rest, 'dsn');
    expect({ status: first.status, data: first.data }).toEqual({ status: 200, data: secret });
    await put(rest, await sealed(family, 'other'));
    const { created_at } = first.data as { created_at: string };
    expect((await get(rest, 'DSN')).data).toEqual({ ...secret, created_at });
  });

  test('each place has a key of its own, and keeps it', async () => {
    await start();
    const keys = async (): Promise<PublicKey[]> =>
      Promise.all(secretFamilies.map(async ({ key }) => (await key(client())).data));
    const first = await keys();
    expect(new Set(first.map(({ key }) => key)).size).toBe(secretFamilies.length);
    expect(new Set(first.map(({ key_id }) => key_id)).size).toBe(secretFamilies.length);
    expect(await keys()).toEqual(first);
  });

  const improper = /improperly encrypted secret$/;

  test.each<[string, (good: Sealed, foreign: Sealed) => Partial<Sealed>, RegExp]>([
    ['the key of another place', (_good, foreign) => foreign, improper],
    ['the wrong key_id', (_good, { key_id }) => ({ key_id }), improper],
    ['a box for another key', (_good, { encrypted_value }) => ({ encrypted_value }), improper],
    ['no box at all', () => ({ encrypted_value: 'aGVsbG8=' }), improper],
    [
      'half of base64',
      () => ({ encrypted_value: 'aGVsbG8' }),
      /'properties\/encrypted_value', aGV/,
    ],
    ['nothing encrypted', () => ({ encrypted_value: '' }), /'properties\/encrypted_value'/],
    ['a space in its name', () => ({ secret_name: 'A B' }), /^Secret names can only contain/],
    ['a dash in its name', () => ({ secret_name: 'A-B' }), /^Secret names can only contain/],
    ['a leading digit', () => ({ secret_name: '1A' }), /^Secret names can only contain/],
    ['a reserved name', () => ({ secret_name: 'GitHub_DSN' }), /must not start with GITHUB_\.$/],
  ])('%s is refused', async (_what, spoil, message) => {
    await start();
    const good = await sealed(repositorySecrets);
    const spoilt = { ...good, ...spoil(good, await sealed(organizationSecrets)) };
    const page = '/actions/secrets#create-or-update-a-repository-secret';
    await expect(repositorySecrets.put(client(), spoilt)).rejects.toMatchObject(
      error(422, expect.stringMatching(message), page),
    );
    expect(github.secret(repositorySecrets.target, spoilt.secret_name)).toBeUndefined();
    expect((await repositorySecrets.put(client(), good)).status).toBe(201);
  });

  test.each([
    ['{', 400, 'Problems parsing JSON'],
    ['[]', 400, 'Body should be a JSON object'],
    ['', 422, `Invalid request.\n\n"encrypted_value" wasn't supplied.\n"key_id" wasn't supplied.`],
    [
      '{"encrypted_value":"AAAA","key_id":1}',
      422,
      "Invalid request.\n\nFor 'properties/key_id', 1 is not a string.",
    ],
  ])('a body of %j is refused', async (body, status, message) => {
    await start();
    const got = await call('PUT', '/repos/acme/web/actions/secrets/DSN', { body });
    expect(got).toMatchObject({ status, json: { message, status: String(status) } });
  });

  test('a value may have 48 KB', async () => {
    await start();
    const put = async (bytes: number): Answered =>
      repositorySecrets.put(client(), await sealed(repositorySecrets, 'x'.repeat(bytes)));
    await expect(put(48 * 1024 + 1)).rejects.toMatchObject({ status: 422 });
    expect((await put(48 * 1024)).status).toBe(201);
  });

  test.each([
    [{}, 422, `Invalid request.\n\n"visibility" wasn't supplied.`],
    [
      { visibility: 'some' },
      422,
      `Invalid request.\n\nFor 'properties/visibility', some is not a member of ["all","private","selected"].`,
    ],
    [{ visibility: 'all' }, 201, undefined],
    [{ visibility: 'selected' }, 201, undefined],
  ])("an organization's with %j: %d", async (visibility, status, message) => {
    await start();
    for (const { target } of secretFamilies.filter(({ target }) => target.startsWith('orgs/'))) {
      const { json } = await call('GET', `/${target}/secrets/public-key`);
      const { key_id, key } = json as PublicKey;
      const encrypted_value = seal('hello', { key_id, key });
      const body = JSON.stringify({ encrypted_value, key_id, ...visibility });
      const got = await call('PUT', `/${target}/secrets/DSN`, { body });
      expect(got).toMatchObject({ status, json: message === undefined ? {} : { message } });
      const stored = status === 201 ? { value: 'hello', ...visibility } : undefined;
      expect(github.secret(target, 'DSN')).toEqual(stored);
    }
  });
});

describe('variables', () => {
  test.each(variableFamilies)('$target: creates, reads and changes one', async (family) => {
    await start();
    const { target, get, list, create, update } = family;
    const rest = client();
    const missing = error(404, 'Not Found', '/actions/variables#get-a');
    await expect(get(rest, 'DSN')).rejects.toMatchObject(missing);
    await expect(update(rest, { name: 'DSN', value: 'x' })).rejects.toMatchObject(notFound);
    const created = await create(rest, { name: 'dsn', value: 'first' });
    expect(created).toMatchObject({ status: 201, data: {} });
    await expect(create(rest, { name: 'DSN', value: 'second' })).rejects.toMatchObject(
      error(409, 'Already exists - Variable already exists', '/actions/variables#create-a'),
    );
    expect(github.variable(target, 'DSN')).toMatchObject({ value: 'first' });
    expect((await update(rest, { name: 'DSN', value: 'third' })).status).toBe(204);
    const stored = { value: 'third', ...inOrganization(target) };
    expect(github.variable(target, 'dsn')).toEqual(stored);

    const date = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string;
    const variable = { name: 'DSN', created_at: date, updated_at: date, ...stored };
    expect(await get(rest, 'dsn')).toMatchObject({ status: 200, data: variable });
    await create(rest, { name: 'OTHER', value: '' });
    const listed = { total_count: 2, variables: [variable] };
    expect((await list(rest)).data).toEqual(listed);
  });

  test('one can be renamed', async () => {
    await start();
    const path = '/repos/acme/web/actions/variables';
    await call('POST', path, { body: '{"name":"OLD","value":"kept"}' });
    expect((await call('PATCH', `${path}/OLD`, { body: '{"name":"new"}' })).status).toBe(204);
    expect(github.variable('repos/acme/web', 'OLD')).toBeUndefined();
    expect(github.variable('repos/acme/web', 'NEW')).toEqual({ value: 'kept' });
  });

  test.each([
    [
      'no value',
      'repos/acme/web',
      { name: 'A' },
      /^Invalid request\.\n\n"value" wasn't supplied\.$/,
    ],
    [
      'a space in its name',
      'repos/acme/web',
      { name: 'A B', value: '' },
      /^Variable names can only/,
    ],
    ['a reserved name', 'repos/acme/web', { name: 'GITHUB_A', value: '' }, /start with GITHUB_\.$/],
    ['too much', 'repos/acme/web', { name: 'A', value: 'x'.repeat(48 * 1024 + 1) }, /48 KB/],
    ['no visibility', 'orgs/acme', { name: 'A', value: '' }, /"visibility" wasn't supplied\.$/],
  ])('%s is refused', async (_what, target, variable, message) => {
    await start();
    const body = JSON.stringify(variable);
    const got = await call('POST', `/${target}/actions/variables`, { body });
    const refused = { message: expect.stringMatching(message) as string, status: '422' };
    expect(got).toMatchObject({ status: 422, json: refused });
    expect(github.variable(target, variable.name)).toBeUndefined();
  });

  test('a change that does not fit is refused', async () => {
    await start();
    const path = '/repos/acme/web/actions/variables';
    await call('POST', path, { body: '{"name":"DSN","value":"kept"}' });
    for (const change of [{ name: '1' }, { value: 1 }, { value: 'x'.repeat(48 * 1024 + 1) }]) {
      const got = await call('PATCH', `${path}/DSN`, { body: JSON.stringify(change) });
      expect(got.status).toBe(422);
    }
    expect(github.variable('repos/acme/web', 'DSN')).toEqual({ value: 'kept' });
  });
});

test('what is for selected repositories says where they are listed', async () => {
  await start();
  const stored = { value: 'hello', visibility: 'selected' };
  for (const { target, get } of secretFamilies.filter(({ target }) => target.startsWith('orgs/'))) {
    github.addSecret(target, 'dsn', stored);
    expect(github.secret(target, 'DSN')).toEqual(stored);
    const selected_repositories_url = `${github.url}/${target}/secrets/DSN/repositories`;
    expect(await get(client(), 'DSN')).toMatchObject({
      data: { name: 'DSN', visibility: 'selected', selected_repositories_url },
    });
  }
  github.addVariable('orgs/acme', 'dsn', stored);
  expect(github.variable('orgs/acme', 'DSN')).toEqual(stored);
  const path = '/orgs/acme/actions/variables';
  const variable = {
    ...stored,
    name: 'DSN',
    selected_repositories_url: `${github.url}${path}/DSN/repositories`,
  };
  expect(await call('GET', `${path}/DSN`)).toMatchObject({ json: variable });
  expect(await call('GET', path)).toMatchObject({ json: { variables: [variable] } });

  await call('PATCH', `${path}/DSN`, { body: '{"value":"other"}' });
  expect(github.variable('orgs/acme', 'DSN')).toEqual({ value: 'other', visibility: 'selected' });
  await call('PATCH', `${path}/DSN`, { body: '{"visibility":"all"}' });
  expect(github.variable('orgs/acme', 'DSN')).toEqual({ value: 'other', visibility: 'all' });
  const { json } = await call('GET', `${path}/DSN`);
  expect(json).not.toHaveProperty('selected_repositories_url');
});

describe('who may do what', () => {
  test.each(permissions)('%s opens its calls and no others', async (permission) => {
    await start();
    github.addToken('one', [permission]);
    const rest = client('one');
    const variable = { name: 'DSN', value: 'x' };
    const calls: [Permission, () => Answered][] = [
      ...secretFamilies.flatMap((family): [Permission, () => Answered][] => [
        [family.permission, () => family.key(rest)],
        [family.permission, async () => family.put(rest, await sealed(family))],
        [family.permission, () => family.get(rest, 'DSN')],
      ]),
      ...variableFamilies.flatMap((family): [Permission, () => Answered][] => [
        [family.permission, () => family.list(rest)],
        [family.permission, () => family.create(rest, variable)],
        [family.permission, () => family.get(rest, 'DSN')],
        [family.permission, () => family.update(rest, variable)],
      ]),
    ];
    for (const [needed, send] of calls) {
      if (needed === permission) await expect(send()).resolves.toBeDefined();
      else await expect(send()).rejects.toMatchObject(noPermission);
    }
  });

  test("a person's token is called by its name", async () => {
    await start();
    github.addToken('mine', [], { kind: 'personal' });
    await expect(repositorySecrets.key(client('mine'))).rejects.toMatchObject(
      error(
        403,
        'Resource not accessible by personal access token',
        '/actions/secrets#get-a-repository-public-key',
      ),
    );
  });

  test.each([
    ['Bearer all', 200],
    ['bearer all', 200],
    ['token all', 200],
    ['Basic all', 401],
    ['Bearer unknown', 401],
    ['', 401],
  ])('authorization "%s": %d', async (authorization, status) => {
    await start();
    const got = await call('GET', repositoryKey, { authorization });
    expect(got.status).toBe(status);
    const documentation_url = 'https://docs.github.com/rest';
    const refused = { message: 'Bad credentials', documentation_url, status: '401' };
    expect(got.json).toMatchObject(
      status === 401 ? refused : { key: expect.any(String) as string },
    );
  });

  // Each row spoils one thing less than the row before.
  test.each([
    ['token', 'nobody', 'acme/gone', 'gone', 401],
    ['repository', 'none', 'acme/gone', 'gone', 404],
    ['permission', 'none', 'acme/web', 'gone', 403],
    ['environment', 'all', 'acme/web', 'gone', 404],
    ['body', 'all', 'acme/web', 'production', 422],
  ])(
    'the %s is checked before what comes after it',
    async (_what, token, name, environment, status) => {
      await start();
      const path = `/repos/${name}/environments/${environment}/secrets/1`;
      const got = await call('PUT', path, { authorization: `token ${token}`, body: '{}' });
      expect(got.status).toBe(status);
    },
  );

  test('a token sees its repositories and their owners only', async () => {
    await start();
    github.addRepository('Other/App');
    github.addOrganization('Other');
    github.addToken('web', permissions, { repositories: ['Acme/Web'] });
    const statuses: Record<string, number> = {};
    for (const target of ['repos/acme/web', 'orgs/acme', 'repos/other/app', 'orgs/other']) {
      for (const token of ['web', 'all']) {
        const path = `/${target}/actions/secrets/public-key`;
        const { status } = await call('GET', path, { authorization: `token ${token}` });
        statuses[`${token}: ${target}`] = status;
      }
    }
    expect(statuses).toEqual({
      'web: repos/acme/web': 200,
      'all: repos/acme/web': 200,
      'web: orgs/acme': 200,
      'all: orgs/acme': 200,
      'web: repos/other/app': 404,
      'all: repos/other/app': 200,
      'web: orgs/other': 404,
      'all: orgs/other': 200,
    });
  });

  test.each([
    '/repos/ACME/Web/actions/secrets/public-key',
    '/repos/acme/web/environments/Production/secrets/public-key',
    '/orgs/Acme/actions/secrets/public-key',
  ])('%s: upper and lower case are the same', async (path) => {
    await start();
    const lower = await call('GET', path.toLowerCase());
    expect(lower.status).toBe(200);
    expect((await call('GET', path)).json).toEqual(lower.json);
  });

  test.each([
    '/repos/gone/web/actions/secrets/public-key',
    '/repos/acme/web/environments/preview/secrets/public-key',
    '/repos/acme/web/environments/preview/eu%20west/secrets/public-key',
    '/orgs/gone/actions/secrets/public-key',
    '/gone',
  ])('%s does not exist', async (path) => {
    await start();
    expect(await call('GET', path)).toMatchObject({
      status: 404,
      json: { message: 'Not Found', status: '404' },
    });
  });

  test('nobody comes in without a User-Agent', async () => {
    await start();
    const headers = { authorization: 'Bearer all' };
    const request = httpRequest(`${github.url}${repositoryKey}`, { headers }).end();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(403);
    expect(await text(response)).toMatch(/^Request forbidden by administrative rules\./);
    expect(github.requests).toMatchObject([{ call: 'public-key', status: 403 }]);
  });
});

describe('faults', () => {
  test.each<[string, Fault, number, RegExp, Record<string, string>]>([
    ['a secondary limit', secondaryLimit('7'), 403, /secondary rate limit/, { 'retry-after': '7' }],
    [
      'a primary limit',
      primaryLimit(60, () => 1_000_500),
      403,
      /^API rate limit exceeded/,
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1060' },
    ],
    ['a bad gateway', badGateway(), 502, /502 Bad Gateway/, { 'content-type': 'text/html' }],
  ])('%s', async (_what, fault, status, message, headers) => {
    await start();
    github.fault({ ...fault, call: 'put-secret' });
    const secret = await sealed(repositorySecrets);
    await expect(repositorySecrets.put(client(), secret)).rejects.toMatchObject({
      status,
      message: expect.stringMatching(message) as string,
      response: { headers },
    });
    expect(github.secret(repositorySecrets.target, 'DSN')).toBeUndefined();
    expect((await repositorySecrets.put(client(), secret)).status).toBe(201);
  });

  test.each<[Fault['strike'], number | undefined]>([
    ['reset', undefined],
    ['cut-off', undefined],
    ['answer', 500],
  ])('after the work was done: %s', async (strike, status) => {
    await start();
    github.fault({ strike, when: 'after', call: 'create-variable' });
    const body = '{"name":"DSN","value":"stored"}';
    const lost = call('POST', '/repos/acme/web/actions/variables', { body });
    const got = await lost.catch(() => undefined);
    expect(got?.status).toBe(status);
    expect(github.variable('repos/acme/web', 'DSN')).toEqual({ value: 'stored' });
  });
});

describe('the server', () => {
  test('serves below a path, and logs', async () => {
    await start({ path: '/api/v3' });
    expect(github.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/v3$/);
    const secret = await sealed(repositorySecrets);
    await repositorySecrets.put(client(), secret);
    await call('GET', '/elsewhere');
    expect(github.requests).toMatchObject([
      { call: 'public-key', method: 'GET', path: `/api/v3${repositoryKey}`, status: 200 },
      {
        call: 'put-secret',
        method: 'PUT',
        headers: { authorization: 'token all' },
        body: { encrypted_value: secret.encrypted_value, key_id: secret.key_id },
        status: 201,
      },
      { call: 'other', status: 404 },
    ]);
  });

  test('speaks TLS', async () => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
    });
    await start({ tls: { key, cert } });
    expect(github.url).toMatch(/^https:/);
    const headers = { authorization: 'token all', 'user-agent': 'test' };
    const request = httpsRequest(`${github.url}${repositoryKey}`, { ca: cert, headers }).end();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    expect(await readJson(response)).toHaveProperty('key_id');
  });

  test('knows what it does not have', async () => {
    await start();
    expect(() => github.secret('repos/acme/web', 'DSN')).toThrow('stored at repos/acme/web');
    expect(() => github.variable('orgs/gone', 'DSN')).toThrow('stored at orgs/gone');
  });

  test('environments can be added without losing a key', async () => {
    await start();
    const before = await call('GET', repositoryKey);
    github.addRepository('acme/web', ['staging']);
    expect((await call('GET', repositoryKey)).json).toEqual(before.json);
    expect(github.variable('repos/acme/web/environments/staging', 'DSN')).toBeUndefined();
  });
});
