import { isToken, tokensIn } from '../../src/inputs/token.ts';
import { problemsOf } from './read.ts';

test.each([
  ['', /^token: missing; give a Sentry token with the scope project:write/],
  ['sntrys_abc', /^token: this is an organization token .* never .*"Project: Read & Write"/],
  ['two words', /^token: contains spaces/],
])('the token %j is an error that does not show it', (token, problem) => {
  const problems = problemsOf({ token });
  expect(problems).toEqual([expect.stringMatching(problem)]);
  if (token !== '') expect(problems[0]).not.toContain(token);
});

test.each([
  ['pull_request', true],
  ['pull_request_review', true],
  // GitHub passes secrets to these, so something else is wrong.
  ['pull_request_target', false],
  ['push', false],
])('a missing token on %s mentions forks: %j', (event, mentioned) => {
  const [problem] = problemsOf({ token: '' }, { GITHUB_EVENT_NAME: event });
  expect(problem?.includes('forks')).toBe(mentioned);
});

test('a token has visible ASCII characters only', () => {
  expect(isToken('!az09~')).toBe(true);
  for (const text of ['', 'a b', 'a\n', 'a\u007f', 'schlüssel']) expect(isToken(text)).toBe(false);
});

test('tokensIn reads both tokens, valid or not', () => {
  expect(tokensIn({ INPUT_TOKEN: 'ab\n', 'INPUT_GITHUB-TOKEN': 'two words' })).toEqual([
    'ab',
    'two words',
  ]);
  expect(tokensIn({ SENTRY_AUTH_TOKEN: 'ab' })).toEqual(['ab', '']);
});
