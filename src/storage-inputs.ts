import { parseBase } from './base.ts';
import { isIdentifier } from './identifier.ts';
import { type Env, find, parseWords, type Reader } from './reader.ts';
import type { Owner, Storage, Store } from './storage.ts';
import { quote } from './text.ts';
import { isToken, NO_TOKEN } from './token.ts';

const STORES: readonly Store[] = ['actions', 'dependabot', 'codespaces'];

/** The GitHub token as the step was given it, `''` if none; it is masked before anything else. */
export function readGitHubToken(env: Env): string {
  return find(env, 'github-token').text;
}

/** Reads where at GitHub the DSN is stored; `undefined` where it is not, or not as it was given. */
export function readStorage(reader: Reader): Storage | undefined {
  const { problems, env } = reader;
  const rule = 'write letters, digits and _, no digit first, and nothing that starts with GITHUB_';
  const secretName = reader.read(reader.find('secret-name'), parseName, rule);
  const variableName = reader.read(reader.find('variable-name'), parseName, rule);
  const stores =
    reader.read(
      reader.find('secret-stores'),
      (text) => parseWords(text, STORES),
      `write a comma list of ${STORES.join(', ')}`,
    ) ?? (['actions'] as const);
  const owner = readOwner(reader);
  const token = reader.find('github-token').text;
  if (token !== '' && !isToken(token)) problems.push(`github-token: ${NO_TOKEN}`);

  const others = stores.filter((store) => store !== 'actions');
  const asked = reader.find('secret-name').text !== '' || reader.find('variable-name').text !== '';
  if (!asked) {
    for (const name of ['repository', 'environment', 'organization']) {
      const { text } = reader.find(name);
      if (text === '') continue;
      problems.push(
        `${name}: ${quote(text)} was given, but nothing to store there; add secret-name or ` +
          `variable-name.${name === 'organization' ? ' The Sentry organization is the input org.' : ''}`,
      );
    }
    return undefined;
  }
  if (reader.find('secret-name').text === '' && others.length > 0) {
    problems.push(
      `secret-stores: ${quote(others.join(', '))} was given without a secret; add secret-name.`,
    );
  }
  if (owner?.kind === 'environment' && others.length > 0) {
    problems.push(
      `secret-stores: ${quote(others.join(', '))} has no environments; leave environment out, or ` +
        'write secret-stores: actions.',
    );
  }
  const unnamed = ['repository', 'organization'].every((name) => reader.find(name).text === '');
  if (unnamed && !env['GITHUB_REPOSITORY']) {
    problems.push('repository: missing; write owner/name, or organization.');
  }
  if (token === '') {
    problems.push(
      'github-token: missing; give a token that may write secrets or variables, such as ' +
        "${{ secrets.SECRETS_TOKEN }}. The workflow's own GITHUB_TOKEN never may.",
    );
  }
  const api = reader.read(
    {
      text: env['GITHUB_API_URL']?.trim() ?? '',
      label: 'GITHUB_API_URL (an environment variable)',
    },
    parseBase,
    'write an address with https (http on loopback only)',
  );
  if (owner === undefined) return undefined;
  return {
    token,
    api: api ?? new URL('https://api.github.com'),
    owner,
    secretName,
    stores,
    variableName,
  };
}

function readOwner(reader: Reader): Owner | undefined {
  const { problems } = reader;
  const organization = reader.find('organization');
  const environment = reader.find('environment');
  const visibility = reader.word('visibility', ['private', 'all'] as const) ?? 'private';
  const org = reader.read(organization, parseOwner, 'write the name of a GitHub organization');
  const environmentName = reader.read(
    environment,
    parseEnvironment,
    'write the name of an environment, one line of at most 255 characters',
  );
  if (organization.text !== '') {
    for (const { text, label } of [reader.find('repository'), environment]) {
      if (text === '') continue;
      problems.push(
        `${label}: ${quote(text)} was given together with organization; the DSN is stored at one ` +
          'or the other.',
      );
    }
    return org === undefined ? undefined : { kind: 'organization', org, visibility };
  }
  const repository = reader.read(
    reader.find('repository', 'GITHUB_REPOSITORY'),
    parseRepository,
    'write owner/name',
  );
  if (repository === undefined) return undefined;
  return environmentName === undefined
    ? { kind: 'repository', ...repository }
    : { kind: 'environment', ...repository, environment: environmentName };
}

// GitHub's rules for the names of secrets and variables.
function parseName(text: string): string | undefined {
  return isIdentifier(text) && !/^GITHUB_/i.test(text) ? text : undefined;
}

function parseOwner(text: string): string | undefined {
  return /^[A-Za-z0-9_-]{1,100}$/.test(text) ? text : undefined;
}

function parseRepository(text: string): { owner: string; repo: string } | undefined {
  const [, owner, repo] = /^([A-Za-z0-9_-]{1,100})\/([A-Za-z0-9._-]{1,100})$/.exec(text) ?? [];
  if (owner === undefined || repo === undefined || /^\.+$/.test(repo)) return undefined;
  return { owner, repo };
}

function parseEnvironment(text: string): string | undefined {
  // Dots alone would climb the path of the API, escaped or not.
  const isName = text.length <= 255 && !/\p{Cc}/u.test(text) && !/^\.+$/.test(text);
  return isName ? text : undefined;
}
