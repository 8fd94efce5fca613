/** Runs that store the DSN at a local GitHub, which opens what it gets. */
import { inProcess, type Result } from '../harness/in-process.ts';
import { type LocalGitHub, type LocalGitHubOptions, type Permission, startLocalGitHub } from '../local-github/index.ts';
import type { LocalSentry } from '../local-sentry/index.ts';

export const GITHUB_TOKEN = `github_pat_${'7e'.repeat(30)}`;

export const secret = { 'secret-name': 'SENTRY_DSN' };
export const variable = { 'variable-name': 'SENTRY_DSN' };
export const allStores = { 'secret-stores': 'actions, dependabot, codespaces' };

export const forOrganization: Permission[] = [
  ...(['organization_secrets', 'organization_variables'] as const),
  ...(['organization_dependabot_secrets', 'organization_codespaces_secrets'] as const),
];

export interface Storing {
  readonly github: LocalGitHub;
  readonly sentry: LocalSentry;
  /** Runs a step in this process that stores the DSN of the key `ci`. */
  readonly store: (inputs: Readonly<Record<string, string>>) => Promise<Result>;
  /** The kinds of the requests to GitHub, in order. */
  readonly calls: () => string[];
}

/** @param permissions of the token, which is a person's unless `token` says otherwise */
export async function storing(
  permissions: readonly Permission[],
  act: (storing: Storing) => Promise<void>,
  token: Parameters<LocalGitHub['addToken']>[2] = { kind: 'personal' },
  options: LocalGitHubOptions = {},
): Promise<void> {
  const github = await startLocalGitHub(options);
  // By its first letters the GITHUB_TOKEN of a workflow is known.
  const text = token.kind === 'installation' ? `ghs_${'7e'.repeat(18)}` : GITHUB_TOKEN;
  github.addToken(text, permissions, token);
  try {
    await inProcess({}, async ({ sentry, run }) => {
      const given = { name: 'ci', 'github-token': text };
      const env = { GITHUB_API_URL: github.url, GITHUB_REPOSITORY: 'acme/web' };
      const store: Storing['store'] = (inputs) => run({ ...given, ...inputs }, false, env);
      const calls = () => github.requests.map(({ call }) => call);
      await act({ github, sentry, store, calls });
    });
  } finally {
    await github.close();
  }
}
