import { setImmediate as nextTurn } from 'node:timers/promises';
import { call, noPermission, projectsUrl, sentry, start, type Answer } from './client.ts';

const prefix = 'x-sentry-rate-limit-';
/** Of an answer: its status and what it says of the limits; undefined where it says nothing. */
const limits = ({ status, headers }: Answer): unknown[] => [
  status,
  ...['limit', 'remaining', 'reset', 'concurrentlimit', 'concurrentremaining'].map(
    (name) => headers[`${prefix}${name}`],
  ),
];
const none: unknown[] = Array(5).fill(undefined);

/** A status, or the code of what broke the connection. */
const outcome = (answer: Promise<Answer>): Promise<unknown> =>
  answer.then(
    ({ status }) => status,
    (error: unknown) => ((error as Error).cause as { code: string }).code,
  );

/** Long after the test is over. */
const never = 600_000;

test('takes so many requests in each second of its clock', async () => {
  let clock = 10_900;
  await start({ apiLimit: { perSecond: 2, concurrent: 5 }, now: () => clock });
  const get = async (): Promise<unknown[]> => limits(await call('GET keys/'));
  expect(await get()).toEqual([200, '2', '1', '11', '5', '4']);
  expect(await get()).toEqual([200, '2', '0', '11', '5', '4']);
  expect(await get()).toEqual([429, '2', '0', '11', '5', 'None']);
  clock = 11_000;
  expect(await get()).toEqual([200, '2', '1', '12', '5', '4']);
});

test('takes so many requests at once', async () => {
  await start({ apiLimit: { perSecond: 5, concurrent: 2 }, latency: never, now: () => 0 });
  const held = [outcome(call('POST keys/')), outcome(call('GET keys/'))];
  while (sentry.requests.length < 2) await nextTurn();
  const refused = await call('GET keys/');
  expect(limits(refused)).toEqual([429, '5', '2', '1', '2', '0']);
  expect(refused.text).toBe(
    '{"detail":"You are attempting to go above the allowed concurrency for this endpoint. ' +
      'Concurrency limit is 2"}',
  );
  await sentry.close();
  expect(await Promise.all(held)).toEqual(['UND_ERR_SOCKET', 'UND_ERR_SOCKET']);
  expect(sentry.keys('web')).toEqual([]);
});

test('an answer makes room for the next call, also one that the caller never gets', async () => {
  await start({ apiLimit: { perSecond: 99, concurrent: 1 }, latency: 1, now: () => 0 });
  expect((await call('GET keys/')).status).toBe(200);
  expect((await call('GET keys/gone/')).status).toBe(404);
  sentry.fault({ strike: 'reset', when: 'after' });
  expect(await outcome(call('POST keys/'))).toBe('ECONNRESET');
  sentry.fault({ strike: 'delay', when: 'after', delayMs: never });
  const held = outcome(call('POST keys/'));
  while (sentry.keys('web').length < 2) await nextTurn();
  expect((await call('GET keys/')).json).toHaveLength(2);
  await sentry.close();
  expect(await held).toBe('UND_ERR_SOCKET');
});

test.each([
  ['current', '{"detail":"You are attempting to use this endpoint too frequently. '],
  ['older', '"You are attempting to use this endpoint too frequently. '],
] as const)('a server %s refuses in the words of Sentry', async (dialect, words) => {
  await start({ dialect, apiLimit: { perSecond: 0, concurrent: 1 } });
  const got = await call('GET keys/', { token: 'nobody' });
  expect(got.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(got.headers['retry-after']).toBeUndefined();
  expect(got.text.startsWith(`${words}Limit is 0 requests in 1 seconds"`)).toBe(true);
});

test('every call of the API counts and says so, and nothing else does', async () => {
  await start({ apiLimit: { perSecond: 99, concurrent: 9 }, now: () => 0 });
  sentry.addKey('web', { id: 'KEY' });
  const organization = '/api/0/organizations/acme';
  const left = [];
  for (const request of [
    ...['GET .', 'GET keys/', 'POST keys/', 'GET keys/KEY/', 'PUT keys/KEY/', 'DELETE keys/KEY/'],
    ...[`GET ${organization}/projects/`, `GET ${organization}/project-keys/`],
    ...[`POST ${projectsUrl}`, 'GET keys/KEY/stats/'],
  ]) {
    left.push((await call(request, { body: {} })).headers[`${prefix}remaining`]);
  }
  expect(left).toEqual(['98', '97', '96', '95', '94', '93', '92', '91', '90', '89']);
  const refused = await call(`GET ${organization}/projects/`);
  expect([limits(refused).slice(0, 3), refused.json]).toEqual([[403, '99', '88'], noPermission]);
  expect(limits(await call('GET /api/0/nowhere/'))).toEqual([404, ...none]);
  expect(limits(await call('POST /api/4506/envelope/'))).toEqual([401, ...none]);
  expect(limits(await call('GET keys/')).slice(0, 3)).toEqual([200, '99', '87']);
});

test('a fault keeps a call from being counted, or hides that it was', async () => {
  await start({ apiLimit: { perSecond: 2, concurrent: 9 }, now: () => 0 });
  sentry.fault({ strike: 'answer', status: 502 });
  expect(limits(await call('GET keys/'))).toEqual([502, ...none]);
  sentry.fault({ strike: 'answer', status: 503, when: 'after' });
  expect(limits(await call('GET keys/'))).toEqual([503, ...none]);
  expect(limits(await call('GET keys/')).slice(0, 3)).toEqual([200, '2', '0']);
});

test('calls of the API take their time where nothing limits them, and no others do', async () => {
  await start({ latency: never });
  const held = outcome(call('GET keys/'));
  while (sentry.requests.length === 0) await nextTurn();
  expect(limits(await call('GET /api/0/nowhere/'))).toEqual([404, ...none]);
  expect((await call('POST /api/4506/envelope/')).status).toBe(401);
  await sentry.close();
  expect(await held).toBe('UND_ERR_SOCKET');
});

test('there is no limit where nobody asked for one', async () => {
  await start({ latency: 1 });
  expect(limits(await call('GET keys/'))).toEqual([200, ...none]);
});
