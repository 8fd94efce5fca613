import { type Input, InputReader } from './input-reader.ts';

/** The variable of Sentry's own tools, which counts where the input is empty. */
const VARIABLE = 'SENTRY_AUTH_TOKEN';

/** The Sentry token, `''` if none. */
export function readToken(reader: InputReader): string {
  return inputOfToken(reader).text;
}

function inputOfToken(reader: InputReader): Input {
  return reader.get('token', VARIABLE);
}

/** The GitHub token, `''` if none. */
export function readGitHubToken(reader: InputReader): string {
  return reader.get('github-token').text;
}

/**
 * The tokens that a step was given, `''` where there is none. Apart from the other inputs because
 * they are masked before anything else happens, whether the inputs are valid or not.
 */
export function tokensIn(env: NodeJS.ProcessEnv): string[] {
  const reader = new InputReader(env);
  return [readToken(reader), readGitHubToken(reader)];
}

/**
 * What is wrong with the Sentry token, with where it is from and without quoting any of it; `undefined` if
 * nothing is.
 */
export function checkToken(reader: InputReader): string | undefined {
  const { text, label } = inputOfToken(reader);
  const problem = text === '' ? explainMissing(reader.env) : checkGiven(text, label !== 'token');
  return problem === undefined ? undefined : `${label}: ${problem}`;
}

/** @param isVariable whether the token is that of the variable */
function checkGiven(token: string, isVariable: boolean): string | undefined {
  if (/^(?:gh[pousr]_|github_pat_)/.test(token)) {
    return (
      'this is a GitHub token, and token is the one for Sentry. Give a Sentry token with the scope ' +
      'project:write; a GitHub token belongs in github-token.'
    );
  }
  if (token.startsWith('sntrys_')) {
    const problem =
      'this is an organization token (sntrys_…), and Sentry does not let those manage client keys.';
    // Where the workflow does name another secret, advice to make one would lead nowhere.
    return isVariable
      ? `${problem} The input token is empty, so this variable was used: check that the secret that the ` +
          'workflow names for token exists. It has to hold the token of an internal integration (Settings > ' +
          'Custom Integrations) with the permission "Project: Read & Write".'
      : `${problem} Create an internal integration (Settings > Custom Integrations) with the permission ` +
          `"Project: Read & Write" and use its token. The secret ${VARIABLE} often holds an organization ` +
          'token for releases: store this one under another name, such as SENTRY_KEYS_TOKEN.';
  }
  if (/^https?:\/\//.test(token)) {
    return (
      'this is an address, such as a DSN, and not a token. A DSN can send events, but not manage ' +
      'client keys: give the token of an internal integration.'
    );
  }
  return checkText(token);
}

/** What is wrong with the GitHub token, without quoting any of it; `undefined` if nothing is. */
export function checkGitHubToken(token: string): string | undefined {
  if (token.startsWith('sntry')) {
    return (
      'this is a Sentry token, and github-token is the one for GitHub. Give a token that may write ' +
      'secrets or variables; a Sentry token belongs in token.'
    );
  }
  return checkText(token);
}

/**
 * The events on which GitHub withholds the secrets of Actions from Dependabot:
 * docs.github.com/en/code-security/reference/supply-chain-security/troubleshoot-dependabot/dependabot-on-actions
 */
const EVENTS_OF_DEPENDABOT =
  /^(?:push|create|deployment(?:_status)?|pull_request(?:_review(?:_comment)?)?)$/;

function explainMissing(env: NodeJS.ProcessEnv): string {
  const missing =
    'missing; give a Sentry token with the scope project:write, such as ' +
    '${{ secrets.SENTRY_KEYS_TOKEN }}.';
  // GitHub withholds secrets from workflows that run for forks and for Dependabot, so the
  // expression is right and still comes out empty.
  const event = env['GITHUB_EVENT_NAME'] ?? '';
  if (env['GITHUB_ACTOR'] === 'dependabot[bot]' && EVENTS_OF_DEPENDABOT.test(event)) {
    return (
      `${missing} GitHub gives runs that Dependabot starts only Dependabot's secrets: skip this step there ` +
      "with if: github.actor != 'dependabot[bot]', or store the token under Settings > Secrets and " +
      'variables > Dependabot.'
    );
  }
  if (event.startsWith('pull_request') && event !== 'pull_request_target') {
    return (
      `${missing} On pull requests from forks and from Dependabot GitHub passes no secrets to ` +
      'workflows: skip this step there.'
    );
  }
  return (
    `${missing} If the workflow does say so, GitHub found no secret of this name: check the name; ` +
    'that it is a secret of this repository, or of an organization that shares it with this ' +
    'repository; that the job names the environment of an environment secret; and that a workflow ' +
    'which calls this one passes it on (secrets: inherit, or by name).'
  );
}

/** What is wrong with a text that should be a token of either kind. */
function checkText(token: string): string | undefined {
  if (/^\$(?:\w|\{)/.test(token)) {
    return (
      'this is the name of a variable ($NAME or ${…}), which nobody replaces here. Write an ' +
      'expression, such as ${{ secrets.SENTRY_KEYS_TOKEN }}.'
    );
  }
  // Without the name itself: what was given as a token is masked, also in this message.
  if (/^(?:secrets\.)?[A-Z][A-Z0-9_]*$/.test(token)) {
    return (
      'this is the name of a secret, and not what it holds. Write an expression: ${{ secrets.NAME }}, ' +
      'with that name.'
    );
  }
  if (/^["']|["']$/.test(token)) {
    return 'begins or ends with a quotation mark, which no token does. Leave it out.';
  }
  if (/^[\x21-\x7e]+$/.test(token)) return undefined;
  return 'contains spaces, line breaks or characters that no token has; copy it again, alone.';
}
