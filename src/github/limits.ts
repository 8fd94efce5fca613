import type { HttpResponse } from '../net/http.ts';

/**
 * Whether a refusal is one of GitHub's limits. The secondary one says so in its message; the primary
 * one has used up `X-RateLimit-Remaining`.
 */
export function isLimit(
  status: number,
  headers: Readonly<Record<string, unknown>>,
  body: string,
): boolean {
  return (
    status === 403 &&
    (headers['retry-after'] !== undefined ||
      headers['x-ratelimit-remaining'] === '0' ||
      /secondary rate limit/i.test(body))
  );
}

/** Whether a response is one of GitHub's limits, by whichever status. */
export function isLimitResponse({ status, headers, body }: HttpResponse): boolean {
  return status === 429 || isLimit(status, headers, body);
}
