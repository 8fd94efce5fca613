import type { TokenOptions } from './access.ts';
import { call, doesNotExist, noPermission, sentry, start, taken, tokens } from './client.ts';

const writers = ['project:write', 'project:admin'];
const readers = ['project:read', ...writers];
const organization = ['org:write', 'org:admin'];
const teams = '/api/0/teams';
const lists = '/api/0/organizations';

test.each<[string, string[], boolean?]>([
  ['GET .', readers],
  ['GET keys/', readers],
  ['POST keys/', writers],
  ['GET keys/KEY/', readers],
  ['PUT keys/KEY/', writers],
  ['DELETE keys/KEY/', ['project:admin']],
  [`POST ${teams}/acme/platform/projects/`, [...writers, ...organization]],
  [`POST ${teams}/acme/platform/projects/`, organization, false],
  [`GET ${lists}/acme/project-keys/`, ['org:read', ...organization]],
  [`GET ${lists}/acme/projects/`, ['org:read', ...organization]],
])('%s is open to %s', async (request, expected, membersCreateProjects = true) => {
  await start({ membersCreateProjects });
  sentry.addKey('web', { id: 'KEY' });
  const body = { name: 'App' };
  const open = [];
  for (const token of tokens) {
    if ((await call(request, { token, body })).status !== 403) open.push(token);
  }
  expect(open).toEqual(expected);
});

const noToken = { detail: 'Invalid token header. No credentials provided.' };
const notProvided = { detail: 'Authentication credentials were not provided.' };
const invalid = { detail: 'Invalid token' };
const invalidOrganizations = { detail: 'Invalid org token' };
const required = { name: ['This field is required.'] };
const disabled = { detail: 'Your organization has disabled this feature for members.' };
const web = { name: 'Web', slug: 'web' };

test.each<[string, string, unknown, number, unknown]>([
  ['GET keys/', '', undefined, 401, noToken],
  ['GET keys/', 'Basic project:admin', undefined, 401, notProvided],
  ['GET keys/', 'sntryi_unknown', undefined, 401, invalid],
  ['GET keys/', 'sntrys_unknown', undefined, 401, invalidOrganizations],
  ['GET keys/', 'sntrys_known', undefined, 403, noPermission],
  // Each row corrects what the row before was refused for.
  ['PUT ../gone/keys/gone/', 'nobody', '{', 401, invalid],
  ['PUT ../gone/keys/gone/', 'project:read', '{', 403, noPermission],
  ['PUT ../gone/keys/gone/', 'project:write', '{', 404, doesNotExist],
  ['PUT keys/gone/', 'project:write', '{', 404, doesNotExist],
  ['PUT keys/KEY/', 'project:write', '{', 400, {}],
  // So does each of these.
  [`POST ${teams}/gone/gone/projects/`, 'nobody', {}, 401, invalid],
  [`POST ${teams}/gone/gone/projects/`, 'project:read', {}, 403, noPermission],
  [`POST ${teams}/gone/gone/projects/`, 'project:write', {}, 404, undefined],
  [`POST ${teams}/acme/gone/projects/`, 'project:write', {}, 404, doesNotExist],
  [`POST ${teams}/acme/platform/projects/`, 'project:write', { slug: 'web' }, 400, required],
  [`POST ${teams}/acme/platform/projects/`, 'project:write', web, 403, disabled],
  [`POST ${teams}/acme/platform/projects/`, 'org:write', web, 409, taken],
  // And these.
  [`GET ${lists}/gone/project-keys/?per_page=x`, 'nobody', undefined, 401, invalid],
  [`GET ${lists}/gone/project-keys/?per_page=x`, 'project:admin', undefined, 403, noPermission],
  [`GET ${lists}/gone/project-keys/?per_page=x`, 'org:read', undefined, 404, undefined],
  [`GET ${lists}/acme/project-keys/?per_page=x`, 'org:read', undefined, 400, {}],
  [`GET ${lists}/gone/projects/?per_page=x`, 'nobody', undefined, 401, invalid],
  [`GET ${lists}/gone/projects/?per_page=x`, 'project:admin', undefined, 403, noPermission],
  [`GET ${lists}/gone/projects/?per_page=x`, 'org:read', undefined, 404, undefined],
  [`GET ${lists}/acme/projects/?per_page=x`, 'org:read', undefined, 400, {}],
])('%s with the token "%s" and %j: %d', async (request, token, body, status, json) => {
  await start({ membersCreateProjects: false });
  sentry.addToken('sntrys_known', ['project:admin']);
  sentry.addKey('web', { id: 'KEY' });
  expect(await call(request, { token, body })).toMatchObject({ status, json });
  expect(sentry.projects()).toHaveLength(1);
});

