/** Which of GitHub's stores of secrets: those of workflows, of Dependabot and of Codespaces. */
export type Store = 'actions' | 'dependabot' | 'codespaces';

/** Whose secrets and variables. */
export type Owner =
  | { readonly kind: 'repository'; readonly owner: string; readonly repo: string }
  | {
      readonly kind: 'environment';
      readonly owner: string;
      readonly repo: string;
      readonly environment: string;
    }
  | { readonly kind: 'organization'; readonly org: string; readonly visibility: 'private' | 'all' };

/** Where at GitHub the DSN is stored. */
export interface Storage {
  readonly token: string;
  /** Where GitHub's API answers. */
  readonly api: URL;
  readonly owner: Owner;
  readonly secretName: string | undefined;
  readonly stores: readonly Store[];
  readonly variableName: string | undefined;
}

/** One secret or variable, and what a token needs to write it. */
export interface Target {
  /** Such as `the secret SENTRY_DSN of acme/web`. */
  readonly title: string;
  readonly what: 'secret' | 'variable';
  readonly name: string;
  /** The path of the collection that it is in, as a template of GitHub's API. */
  readonly path: string;
  /** By the name that fine-grained tokens and apps have for it. */
  readonly permission: string;
}

const STORES = { actions: '', dependabot: 'Dependabot ', codespaces: 'Codespaces ' } as const;

/** Every secret and variable that is to be written. */
export function targetsOf({ owner, secretName, stores, variableName }: Storage): Target[] {
  const whose = ownerTitle(owner);
  const secrets = (secretName === undefined ? [] : stores).map((store): Target => {
    const kind = `${STORES[store]}secret`;
    return {
      title: `the ${kind} ${secretName ?? ''} of ${whose}`,
      what: 'secret',
      name: secretName ?? '',
      path: `${pathOf(owner, store)}/secrets`,
      permission: permissionOf(owner, `${STORES[store]}${store === 'actions' ? 'S' : 's'}ecrets`),
    };
  });
  if (variableName === undefined) return secrets;
  return [
    ...secrets,
    {
      title: `the variable ${variableName} of ${whose}`,
      what: 'variable',
      name: variableName,
      path: `${pathOf(owner, 'actions')}/variables`,
      permission: permissionOf(owner, 'Variables'),
    },
  ];
}

function pathOf(owner: Owner, store: Store): string {
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
