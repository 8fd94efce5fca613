import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import { getOctokit } from '@actions/github';
import type { paths } from '@octokit/openapi-types';
import type { RequestError } from '@octokit/request-error';
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
} from './index.ts';

/** What comes before this ending in the URLs of GitHub's API. */
type Before<Ending extends string, Url = keyof paths> = Url extends `${infer Start}${Ending}` ? Start : never;

/** Where secrets or variables are: a URL with its parameters, and who may write there. */
type Family<Url = string> = [url: Url, place: Record<string, string>, permission: Permission];

const repo = { owner: 'acme', repo: 'web' };
const production = { ...repo, environment_name: 'production' };
const preview = { ...repo, environment_name: 'preview/eu west' };
const org = { org: 'acme' };

const secretFamilies: Family<Before<'/secrets/{secret_name}'>>[] = [
  ['/repos/{owner}/{repo}/actions', repo, 'secrets'],
  ['/repos/{owner}/{repo}/dependabot', repo, 'dependabot_secrets'],
  ['/repos/{owner}/{repo}/codespaces', repo, 'codespaces_secrets'],
  ['/repos/{owner}/{repo}/environments/{environment_name}', production, 'environments'],
  ['/repos/{owner}/{repo}/environments/{environment_name}', preview, 'environments'],
  ['/orgs/{org}/actions', org, 'organization_secrets'],
  ['/orgs/{org}/dependabot', org, 'organization_dependabot_secrets'],
  ['/orgs/{org}/codespaces', org, 'organization_codespaces_secrets'],
];
const variableFamilies: Family<Before<'/variables/{name}'>>[] = [
  ['/repos/{owner}/{repo}/actions', repo, 'variables'],
  ['/repos/{owner}/{repo}/environments/{environment_name}', production, 'environments'],
  ['/repos/{owner}/{repo}/environments/{environment_name}', preview, 'environments'],
  ['/orgs/{org}/actions', org, 'organization_variables'],
];
const [repositorySecrets] = secretFamilies as [Family];
const organizationSecrets = secretFamilies.filter(([, place]) => place === org) as [Family];

const permissions = Array.from(new Set([...secretFamilies, ...variableFamilies].map(([, , permission]) => permission)));

/** The family's path, which is what the local GitHub calls the place of its secrets. */
const pathOf = ([url, place]: Family): string =>
  url.slice(1).replace(/\{(\w+)\}/g, (_parameter, name: string) => place[name] ?? '');

const shared = ([, place]: Family): object => (place === org ? { visibility: 'private' } : {});

let github: LocalGitHub;
afterEach(() => github.close());

/** A server with one token that may do everything, and one that may do nothing. */
async function start(options: LocalGitHubOptions = {}): Promise<void> {
  github = await startLocalGitHub(options);
  github.addToken('all', permissions);
  github.addToken('none', []);
}

interface Answer {
  status: number;
  headers: object | undefined;
  data: unknown;
}

/** Sends a request with GitHub's own client; `data` among the parameters is the body as it is. */
async function call(request: string, parameters: object = {}, token = 'all'): Promise<Answer> {
  try {
    return await getOctokit(token, { baseUrl: github.url }).request(request, { ...parameters });
  } catch (error) {
    const { status, response } = error as RequestError;
    return { status, headers: response?.headers, data: response?.data };
  }
}

/** The same for what comes after the URL of a family, such as `GET /variables`. */
function ask(family: Family, request: string, parameters = {}, token?: string): Promise<Answer> {
  const [url, place] = family;
  const body = request.startsWith('GET') ? {} : shared(family);
  return call(request.replace(' ', ` ${url}`), { ...place, ...body, ...parameters }, token);
}

const getKey = 'GET /secrets/public-key';
const getSecret = 'GET /secrets/{secret_name}';
const putSecret = 'PUT /secrets/{secret_name}';

type Put = paths['/repos/{owner}/{repo}/actions/secrets/{secret_name}']['put'];
type Sealed = { secret_name: string } & Put['requestBody']['content']['application/json'];

