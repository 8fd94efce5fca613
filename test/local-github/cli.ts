// Starts a local GitHub to try by hand what stores a DSN: `npm run local-github`, beside
// `npm run local-sentry`.
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

/** Prints a request that is over, and the secret that it stored. */
function show({ call, method, path, status }: LocalGitHub['requests'][number]): void {
  console.log(`${method} ${path} ${status ?? 'not answered'}`);
  if (call !== 'put-secret' || status === undefined || status >= 300) return;
  const [, target = '', name = ''] = /^\/(.+)\/secrets\/([^/]+)$/.exec(path) ?? [];
  const stored = github.secret(decodeURIComponent(target), name);
  console.log(`  ${name} is now ${stored?.value ?? 'gone'}`);
}

const welcome = (url: string): string => `A local GitHub is running. Ctrl-C ends it.

  GITHUB_API_URL  ${url}
  repository      acme/web
  environments    production, preview/eu west
  organization    acme

Its tokens, both made up:

  may write secrets and variables of all of them
    ${TOKEN}
  may write nothing, like the GITHUB_TOKEN of a workflow
    ${GITHUB_TOKEN}

Run the action as a step of a workflow of acme/web: find or create the client key "ci" at the
local Sentry (npm run local-sentry), and store its DSN as a secret of the repository:

  env INPUT_URL=http://127.0.0.1:${PORT} INPUT_ORG=acme INPUT_PROJECT=web INPUT_NAME=ci \\
    INPUT_TOKEN=${TOKENS.write} \\
    INPUT_SECRET-NAME=SENTRY_DSN \\
    INPUT_GITHUB-TOKEN=${TOKEN} \\
    GITHUB_API_URL=${url} GITHUB_REPOSITORY=acme/web \\
    GITHUB_OUTPUT=/dev/null GITHUB_STATE=/dev/null GITHUB_STEP_SUMMARY=/dev/null \\
    node_modules/.bin/node dist/main/index.js

Every input is such a variable: INPUT_ENVIRONMENT=production stores the DSN in an environment,
INPUT_ORGANIZATION=acme in the organization.
`;

const github = await startLocalGitHub({ onRequestOver: show });
github.addToken(TOKEN, PERMISSIONS, { kind: 'personal' });
github.addToken(GITHUB_TOKEN, []);
console.log(welcome(github.url));
process.once('SIGINT', () => void github.close());
