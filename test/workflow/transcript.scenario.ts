/**
 * What the action does in the order in which it does it: commands and log lines, requests, outputs
 * and the summary. A value must be masked before the first line that carries it.
 */
import { transcribeStep } from '../harness/local-runner.ts';
import { startLocalSentry } from '../local-sentry/index.ts';
import { TOKEN } from '../harness/scenario.ts';

test('masks come before what they hide, outputs after all masks', async () => {
  let mark = (line: string): void => {
    throw new Error(`no step runs yet: ${line}`);
  };
  const sentry = await startLocalSentry({
    onRequest: ({ method, path, query, rawBody }) => {
      const search = new URLSearchParams(query).toString();
      mark(`=> ${method} ${path}${search && `?${search}`} ${rawBody}`.trim());
    },
  });
  try {
    sentry.addToken(TOKEN, ['project:write']);
    const transcript = await transcribeStep(
      { with: { token: TOKEN, org: 'acme', project: 'web', url: sentry.url, name: 'ci', 'rate-limit': '1000/1h' } },
      (write) => (mark = write),
    );

    const [key] = sentry.keys('web');
    const readable = transcript
      .replaceAll(TOKEN, 'TOKEN')
      .replaceAll(key?.id ?? '', 'PUBLIC')
      .replaceAll(key?.secret ?? '', 'SECRET')
      .replaceAll(key?.dateCreated ?? '', 'DATE')
      .replaceAll(sentry.url.replace('http://', ''), 'HOST')
      .replace(/ghadelimiter_[0-9a-f-]+/g, 'EOF')
      .replaceAll('\r\n', '\n');
    expect(readable).toMatchSnapshot();
  } finally {
    await sentry.close();
  }
});
