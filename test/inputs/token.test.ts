import { secretsIn } from '../../src/inputs/token.ts';
import { problemsOf } from './read.ts';

test.each([
  ['', /^token: missing; use a Sentry token with the scope project:write/],
  ['sntrys_abc', /^token: this is an organization token .* cannot manage .*"Project: Read & Write"/],
  ...['ghp_ab12', 'gho_ab12', 'ghu_ab12', 'ghs_ab12', 'ghr_ab12', 'github_pat_ab12'].map((token): [string, RegExp] => [
    token,
    /^token: this is a GitHub token\. .* in github-token\.$/,
  ]),
  ['https://ab12@o1.ingest.sentry.io/1', /^token: this is an address, such as a DSN, instead of a token/],
  ...['$TOKEN', '${TOKEN}', '${{ secrets.TOKEN', '$SENTRY'].map((token): [string, RegExp] => [
    token,
    /^token: (?:this looks like an unexpanded shell variable|contains spaces)/,
  ]),
  ...['SENTRY_KEYS_TOKEN', 'secrets.SENTRY_KEYS_TOKEN', 'T0KEN'].map((token): [string, RegExp] => [
    token,
    /^token: this is the name of a secret instead of its value\. Use the expression \$\{\{ secrets\.NAME \}\} with that name\.$/,
  ]),
  ...['"sntryi_ab12"', "'sntryi_ab12'", '"ab12'].map((token): [string, RegExp] => [
    token,
    /^token: contains spaces, quotes, line breaks or .* Copy the token again\.$/,
  ]),
  ...['two words', 'a\u007f', 'schlüssel'].map((token): [string, RegExp] => [token, /^token: contains spaces/]),
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
  const skip = ' with if: github.event.pull_request.head.repo.full_name == github.repository.';
  expect(problem?.endsWith(skip)).toBe(mentioned);
});

test.each([
  ['push', true],
  ['pull_request', true],
  ['pull_request_review_comment', true],
  ['deployment_status', true],
  // These have the secrets of Actions, whoever starts them.
  ['pull_request_target', false],
  ['schedule', false],
  ['workflow_run', false],
])("a missing token on %s by Dependabot mentions Dependabot's secrets: %j", (event, mentioned) => {
  const env = { GITHUB_EVENT_NAME: event, GITHUB_ACTOR: 'dependabot[bot]' };
  const [problem] = problemsOf({ token: '' }, env);
  const hint =
    "Runs that Dependabot starts only get Dependabot's secrets. Skip this step in them with if: github.actor " +
    "!= 'dependabot[bot]', or store the token under Settings > Secrets and variables > Dependabot.";
  expect(problem?.endsWith(`SENTRY_KEYS_TOKEN }}. ${hint}`)).toBe(mentioned);
});

test('what servers give as tokens is not taken for a name', () => {
  // Old Sentry and GlitchTip have 32 bytes in hexadecimal digits, which do not begin with an upper-case letter.
  const tokens = ['0a'.repeat(32), `sntryi_${'0a'.repeat(32)}`, '0'.repeat(64), 'eyJhbGciOi.e30.A'];
  for (const token of tokens) expect(problemsOf({ token })).toEqual([]);
});

test('a missing token names the usual causes', () => {
  const [problem] = problemsOf({ token: '' }, { GITHUB_EVENT_NAME: 'push' });
  expect(problem).toMatch(
    /SENTRY_KEYS_TOKEN.* this repository.* environment .* passes it on \(secrets: inherit, or by name\)\.$/,
  );
});

test.each([
  ['sntryi_ab12', /^github-token: this is a Sentry token\. .* and the Sentry token in token\.$/],
  ['$GITHUB_TOKEN', /^github-token: this looks like an unexpanded shell variable/],
])('the GitHub token %s is an error that does not show it', (token, problem) => {
  const problems = problemsOf({ 'github-token': token });
  expect(problems).toEqual([expect.stringMatching(problem)]);
  expect(problems[0]).not.toContain(token);
});

const VARIABLE = 'token (from the environment variable SENTRY_AUTH_TOKEN): ';

test('an organization token in SENTRY_AUTH_TOKEN is reported to come from there', () => {
  expect(problemsOf({ token: '' }, { SENTRY_AUTH_TOKEN: 'sntrys_abc' })).toEqual([
    `${VARIABLE}this is an organization token (sntrys_…), which cannot manage client keys. The input token is ` +
      'empty, so this variable was used. Check that the secret that the workflow uses for token exists. It ' +
      'must contain the token of an internal integration (Settings > Custom Integrations) with the permission ' +
      '"Project: Read & Write".',
  ]);
});

test('secretsIn reads both tokens, valid or not', () => {
  expect(secretsIn({ INPUT_TOKEN: 'ab\n', 'INPUT_GITHUB-TOKEN': 'two words' })).toEqual(['ab', 'two words']);
  expect(secretsIn({ SENTRY_AUTH_TOKEN: 'ab' })).toEqual(['ab', '']);
});
