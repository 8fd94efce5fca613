import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { generate } from 'selfsigned';
import { call, projectsUrl, sentry, start, type Answer } from './client.ts';
import { badGateway, tooManyRequests, type Fault } from './index.ts';

const names = (): string[] => sentry.keys('web').map(({ name }) => name);

/** A status, or the code of what broke the connection. */
const outcome = (answer: Promise<Answer>): Promise<unknown> =>
  answer.then(
    ({ status }) => status,
    (error: unknown) => ((error as Error).cause as { code: string }).code,
  );

test.each<[Fault['strike'], unknown, number | undefined]>([
  ['reset', 'ECONNRESET', undefined],
  ['cut-off', 'UND_ERR_SOCKET', 201],
  ['answer', 500, 500],
  ['delay', 201, 201],
])('%s strikes before or after the work', async (strike, expected, status) => {
  await start();
  for (const name of ['before', 'after'] as const) {
    sentry.fault({ strike, when: name, call: 'create', delayMs: 1 });
    sentry.fault({ strike, when: name, call: 'create-project', delayMs: 1 });
    expect(await outcome(call('POST keys/', { body: { name } }))).toBe(expected);
    expect(await outcome(call(`POST ${projectsUrl}`, { body: { name } }))).toBe(expected);
  }
  const done = strike === 'delay' ? ['before', 'after'] : ['after'];
  expect(names()).toEqual(done);
  expect(sentry.projects().map(({ name }) => name)).toEqual(['web', ...done]);
  expect(sentry.requests.map((request) => request.status)).toEqual(Array(4).fill(status));
});

// The server ends long before these calls are answered.
test.each<[Fault, string[]]>([
  [{ strike: 'delay', delayMs: 600_000 }, []],
  [{ strike: 'delay', delayMs: 600_000, when: 'after' }, ['held']],
  [{ strike: 'hang' }, []],
  [{ strike: 'hang', when: 'after' }, ['held']],
])('%j holds up one call and no other', async (fault, stored) => {
  const over: unknown[] = [];
  await start({ onRequestOver: ({ status }) => over.push(status) });
  sentry.fault(fault);
  const held = outcome(call('POST keys/', { body: { name: 'held' } }));
  while (sentry.requests.length === 0 || names().length < stored.length) await nextTurn();
  expect((await call('GET keys/')).status).toBe(200);
  expect(names()).toEqual(stored);
  await sentry.close();
  expect(await held).toBe('UND_ERR_SOCKET');
  expect(sentry.requests.map(({ status }) => status)).toEqual([undefined, 200]);
  expect(over).toEqual([200, undefined]);
});

test('cut-off announces the whole body and sends half of it', async () => {
  await start();
  sentry.fault({ strike: 'cut-off', when: 'after' });
  const { headers, body } = await fetch(`${sentry.url}/no-slash-at-the-end`);
  let received = 0;
  const read = async (): Promise<void> => {
    for await (const chunk of body as AsyncIterable<Uint8Array>) received += chunk.length;
  };
  await expect(read()).rejects.toThrow('terminated');
  expect(received).toBe(Math.floor(Number(headers.get('content-length')) / 2));
});

test('reset strikes HTTPS too', async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'local' }]);
  await start({ tls: { key, cert } });
  const get = async (): Promise<unknown> => {
    const options = { ca: cert, checkServerIdentity: () => undefined };
    const request = httpsRequest(sentry.url, options).end();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    return response.resume().statusCode;
  };
  expect(await get()).toBe(404);
  sentry.fault({ strike: 'reset' });
  await expect(get()).rejects.toMatchObject({ code: 'ECONNRESET' });
});

test('each call meets the first fault that fits it and has hits left', async () => {
  await start();
  sentry.addKey('web', { id: 'KEY' });
  sentry.fault({ strike: 'answer', status: 500, call: 'create' });
  sentry.fault({ strike: 'answer', status: 501, times: 2 }); // which hits no envelope
  sentry.fault({ strike: 'answer', status: 502, call: 'list', times: Infinity });
  sentry.fault({ strike: 'answer', status: 503, call: 'envelope' });
  for (const [request, ...statuses] of [
    ['POST /api/4506/envelope/?sentry_key=KEY', 503, 200],
    ['POST keys/', 500, 501, 501, 201],
    ['GET keys/', 502, 502],
  ] as const) {
    for (const status of statuses) {
      expect((await call(request, { body: '{}' })).status).toBe(status);
    }
  }
});

const html = { 'content-type': 'text/html' };
const gone = { status: 404, headers: { 'x-from': 'proxy', 'content-type': 'text/plain' } };
const rateLimit = tooManyRequests({ resetInSeconds: 7, now: () => 1_000_000_000 });

test.each<[string, Fault, Partial<Answer>]>([
  ['what the fault says', { strike: 'answer', ...gone, body: 'gone' }, { ...gone, text: 'gone' }],
  ['a bad gateway', badGateway(), { status: 502, headers: html }],
  ["a CDN's 429", tooManyRequests({ retryAfter: '3' }), { headers: { 'retry-after': '3' } }],
  [
    "Sentry's 429",
    rateLimit,
    {
      status: 429,
      text: expect.stringMatching(/^{"detail":"/) as string,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'x-sentry-rate-limit-limit': '40',
        'x-sentry-rate-limit-remaining': '0',
        'x-sentry-rate-limit-reset': '1000007',
        'x-sentry-rate-limit-concurrentlimit': '25',
        'x-sentry-rate-limit-concurrentremaining': 'None',
      },
    },
  ],
  [
    'the 429 of a server of 2023',
    tooManyRequests({ older: true }),
    { status: 429, text: expect.stringMatching(/^"You are .* in 1 seconds"$/) as string },
  ],
])('answers with %s and nothing else', async (_what, fault, expected) => {
  await start();
  sentry.fault({ ...fault, when: 'after' });
  const got = await call('GET keys/');
  expect(got).toMatchObject(expected);
  expect(got.headers['retry-after']).toBe(expected.headers?.['retry-after']);
  expect(got.headers).not.toHaveProperty('link');
});
