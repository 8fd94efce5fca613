/** Errors, with the action as a process of its own: nothing secret is printed, and no stack trace. */
import { scenario, TOKEN } from '../harness/scenario.ts';

const detail = (text: string) => JSON.stringify({ detail: text });
const dsn = `https://${'ab'.repeat(16)}@sentry.example/1`;

test.each<[string, number, string, RegExp]>([
  ['the token and a DSN', 401, detail(`${TOKEN} ${dsn}`), /"\*{3} https:\/\/\*{3}@sentry\.example/],
  ['a token that is cut off', 401, detail(`${'x'.repeat(160)} ${TOKEN}`), /"x{160} …"/],
])('an answer with %s', async (_what, status, body, error) => {
  await scenario({}, async ({ sentry, run }) => {
    sentry.fault({ strike: 'answer', status, body });
    const result = await run({ mode: 'create' });
    expect(result).toMatchObject({ exitCode: 1, outputs: {}, summary: '', warnings: [] });
    expect(result.errors).toEqual([expect.stringMatching(error)]);
    expect(sentry.requests.filter(({ method }) => method !== 'GET')).toHaveLength(1);
  });
});
