/** What passes is waited for: faults of GitHub, and its limits. */
import { isLimitResponse } from '../../src/github/call.ts';
import { badGateway, type Fault, primaryLimit, secondaryLimit } from '../local-github/index.ts';
import { forOrganization, secret, storing, variable } from './storing.ts';

test.each<[string, Fault]>([
  ['502, twice', { ...badGateway(), times: 2 }],
  ['a connection that is reset', { strike: 'reset' }],
  ['a secondary limit', secondaryLimit('1')],
  ['a primary limit', primaryLimit(1)],
  ['a look that fails', { call: 'get-secret', strike: 'answer', status: 500 }],
  ['a secret, answer lost', { call: 'put-secret', strike: 'reset', when: 'after' }],
  ['a variable, answer lost', { call: 'create-variable', strike: 'cut-off', when: 'after' }],
])('repeats a request: %s', async (_what, fault) => {
  await storing(forOrganization, async ({ github, store }) => {
    github.fault(fault);
    const { errors, lines, outputs } = await store({ 'github-organization': 'acme', ...secret, ...variable });
    expect(errors).toEqual([]);
    expect(lines.filter((line) => line.includes('; asking again in '))).toHaveLength(1);
    const stored = { value: outputs['dsn'] };
    expect(github.secret('orgs/acme/actions', 'SENTRY_DSN')).toMatchObject(stored);
    expect(github.variable('orgs/acme', 'SENTRY_DSN')).toMatchObject(stored);
  });
});

test.each<[string, Fault, RegExp]>([
  ['a long limit', secondaryLimit('3600'), /secondary rate limit.* GitHub is limiting requests right now/],
  ['no answer', { strike: 'reset' }, /^No answer from \S+ when it was asked to look at the secr/],
])('gives up: %s', async (_what, fault, error) => {
  await storing(['secrets'], async ({ github, sentry, store }) => {
    github.fault({ ...fault, times: Infinity });
    expect((await store(secret)).errors).toEqual([expect.stringMatching(error)]);
    expect(sentry.requests).toEqual([]);
  });
});

test.each<[number, Record<string, string>, string, boolean]>([
  [403, { 'retry-after': '1' }, '', true],
  [403, { 'x-ratelimit-remaining': '0' }, '', true],
  [403, {}, 'You have exceeded a secondary rate limit.', true],
  [403, {}, 'You have triggered an abuse detection mechanism.', true],
  [429, {}, '', true],
  [403, { 'x-ratelimit-remaining': '1' }, 'no', false],
  [404, { 'x-ratelimit-remaining': '0' }, '', false],
])('%i with %j and "%s" is a limit: %s', (status, headers, body, expected) => {
  expect(isLimitResponse({ status, headers, body })).toBe(expected);
});