const everything = ['project:read', 'project:write', 'project:admin', 'org:read'];

test.each<[string, TokenOptions, number]>([
  ['GET keys/', { role: 'member' }, 200],
  ['POST keys/', { role: 'member' }, 403],
  ['PUT keys/gone/', { role: 'member' }, 403],
  ['POST ../gone/keys/', { role: 'member' }, 404],
  [`POST ${teams}/acme/platform/projects/`, { role: 'member' }, 403],
  ['GET keys/', { orgs: ['acme'] }, 200],
  ['GET keys/', { orgs: ['other'] }, 403],
  ['GET keys/gone/', { orgs: ['other'] }, 403],
  ['GET ../gone/keys/', { orgs: ['other'] }, 404],
  ['GET ../former/keys/', { orgs: ['other'] }, 403],
  ['GET ../former/keys/', { orgs: ['acme'] }, 302],
  [`POST ${teams}/acme/platform/projects/`, { orgs: ['other'] }, 403],
  [`GET ${lists}/acme/project-keys/`, { role: 'member' }, 200],
  [`GET ${lists}/acme/projects/`, { orgs: ['acme'] }, 200],
  [`GET ${lists}/acme/projects/`, { orgs: ['other'] }, 403],
  [`GET ${lists}/gone/projects/`, { orgs: ['other'] }, 404],
])('%s with a token %j: %d', async (request, options, status) => {
  await start();
  sentry.addProject('former');
  sentry.renameProject('former', 'latter');
  sentry.addToken('theirs', everything, options);
  expect((await call(request, { token: 'theirs', body: { name: 'x' } })).status).toBe(status);
});

test.each<[string, string, number, string]>([
  ['PUT keys/', 'project:write', 405, 'GET, POST, HEAD, OPTIONS'],
  ['PUT keys/', 'project:read', 403, 'GET, POST, HEAD, OPTIONS'],
  ['HEAD keys/', 'project:admin', 403, 'GET, POST, HEAD, OPTIONS'],
  ['OPTIONS keys/', 'nobody', 200, 'GET, POST, HEAD, OPTIONS'],
  ['POST keys/KEY/', 'project:write', 405, 'GET, PUT, DELETE, HEAD, OPTIONS'],
  ['PATCH keys/KEY/', 'project:admin', 403, 'GET, PUT, DELETE, HEAD, OPTIONS'],
  ['DELETE keys/KEY/', 'nobody', 401, 'GET, PUT, DELETE, HEAD, OPTIONS'],
  [`POST ${lists}/acme/project-keys/`, 'org:write', 405, 'GET, HEAD, OPTIONS'],
  [`DELETE ${lists}/acme/projects/`, 'org:write', 403, 'GET, HEAD, OPTIONS'],
])('%s as %s: %d, and says what the path has', async (request, token, status, allow) => {
  await start();
  const body = /^(HEAD|OPTIONS)/.test(request) ? undefined : {};
  const got = await call(request, { token, body });
  expect(got).toMatchObject({ status, headers: { allow } });
  const asked = status === 401 ? 'xBasic realm="api"' : undefined;
  expect(got.headers['www-authenticate']).toBe(asked);
  if (status === 405) expect(got.json).toEqual({ detail: expect.stringMatching(/not allowed/) as string });
});
