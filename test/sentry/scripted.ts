/** A session with a server that gives the answers of a script, one after the other, and a 502 then. */
import type { HttpRequest, HttpResponse } from '../../src/net/http.ts';
import { openSession } from '../../src/sentry/session.ts';
import { VirtualClock } from '../harness/in-process.ts';
import { aRuntime } from '../harness/runtime.ts';

export const date = 'Thu, 01 Jan 2026 00:00:00 GMT';

export function answer(body: object, headers = {}): HttpResponse {
  return { status: 200, headers: { date, ...headers }, body: JSON.stringify(body) };
}

/** A refusal that says why. */
export function refusal(status: number, detail: string): HttpResponse {
  return { ...answer({ detail }), status };
}

/** An answer that says no more than its status. */
export function statusOnly(status: number): HttpResponse {
  return { status, headers: { date }, body: '' };
}

/** A key `ci` as Sentry lists it, created that many seconds after {@link date}. */
export function keyOf(id: string, seconds?: number) {
  const dateCreated = new Date(Date.parse(date) + (seconds ?? 0) * 1000).toJSON();
  const key = { id, name: 'ci', dsn: { public: `https://${id}@sentry.example/1` } };
  return { ...key, ...(seconds !== undefined && { dateCreated }) };
}

/** Chance lets the session wait as short as it can, and each answer takes 100 ms. */
export function scriptedSession(answers: readonly HttpResponse[], timeout = 60) {
  const clock = new VirtualClock();
  const requests: HttpRequest[] = [];
  const ignore = () => undefined;
  const infos: string[] = [];
  const warnings: string[] = [];
  const masks: string[] = [];
  const send = (request: HttpRequest) => {
    clock.pass(100);
    return Promise.resolve(answers[requests.push(request) - 1] ?? statusOnly(502));
  };
  const log = {
    info: (text: string) => infos.push(text),
    warning: (text: string) => warnings.push(text),
    debug: ignore,
    mask: (secret: string) => masks.push(secret),
  };
  const [random, newKeyId] = [() => 0, () => 'own'];
  const runtime = aRuntime({ connect: () => send, clock, random, newKeyId, log });
  const access = {
    baseUrl: new URL('https://sentry.example'),
    org: 'acme',
    token: 'x',
    timeout,
    masked: 'endpoints' as const,
    headers: {},
  };
  const server = { ...access, send, runtime };
  return { server, session: openSession(server, 'web'), requests, clock, log: { infos, warnings, masks } };
}

/** What was sent, as method, path below the keys, and body; of what creates a key, which has its ID, no body. */
export function sentTo(requests: readonly HttpRequest[]): string[] {
  return requests.map(({ method, url, body = '' }) => {
    const [, below = ''] = /\/keys\/(.*)\/$/.exec(url.pathname) ?? [];
    const isCreate = method === 'POST' && url.pathname.endsWith('/keys/');
    return [method, below, isCreate ? '' : body].filter(Boolean).join(' ');
  });
}
