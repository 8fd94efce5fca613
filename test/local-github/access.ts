import { notFound, Refusal } from './answers.ts';

/** What a token may write; `environments` are an environment's secrets and variables. */
export type Permission =
  | 'secrets'
  | 'variables'
  | 'environments'
  | 'dependabot_secrets'
  | 'codespaces_secrets'
  | 'organization_secrets'
  | 'organization_variables'
  | 'organization_dependabot_secrets'
  | 'organization_codespaces_secrets';

export interface TokenOptions {
  /** An App's token or a workflow's GITHUB_TOKEN (the default), or a person's. */
  kind?: 'installation' | 'personal';
  /** The repositories, 'owner/name', that the token can see, with their owners; all by default. */
  repositories?: readonly string[];
}

interface Token extends TokenOptions {
  permissions: readonly Permission[];
}

/** Who may do what: the tokens and their permissions. */
export class Access {
  readonly #tokens = new Map<string, Token>();

  addToken(token: string, permissions: readonly Permission[], options: TokenOptions): void {
    this.#tokens.set(token, { ...options, permissions });
  }

  /**
   * GitHub looks at the token first (401), then whether it can see the place (404), then whether it
   * may do this there (403).
   *
   * @param base what exists: 'repos/OWNER/NAME' or 'orgs/NAME'; undefined where nothing does
   * @throws Refusal
   */
  check(authorization: string | undefined, base: string | undefined, needed: Permission): void {
    const [, given = ''] = /^(?:bearer|token) (\S+)$/i.exec(authorization ?? '') ?? [];
    const token = this.#tokens.get(given);
    if (!token) throw new Refusal(401, 'Bad credentials');
    if (base === undefined || !sees(token, base)) throw notFound();
    if (!token.permissions.includes(needed)) {
      const kind = token.kind === 'personal' ? 'personal access token' : 'integration';
      throw new Refusal(403, `Resource not accessible by ${kind}`);
    }
  }
}

function sees({ repositories }: Token, base: string): boolean {
  return (
    repositories
      ?.map((name) => `repos/${name}`.toLowerCase())
      .some((repository) => {
        const [, owner = ''] = repository.split('/');
        return base === repository || base === `orgs/${owner}`;
      }) ?? true
  );
}
