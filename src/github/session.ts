import { getOctokit } from '@actions/github';
import { RequestError } from '@octokit/request-error';
import { Failure } from '../failure.ts';
import { addressOf } from '../net/base-url.ts';
import { explainNoResponse } from '../net/explain.ts';
import { NoResponse, type Send } from '../net/http.ts';
import { asObject, isString } from '../net/json.ts';
import { withRetries } from '../net/retrying-client.ts';
import type { Runtime } from '../net/runtime.ts';
import { openTraced } from '../net/trace.ts';
import { octokitFetch } from './octokit-fetch.ts';
import { isLimit } from './limits.ts';
import { paramsOf, type Target } from './target.ts';
import { explainLimit, explainRefusal, explainUnreadable } from './refusals.ts';

/** Where GitHub answers and who asks. */
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

/** @throws {Failure} when the workflow's proxy cannot be used */
export function connectToGitHub(access: GitHubAccess, runtime: Runtime): GitHubServer {
  return { ...access, send: openTraced(access.apiUrl, runtime), runtime };
}

/** What a call needs. */
export interface GitHubSession {
  readonly apiUrl: URL;
  readonly octokit: ReturnType<typeof getOctokit>;
  /** Whether the token is that of a GitHub App, as the `GITHUB_TOKEN` of a workflow is. */
  readonly isAppToken: boolean;
}

/** Octokit would write what servers call deprecated to stderr, before masks take effect. */
const ignore = (): void => undefined;
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** Opens a session, which has its own time. */
export function openGitHubSession(server: GitHubServer): GitHubSession {
  const { apiUrl, token, timeout, send, runtime } = server;
  const client = withRetries('GitHub', send, timeout, runtime);
  const octokit = getOctokit(token, {
    baseUrl: addressOf(apiUrl),
    userAgent: runtime.userAgent,
    request: { fetch: octokitFetch(client), log: SILENT },
    log: SILENT,
  });
  return { apiUrl, octokit, isAppToken: token.startsWith('ghs_') };
}

/**
 * @param doing in the words of an error
 * @param route a template of GitHub's API, in which the names of the target's owner are put
 * @param params what else the route or the body needs
 * @throws {Failure} in words about the target
 */
export async function call(
  { octokit, apiUrl, isAppToken }: GitHubSession,
  doing: 'look at' | 'write',
  target: Target,
  route: string,
  params = {},
): Promise<unknown> {
  const question = { doing, target, isAppToken };
  try {
    const response = await octokit.request(route, { ...paramsOf(target.owner), ...params });
    if (response.status < 300) return response.data as unknown;
    throw explainRefusal(response.status, '', question);
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (!(error instanceof RequestError)) {
      // Octokit itself stumbles over some of what no GitHub sends.
      throw explainUnreadable(question, { cause: error });
    }
    if (error.cause instanceof NoResponse) {
      const asked = { verb: `${doing} ${target.title}`, baseUrl: apiUrl };
      throw explainNoResponse(error.cause, asked, 'GITHUB_API_URL');
    }
    const { data, headers = {} } = error.response ?? {};
    const { message } = asObject(data);
    const said = isString(message) ? message : '';
    if (isLimit(error.status, headers, said)) throw explainLimit(error.status, said, question);
    throw explainRefusal(error.status, said, question);
  }
}
