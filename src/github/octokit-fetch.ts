import { type HttpRequest, type HttpResponse, type HttpResult, NoResponse } from '../net/http.ts';
import { isTooDeep } from '../net/json.ts';
import { isTransient, type RetryingClient } from '../net/retrying-client.ts';
import { isLimitResponse } from './limits.ts';

/**
 * A `fetch` for Octokit that sends its requests as all others are sent: proxy, time, repetitions and
 * debug lines are the same, and no redirect is followed. Every call here can be made twice: where a
 * POST of a variable was done already, its repetition says that the variable exists.
 */
export function octokitFetch(client: RetryingClient): typeof fetch {
  return async (url, init = {}) => {
    const { method, headers, body } = init;
    const result = await client.request(
      {
        method: method as HttpRequest['method'],
        url: new URL(url),
        headers: headers as Record<string, string>,
        ...(typeof body === 'string' && { body }),
      },
      isRetryable,
    );
    if (result instanceof NoResponse) throw result;
    return toResponse(result);
  };
}

/** GitHub's passing refusals: those of every server, and its limits, which are a 403 too. */
function isRetryable(result: HttpResult): boolean {
  if (isTransient(result)) return true;
  return !(result instanceof NoResponse) && isLimitResponse(result);
}

function toResponse({ status, headers, body }: HttpResponse): Response {
  // Octokit stumbles over JSON that is nested too deeply, which no GitHub sends.
  const isEmpty = [204, 205, 304].includes(status) || isTooDeep(body);
  const pairs = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
  return new Response(isEmpty ? null : body, {
    status,
    headers: Object.fromEntries(pairs),
  });
}
