/** The local GitHub answers GitHub's own client as GitHub's documentation describes. */
import { getOctokit } from '@actions/github';
import type { paths } from '@octokit/openapi-types';
import type { RequestError } from '@octokit/request-error';
import sodium from 'libsodium-wrappers';
import { type LocalGitHub, type Permission, startLocalGitHub } from './index.ts';

type Before<Ending extends string, Url = keyof paths> = Url extends `${infer Start}${Ending}` ? Start : never;
/** What comes before `/secrets` or `/variables` in a URL, who may write there, and the target at the local GitHub. */
type Collection<Ending extends string> = [url: Before<Ending>, permission: Permission, target: string];

const repo = '/repos/{owner}/{repo}';
const environment = `${repo}/environments/{environment_name}` as const;
const secrets: Collection<'/secrets/{secret_name}'>[] = [
  [`${repo}/actions`, 'secrets', 'repos/acme/web/actions'],
  [`${repo}/dependabot`, 'dependabot_secrets', 'repos/acme/web/dependabot'],
  [`${repo}/codespaces`, 'codespaces_secrets', 'repos/acme/web/codespaces'],
  [environment, 'environments', 'repos/acme/web/environments/preview/eu west'],
  ['/orgs/{org}/actions', 'organization_secrets', 'orgs/acme/actions'],
  ['/orgs/{org}/dependabot', 'organization_dependabot_secrets', 'orgs/acme/dependabot'],
  ['/orgs/{org}/codespaces', 'organization_codespaces_secrets', 'orgs/acme/codespaces'],
];
const variables: Collection<'/variables/{name}'>[] = [
  [`${repo}/actions`, 'variables', 'repos/acme/web'],
  [environment, 'environments', 'repos/acme/web/environments/preview/eu west'],
  ['/orgs/{org}/actions', 'organization_variables', 'orgs/acme'],
];
const params: Record<string, string> = {
  ...{ owner: 'acme', repo: 'web', org: 'acme', environment_name: 'preview/eu west' },
};

let github: LocalGitHub;
beforeEach(async () => {
  github = await startLocalGitHub();
});
afterEach(() => github.close());

interface Answer {
  status: number;
  headers?: Record<string, unknown>;
  data?: unknown;
}

/** Sends a request with GitHub's client and a token of this permission, which sees acme/web and acme only. */
async function ask(permission: Permission | 'none', request: string, body = {}): Promise<Answer> {
  const repositories = ['acme/web'];
  github.addToken(permission, permission === 'none' ? [] : [permission], { repositories });
  const filled = request.replace(/\{(\w+)\}/g, (_parameter, name: string) => encodeURIComponent(params[name] ?? ''));
  try {
    return await getOctokit(permission, { baseUrl: github.url }).request(filled, { ...body });
  } catch (error) {
    const { status, response } = error as RequestError;
    return { status, ...response };
  }
}

/** The body of a PUT, sealed for a collection. */
async function seal(url: string, permission: Permission, value: string): Promise<object> {
  const { data } = await ask(permission, `GET ${url}/secrets/public-key`);
  const { key, key_id } = data as { key: string; key_id: string };
  const box = sodium.crypto_box_seal(value, Buffer.from(key, 'base64'));
  return { encrypted_value: Buffer.from(box).toString('base64'), key_id };
}

const shared = (url: string): object => (url.startsWith('/orgs') ? { visibility: 'private' } : {});
const refusal = (status: number, message: RegExp) => ({
  ...{ status, data: { message: expect.stringMatching(message) as string, status: String(status) } },
});

test.each(secrets)('secrets of %s are stored, hidden and deleted', async (url, permission, target) => {
  const one = `${url}/secrets/dsn`;
  for (const [value, status] of Object.entries({ first: 201, 'ünd 🔑': 204 })) {
    const body = { ...(await seal(url, permission, value)), ...shared(url) };
    expect((await ask(permission, `PUT ${one}`, body)).status).toBe(status);
    expect((await ask(permission, `PUT ${one}`, { ...body, key_id: '1' })).status).toBe(422);
    expect(github.secret(target, 'DSN')).toEqual({ value, ...shared(url) });
  }
  for (const [, , other] of secrets) if (other !== target) expect(github.secret(other, 'DSN')).toBeUndefined();

  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string;
  const { data } = await ask(permission, `GET ${one}`);
  expect(data).toEqual({ name: 'DSN', created_at: time, updated_at: time, ...shared(url) });
  expect(await ask('none', `GET ${one}`)).toMatchObject(refusal(403, /^Resource not accessible by integration$/));
  const deleted = [];
  for (const method of ['DELETE', 'DELETE', 'GET']) deleted.push((await ask(permission, `${method} ${one}`)).status);
  expect(deleted).toEqual([204, 404, 404]);
});

test.each(variables)('variables of %s are created, shown, updated and deleted', async (url, permission, target) => {
  const all = `${url}/variables`;
  const body = { name: 'dsn', value: 'first', ...shared(url) };
  expect((await ask(permission, `PATCH ${all}/dsn`, body)).status).toBe(404);
  expect((await ask(permission, `POST ${all}`, body)).status).toBe(201);
  expect(await ask(permission, `POST ${all}`, body)).toMatchObject(refusal(409, /^Already exists/));
  expect((await ask(permission, `PATCH ${all}/Dsn`, { value: 'second' })).status).toBe(204);
  const stored = { value: 'second', ...shared(url) };
  expect(github.variable(target, 'DSN')).toEqual(stored);
  expect((await ask(permission, `GET ${all}/dsn`)).data).toMatchObject({ name: 'DSN', ...stored });
  github.addVariable(target, 'other', { value: '' });
  const { data } = await ask(permission, `GET ${all}`, { per_page: 1 });
  expect(data).toMatchObject({ total_count: 2, variables: [{ name: 'DSN', ...stored }] });
  expect((await ask(permission, `DELETE ${all}/dsn`)).status).toBe(204);
  expect((await ask(permission, `DELETE ${all}/dsn`)).status).toBe(404);
  expect(github.variable(target, 'DSN')).toBeUndefined();
});
