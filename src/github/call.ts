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
  /** Seconds that all calls of one session may take together. */
  readonly timeout: number;
}

/** A GitHub whose connections all sessions share. */
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
      // Octokit would print what servers call deprecated to stderr, unmasked.
      log: { warn: () => undefined },
    },
  });
  return { ...server, octokit };
}

/**
 * @param route a template of GitHub's API, which gets the names of the target's owner
 * @param params what else the route or the body needs
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
    // GitHub gives a message with each of its refusals, and knows all methods that are used here.
    if (!isLimited && status < 500 && (said === '' || status === 405)) throw explainForeign(status, question);
    throw explainRefusal(status, said, isLimited, question);
  });
  if (response.status >= 300) throw explainRefusal(response.status, '', false, question);
  const data: unknown = response.data;
  // GitHub answers with an object to everything that is looked at here.
  const isForeign = doing === 'look at' && (typeof data !== 'object' || Array.isArray(data));
  if (isForeign) throw explainForeign(response.status, question);
  return data;
}

/**
 * A `fetch` for Octokit with the proxy, retries and debug lines of all other requests; it follows no redirect. Every
 * call here can be repeated: a variable that was created already is a 409, and is updated then.
 */
function fetchThrough(client: RetryingClient): typeof fetch {
  return async (url, init = {}) => {
    // Octokit gives its own headers as an object, and its bodies as text.
    const request = { ...init, url: new URL(url) } as HttpRequest;
    const result = await client.request(request, isRetryable);
    if (result instanceof NoResponse) throw result;
    // A response without a body, such as a 204, may not even have an empty one. Octokit fails at JSON that is nested
    // very deep, and uses nothing else.
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
 * Whether a response is one of GitHub's limits. Source: docs.github.com, "Rate limits for the REST API"; older
 * Enterprise Servers call the secondary limit an abuse detection mechanism.
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
