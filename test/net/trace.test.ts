import { openTraced } from '../../src/net/trace.ts';
import { VirtualClock } from '../harness/in-process.ts';

const id = 'ab12'.repeat(8);

test.each([
  ['/api/0/projects/acme/web/keys/', '/api/0/projects/acme/web/keys/'],
  [`/api/0/projects/acme/web/keys/${id}/`, '/api/0/projects/acme/web/keys/…/'],
  [`/api/0/projects/keys/keys/keys/${id}/`, '/api/0/projects/keys/keys/keys/…/'],
])('a debug line for %s has no key in it', async (path, shown) => {
  const lines: string[] = [];
  const ignore = (): void => undefined;
  const log = {
    mask: ignore,
    info: ignore,
    warning: ignore,
    debug: (line: string) => lines.push(line),
  };
  const send = openTraced(new URL('https://sentry.io'), {
    ...{ clock: new VirtualClock(), random: () => 0, newKeyId: () => '', userAgent: 'test', log },
    connect: () => () => Promise.resolve({ status: 200, headers: {}, body: '' }),
  });
  await send({ method: 'GET', url: new URL(path, 'https://sentry.io'), headers: {} }, 1000);
  expect(lines).toEqual([`GET ${shown}: 200 after 0 ms`]);
});
