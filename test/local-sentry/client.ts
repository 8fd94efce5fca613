// A server for each test of the local Sentry, and a client that sends one request at a time.
import { startLocalSentry, type LocalSentry, type LocalSentryOptions } from './index.ts';

/** The server of the running test. */
export let sentry: LocalSentry;
afterEach(() => sentry.close());

/** Each is also the scope that it has. */
export const tokens = [
  ...['project:read', 'project:write', 'project:admin'],
  ...['org:read', 'org:write', 'org:admin', 'org:ci'],
];

export async function start(options: LocalSentryOptions = {}): Promise<void> {
  sentry = await startLocalSentry(options);
  for (const token of tokens) sentry.addToken(token, [token]);
  sentry.addToken('staff', ['project:admin', 'superuser']);
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  text: string;
  /** Undefined where the answer is not JSON. */
  json: unknown;
}

/**
 * Sends one request. Follows no redirect.
 *
 * @param request the method and a URL, absolute or relative to the project `web`
 * @param sent.token or a whole Authorization header; `project:admin` by default
 * @param sent.body text and bytes go out as they are, everything else as JSON; a GET has none
 */
export async function call(
  request: string,
  sent: { token?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const { token = 'project:admin', body, headers } = sent;
  const [method = '', url = ''] = request.split(' ');
  const isRaw = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
  const raw = (isRaw ? body : JSON.stringify(body)) as string | undefined;
  const response = await fetch(new URL(url, `${sentry.url}/api/0/projects/acme/web/`), {
    method,
    redirect: 'manual',
    body: method === 'GET' || raw === undefined ? null : raw,
    headers: {
      authorization: token.includes(' ') ? token : `Bearer ${token}`,
      'content-type': 'application/json',
      ...headers,
    },
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    text,
    json: isJson && text !== '' ? JSON.parse(text) : undefined,
  };
}

/**
 * The Link header of a page of keys.
 *
 * @param url with the query, without the cursor
 * @param previous whether there is a page, and its cursor: `true 8:0:1`
 */
export function linkOf(url: string, previous: string, next: string): string {
  const link = (rel: string, target: string): string => {
    const [results = '', cursor = ''] = target.split(' ');
    return `<${url}&cursor=${cursor}>; rel="${rel}"; results="${results}"; cursor="${cursor}"`;
  };
  return `${link('previous', previous)}, ${link('next', next)}`;
}

export const projectsUrl = '/api/0/teams/acme/platform/projects/';

export const noPermission = { detail: 'You do not have permission to perform this action.' };
export const doesNotExist = { detail: 'The requested resource does not exist' };
export const taken = { detail: 'A project with this slug already exists.' };
