import type { Destination, Owner, SecretStore } from '../keys/destination.ts';

/** A destination as GitHub's API knows it, and what a token needs to write it. */
export interface Target {
  /** Such as `the secret SENTRY_DSN of acme/web`. */
  readonly title: string;
  readonly kind: Destination['kind'];
  readonly name: string;
  readonly owner: Owner;
  /** The path of the collection that it is in, as a template of GitHub's API. */
  readonly path: string;
  /** By the name that fine-grained tokens and apps have for it. */
  readonly permission: string;
}

const STORE_NAMES = { actions: '', dependabot: 'Dependabot ', codespaces: 'Codespaces ' } as const;

export function targetOf(destination: Destination): Target {
  const { kind, name, owner } = destination;
  if (kind === 'variable') {
    return {
      ...{ kind, name, owner },
      title: `the variable ${name} of ${ownerTitle(owner)}`,
      path: `${pathOf(owner, 'actions')}/variables`,
      permission: permissionOf(owner, 'Variables'),
    };
  }
  const { store } = destination;
  const storeName = STORE_NAMES[store];
  return {
    ...{ kind, name, owner },
    title: `the ${storeName}secret ${name} of ${ownerTitle(owner)}`,
    path: `${pathOf(owner, store)}/secrets`,
    permission: permissionOf(owner, storeName === '' ? 'Secrets' : `${storeName}secrets`),
  };
}

/** The values for the names of the owner in a path. */
export function paramsOf(owner: Owner): Record<string, string> {
  switch (owner.kind) {
    case 'repository':
      return { owner: owner.owner, repo: owner.repo };
    case 'environment':
      return { owner: owner.owner, repo: owner.repo, environment: owner.environment };
    case 'organization':
      return { org: owner.org };
  }
}

function pathOf(owner: Owner, store: SecretStore): string {
  switch (owner.kind) {
    case 'repository':
      return `/repos/{owner}/{repo}/${store}`;
    case 'environment':
      return '/repos/{owner}/{repo}/environments/{environment}';
    case 'organization':
      return `/orgs/{org}/${store}`;
  }
}

function permissionOf(owner: Owner, name: string): string {
  if (owner.kind === 'environment') return 'the repository permission "Environments: write"';
  return `the ${owner.kind} permission "${name}: write"`;
}

function ownerTitle(owner: Owner): string {
  switch (owner.kind) {
    case 'repository':
      return `${owner.owner}/${owner.repo}`;
    case 'environment':
      return `the environment ${owner.environment} of ${owner.owner}/${owner.repo}`;
    case 'organization':
      return `the organization ${owner.org}`;
  }
}
