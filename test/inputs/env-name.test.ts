import { InputReader } from '../../src/inputs/input-reader.ts';
import { readEnvName } from '../../src/inputs/env-name.ts';

/** The name as it is read, or what is said about it. */
function read(name: string): string | undefined {
  const reader = new InputReader({ 'INPUT_ENV-NAME': name });
  const value = readEnvName(reader);
  return reader.problems[0] ?? value;
}

test.each([
  ...['SENTRY_DSN', 'NEXT_PUBLIC_SENTRY_DSN', 'VITE_SENTRY_DSN', 'REACT_APP_SENTRY_DSN', 'DSN'],
  ...['NODE_SENTRY_DSN', 'PYTHON_DSN', 'GIT_DSN_URL', 'AWS_SENTRY_DSN', 'sentry_dsn', '_x'],
  ...['PATHS', 'MY_PATH', 'LDAP', 'SENTRY_ENDPOINT', 'MY_URL', 'GOOD', 'PROXYING', 'ENVIRONMENT'],
  ...['DSN_PROXY', 'LOGOPATH', 'MY_RUSTC'],
  // With a reserved word inside, or more behind a whole reserved name.
  ...['MY_GITHUB_URL', 'X_INPUT_Y', 'A_LD_X', 'A_BASH_X', 'A_LC_X', 'MY_HOME', 'HOMEPAGE', 'CITY'],
  ...[
    'COMSPECS',
    'MY_COMSPEC',
    'MY_SSL_KEY',
    'MY_CURL_X',
    'MY_NODE_X',
    'A_PYTHON',
    'A_RUBY',
    'A_PERL',
  ],
  ...['A_PHP', 'MY_JAVA_X', 'A_CLASSPATH', 'CLASSPATHS', 'LOGO_PATH', 'ERGO_X', 'A_CGO_X'],
  ...['MY_CARGO_X', 'MY_CC', 'CCS', 'MY_GIT_X', 'A_KUBECONFIG', 'KUBECONFIGS'],
  ...[
    'MY_EDITOR',
    'EDITORS',
    'LESSONS',
    'MY_SENTRY_URL',
    'SENTRY_URLS',
    'PS5',
    'PSX',
    'MY_PATHEXT',
  ],
])('%s can be set', (name) => {
  expect(read(name)).toBe(name);
});

test.each([
  ...['PATH', 'Path', 'PATHEXT', 'HOME', 'SHELL', 'IFS', 'ENV', 'BASH_ENV', 'BASH_FUNC_x'],
  ...['PROMPT_COMMAND', 'LD_PRELOAD', 'DYLD_INSERT_LIBRARIES', 'LC_ALL', 'TMPDIR', 'TEMP'],
  ...['HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'ALL_PROXY', 'npm_config_proxy'],
  ...['SSL_CERT_FILE', 'CURL_CA_BUNDLE', 'REQUESTS_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS'],
  ...['NODE_OPTIONS', 'node_options', 'NODE_PATH', 'NPM_CONFIG_REGISTRY', 'YARN_RC_FILENAME'],
  ...['PYTHONSTARTUP', 'PYTHONPATH', 'PYTHON_GIL', 'PIP_INDEX_URL', 'UV_INDEX', 'VIRTUAL_ENV'],
  ...['RUBYOPT', 'RUBYLIB', 'GEM_HOME', 'BUNDLE_PATH', 'PERL5OPT', 'PERL5LIB', 'PHP_INI_SCAN_DIR'],
  ...['JAVA_TOOL_OPTIONS', '_JAVA_OPTIONS', 'JDK_JAVA_OPTIONS', 'JAVA_HOME', 'CLASSPATH'],
  ...['GOFLAGS', 'GOPROXY', 'CGO_CFLAGS', 'DOTNET_STARTUP_HOOKS', 'RUSTFLAGS', 'CARGO_HOME', 'CC'],
  ...[
    'GIT_SSH_COMMAND',
    'GIT_CONFIG_COUNT',
    'GH_TOKEN',
    'SSH_AUTH_SOCK',
    'DOCKER_HOST',
    'MAKEFLAGS',
  ],
  ...['PS1', 'TMP', 'LESS', 'LESSCLOSE', 'VISUAL', 'SHELLOPTS', 'PROXY', 'CDPATH', 'GORACE_PROXY'],
  ...['AWS_ACCESS_KEY_ID', 'KUBECONFIG', 'EDITOR', 'PAGER', 'LESSOPEN'],
  ...['SENTRY_URL', 'SENTRY_ORG', 'SENTRY_PROJECT', 'SENTRY_AUTH_TOKEN'],
  ...['GITHUB_TOKEN', 'GITHUB_SENTRY_DSN', 'RUNNER_TEMP', 'ACTIONS_RUNTIME_TOKEN'],
  ...['INPUT_TOKEN', 'INPUT_DSN', 'STATE_created-key', 'STATE_DSN'],
  ...['1X', 'A-B', 'A B', 'A=B', 'A\nB', 'Ä', 'x'.repeat(256)],
])('%j is refused', (name) => {
  expect(read(name)).toMatch(
    /^env-name: ".*" is not valid; write letters, .* \(such as PATH, HTTPS_PROXY, NODE_\*, GIT_\*, GITHUB_\*\)/,
  );
});
