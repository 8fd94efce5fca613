import { type Destination, type Owner, SECRET_STORES } from '../model/destination.ts';
import { isPlainLine } from '../text.ts';
import { type InputReader, matching, parseList } from './input-reader.ts';

const NAME_RULE = 'use letters, digits and _, not starting with a digit or GITHUB_, and not the name of a token';

/** Reads the name of the variable in which later steps get the DSN. */
export function readEnvName(reader: InputReader): string | undefined {
  return reader.parse(
    reader.get('env-name'),
    parseEnvName,
    'use letters, digits and _, not starting with a digit, and no variable of the runner or of a token; such ' +
      'as SENTRY_DSN',
  );
}

/** Reads where at GitHub the DSN is stored; none if what was given is not valid. */
export function readDestinations(reader: InputReader): Destination[] {
  const secretName = reader.parse(reader.get('secret-name'), parseName, NAME_RULE);
  const variableName = reader.parse(reader.get('variable-name'), parseName, NAME_RULE);
  const stores =
    reader.parse(
      reader.get('secret-stores'),
      (text) => parseList(text, SECRET_STORES),
      `use a list of ${SECRET_STORES.join(', ')}`,
    ) ?? (['actions'] as const);
  const owner = readOwner(reader);
  if (!reader.has('secret-name') && !reader.has('variable-name')) return [];
  if (owner?.kind === 'environment' && stores.some((store) => store !== 'actions')) {
    reader.refuse(
      'secret-stores',
      'an environment has Actions secrets only; remove github-environment, or use secret-stores: actions.',
    );
  }
  const repository = reader.get('github-repository', 'GITHUB_REPOSITORY').text;
  if (repository === '' && !reader.has('github-organization')) {
    reader.refuse('github-repository', 'missing; use owner/name, or github-organization.');
  }
  if (owner === undefined) return [];
  return [
    ...(secretName === undefined
      ? []
      : stores.map((store) => ({ kind: 'secret', store, name: secretName, owner }) as const)),
    ...(variableName === undefined ? [] : [{ kind: 'variable', name: variableName, owner } as const]),
  ];
}

function readOwner(reader: InputReader): Owner | undefined {
  const organization = reader.get('github-organization');
  const visibility = reader.choice('github-visibility', ['private', 'all'] as const) ?? 'private';
  const org = reader.parse(organization, matching(/^[A-Za-z0-9_-]{1,100}$/), 'use the name of a GitHub organization');
  const environment = reader.parse(
    reader.get('github-environment'),
    parseEnvironment,
    'use the name of an environment, one line of at most 255 characters',
  );
  if (organization.text !== '') {
    for (const input of ['github-repository', 'github-environment']) {
      if (!reader.has(input)) continue;
      reader.refuse(input, 'cannot be combined with github-organization; the DSN is stored in one or the other.');
    }
    return org === undefined ? undefined : { kind: 'organization', org, visibility };
  }
  const repository = reader.parse(
    reader.get('github-repository', 'GITHUB_REPOSITORY'),
    parseRepository,
    'use owner/name',
  );
  if (repository === undefined) return undefined;
  return environment === undefined
    ? { kind: 'repository', ...repository }
    : { kind: 'environment', ...repository, environment };
}

/** Names of tokens: a DSN in their place would stop everything that uses them. */
const TOKENS = /^SENTRY_(?:AUTH_TOKEN|TOKEN|KEYS_TOKEN)$/i;

/** What the runner, shells and this action read. */
const RESERVED = /^(?:GITHUB|RUNNER|ACTIONS|INPUT|STATE)_|^(?:PATH|NODE_OPTIONS|SENTRY_(?:ORG|PROJECT|URL))$/i;

/** Whether this can name a variable: letters, digits and `_`, no digit first, 255 at most. */
function isIdentifier(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]{0,254}$/.test(text) && !TOKENS.test(text);
}

function parseEnvName(text: string): string | undefined {
  return isIdentifier(text) && !RESERVED.test(text) ? text : undefined;
}

// GitHub's rules for the names of secrets and variables.
function parseName(text: string): string | undefined {
  return isIdentifier(text) && !/^GITHUB_/i.test(text) ? text : undefined;
}

function parseRepository(text: string): { owner: string; repo: string } | undefined {
  const [, owner, repo] = /^([A-Za-z0-9_-]{1,100})\/([A-Za-z0-9._-]{1,100})$/.exec(text) ?? [];
  if (owner === undefined || repo === undefined || /^\.+$/.test(repo)) return undefined;
  return { owner, repo };
}

function parseEnvironment(text: string): string | undefined {
  // Dots alone would climb the path of the API, escaped or not.
  const isName = text.length <= 255 && isPlainLine(text) && !/^\.+$/.test(text);
  return isName ? text : undefined;
}
