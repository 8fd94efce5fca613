/** A request over the limit of the API is answered as the local Sentry plays it. */
import { startLocalSentry, tooManyRequests } from '../local-sentry/index.ts';
import { connect } from './index.ts';

const sentry = connect();
// Of a server elsewhere, nobody here can change the settings.
const whereItIsOurs = sentry.place === undefined ? test.skip : test;

/** An answer without what must differ: times, and limits, which are settings. */
async function comparable(response: Response): Promise<object> {
  const { status, headers } = response;
  const seconds = Date.parse(headers.get('date') ?? '') / 1000;
  const wait = Number(headers.get('x-sentry-rate-limit-reset')) - seconds;
  const known: Record<string, string> = {
    'x-sentry-rate-limit-limit': '<limit>',
    'x-sentry-rate-limit-concurrentlimit': '<limit>',
    // A second may end between the two.
    ...(wait >= 0 && wait <= 1 && { 'x-sentry-rate-limit-reset': '<soon>' }),
  };
  const told = [...headers].filter(([name]) => /^(content-type|allow|retry-|x-sentry-)/.test(name));
  return {
    status,
    headers: told.map(([name, value]) => [name, known[name] ?? value]),
    body: (await response.text()).replace(/\d+(?= requests)/, '<limit>'),
  };
}

whereItIsOurs('a request over the limit of the API', async () => {
  const { slug } = await sentry.newProject();
  const get = (url: string, token: string, project: string): Promise<Response> =>
    fetch(`${url}/api/0/projects/acme/${project}/keys/`, { headers: { authorization: `Bearer ${token}` } });

  const web = await sentry.startAnother({ apiLimit: 1 });
  let real;
  try {
    const requests = Array.from({ length: 16 }, () => get(web.url, sentry.tokens.admin, slug));
    real = (await Promise.all(requests)).find(({ status }) => status === 429);
  } finally {
    await web.close();
  }
  if (real === undefined) throw new Error('the limit was never met');

  // One that plays the answer when told, and one that counts.
  const played = await startLocalSentry({ dialect: 'older' });
  const apiLimit = { perSecond: 1, concurrent: 25 };
  const time = Date.now();
  const counting = await startLocalSentry({ dialect: 'older', apiLimit, now: () => time });
  try {
    for (const local of [played, counting]) local.addToken('admin', ['project:admin']);
    played.fault(tooManyRequests({ older: true }));
    expect((await get(counting.url, 'admin', 'web')).status).toBe(200);
    const expected = await comparable(real);
    for (const { url } of [played, counting]) {
      expect(await comparable(await get(url, 'admin', 'web'))).toEqual(expected);
    }
  } finally {
    await played.close();
    await counting.close();
  }
});