/** A secret named DSN, sealed for a family. */
async function seal(family: Family, value = 'hello'): Promise<Sealed> {
  const { key, key_id } = (await ask(family, getKey)).data as { key: string; key_id: string };
  const box = sodium.crypto_box_seal(value, Buffer.from(key, 'base64'));
  return { secret_name: 'DSN', encrypted_value: Buffer.from(box).toString('base64'), key_id };
}

const like = (pattern: RegExp): string => expect.stringMatching(pattern) as string;
const tooLong = 'x'.repeat(48 * 1024 + 1);
const date = like(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
const dates = { created_at: date, updated_at: date };

const error = (status: number, message: unknown, page = ''): object => {
  const documentation_url = like(new RegExp(`^https://docs\\.github\\.com/rest${page}`));
  return { status, data: { message, documentation_url, status: String(status) } };
};

test.each<Family>(secretFamilies)('%s %j stores secrets and hides them', async (...family) => {
  await start();
  const path = pathOf(family);
  const page = /actions|environments/.test(path) ? '/actions/secrets#get-a' : '';
  const name = { secret_name: 'dsn' };
  expect(await ask(family, getSecret, name)).toMatchObject(error(404, 'Not Found', page));
  const longest = await seal(family, tooLong.slice(1));
  expect(await ask(family, putSecret, longest)).toMatchObject({ status: 201, data: {} });
  const next = { ...(await seal(family, 'ünd 🔑')), ...name };
  expect((await ask(family, putSecret, next)).status).toBe(204);
  expect(github.secret(path, 'DSN')).toEqual({ value: 'ünd 🔑', ...shared(family) });
  const got = await ask(family, getSecret, name);
  expect(got.status).toBe(200);
  expect(got.data).toEqual({ name: 'DSN', ...dates, ...shared(family) });
  for (const other of secretFamilies.map(pathOf).filter((other) => other !== path)) {
    expect(github.secret(other, 'DSN')).toBeUndefined();
  }
});

test('each place keeps a key of its own', async () => {
  await start();
  const keys = (): Promise<unknown[]> =>
    Promise.all(secretFamilies.map(async (family) => (await ask(family, getKey)).data));
  const first = (await keys()) as { key: string; key_id: string }[];
  expect(first[0]).toEqual({ key: expect.any(String) as string, key_id: like(/^\d+$/) });
  expect(new Set(first.map(({ key }) => key)).size).toBe(secretFamilies.length);
  expect(new Set(first.map(({ key_id }) => key_id)).size).toBe(secretFamilies.length);
  github.addRepository('acme/web', ['staging']);
  expect(await keys()).toEqual(first);
});

const improper = /improperly encrypted secret$/;
const noBase64 = /^Invalid request\.\n\nFor 'properties\/encrypted_value', /;
const badName = /^Secret names can only contain/;

test.each<[string, number, RegExp, (foreign: Sealed) => object | Promise<object>]>([
  ['the key of another place', 422, improper, (foreign) => foreign],
  ['another key_id', 422, improper, ({ key_id }) => ({ key_id })],
  ['a box for another key', 422, improper, ({ encrypted_value }) => ({ encrypted_value })],
  ['no box', 422, improper, () => ({ encrypted_value: 'aGVsbG8=' })],
  ['half of base64', 422, noBase64, () => ({ encrypted_value: 'aGVsbG8' })],
  ['no value', 422, noBase64, () => ({ encrypted_value: '' })],
  ['a space in its name', 422, badName, () => ({ secret_name: 'A B' })],
  ['a dash in its name', 422, badName, () => ({ secret_name: 'A-B' })],
  ['a leading digit', 422, badName, () => ({ secret_name: '1A' })],
  ['a reserved name', 422, /must not start with GITHUB_\.$/, () => ({ secret_name: 'GitHub_A' })],
  ['a number', 422, /^Invalid request\.\n\n.* 1 is not a string\.$/, () => ({ key_id: 1 })],
  ['more than 48 KB', 422, /48 KB/, () => seal(repositorySecrets, tooLong)],
  ['no members', 422, /"encrypted_value" wasn't.*\n"key_id" wasn't/, () => ({ data: '' })],
  ['no JSON', 400, /^Problems parsing JSON$/, () => ({ data: '{' })],
  ['a list', 400, /^Body should be a JSON object$/, () => ({ data: '[]' })],
])('refuses a secret with %s', async (_what, status, message, spoil) => {
  await start();
  const spoilt = await spoil(await seal(organizationSecrets[0]));
  const secret = { ...(await seal(repositorySecrets)), ...spoilt };
  const page = '/actions/secrets#create-or-update-a-repository-secret';
  const refused = error(status, like(message), page);
  expect(await ask(repositorySecrets, putSecret, secret)).toMatchObject(refused);
  expect(github.secret('repos/acme/web/actions', secret.secret_name)).toBeUndefined();
});

const notMember = /some is not a member of \["all","private","selected"\]\.$/;

test.each<[string | undefined, RegExp?]>([
  [undefined, /"visibility" wasn't supplied\.$/],
  ['some', notMember],
  ['all'],
  ['selected'],
])('what an organization stores with the visibility %s', async (visibility, ...[message]) => {
  await start();
  const expected = message ? error(422, like(message)) : { status: 201, data: {} };
  const stored = message ? undefined : { value: 'hello', visibility };
  for (const family of organizationSecrets) {
    const secret = { ...(await seal(family)), visibility };
    expect(await ask(family, putSecret, secret)).toMatchObject(expected);
    expect(github.secret(pathOf(family), 'DSN')).toEqual(stored);
  }
  const variable = { name: 'DSN', value: 'hello', visibility };
  expect(await call('POST /orgs/acme/actions/variables', variable)).toMatchObject(expected);
  expect(github.variable('orgs/acme', 'DSN')).toEqual(stored);
});

test.each<Family>(variableFamilies)('%s %j stores and shows variables', async (...family) => {
  await start();
  const path = pathOf(family).replace(/\/actions$/, '');
  const page = '/actions/variables';
  const [get, update] = ['GET /variables/{name}', 'PATCH /variables/{name}'];
  const create = (name: string, value: string): Promise<Answer> => ask(family, 'POST /variables', { name, value });
  const missing = error(404, 'Not Found', `${page}#get-a`);
  expect(await ask(family, get, { name: 'DSN' })).toMatchObject(missing);
  expect((await ask(family, update, { name: 'DSN', value: 'x' })).status).toBe(404);
  expect(await create('dsn', 'first')).toMatchObject({ status: 201, data: {} });
  const exists = error(409, 'Already exists - Variable already exists', `${page}#create-a`);
  expect(await create('DSN', 'second')).toMatchObject(exists);
  expect(github.variable(path, 'DSN')).toMatchObject({ value: 'first' });
  expect((await ask(family, update, { name: 'DSN', value: 'third' })).status).toBe(204);
  const stored = { value: 'third', ...shared(family) };
  expect(github.variable(path, 'dsn')).toEqual(stored);
  const data = { name: 'DSN', ...dates, ...stored };
  expect(await ask(family, get, { name: 'dsn' })).toMatchObject({ status: 200, data });
  await create('OTHER', '');
  const listed = await ask(family, 'GET /variables', { per_page: 1 });
  expect(listed.data).toEqual({ total_count: 2, variables: [data] });
});

const variablesUrl = '/repos/acme/web/actions/variables';

test.each<[string, RegExp, object]>([
  ['POST', /^Invalid request\.\n\n"value" wasn't supplied\.$/, { name: 'A' }],
  ['POST', /^Variable names can only/, { name: 'A B', value: '' }],
  ['POST', /must not start with GITHUB_\.$/, { name: 'GITHUB_A', value: '' }],
  ['POST', /48 KB/, { name: 'A', value: tooLong }],
  ['PATCH', /^Variable names can only/, { name: '1' }],
  ['PATCH', /is not a string/, { value: 1 }],
  ['PATCH', /48 KB/, { value: tooLong }],
])('%s refuses a variable with %s', async (method, message, variable) => {
  await start();
  github.addVariable('repos/acme/web', 'DSN', { value: 'kept' });
  const url = method === 'POST' ? variablesUrl : `${variablesUrl}/DSN`;
  expect(await call(`${method} ${url}`, variable)).toMatchObject(error(422, like(message)));
  const { data } = await call(`GET ${variablesUrl}`);
  expect(data).toMatchObject({ variables: [{ name: 'DSN', value: 'kept' }] });
});

test('renames a variable', async () => {
  await start();
  github.addVariable('repos/acme/web', 'OLD', { value: 'kept' });
  expect((await call(`PATCH ${variablesUrl}/OLD`, { name: 'new' })).status).toBe(204);
  expect(github.variable('repos/acme/web', 'OLD')).toBeUndefined();
  expect(github.variable('repos/acme/web', 'NEW')).toEqual({ value: 'kept' });
});

test('says where selected repositories are listed', async () => {
  await start();
  const visibility = 'selected';
  const listedAt = (path: string): object => ({
    visibility,
    selected_repositories_url: `${github.url}/${path}/DSN/repositories`,
  });
  for (const path of organizationSecrets.map(pathOf)) {
    github.addSecret(path, 'dsn', { value: 'hello', visibility });
    const data = listedAt(`${path}/secrets`);
    expect(await call(`GET /${path}/secrets/DSN`)).toMatchObject({ data });
  }
  github.addVariable('orgs/acme', 'dsn', { value: 'hello', visibility });
  const path = 'orgs/acme/actions/variables';
  const data = listedAt(path);
  expect(await call(`GET /${path}/DSN`)).toMatchObject({ data });
  expect(await call(`GET /${path}`)).toMatchObject({ data: { variables: [data] } });

  await call(`PATCH /${path}/DSN`, { value: 'other' });
  expect(github.variable('orgs/acme', 'DSN')).toEqual({ value: 'other', visibility });
  await call(`PATCH /${path}/DSN`, { visibility: 'all' });
  expect(github.variable('orgs/acme', 'DSN')).toEqual({ value: 'other', visibility: 'all' });
  expect((await call(`GET /${path}/DSN`)).data).not.toHaveProperty('selected_repositories_url');
});

test.each(permissions)('%s opens its calls and no others', async (permission) => {
  await start();
  github.addToken('one', [permission]);
  const send = async (family: Family, requests: string[], parameters: object): Promise<void> => {
    for (const request of requests) {
      const answer = await ask(family, request, parameters, 'one');
      if (family[2] === permission) expect([200, 201, 204]).toContain(answer.status);
      else expect(answer).toMatchObject(error(403, 'Resource not accessible by integration'));
    }
  };
  for (const family of secretFamilies) {
    await send(family, [getKey, putSecret, getSecret], await seal(family));
  }
  for (const family of variableFamilies) {
    const many = ['GET /variables', 'POST /variables'];
    const one = ['GET /variables/{name}', 'PATCH /variables/{name}'];
    await send(family, [...many, ...one], { name: 'DSN', value: 'x' });
  }
});

const key = 'actions/secrets/public-key';

test.each<[string, string, number, string?]>([
  // Each of these corrects what the one before was refused for.
  ['nobody', 'PUT /repos/acme/gone/environments/gone/secrets/1', 401, 'Bad credentials'],
  ['none', 'PUT /repos/acme/gone/environments/gone/secrets/1', 404],
  ['none', 'PUT /repos/acme/web/environments/gone/secrets/1', 403],
  ['all', 'PUT /repos/acme/web/environments/gone/secrets/1', 404],
  ['all', 'PUT /repos/acme/web/environments/production/secrets/1', 422],

  ['person', `GET /repos/acme/web/${key}`, 403, 'Resource not accessible by personal access token'],
  // A token sees its repositories and their owners only.
  ['web', `GET /repos/acme/web/${key}`, 200],
  ['web', `GET /orgs/acme/${key}`, 200],
  ['web', `GET /repos/other/app/${key}`, 404],
  ['web', `GET /orgs/other/${key}`, 404],
  ['all', `GET /repos/other/app/${key}`, 200],
  ['all', `GET /orgs/other/${key}`, 200],
  // Upper and lower case are the same.
  ['all', `GET /repos/ACME/Web/${key}`, 200],
  ['all', `GET /orgs/Acme/${key}`, 200],
  ['all', 'GET /repos/acme/web/environments/Production/secrets/public-key', 200],

  ['all', `GET /repos/gone/web/${key}`, 404, 'Not Found'],
  ['all', `GET /orgs/gone/${key}`, 404, 'Not Found'],
  ['all', 'GET /repos/acme/web/environments/preview/secrets/public-key', 404, 'Not Found'],
  ['all', 'GET /repos/acme/web/environments/preview/eu%20west/secrets/public-key', 404],
  ['all', 'GET /gone', 404, 'Not Found'],
])('the token "%s": %s: %d', async (token, request, status, ...[message]) => {
  await start();
  github.addRepository('Other/App');
  github.addOrganization('Other');
  github.addToken('web', permissions, { repositories: ['Acme/Web'] });
  github.addToken('person', [], { kind: 'personal' });
  const expected = message === undefined ? { status } : error(status, message);
  expect(await call(request, {}, token)).toMatchObject(expected);
});

const keyUrl = `/repos/acme/web/${key}`;

test.each([
  ['Bearer all', 200],
  ['bearer all', 200],
  ['token all', 200],
  ['Basic all', 401],
  ['', 401],
])('authorization "%s": %d', async (authorization, status) => {
  await start();
  const response = await fetch(`${github.url}${keyUrl}`, { headers: { authorization } });
  expect(response.status).toBe(status);
  // Who does not say who they are learns nothing about the call.
  const documentation_url = 'https://docs.github.com/rest';
  if (status === 401) expect(await response.json()).toMatchObject({ documentation_url });
});

test('refuses requests without a User-Agent, also over HTTPS', async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'local' }]);
  await start({ tls: { key, cert } });
  const options = { ca: cert, checkServerIdentity: () => undefined };
  const headers = { authorization: 'Bearer all' };
  const request = httpsRequest(`${github.url}${keyUrl}`, { ...options, headers }).end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  expect(response.statusCode).toBe(403);
  expect(await text(response)).toMatch(/^Request forbidden by administrative rules\./);
});

