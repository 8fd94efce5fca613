import { forbidden, Refusal, unauthorized } from './answers.ts';
import type { Dialect } from './keys.ts';

/** The calls of the REST API that this server answers. */
export type ApiCall =
  | 'list'
  | 'create'
  | 'get'
  | 'update'
  | 'delete'
  | 'stats'
  | 'create-project'
  | 'organization-keys'
  | 'organization-projects';

const readers = ['project:read', 'project:write', 'project:admin'];
const writers = ['project:write', 'project:admin'];

/** Any one of these scopes opens a call of the method; nobody may use other methods. */
const scopesByMethod: Readonly<Record<string, readonly string[]>> = {
  GET: readers,
  POST: writers,
  PUT: writers,
  DELETE: ['project:admin'],
};

/** The same for the calls about a whole organization. */
const organizationScopes: typeof scopesByMethod = {
  GET: ['org:read', 'org:write', 'org:admin'],
  POST: ['org:write', 'org:admin'],
  PUT: ['org:write', 'org:admin'],
  DELETE: ['org:admin'],
};

/** All that matters here of what a plain member may do, whatever scopes a token has. */
const ofMembers = ['project:read', 'project:releases', 'org:read', 'team:read'];

/** Any one of these scopes makes more than a member when it comes to new projects. */
const beyondMembers = ['org:write', 'org:admin', 'team:admin'];

export interface TokenOptions {
  /** Whether it is for another organization. */
  isElsewhere?: boolean;
  /** Whether its owner is a plain member. */
  isMember?: boolean;
  /** Slugs of projects of which its owner is no member; none by default. */
  notMemberOf?: readonly string[];
}

interface Token extends Omit<TokenOptions, 'notMemberOf'> {
  scopes: readonly string[];
  notMemberOf: ReadonlySet<string>;
}

/** Somebody whom the server knows, and who may make calls of this kind somewhere. */
export interface Caller {
  /** @throws Refusal unless they may make this call in the organization */
  check: () => void;
  /** Whether they may create projects where members may not. */
  isBeyondMembers: boolean;
  isMemberOf: (project: { slug: string }) => boolean;
}

/** Who may do what: the tokens and their scopes. */
export class Access {
  readonly #tokens = new Map<string, Token>();
  readonly #dialect: Dialect;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  addToken(token: string, scopes: readonly string[], options: TokenOptions = {}): void {
    const { notMemberOf = [], ...more } = options;
    this.#tokens.set(token, { scopes, notMemberOf: new Set(notMemberOf), ...more });
  }

  /**
   * Sentry looks at the token (401) and its scopes (403) before it looks at anything else; at the
   * organization and the role of the token's owner, once it has found what the call is about.
   *
   * @throws Refusal
   */
  caller(authorization: string | undefined, method: string, call?: ApiCall): Caller {
    const token = tokenOf(authorization);
    const found = this.#tokens.get(token);
    const isGlitchTip = this.#dialect === 'glitchtip';
    const isOrganizations = token.startsWith('sntrys_') && !isGlitchTip;
    if (!found) {
      if (isGlitchTip) throw new Refusal(403, { detail: 'Invalid token.' });
      throw unauthorized(isOrganizations ? 'Invalid org token' : 'Invalid token');
    }
    const needed = this.#scopes(method, call);
    const { isElsewhere, isMember, notMemberOf } = found;
    // Organization tokens carry the scope org:ci and no other, whatever the organization.
    const scopes = isOrganizations ? ['org:ci'] : found.scopes;
    if (!needed.some((scope) => scopes.includes(scope))) throw forbidden();
    const left = isMember ? scopes.filter((scope) => ofMembers.includes(scope)) : scopes;
    // A plain member may create projects since about October 2026.
    const isForMembers = call === 'create-project' && this.#dialect === 'current';
    return {
      check: () => {
        const may = isForMembers || needed.some((scope) => left.includes(scope));
        if (isElsewhere || !may) throw forbidden();
      },
      isBeyondMembers: left.some((scope) => beyondMembers.includes(scope)),
      isMemberOf: ({ slug }) => !notMemberOf.has(slug),
    };
  }

  #scopes(method: string, call: ApiCall | undefined): readonly string[] {
    if (call?.startsWith('organization-')) return organizationScopes[method] ?? [];
    const byMethod = scopesByMethod[method] ?? [];
    // In 2023, whoever may change the organization could not create a project by that alone.
    const isNew = call === 'create-project' && this.#dialect !== 'older';
    return isNew ? [...byMethod, 'org:write', 'org:admin'] : byMethod;
  }
}

/** @throws Refusal if there is none */
function tokenOf(authorization = ''): string {
  const [, token] = /^bearer (\S+)$/i.exec(authorization) ?? [];
  if (token === undefined) throw unauthorized('Authentication credentials were not provided.');
  return token;
}
