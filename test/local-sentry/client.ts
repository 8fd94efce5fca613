// A server for each test of the local Sentry, and a client that sends one request at a time.
import { startLocalSentry, type LocalSentry, type LocalSentryOptions } from './index.ts';

/** The server of the running test. */
export let sentry: LocalSentry;
afterEach(() => sentry.close());

/** Each is also the scope that it has. */
export const tokens = ['project:read', 'project:write', 'project:admin', 'org:read', 'org:write'];

export async function start(options: LocalSentryOptions = {}): Promise<void> {
  sentry = await startLocalSentry(options);
  for (const token of tokens) sentry.addToken(token, [token]);
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  text: string;
  /** Undefined if the answer is not JSON. */
  json: unknown;
}

/**
 * Sends one request. Follows no redirect.
 *
 * @param request the method and a URL, absolute or relative to the project `web`
 * @param body sent as JSON, but not by a GET
 */
export async function call(request: string, body?: object, token = 'project:admin'): Promise<Answer> {
  const [method = '', url = ''] = request.split(' ');
  const response = await fetch(new URL(url, `${sentry.url}/api/0/projects/acme/web/`), {
    method,
    redirect: 'manual',
    body: method === 'GET' || body === undefined ? null : JSON.stringify(body),
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') && text !== '';
  const headers = Object.fromEntries(response.headers);
  return { status: response.status, headers, text, json: isJson ? JSON.parse(text) : undefined };
}

export const noPermission = { detail: 'You do not have permission to perform this action.' };
export const doesNotExist = { detail: 'The requested resource does not exist' };
export const taken = { detail: 'A project with this slug already exists.' };
