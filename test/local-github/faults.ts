import type { Fault as ServerFault } from '../local-server/faults.ts';
import type { GitHubCall } from './endpoints.ts';

export { badGateway } from '../local-server/faults.ts';

/** Something that goes wrong with a call. */
export type Fault = ServerFault<GitHubCall>;

const limited = (message: string, page: string, headers: Record<string, string>): Fault => ({
  strike: 'answer',
  status: 403,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify({
    message,
    documentation_url: `https://docs.github.com/rest/using-the-rest-api/${page}`,
    status: '403',
  }),
});

/**
 * GitHub's limit for too much at once.
 *
 * @param retryAfter value of the Retry-After header
 */
export const secondaryLimit = (retryAfter: string): Fault =>
  limited(
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    'rate-limits-for-the-rest-api#about-secondary-rate-limits',
    { 'retry-after': retryAfter },
  );

/**
 * GitHub's limit for too much in an hour.
 *
 * @param resetInSeconds to the end of that hour
 */
export const primaryLimit = (resetInSeconds: number): Fault =>
  limited('API rate limit exceeded for installation.', 'rate-limits-for-the-rest-api', {
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-used': '5000',
    'x-ratelimit-resource': 'core',
    'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + resetInSeconds),
  });
