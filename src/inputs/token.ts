import { InputReader } from './input-reader.ts';

/** The Sentry token, `''` if none. */
export function readToken(reader: InputReader): string {
  return reader.get('token', 'SENTRY_AUTH_TOKEN').text;
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

/** What is wrong with the Sentry token, without quoting any of it; `undefined` if nothing is. */
export function checkToken(token: string, env: NodeJS.ProcessEnv): string | undefined {
  if (token === '') {
    const missing =
      'missing; give a Sentry token with the scope project:write, such as ' +
      '${{ secrets.SENTRY_AUTH_TOKEN }}.';
    // GitHub withholds secrets from workflows that run for forks and for Dependabot, so the
    // expression is right and still comes out empty.
    const event = env['GITHUB_EVENT_NAME'] ?? '';
    return event.startsWith('pull_request') && event !== 'pull_request_target'
      ? `${missing} On pull requests from forks and from Dependabot GitHub passes no secrets to ` +
          'workflows: skip this step there.'
      : missing;
  }
  if (token.startsWith('sntrys_')) {
    return (
      'this is an organization token (sntrys_…), and Sentry never lets those manage client ' +
      'keys. Create an internal integration (Settings > Custom Integrations) with the ' +
      'permission "Project: Read & Write" and use its token.'
    );
  }
  return isToken(token) ? undefined : NOT_A_TOKEN;
}

/** Whether this can be a token: what can stand in a header, and so has no spaces or line breaks. */
export function isToken(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}

/** What is told of a text that is not a token, instead of the text. */
export const NOT_A_TOKEN =
  'contains spaces, line breaks or characters that no token has; copy it again, alone.';
