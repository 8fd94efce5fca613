import { forbidden, Refusal, unauthorized } from './answers.ts';
import { type Dialect, isGlitchTip } from './keys.ts';

/** The calls of the REST API that this server answers. */
export type ApiCall =
  'list' | 'create' | 'get' | 'update' | 'delete' | 'project' | 'create-project';

const readers = ['project:read', 'project:write', 'project:admin'];
const writers = ['project:write', 'project:admin'];

/** Any one of these scopes opens the call. */
const scopesFor: Record<ApiCall, readonly string[]> = {
  list: readers,
  create: writers,
  get: readers,
  update: writers,
  delete: ['project:admin'],
  project: readers,
  'create-project': [...writers, 'org:write', 'org:admin'],
};

/** Who may do what: the tokens and their scopes. */
export class Access {
  readonly #scopes = new Map<string, readonly string[]>();
  readonly #dialect: Dialect;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  addToken(token: string, scopes: readonly string[]): void {
    this.#scopes.set(token, scopes);
  }

  /**
   * Sentry looks at the token (401) and its scopes (403) before it looks at anything else.
   *
   * @returns the caller's scopes; Sentry staff, who see and make keys of every use case, have
   *   `superuser` among them
   * @throws Refusal
   */
  scopes(authorization: string | undefined, call: ApiCall): readonly string[] {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) {
      throw unauthorized('Authentication credentials were not provided.');
    }
    // Organization tokens carry the scope org:ci and no other, whatever the organization.
    if (token.startsWith('sntrys_')) throw forbidden();
    const scopes = this.#scopes.get(token);
    if (!scopes) {
      throw isGlitchTip(this.#dialect)
        ? new Refusal(403, { detail: 'Invalid token.' })
        : unauthorized('Invalid token');
    }
    if (!scopesFor[call].some((scope) => scopes.includes(scope))) throw forbidden();
    return scopes;
  }
}
