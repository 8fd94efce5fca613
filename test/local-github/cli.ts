// Starts a local GitHub to try by hand what stores a DSN: `npm run local-github`, beside `npm run local-sentry`.
import { PORT, TOKENS } from '../local-sentry/cli.ts';
import { type LocalGitHub, type Permission, startLocalGitHub } from './index.ts';

/** Made up, and the same in every run, so that commands can be copied. */
const TOKEN = `github_pat_${'7e'.repeat(30)}`;
/** May write nothing, like the GITHUB_TOKEN of a workflow. */
const GITHUB_TOKEN = `ghs_${'0f'.repeat(18)}`;

const PERMISSIONS: readonly Permission[] = [
  ...(['secrets', 'variables', 'environments'] as const),
  ...(['dependabot_secrets', 'codespaces_secrets'] as const),
  ...(['organization_secrets', 'organization_variables'] as const),
  ...(['organization_dependabot_secrets', 'organization_codespaces_secrets'] as const),
];

/** Prints a request that is over, and what it stored or deleted. */
function show({ method, path, body, status }: LocalGitHub['requests'][number]): void {
  console.log(`${method} ${path} ${status ?? 'not answered'}`);
  if (method === 'GET' || status === undefined || status >= 300) return;
  const [, target = '', kind, named] =
    /^\/(.+?)\/(secrets|variables)(?:\/([^/]+))?$/.exec(decodeURIComponent(path)) ?? [];
  const name = named ?? (body as { name: string }).name;
  const stored =
    kind === 'secrets' ? github.secret(target, name) : github.variable(target.replace(/\/actions$/, ''), name);
  const whom = stored?.repositories?.join(', ') ?? stored?.visibility;
  console.log(`  ${name} is now ${stored?.value ?? 'gone'}${whom === undefined ? '' : ` for ${whom}`}`);
}

const welcome = (url: string): string => `A local GitHub is running. Ctrl-C ends it.

  GITHUB_API_URL  ${url}
  organization    acme
  repositories    ${repositories.join(', ')}
  environments    ${environments.join(', ')} of each

To add repositories, name them: npm run local-github jane/site

Its tokens, both made up:

  can write secrets and variables of all of them
    ${TOKEN}
  can write nothing, like the GITHUB_TOKEN of a workflow
    ${GITHUB_TOKEN}

Run the action as a step of a workflow of acme/web: find or create the client key "ci" at the
local Sentry (npm run local-sentry), and store its DSN as a secret of the repository. Outputs and
the job summary are printed too:

  env INPUT_URL=http://127.0.0.1:${PORT} INPUT_ORG=acme INPUT_PROJECT=web INPUT_NAME=ci \\
    INPUT_TOKEN=${TOKENS.write} \\
    INPUT_SECRET-NAME=SENTRY_DSN \\
    INPUT_GITHUB-TOKEN=${TOKEN} \\
    GITHUB_API_URL=${url} GITHUB_REPOSITORY=acme/web \\
    GITHUB_OUTPUT=/dev/stdout GITHUB_ENV=/dev/stdout GITHUB_STEP_SUMMARY=/dev/stdout \\
    GITHUB_STATE=/dev/null \\
    node_modules/.bin/node dist/main/index.js

Every input is such a variable. Instead of in the repository, the DSN is stored in

  an environment           INPUT_GITHUB-ENVIRONMENT=production
  another repository       INPUT_GITHUB-REPOSITORY=acme/api
  the organization         INPUT_GITHUB-ORGANIZATION=acme
`;

const repositories = ['acme/web', 'acme/api', 'acme/mobile', 'acme/docs', ...process.argv.slice(2)];
const environments = ['production', 'staging', 'preview'];

const github = await startLocalGitHub({ onRequestOver: show });
for (const name of repositories) github.addRepository(name, environments);
github.addToken(TOKEN, PERMISSIONS, { kind: 'personal' });
github.addToken(GITHUB_TOKEN, []);
console.log(welcome(github.url));
process.once('SIGINT', () => void github.close());
