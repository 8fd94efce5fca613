/**
 * The API that the local Sentry serves is the one that Sentry describes: the client that Sentry generates from its
 * description understands it, and its types fit. `test/real-sentry` compares its answers with a real server of 2023;
 * the last test here is about what a server of today does otherwise.
 */
import * as generated from '@sentry/api';
import type * as Generated from '../../node_modules/@sentry/api/dist/types.gen.d.ts';
import { type LocalSentry, type LocalSentryOptions, startLocalSentry } from './index.ts';

let sentry: LocalSentry;
afterEach(() => sentry.close());

/** Each token is also the scope that it has. */
async function start(options: LocalSentryOptions): Promise<void> {
  sentry = await startLocalSentry(options);
  for (const scope of ['project:read', 'project:write', 'project:admin', 'org:read']) sentry.addToken(scope, [scope]);
}

const noPermission = { detail: 'You do not have permission to perform this action.' };
const doesNotExist = { detail: 'The requested resource does not exist' };

/** Only Sentry's staff see the use case. */
type Key = Omit<Generated.CreateANewClientKeyResponses[201], 'useCase'>;
type ListedProject = Generated.ListAnOrganizationSProjectsResponses[200][number];

/** Sentry says more about a project than the local one does. */
type Shown = 'id' | 'slug' | 'name' | 'platform' | 'dateCreated' | 'teams';

/** With all members, also those that Sentry may leave out. */
type Complete<Value> = Value extends object ? { [Name in keyof Value]-?: Complete<NonNullable<Value[Name]>> } : Value;

type Operation<Data extends { url: string }> = (
  options: Omit<Data, 'url'> & { baseUrl: string; auth: string },
) => Promise<{ data?: unknown; error?: unknown; response: Response }>;

// The package exports these functions with types that cannot be resolved.
const api = generated as unknown as {
  listAProject_sClientKeys: Operation<Generated.ListAProjectSClientKeysData>;
  createANewClientKey: Operation<Generated.CreateANewClientKeyData>;
  retrieveAClientKey: Operation<Generated.RetrieveAClientKeyData>;
  updateAClientKey: Operation<Generated.UpdateAClientKeyData>;
  deleteAClientKey: Operation<Generated.DeleteAClientKeyData>;
  createANewProject: Operation<Generated.CreateANewProjectData>;
  listAnOrganization_sClientKeys: Operation<Generated.ListAnOrganizationSClientKeysData>;
  listAnOrganization_sProjects: Operation<Generated.ListAnOrganizationSProjectsData>;
};

const as = (auth: string): { baseUrl: string; auth: string } => ({ baseUrl: sentry.url, auth });

test('creates, reads, changes and deletes a key', async () => {
  await start({ path: '/sentry', now: () => Date.UTC(2026, 0, 1) });
  const project = { organization_id_or_slug: 'acme', project_id_or_slug: 'web' };
  const rateLimit = { count: 5, window: 60 };
  const body = { name: 'ci', rateLimit, useCase: 'demo' } as const;
  const created = await api.createANewClientKey({ ...as('project:admin'), path: project, body });
  expect(created.response.status).toBe(201);
  const { id, secret } = created.data as Complete<Key>;
  const [, host = ''] = /^http:\/\/(127\.0\.0\.1:\d+\/sentry)$/.exec(sentry.url) ?? [];
  const ingest = `${sentry.url}/api/4506`;
  const key: Complete<Key> = {
    id,
    name: 'ci',
    label: 'ci',
    public: id,
    secret,
    projectId: 4506,
    isActive: true,
    rateLimit,
    dsn: {
      secret: `http://${id}:${secret}@${host}/4506`,
      public: `http://${id}@${host}/4506`,
      csp: `${ingest}/csp-report/?sentry_key=${id}`,
      security: `${ingest}/security/?sentry_key=${id}`,
      minidump: `${ingest}/minidump/?sentry_key=${id}`,
      nel: `${ingest}/nel/?sentry_key=${id}`,
      unreal: `${ingest}/unreal/${id}/`,
      crons: `${ingest}/cron/___MONITOR_SLUG___/${id}/`,
      cdn: `${sentry.url}/js-sdk-loader/${id}.min.js`,
      playstation: `${ingest}/playstation/?sentry_key=${id}`,
      integration: `${ingest}/integration/`,
      otlp_traces: `${ingest}/integration/otlp/v1/traces`,
      otlp_logs: `${ingest}/integration/otlp/v1/logs`,
    },
    browserSdkVersion: '10.x',
    browserSdk: { choices: ['10.x', '9.x', '8.x', '7.x'].map((name) => [name, name]) },
    dateCreated: '2026-01-01T00:00:00.000000Z',
    dynamicSdkLoaderOptions: {
      hasReplay: true,
      hasPerformance: true,
      hasDebug: false,
      hasFeedback: false,
      hasLogsAndMetrics: false,
    },
  };
  expect(created.data).toEqual(key);

  const path = { ...project, key_id: id };
  expect((await api.retrieveAClientKey({ ...as('project:admin'), path })).data).toEqual(key);
  expect((await api.listAProject_sClientKeys({ ...as('project:admin'), path: project })).data).toEqual([key]);
  const changes = { isActive: false, browserSdkVersion: '7.x' } as const;
  const updated = await api.updateAClientKey({ ...as('project:admin'), path, body: changes });
  expect(updated.data).toEqual({ ...key, ...changes });
  expect((await api.deleteAClientKey({ ...as('project:write'), path })).error).toEqual(noPermission);
  expect((await api.deleteAClientKey({ ...as('project:admin'), path })).response.status).toBe(204);
  expect((await api.retrieveAClientKey({ ...as('project:admin'), path })).error).toEqual(doesNotExist);
});

