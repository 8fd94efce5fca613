import { customHeaderValues } from './custom-headers.ts';
import { type Input, InputReader } from './input-reader.ts';

/** The variable of Sentry's own tools, used if the input is empty. */
const VARIABLE = 'SENTRY_AUTH_TOKEN';

/**
 * Reads the Sentry token. Problems never quote any part of it.
 *
 * @returns `''` if there is none
 */
export function readToken(reader: InputReader): string {
  const { text, label } = inputOfToken(reader);
  const problem = text === '' ? explainMissing(reader.env) : checkGiven(text, label !== 'token');
  if (problem !== undefined) reader.refuse(label, problem);
  return text;
}

function inputOfToken(reader: InputReader): Input {
  return reader.get('token', VARIABLE);
}

/**
 * Reads the GitHub token. Problems never quote any part of it.
 *
 * @param isNeeded whether something is stored at GitHub
 * @returns `''` if there is none
 */
export function readGitHubToken(reader: InputReader, isNeeded: boolean): string {
  const { text } = reader.get('github-token');
  const problem = text === '' ? undefined : checkGitHubToken(text);
  if (problem !== undefined) reader.refuse('github-token', problem);
  if (text === '' && isNeeded) {
    reader.refuse(
      'github-token',
      'missing; use a token that can write secrets or variables, such as ${{ secrets.SECRETS_TOKEN }}. The ' +
        "workflow's own GITHUB_TOKEN cannot.",
    );
  }
  return text;
}

/**
 * The tokens and secret headers of a step, `''` for none. They are masked before anything else happens, even if the
 * inputs are not valid.
 */
export function secretsIn(env: NodeJS.ProcessEnv): string[] {
  const reader = new InputReader(env);
  return [inputOfToken(reader).text, reader.get('github-token').text, ...customHeaderValues(env)];
}

/** @param isVariable whether the token is from the variable */
function checkGiven(token: string, isVariable: boolean): string | undefined {
  if (/^(?:gh[pousr]_|github_pat_)/.test(token)) {
    return (
      'this is a GitHub token. Use a Sentry token with the scope project:write here, and the GitHub token in ' +
      'github-token.'
    );
  }
  if (token.startsWith('sntrys_')) {
    const problem = 'this is an organization token (sntrys_…), which cannot manage client keys.';
    // If the workflow already names another secret, advice to create one is useless.
    return isVariable
      ? `${problem} The input token is empty, so this variable was used. Check that the secret that the ` +
          'workflow uses for token exists. It must contain the token of an internal integration (Settings > ' +
          'Custom Integrations) with the permission "Project: Read & Write".'
      : `${problem} Create an internal integration (Settings > Custom Integrations) with the permission ` +
          `"Project: Read & Write" and use its token. The secret ${VARIABLE} often contains an organization ` +
          'token for releases, so store the new token under another name, such as SENTRY_KEYS_TOKEN.';
  }
  if (/^https?:\/\//.test(token)) {
    return (
      'this is an address, such as a DSN, instead of a token. A DSN can send events but cannot manage ' +
      'client keys. Use the token of an internal integration.'
    );
  }
  return checkText(token);
}

/** The problem with the GitHub token, without quoting it; `undefined` if it is valid. */
function checkGitHubToken(token: string): string | undefined {
  if (token.startsWith('sntry')) {
    return (
      'this is a Sentry token. Use a GitHub token that can write secrets or variables here, and the Sentry token ' +
      'in token.'
    );
  }
  return checkText(token);
}

/**
 * The events on which GitHub withholds the secrets of Actions from Dependabot:
 * docs.github.com/en/code-security/reference/supply-chain-security/troubleshoot-dependabot/dependabot-on-actions
 */
const EVENTS_OF_DEPENDABOT = /^(?:push|create|deployment(?:_status)?|pull_request(?:_review(?:_comment)?)?)$/;

function explainMissing(env: NodeJS.ProcessEnv): string {
  const missing =
    'missing; use a Sentry token with the scope project:write, such as ' + '${{ secrets.SENTRY_KEYS_TOKEN }}.';
  // GitHub withholds secrets from workflows that run for forks and for Dependabot, so a correct expression is still
  // empty.
  const event = env['GITHUB_EVENT_NAME'] ?? '';
  if (env['GITHUB_ACTOR'] === 'dependabot[bot]' && EVENTS_OF_DEPENDABOT.test(event)) {
    return (
      `${missing} Runs that Dependabot starts only get Dependabot's secrets. Skip this step in them ` +
      "with if: github.actor != 'dependabot[bot]', or store the token under Settings > Secrets and " +
      'variables > Dependabot.'
    );
  }
  if (event.startsWith('pull_request') && event !== 'pull_request_target') {
    return (
      `${missing} On pull requests from forks and from Dependabot, GitHub does not pass secrets to ` +
      'workflows. Skip this step there, with if: github.event.pull_request.head.repo.full_name == github.repository.'
    );
  }
  return (
    `${missing} If the workflow has this input, GitHub found no such secret. Check its name; that it ` +
    'belongs to this repository, or to an organization that shares it with this repository; that the ' +
    'job names the environment of an environment secret; and that a workflow which calls this one ' +
    'passes it on (secrets: inherit, or by name).'
  );
}

/** The problem with a token of either kind; `undefined` if none. */
function checkText(token: string): string | undefined {
  if (/^\$(?:\w|\{)/.test(token)) {
    return (
      'this looks like an unexpanded shell variable. GitHub only expands expressions, such as ' +
      '${{ secrets.SENTRY_KEYS_TOKEN }}.'
    );
  }
  // Without the name: the given token is masked, even in this message.
  if (/^(?:secrets\.)?[A-Z][A-Z0-9_]*$/.test(token)) {
    return 'this is the name of a secret instead of its value. Use the expression ${{ secrets.NAME }} with that name.';
  }
  if (/^[\x21\x23-\x26\x28-\x7e]+$/.test(token)) return undefined;
  return 'contains spaces, quotes, line breaks or characters that tokens do not have. Copy the token again.';
}
