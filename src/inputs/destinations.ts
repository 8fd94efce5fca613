import { type Destination, type Owner, SECRET_STORES } from '../keys/destination.ts';
import { isPlainLine, quote } from '../text.ts';
import { isIdentifier } from './identifier.ts';
import { type InputReader, parseList } from './input-reader.ts';
import { checkGitHubToken, readGitHubToken } from './token.ts';

const NAME_RULE =
  'write letters, digits and _, no digit first, and nothing that starts with GITHUB_';

/** A step may say it for those items of a list that have an organization. */
export const UNUSED_VISIBILITY =
  'visibility: all was given without organization, and is about its secrets and variables. Add ' +
  'organization, or leave visibility out.';

/** Reads where at GitHub the DSN is stored; none where it is not, or not as it was given. */
export function readDestinations(reader: InputReader): Destination[] {
  const secretName = reader.parse(reader.get('secret-name'), parseName, NAME_RULE);
  const variableName = reader.parse(reader.get('variable-name'), parseName, NAME_RULE);
  const stores =
    reader.parse(
      reader.get('secret-stores'),
      (text) => parseList(text, SECRET_STORES),
      `write a comma-separated list of ${SECRET_STORES.join(', ')}`,
    ) ?? (['actions'] as const);
  const owner = readOwner(reader);
  requireGitHubToken(reader);
  if (!isStoring(reader)) {
    refuseUnused(reader);
    return [];
  }
  refuseStores(
    reader,
    stores.filter((store) => store !== 'actions'),
    owner,
  );
  const repository = reader.get('repository', 'GITHUB_REPOSITORY').text;
  if (repository === '' && !reader.has('organization')) {
    reader.problems.push('repository: missing; write owner/name, or organization.');
  }
  if (owner === undefined) return [];
  const secrets = (secretName === undefined ? [] : stores).map((store): Destination => ({
    kind: 'secret',
    store,
    name: secretName ?? '',
    owner,
  }));
  return variableName === undefined
    ? secrets
    : [...secrets, { kind: 'variable', name: variableName, owner }];
}

/** Whether anything is to be stored at GitHub. */
export function isStoring(reader: InputReader): boolean {
  return reader.has('secret-name') || reader.has('variable-name');
}

function requireGitHubToken(reader: InputReader): void {
  const token = readGitHubToken(reader);
  const problem = token === '' ? undefined : checkGitHubToken(token);
  if (problem !== undefined) reader.problems.push(`github-token: ${problem}`);
  if (token === '' && isStoring(reader)) {
    reader.problems.push(
      'github-token: missing; give a token that may write secrets or variables, such as ' +
        "${{ secrets.SECRETS_TOKEN }}. The workflow's own GITHUB_TOKEN cannot.",
    );
  }
}

/** Refuses what says where to store, where nothing is to be stored. */
function refuseUnused(reader: InputReader): void {
  for (const name of ['repository', 'environment', 'organization']) {
    const { text } = reader.get(name);
    if (text === '') continue;
    reader.problems.push(
      `${name}: ${quote(text)} was given, but nothing to store there; add secret-name or ` +
        `variable-name.${name === 'organization' ? ' The Sentry organization is the input org.' : ''}`,
    );
  }
}

/** Refuses stores other than `actions` where there is no secret, or where they do not exist. */
function refuseStores(
  reader: InputReader,
  others: readonly string[],
  owner: Owner | undefined,
): void {
  if (others.length === 0) return;
  const given = quote(others.join(', '));
  if (!reader.has('secret-name')) {
    reader.problems.push(`secret-stores: ${given} was given without a secret; add secret-name.`);
  }
  if (owner?.kind === 'environment') {
    reader.problems.push(
      `secret-stores: ${given} has no environments; leave environment out, or write ` +
        'secret-stores: actions.',
    );
  }
}

function readOwner(reader: InputReader): Owner | undefined {
  const organization = reader.get('organization');
  const visibility = reader.choice('visibility', ['private', 'all'] as const) ?? 'private';
  const org = reader.parse(organization, parseLogin, 'write the name of a GitHub organization');
  const environment = reader.parse(
    reader.get('environment'),
    parseEnvironment,
    'write the name of an environment, one line of at most 255 characters',
  );
  if (visibility === 'all' && organization.text === '') reader.problems.push(UNUSED_VISIBILITY);
  if (organization.text !== '') {
    for (const { text, label } of [reader.get('repository'), reader.get('environment')]) {
      if (text === '') continue;
      reader.problems.push(
        `${label}: ${quote(text)} was given together with organization; the DSN is stored at one ` +
          'or the other.',
      );
    }
    return org === undefined ? undefined : { kind: 'organization', org, visibility };
  }
  const repository = reader.parse(
    reader.get('repository', 'GITHUB_REPOSITORY'),
    parseRepository,
    'write owner/name',
  );
  if (repository === undefined) return undefined;
  return environment === undefined
    ? { kind: 'repository', ...repository }
    : { kind: 'environment', ...repository, environment };
}

// GitHub's rules for the names of secrets and variables.
function parseName(text: string): string | undefined {
  return isIdentifier(text) && !/^GITHUB_/i.test(text) ? text : undefined;
}

function parseLogin(text: string): string | undefined {
  return /^[A-Za-z0-9_-]{1,100}$/.test(text) ? text : undefined;
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