const secondary = /^You have exceeded a secondary rate limit/;
const primary = primaryLimit(60, () => 1_000_500);
const reset = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1060' };

test.each<[string, Fault, number, unknown, object]>([
  ['secondary limit', secondaryLimit('7'), 403, { message: like(secondary) }, { 'retry-after': '7' }],
  ['primary limit', primary, 403, { message: like(/^API rate limit exceeded/) }, reset],
  ['bad gateway', badGateway(), 502, like(/502 Bad Gateway/), { 'content-type': 'text/html' }],
])('a %s hits the call that it names', async (_what, fault, status, data, headers) => {
  await start({ path: '/api/v3' });
  github.fault({ ...fault, call: 'put-secret' });
  const secret = await seal(repositorySecrets);
  const got = await ask(repositorySecrets, putSecret, secret);
  expect(got).toMatchObject({ status, headers, data });
  expect(github.secret('repos/acme/web/actions', 'DSN')).toBeUndefined();
  expect((await ask(repositorySecrets, putSecret, secret)).status).toBe(201);
  const { encrypted_value, key_id } = secret;
  expect(github.requests).toMatchObject([
    { call: 'public-key', method: 'GET', path: `/api/v3${keyUrl}`, status: 200 },
    { call: 'put-secret', method: 'PUT', body: { encrypted_value, key_id }, status },
    { call: 'put-secret', headers: { authorization: 'token all' }, status: 201 },
  ]);
});

test('a fault can lose the answer after the work', async () => {
  await start();
  github.fault({ strike: 'reset', when: 'after', call: 'create-variable' });
  const lost = await call(`POST ${variablesUrl}`, { name: 'DSN', value: 'stored' });
  expect(lost.headers).toBeUndefined();
  expect(github.variable('repos/acme/web', 'DSN')).toEqual({ value: 'stored' });
});
