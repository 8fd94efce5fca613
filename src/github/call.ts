import './environment.ts';
import { getOctokit } from '@actions/github';
import { RequestError } from '@octokit/request-error';
import { addressOf } from '../model/base-url.ts';
import { explainNoResponse } from '../net/explain.ts';
import { type HttpRequest, type HttpResponse, type HttpResult, NoResponse, type Send } from '../net/http.ts';
import { asObject, isString, parseJson } from '../net/json.ts';
import { isTransient, RetryingClient } from '../net/retrying-client.ts';
import type { Runtime } from '../net/runtime.ts';
import { explainForeign, explainRefusal, type GitHubQuestion } from './errors.ts';
import type { Target } from './target.ts';

export interface GitHubAccess {
  readonly apiUrl: URL;
  readonly token: string;
  /** Seconds for all calls of one session together. */
  readonly timeout: number;
}

/** GitHub, with connections for all sessions. */
export interface GitHubServer extends GitHubAccess {
  readonly send: Send;
  readonly runtime: Runtime;
}

export type GitHubSession = GitHubServer & { readonly octokit: ReturnType<typeof getOctokit> };

/** Opens a session with its own time budget. */
export function openGitHubSession(server: GitHubServer): GitHubSession {
  const { apiUrl, token, timeout, send, runtime } = server;
  const octokit = getOctokit(token, {
    baseUrl: addressOf(apiUrl),
    userAgent: runtime.userAgent,
    request: {
      fetch: fetchThrough(new RetryingClient('GitHub', send, timeout, runtime)),
      // Octokit would print deprecation warnings to stderr, unmasked.
      log: { warn: () => undefined },
    },
  });
  return { ...server, octokit };
}

/**
 * @param route a template of GitHub's API; the target's owner fills its names
 * @param params other values of the route or body
 * @throws {Refusal} if GitHub refused
 * @throws {Failure} if there was no answer
 */
export async function call(
  { octokit, apiUrl, token }: GitHubSession,
  doing: GitHubQuestion['doing'],
  target: Target,
  route: string,
  params = {},
): Promise<unknown> {
  const question = { doing, target, apiUrl, isAppToken: token.startsWith('ghs_') };
  const response = await octokit.request(route, { ...target.params, ...params }).catch((error: unknown) => {
    if (!(error instanceof RequestError)) throw error;
    if (error.cause instanceof NoResponse) {
      const asked = { verb: doing, name: target.title, baseUrl: apiUrl };
      throw explainNoResponse(error.cause, asked, 'GITHUB_API_URL');
    }
    const { status } = error;
    const { data, headers = {} } = error.response ?? {};
    const { message } = asObject(data);
    const said = isString(message) ? message : '';
    const isLimited = isLimitResponse({ status, headers, body: said });
    // GitHub sends a message with every refusal, and supports all methods used here.
    if (!isLimited && status < 500 && (said === '' || status === 405)) throw explainForeign(status, question);
    throw explainRefusal(status, said, isLimited, question);
  });
  if (response.status >= 300) throw explainRefusal(response.status, '', false, question);
  const data: unknown = response.data;
  // GitHub answers every read here with an object.
  const isForeign = doing === 'look at' && (typeof data !== 'object' || Array.isArray(data));
  if (isForeign) throw explainForeign(response.status, question);
  return data;
}

/**
 * A `fetch` for Octokit with the proxy, retries and debug lines of all other requests. It doesn't follow redirects.
 * Every call is repeatable: an existing variable is a 409 and is then updated.
 */
function fetchThrough(client: RetryingClient): typeof fetch {
  return async (url, init = {}) => {
    // Octokit passes headers as an object, and bodies as text.
    const request = { ...init, url: new URL(url) } as HttpRequest;
    const result = await client.request(request, isRetryable);
    if (result instanceof NoResponse) throw result;
    // `Response` rejects any body with a status such as 204, even an empty one. Octokit fails on deeply nested JSON,
    // and only uses JSON.
    return new Response(parseJson(result.body) === undefined ? null : result.body, {
      status: result.status,
      headers: result.headers as Record<string, string>,
    });
  };
}

function isRetryable(result: HttpResult): boolean {
  return isTransient(result) || (!(result instanceof NoResponse) && isLimitResponse(result));
}

/**
 * Whether a response is a GitHub limit. Source: docs.github.com, "Rate limits for the REST API"; older Enterprise
 * Servers call the secondary limit an abuse detection mechanism.
 */
export function isLimitResponse({ status, headers, body }: AnyResponse): boolean {
  if (status !== 403) return status === 429;
  return (
    headers['retry-after'] !== undefined ||
    headers['x-ratelimit-remaining'] === '0' ||
    /secondary rate limit|abuse detection/i.test(body)
  );
}

type AnyResponse = Omit<HttpResponse, 'headers'> & { readonly headers: Record<string, unknown> };
