/**
 * Checks what `@actions/github` reads on import: the event file and the proxy for GitHub. That package would throw, or
 * print the path unescaped, so import this module first.
 */
import { readFileSync } from 'node:fs';
import { Failure } from '../failure.ts';
import { proxyFor } from '../net/proxy.ts';

const { GITHUB_EVENT_PATH: eventFile, GITHUB_API_URL: apiUrl } = process.env;

proxyFor(URL.parse(apiUrl ?? '') ?? new URL('https://api.github.com'));
try {
  if (eventFile) JSON.parse(readFileSync(eventFile, 'utf8'));
} catch (cause) {
  throw new Failure(
    'The file that GITHUB_EVENT_PATH names does not exist or is not JSON, and storing at GitHub needs it. The runner ' +
      'sets this variable: do not change it in the workflow.',
    { cause },
  );
}