test("lists an organization's keys and projects", async () => {
  await start({ now: () => Date.UTC(2026, 0, 1) });
  const organization = { path: { organization_id_or_slug: 'acme' } };
  const team = { organization_id_or_slug: 'acme', team_id_or_slug: 'platform' };
  const body = { name: 'App', slug: 'app' };
  expect((await api.createANewProject({ ...as('project:write'), path: team, body })).response.status).toBe(201);
  sentry.addKey('web', { isActive: false });
  const dateCreated = '2026-01-01T00:00:00.000000Z';
  const projects: Pick<ListedProject, Shown>[] = [
    {
      ...{ id: '4507', slug: 'app', name: 'App', platform: null, dateCreated },
      teams: [{ id: '71', slug: 'platform', name: 'platform' }],
    },
    { id: '4506', slug: 'web', name: 'web', platform: null, dateCreated, teams: [] },
  ];
  const listed = await api.listAnOrganization_sProjects({ ...as('org:read'), ...organization });
  expect(listed.data).toEqual(projects);

  const { data } = await api.listAnOrganization_sClientKeys({ ...as('org:read'), ...organization });
  expect(data).toMatchObject([
    { projectId: 4506, isActive: false },
    { projectId: 4507, isActive: true },
  ]);
});

const limit = { count: 5, window: 60 };

test.each<[string, object, number, object, LocalSentryOptions?]>([
  ['PUT keys/KEY/', { name: 'new' }, 200, { name: 'new', rateLimit: limit, browserSdkVersion: '8.x' }],
  ['PUT keys/KEY/', { name: 'new' }, 200, { browserSdkVersion: '7.x' }, { dialect: 'older' }],
  ['PUT keys/KEY/', { browserSdkVersion: '3.x' }, 400, { browserSdkVersion: ['"3.x" is not a valid choice.'] }],
  ['PUT keys/KEY/', { rateLimit: null }, 200, { rateLimit: limit }, { rateLimits: false }],
  ['POST keys/', { rateLimit: null }, 400, { rateLimit: ['This field may not be null.'] }],
  ['POST keys/', { useCase: 'escalating_issues' }, 400, { useCase: ['"escalating_issues" is not a valid choice.'] }],
])('%s %j is answered with %i', async (request, body, status, json, options = {}) => {
  await start(options);
  sentry.addKey('web', { id: 'KEY', name: 'old', rateLimit: limit, browserSdkVersion: '8.x' });
  const [method = '', path = ''] = request.split(' ');
  const headers = { authorization: 'Bearer project:admin', 'content-type': 'application/json' };
  const url = `${sentry.url}/api/0/projects/acme/web/${path}`;
  const response = await fetch(url, { method, headers, body: JSON.stringify(body) });
  expect({ status: response.status, json: (await response.json()) as object }).toMatchObject({ status, json });
});
