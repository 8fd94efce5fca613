import { type Destination, type Owner, type SecretStore, titleOf } from '../model/destination.ts';

/** A destination in terms of GitHub's API, and the permission that a token needs to write it. */
export type Target = Destination & {
  /** Such as `the secret SENTRY_DSN of acme/web`. */
  readonly title: string;
  /** Path of its collection, as a template of GitHub's API. */
  readonly path: string;
  /** The owner's values for that template. */
  readonly params: Readonly<Record<string, string>>;
  /** The user or organization that it belongs to. */
  readonly login: string;
  /** Such as `the repository permission "Secrets: write"`, as fine-grained tokens and apps name it. */
  readonly permission: string;
};

const PERMISSIONS = { actions: 'Secrets', dependabot: 'Dependabot secrets', codespaces: 'Codespaces secrets' } as const;

export function targetOf(destination: Destination): Target {
  const { kind, owner } = destination;
  const store = kind === 'secret' ? destination.store : 'actions';
  const permission = kind === 'secret' ? PERMISSIONS[store] : 'Variables';
  return {
    ...destination,
    title: titleOf(destination),
    path: `${pathOf(owner, store)}/${kind}s`,
    params: paramsOf(owner),
    login: owner.kind === 'organization' ? owner.org : owner.owner,
    permission:
      owner.kind === 'environment'
        ? 'the repository permission "Environments: write"'
        : `the ${owner.kind} permission "${permission}: write"`,
  };
}

function pathOf({ kind }: Owner, store: SecretStore): string {
  if (kind === 'organization') return `/orgs/{org}/${store}`;
  return `/repos/{owner}/{repo}/${kind === 'environment' ? 'environments/{environment}' : store}`;
}

function paramsOf(owner: Owner): Record<string, string> {
  if (owner.kind === 'organization') return { org: owner.org };
  const names = { owner: owner.owner, repo: owner.repo };
  return owner.kind === 'environment' ? { ...names, environment: owner.environment } : names;
}
