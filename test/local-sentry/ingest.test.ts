import { gzipSync } from 'node:zlib';
import { defaultStackParser, makeNodeTransport, NodeClient } from '@sentry/node';
import { call, sentry, start } from './client.ts';
import type { StoredKey } from './index.ts';

const event = { event_id: 'e'.repeat(32), message: 'line one\nline two' };
const session = '{"type":"session"}\n{"sid":"1"}';

/** An envelope of a session and an event whose payload has newlines in it. */
const envelope = (payload = JSON.stringify(event, null, 2)): string =>
  `{"event_id":"${event.event_id}"}\n${session}\n` +
  `{"type":"event","length":${Buffer.byteLength(payload)}}\n${payload}\n\n`;

const request = 'POST /api/4506/envelope/';

test('takes events, with the key in a header or the query, zipped or not', async () => {
  await start();
  sentry.addKey('web', { id: 'KEY' });
  const headers = { 'x-sentry-auth': 'Sentry sentry_version=7, sentry_key=KEY' };
  const got = await call(request, { headers, body: envelope() });
  expect(got).toMatchObject({ status: 200, json: { id: event.event_id } });
  const zipped = { ...headers, 'content-encoding': 'gzip' };
  await call(request, { headers: zipped, body: gzipSync(envelope()) });
  expect(sentry.requests[1]?.rawBody).toBe(envelope());
  const query = '?sentry_version=7&sentry_key=KEY';
  await call(`${request}${query}`, { body: envelope('{"message":"short"}').trim() });
  const source = { projectId: 4506, publicKey: 'KEY' };
  expect(sentry.events).toMatchObject([
    { ...source, event },
    { ...source, event },
    { ...source, event: { message: 'short' } },
  ]);
});

test.each([
  ['', envelope(), 401],
  ['?sentry_key=GONE', envelope(), 403],
  ['?sentry_key=INACTIVE', envelope(), 403],
  ['?sentry_key=FOREIGN', envelope(), 403],
  ['?sentry_key=KEY', envelope('['), 400],
  ['?sentry_key=KEY', envelope('{}').replace('"length":2', '"length":5'), 400],
  ['?sentry_key=KEY', 'hello', 400],
  ['?sentry_key=KEY', '', 400],
])('refuses with %j the envelope %j: %d', async (query, body, status) => {
  await start();
  sentry.addProject('app');
  sentry.addKey('app', { id: 'FOREIGN' });
  sentry.addKey('web', { id: 'KEY' });
  sentry.addKey('web', { id: 'INACTIVE', isActive: false });
  expect((await call(`${request}${query}`, { body })).status).toBe(status);
  expect(sentry.events).toEqual([]);
});

test('a rate limit counts the events of its window', async () => {
  let clock = 0;
  await start({ now: () => clock });
  sentry.addKey('web', { id: 'KEY', rateLimit: { count: 2, window: 60 } });
  const got: unknown[] = [];
  for (const [seconds, body] of [
    [0, `{}\n${session}`],
    [10, envelope()],
    [20, envelope()],
    [20, `{}\n${session}`],
    [50, envelope()],
    [69, envelope()],
    [70, envelope()],
  ] as const) {
    clock = seconds * 1000;
    const { status, headers } = await call(`${request}?sentry_key=KEY`, { body });
    got.push([status, headers['retry-after'], headers['x-sentry-rate-limits']]);
  }
  const ok = [200, undefined, undefined];
  const refused = (seconds: string): unknown => [429, seconds, `${seconds}:error;default:key`];
  expect(got).toEqual([ok, ok, ok, ok, refused('20'), refused('1'), ok]);
  expect(sentry.events).toHaveLength(3);
});

describe("Sentry's SDK", () => {
  /** Sends events with the DSN of a key. @returns the encodings and statuses of its envelopes */
  async function deliver(key: Partial<StoredKey>, ...messages: string[]): Promise<string[]> {
    const { id } = sentry.addKey('web', key);
    const { json } = await call(`GET keys/${id}/`);
    const client = new NodeClient({
      dsn: (json as { dsn: { public: string } }).dsn.public,
      transport: makeNodeTransport,
      stackParser: defaultStackParser,
      integrations: [],
      sendClientReports: false,
      enableRuntimeChannelInjection: false,
    });
    client.init();
    for (const message of messages) {
      client.captureException(new Error(message));
      expect(await client.flush()).toBe(true);
    }
    await client.close();
    return sentry.requests
      .filter(({ call }) => call === 'envelope')
      .map(({ headers, status }) => `${headers['content-encoding'] ?? 'plain'} ${status ?? ''}`);
  }

  const exception = (value: string): object => ({ event: { exception: { values: [{ value }] } } });

  test.each(['', '/sentry'])('delivers to a server at the path "%s"', async (path) => {
    await start({ path });
    const long = 'x'.repeat(50_000); // enough for the SDK to zip it
    expect(await deliver({}, 'first', long)).toEqual(['plain 200', 'gzip 200']);
    expect(sentry.events).toMatchObject([exception('first'), exception(long)]);
  });

  test('obeys the rate limit of its key', async () => {
    await start();
    const key = { rateLimit: { count: 1, window: 60 } };
    const sent = await deliver(key, 'taken', 'refused', 'not even sent');
    expect(sent).toEqual(['plain 200', 'plain 429']);
    expect(sentry.events).toMatchObject([exception('taken')]);
  });

  test('delivers nothing with an inactive key', async () => {
    await start();
    expect(await deliver({ isActive: false }, 'refused')).toEqual(['plain 403']);
    expect(sentry.events).toEqual([]);
  });
});
