/** Nothing is created in Sentry if GitHub shows that the DSN could not be stored. */
import type { Fault, Permission } from '../local-github/index.ts';
import { allStores, forOrganization, GITHUB_TOKEN, secret, storing, variable } from './storing.ts';

type Token = NonNullable<Parameters<typeof storing>[2]>;
const installation: Token = { kind: 'installation' };
const personal: Token = { kind: 'personal' };
const ofApi: Token = { ...personal, repositories: ['acme/api'] };

const wrongToken = { ...secret, 'github-token': GITHUB_TOKEN.replace('7e', '7f') };
const inProduction = { ...variable, 'github-environment': 'production' };
const inNowhere = { ...secret, 'github-environment': 'nowhere' };
const everyStore = { ...secret, ...allStores };
const forTwoStores: Permission[] = ['secrets', 'codespaces_secrets'];
const ofWorkflow =
  /look at the secret SENTRY_DSN of acme\/web: "Resource not accessible by integration" \(403\)\. The token needs the repository permission "Secrets: write"\. The GITHUB_TOKEN of a workflow cannot have it\. Use a fine-grained/;
const ofNobody = { ...secret, 'github-organization': 'nobody' };

test.each<[Record<string, string>, Permission[], Token, RegExp]>([
  [secret, [], installation, ofWorkflow],
  [variable, ['secrets'], personal, /look at the variable .*by personal .*"Variables: write"/],
  [inProduction, ['variables'], personal, /the repository permission "Environments: write"/],
  [secret, ['secrets'], ofApi, /\(404\)\. It does not exist, .* it\. Check github-repository\. The token/],
  [
    inNowhere,
    ['environments'],
    personal,
    /environment nowhere of .*\(404\).*Check github-repository and github-environment\./,
  ],
  [ofNobody, forOrganization, personal, /\(404\).*Check github-organization\. .* organization perm/],
  [everyStore, forTwoStores, personal, /the Dependabot secret .*"Dependabot secrets: write"/],
  [wrongToken, [], personal, /"Bad credentials" \(401\)\. Check that github-token is complete/],
])('%j is refused with %j and a token %j', async (inputs, permissions, token, error) => {
  const act: Parameters<typeof storing>[1] = async ({ github, sentry, store }) => {
    const result = await store(inputs);
    expect(result).toMatchObject({ exitCode: 1, outputs: {}, variables: {} });
    expect(result.errors).toEqual([expect.stringMatching(error)]);
    expect(sentry.requests).toEqual([]);
    expect(github.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  };
  await storing(permissions, act, token);
});

test.each<[Partial<Fault>, RegExp]>([
  [{ status: 301, headers: { location: 'http://127.0.0.1:1/' } }, /\(301\).*renamed/],
  [{ status: 200, body: '{}' }, /answer could not be read .*look at the secret/],
])('%j is refused', async (fault, error) => {
  await storing(['secrets'], async ({ github, sentry, store, calls }) => {
    github.fault({ strike: 'answer', ...fault });
    const result = await store(secret);
    expect(result).toMatchObject({ exitCode: 1, errors: [expect.stringMatching(error)] });
    expect(calls()).toEqual(['public-key']);
    expect(sentry.requests).toEqual([]);
  });
});

const forgejo = { 'content-type': 'text/plain; charset=utf-8' };
const notGitHub =
  /^What answers at http:\S+ is not GitHub's API \(Forgejo and Gitea are not supported\): it answered \d+ when it was asked to look at the (?:secret|variable) SENTRY_DSN of acme\/web\. Check GITHUB_API_URL, or leave out (?:secret|variable)-name and store the output dsn in a step of your own\.$/;

test.each<[Record<string, string>, Partial<Fault>]>([
  [secret, { status: 404, body: '404 page not found\n', headers: forgejo }],
  [secret, { status: 405, body: '{"message":"Method Not Allowed"}' }],
  [secret, { status: 401, body: 'Please log in.', headers: forgejo }],
  [secret, { status: 200, body: '<html>Log in</html>', headers: { 'content-type': 'text/html' } }],
  [variable, { status: 200, body: '[{"name":"SENTRY_DSN","data":"x"}]' }],
  [variable, { status: 404, body: 'Not found.', headers: forgejo }],
])('%j: %j is no answer of GitHub, and no key is created', async (inputs, fault) => {
  await storing(['secrets', 'variables'], async ({ github, sentry, store, calls }) => {
    github.fault({ strike: 'answer', ...fault });
    const result = await store(inputs);
    expect(result).toMatchObject({ exitCode: 1, errors: [expect.stringMatching(notGitHub)] });
    expect(calls()).toHaveLength(1);
    expect(sentry.requests).toEqual([]);
  });
});
