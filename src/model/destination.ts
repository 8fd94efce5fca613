/** GitHub's stores of secrets: for workflows, Dependabot and Codespaces. */
export const SECRET_STORES = ['actions', 'dependabot', 'codespaces'] as const;
export type SecretStore = (typeof SECRET_STORES)[number];

/** The owner of a secret or variable at GitHub. */
export type Owner =
  | { readonly kind: 'repository'; readonly owner: string; readonly repo: string }
  | { readonly kind: 'environment'; readonly owner: string; readonly repo: string; readonly environment: string }
  | {
      readonly kind: 'organization';
      readonly org: string;
      /** If `undefined`, an existing secret or variable keeps its visibility, and a new one is private. */
      readonly visibility: 'private' | 'all' | undefined;
    };

/** A GitHub secret or variable that stores the DSN. */
export type Destination =
  | { readonly kind: 'secret'; readonly store: SecretStore; readonly name: string; readonly owner: Owner }
  | { readonly kind: 'variable'; readonly name: string; readonly owner: Owner };

const KINDS = {
  actions: 'secret',
  dependabot: 'Dependabot secret',
  codespaces: 'Codespaces secret',
} as const satisfies Record<SecretStore, string>;

/** Such as `the secret SENTRY_DSN of acme/web`. */
export function titleOf(destination: Destination): string {
  const kind = destination.kind === 'secret' ? KINDS[destination.store] : 'variable';
  return `the ${kind} ${destination.name} of ${ownerTitle(destination.owner)}`;
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

/** An ID that is equal for destinations that GitHub treats as the same. GitHub ignores case in names. */
export function idOf({ kind, name, owner, ...rest }: Destination): string {
  const store = 'store' in rest ? rest.store : '';
  return JSON.stringify([kind, store, name, { ...owner, visibility: undefined }]).toLowerCase();
}
