import { connect } from '../../src/net/http.ts';
import { type Fault, type LocalSentry, startLocalSentry } from '../local-sentry/index.ts';

async function withServer(act: (sentry: LocalSentry) => Promise<void>): Promise<void> {
  const sentry = await startLocalSentry();
  try {
    await act(sentry);
  } finally {
    await sentry.close();
  }
}

const get = (url: string) => ({ method: 'GET', url: new URL(url), headers: {} }) as const;

test.each<[Fault['strike'], boolean]>([
  ['reset', false],
  ['cut-off', false],
  ['hang', true],
])(
  '%s: the server may have the request, also on a connection that was kept',
  async (strike, timedOut) => {
    await withServer(async (sentry) => {
      const send = connect(new URL(sentry.url));
      for (const before of [false, true]) {
        if (before) expect(await send(get(sentry.url), 5000)).toMatchObject({ status: 404 });
        sentry.fault({ strike });
        const error = { name: 'NoResponse', maybeReceived: true, timedOut };
        await expect(send(get(sentry.url), timedOut ? 300 : 5000)).rejects.toMatchObject(error);
      }
    });
  },
);

test('gives back a redirect, and does not follow it', async () => {
  await withServer(async (sentry) => {
    const headers = { location: '/elsewhere' };
    sentry.fault({ strike: 'answer', status: 307, headers, body: 'moved' });
    const answer = await connect(new URL(sentry.url))(get(sentry.url), 5000);
    expect(answer).toMatchObject({ status: 307, headers, body: 'moved' });
    expect(sentry.requests).toHaveLength(1);
  });
});

test('gives up an answer after 8 MB', async () => {
  await withServer(async (sentry) => {
    sentry.fault({ strike: 'answer', status: 200, body: 'x'.repeat(9 * 1024 * 1024) });
    await expect(connect(new URL(sentry.url))(get(sentry.url), 5000)).rejects.toThrow(
      'longer than 8388608 bytes',
    );
  });
});
