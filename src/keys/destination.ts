/** Which of GitHub's stores of secrets: those of workflows, of Dependabot and of Codespaces. */
export const SECRET_STORES = ['actions', 'dependabot', 'codespaces'] as const;
export type SecretStore = (typeof SECRET_STORES)[number];

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

/** A secret or variable at GitHub that the DSN is stored as. */
export type Destination =
  | {
      readonly kind: 'secret';
      readonly store: SecretStore;
      readonly name: string;
      readonly owner: Owner;
    }
  | { readonly kind: 'variable'; readonly name: string; readonly owner: Owner };
