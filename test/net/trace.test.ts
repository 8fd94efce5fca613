import { NoResponse, type Send } from '../../src/net/http.ts';
import { openTraced } from '../../src/net/runtime.ts';
import { VirtualClock } from '../harness/in-process.ts';
import { aRuntime } from '../harness/runtime.ts';

const id = 'ab12'.repeat(8);

/** The debug lines of one request. */
async function trace(path: string, answer: Send) {
  const lines: string[] = [];
  const ignore = (): void => undefined;
  const log = { mask: ignore, info: ignore, warning: ignore, debug: (line: string) => lines.push(line) };
  const clock = new VirtualClock();
  clock.pass(500);
  const send = openTraced(
    new URL('https://sentry.io'),
    aRuntime({
      ...{ clock, log },
      connect: () => (request, timeoutMs) => {
        clock.pass(12.4);
        return answer(request, timeoutMs);
      },
    }),
  );
  const request = { method: 'GET', url: new URL(path, 'https://sentry.io'), headers: {} } as const;
  const result = await send(request, 1000).catch((error: unknown) => error);
  return { lines, result };
}

const ok = { status: 200, headers: {}, body: '' };

test.each([
  ['/api/0/projects/acme/web/keys/', '/api/0/projects/acme/web/keys/'],
  [`/api/0/projects/acme/web/keys/${id}/`, '/api/0/projects/acme/web/keys/…/'],
  [`/api/0/projects/acme/web/keys/${id}/stats/`, '/api/0/projects/acme/web/keys/…/stats/'],
  [`/api/0/projects/keys/keys/keys/${id}/`, '/api/0/projects/keys/keys/keys/…/'],
])('a debug line for %s has no key in it', async (path, shown) => {
  const { lines, result } = await trace(path, () => Promise.resolve(ok));
  expect(lines).toEqual([`GET ${shown}: 200 after 12 ms`]);
  expect(result).toBe(ok);
});

test('a request without an answer has a debug line, too', async () => {
  const error = new NoResponse('reset', true, false);
  const { lines, result } = await trace('/api/0/', () => Promise.reject(error));
  expect(lines).toEqual(['GET /api/0/: no answer after 12 ms']);
  expect(result).toBe(error);
});
