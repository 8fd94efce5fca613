import { type Destination, idOf, type Owner, SECRET_STORES } from '../model/destination.ts';
import { isPlainLine, quote } from '../text.ts';
import { type InputReader, matching, parseList, splitList } from './input-reader.ts';

const NAME_RULE = 'use letters, digits and _, not starting with a digit or GITHUB_, and not the name of a token';

/** Reads the names of the variables that pass the DSN to later steps. @param project for `{project}` */
export function readEnvNames(reader: InputReader, project: string): string[] {
  const rule =
    'use letters, digits and _, not starting with a digit, and no variable of the runner or of a token; such as ' +
    'SENTRY_DSN';
  return readFilled(reader, 'env-name', capitals(project), parseEnvName, rule);
}

/**
 * Reads where at GitHub the DSN is stored; empty if the inputs are not valid.
 *
 * @param project for `{project}`
 */
export function readDestinations(reader: InputReader, project: string): Destination[] {
  const secrets = readFilled(reader, 'secret-name', capitals(project), parseName, NAME_RULE);
  const variables = readFilled(reader, 'variable-name', capitals(project), parseName, NAME_RULE);
  const stores =
    reader.parse(
      reader.get('secret-stores'),
      (text) => parseList(text, SECRET_STORES),
      `use a list of ${SECRET_STORES.join(', ')}`,
    ) ?? (['actions'] as const);
  const owners = readOwners(reader, project);
  if (!reader.has('secret-name') && !reader.has('variable-name')) return [];
  if (reader.has('github-environment') && stores.some((store) => store !== 'actions')) {
    reader.refuse(
      'secret-stores',
      'an environment has Actions secrets only; remove github-environment, or use secret-stores: actions.',
    );
  }
  if (!reader.has('github-organization') && reader.get('github-repository', 'GITHUB_REPOSITORY').text === '') {
    reader.refuse('github-repository', 'missing; use owner/name, or github-organization.');
  }
  const destinations = owners.flatMap((owner): Destination[] => [
    ...secrets.flatMap((name) => stores.map((store) => ({ kind: 'secret', store, name, owner }) as const)),
    ...variables.map((name) => ({ kind: 'variable', name, owner }) as const),
  ]);
  return [...new Map(destinations.map((one) => [idOf(one), one])).values()];
}

function readOwners(reader: InputReader, project: string): Owner[] {
  const organization = reader.get('github-organization');
  const visibility = reader.choice('github-visibility', ['private', 'all'] as const);
  const org = reader.parse(organization, matching(/^[A-Za-z0-9_-]{1,100}$/), 'use the name of a GitHub organization');
  const rule = 'use the name of an environment, one line of at most 255 characters';
  const environments = readFilled(reader, 'github-environment', project, parseEnvironment, rule, /\n/);
  if (organization.text !== '') {
    for (const input of ['github-repository', 'github-environment']) {
      if (!reader.has(input)) continue;
      reader.refuse(input, 'cannot be combined with github-organization; the DSN is stored in one or the other.');
    }
    return org === undefined ? [] : [{ kind: 'organization', org, visibility }];
  }
  const repositories = readFilled(reader, 'github-repository', project, parseRepository, 'use owner/name');
  return repositories.flatMap((repository): Owner[] =>
    environments.length === 0
      ? [{ kind: 'repository', ...repository }]
      : environments.map((environment) => ({ kind: 'environment', ...repository, environment })),
  );
}

/** The fallback variables of inputs. */
const FALLBACKS: Readonly<Record<string, string>> = { 'github-repository': 'GITHUB_REPOSITORY' };

/**
 * Reads a list of values and replaces `{project}` in them.
 *
 * @param project the replacement
 * @param separator of the list
 */
function readFilled<T>(
  reader: InputReader,
  name: string,
  project: string,
  parse: (text: string) => T | undefined,
  rule: string,
  separator?: RegExp,
): T[] {
  const { text, label } = reader.get(name, FALLBACKS[name]);
  const parts = splitList(text, separator);
  // Only separators: not a list.
  return (parts.length > 0 ? parts : [text]).flatMap((part) => {
    if (part.includes('{project}') && /^[0-9]+$/.test(project)) {
      reader.refuse(label, '{project} needs the slug of the project, not its ID.');
      return [];
    }
    const filled = part.replaceAll('{project}', project);
    if (/\{[^{}]*\}/.test(filled)) {
      reader.refuse(label, `${quote(part)} has an unknown placeholder; only {project} is replaced.`);
      return [];
    }
    return reader.parse({ text: filled, label }, parse, rule) ?? [];
  });
}

/** A slug as part of a variable's name. */
function capitals(project: string): string {
  return project.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_');
}

/** Names of tokens: a DSN in their place would stop everything that uses them. */
const TOKENS = /^SENTRY_(?:AUTH_TOKEN|TOKEN|KEYS_TOKEN)$/i;

/** Read by the runner, shells or this action. */
const RESERVED = /^(?:GITHUB|RUNNER|ACTIONS|INPUT|STATE)_|^(?:PATH|NODE_OPTIONS|SENTRY_(?:ORG|PROJECT|URL))$/i;

/** Whether this can name a variable: letters, digits and `_`, no digit first, at most 255. */
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
  // Dots alone would go up the API path, escaped or not.
  const isName = text.length <= 255 && isPlainLine(text) && !/^\.+$/.test(text);
  return isName ? text : undefined;
}
