import { InputReader } from '../../src/inputs/input-reader.ts';
import { readEnvNames } from '../../src/inputs/destinations.ts';

/** The name as it is read, or its problem. */
function read(name: string): string | undefined {
  const reader = new InputReader({ 'INPUT_ENV-NAME': name });
  const [value] = readEnvNames(reader, 'web');
  return reader.problems[0]?.text ?? value;
}

test.each([
  ...['SENTRY_DSN', 'NEXT_PUBLIC_SENTRY_DSN', 'VITE_SENTRY_DSN', 'REACT_APP_SENTRY_DSN', 'DSN'],
  ...['sentry_dsn', '_x', 'NODE_SENTRY_DSN', 'PATHS', 'MY_PATH', 'MY_GITHUB_URL', 'X_INPUT_Y'],
  ...['MY_NODE_OPTIONS', 'SENTRY_URLS', 'MY_SENTRY_URL', 'SENTRY_TOKENS', 'x'.repeat(255)],
])('%s can be set', (name) => {
  expect(read(name)).toBe(name);
});

test.each([
  ...['PATH', 'Path', 'NODE_OPTIONS', 'node_options', 'SENTRY_URL', 'SENTRY_ORG', 'SENTRY_PROJECT'],
  ...['SENTRY_AUTH_TOKEN', 'sentry_auth_token', 'SENTRY_TOKEN', 'SENTRY_KEYS_TOKEN'],
  ...['GITHUB_TOKEN', 'GITHUB_SENTRY_DSN', 'RUNNER_TEMP', 'ACTIONS_RUNTIME_TOKEN'],
  ...['INPUT_TOKEN', 'INPUT_DSN', 'STATE_created-key', 'STATE_DSN'],
  ...['1X', 'A-B', 'A B', 'A=B', 'Ä', 'x'.repeat(256)],
])('%j is refused', (name) => {
  expect(read(name)).toMatch(
    /^".*" is not valid; use letters, digits and _, not starting with a digit, and no variable of the runner/,
  );
});
