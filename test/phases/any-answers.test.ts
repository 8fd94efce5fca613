/** Whatever Sentry answers, the step ends in its time with at most one error, and shows no secret. */
import fc from 'fast-check';
import { inProcess } from '../harness/in-process.ts';
import { addOldKey } from '../harness/old-key.ts';
import type { Fault } from '../local-sentry/index.ts';

const RUNS = 400;
/** Characters of a line, an error or a warning: a few quoted texts of 200 characters each. */
const LONGEST_TEXT = 10_000;
/** What a workflow may get as a DSN. */
const DSN = /^https?:\/\/[0-9a-fA-F]+@(?:[0-9A-Za-z.-]+|\[[0-9a-fA-F:.]+\])(?::[0-9]{1,5})?(?:\/[\w.~%-]+)*\/[0-9]+$/;

const pick = fc.constantFrom;
const text = pick(
  ...['', ' ', '__proto__', '../../../evil?x=1#y', 'evil\n::error::evil', '##[group]evil', 'x'.repeat(40_000)],
  ...['\u001b[31mred', 'one\u2028two\u202eeerht', 'lone \ud800 surrogate', '"; $(evil) `evil` | <b>'],
  ...['https://user:password@evil.test/1', 'https:///0a1b@evil.test/7', 'https://0a1b@evil .test/7'],
  ...['https://0a1b@evil.test/7\nNODE_OPTIONS=-x', 'https://0a1b@evil.test:99999/7', 'https://0a1b@evil.test/seven'],
);
const value = fc.oneof(text, pick<unknown>(null, true, false, 0, -1, 1e308, [], {}), fc.jsonValue({ maxDepth: 3 }));
const member = pick(
  ...['id', 'name', 'label', 'secret', 'projectId', 'isActive', 'rateLimit', 'dateCreated', 'browserSdkVersion'],
  ...['browserSdk', 'dynamicSdkLoaderOptions', 'dsn', 'useCase', 'more'],
);
/** What is different about a key, and its DSN. */
const key = fc.dictionary(member, value, { maxKeys: 3 });
const dsn = fc.option(text, { nil: undefined });

const moment = pick('0', '7', '-5', '1e400', 'NaN', 'soon', 'Fri, 13 Feb 2026 12:00:00 GMT', '+275760-09-13T00:00:00Z');
const headers = fc.record(
  {
    link: pick('garbage', ',,,;;;rel="next";results="true"', '<x>; rel="next"; results="true"; cursor="../x?y"'),
    location: pick('https://evil.test/', '//evil.test/api/0/', 'http://[', 'data:text/plain,evil'),
    'retry-after': moment,
    'x-sentry-rate-limit-reset': moment,
    'content-type': pick('application/json', 'text/html', 'nonsense'),
  },
  { requiredKeys: [] },
);
const body = fc.oneof(
  pick('', '<!doctype html><p>evil', '{"id":"0a', '[{}', 'null', '5', '[]', '[null,5,[],{"name":"ci"}]'),
  pick(`${'['.repeat(100_000)}${']'.repeat(100_000)}`, '{"slug":"../evil","detail":{"extra":{"slug":"../evil"}}}'),
  value.map((detail) => JSON.stringify({ detail })),
);
const call = pick<Fault['call'][]>('list', 'create', 'update', 'get', 'stats', undefined);
const status = fc.oneof(pick(200, 201, 302, 400, 401, 403, 404, 409, 429, 500), fc.integer({ min: 200, max: 599 }));
const when = pick<('before' | 'after')[]>('before', 'after');
const none = fc.constant(undefined);
const answer = fc.oneof(
  fc.record({ call, status, when, headers, body, key: none, dsn: none }),
  fc.record({ call, status: pick(200, 201), when, headers, body: none, key, dsn }),
);

const limit = { 'rate-limit': '5/60', 'sdk-version': '9.x' };
const inputs = pick<Record<string, string>>(
  ...[{}, limit, { name: '' }, { mode: 'find' }, { mode: 'create', ephemeral: 'true' }, { mode: 'retire' }],
  ...[{ mode: 'update', ...limit }, { mode: 'rotate', 'max-age': '30d', grace: '7d' }, { 'dry-run': 'true' }],
  { project: 'api', 'create-project': 'true', team: 'platform' },
);

test('any answers end in a success or one error, and show no secret', async () => {
  const property = fc.asyncProperty(
    inputs,
    fc.array(answer, { minLength: 1, maxLength: 5 }),
    async (given, answers) => {
      await inProcess({}, async ({ sentry, run }) => {
        const { id, secret } = addOldKey(sentry);
        const own = `${sentry.url.replace('://', `://${id}@`)}/4506`;
        for (const { call, key, dsn = own, body, ...fault } of answers) {
          const odd = { id, name: 'ci', secret, dsn: { public: dsn }, ...key };
          const text = body ?? JSON.stringify(call === 'list' ? [odd] : odd);
          sentry.fault({ ...fault, ...(call && { call }), strike: 'answer', body: text });
        }
        // The harness fails the test if a secret is printed.
        const { exitCode, errors, warnings, lines, outputs, elapsed } = await run({
          name: 'ci',
          timeout: '30',
          ...given,
        });
        expect(errors).toHaveLength(exitCode);
        expect(elapsed).toBeLessThanOrEqual(30_000);
        for (const said of [...errors, ...warnings, ...lines]) {
          expect(said).not.toContain('This is a bug in sentry-client-key');
          expect(said.length).toBeLessThanOrEqual(LONGEST_TEXT);
        }
        if (outputs['dsn'] !== undefined) expect(outputs['dsn']).toMatch(DSN);
      });
    },
  );
  await fc.assert(property, { numRuns: RUNS });
}, 60_000);
