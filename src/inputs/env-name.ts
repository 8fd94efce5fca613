import { isIdentifier } from './identifier.ts';
import type { InputReader } from './input-reader.ts';

/** Reads the name of the variable in which later steps get the DSN. */
export function readEnvName(reader: InputReader): string | undefined {
  return reader.parse(
    reader.get('env-name'),
    parseEnvName,
    'write letters, digits and _, no digit first, and no name that changes how later steps run ' +
      '(such as PATH, HTTPS_PROXY, NODE_*, GIT_*, GITHUB_*), such as SENTRY_DSN',
  );
}

/** What the runner and this action read, whatever else the name says. */
const RUNNER = /^(?:GITHUB|RUNNER|ACTIONS|INPUT|STATE)_/i;

/**
 * Families of variables that programs of later steps read: which code they load, where they connect to,
 * whom they trust, which commands they run. No such name speaks of a DSN.
 */
const RESERVED: readonly RegExp[] = [
  // The loader of programs, and what shells and systems start with.
  /^(?:LD|DYLD)_|^PATH(?:EXT)?$|^(?:HOME|SHELL|ENV|IFS|CDPATH|PS[0-4]|TE?MP|TMPDIR|TERM|LANG|TZ|USER|CI)$/i,
  /^BASH_|^(?:BASHOPTS|SHELLOPTS|PROMPT_COMMAND|GLOBIGNORE|ZDOTDIR|COMSPEC|SYSTEMROOT|WINDIR)$|^LC_/i,
  // Connections and certificates.
  /(?:^|_)PROXY$|^(?:SSL|OPENSSL|CURL|REQUESTS)_/i,
  // Languages and their package managers.
  /^(?:NODE|NPM|YARN|PNPM|BUN|DENO|COREPACK)_|^(?:PYTHON|PIP|UV|CONDA|VIRTUAL_ENV|POETRY)/i,
  /^(?:RUBY|GEM|BUNDLE|RAILS)|^PERL|^PHP|^(?:JAVA|JDK|_JAVA|MAVEN|GRADLE|ANDROID)_|^CLASSPATH$/i,
  /^GO(?:FLAGS|PROXY|PATH|ROOT|ENV|BIN|OS|ARCH|CACHE|DEBUG|PRIVATE|SUMDB|TOOLCHAIN)|^CGO_/i,
  /^(?:DOTNET|NUGET|COR|CORECLR|CARGO|RUSTUP|RUSTC)_|^RUST(?:C|FLAGS|DOC)|^(?:CC|CXX|[A-Z]*FLAGS)$/i,
  // Tools that run commands or hold credentials.
  /^(?:GIT|GH|SSH|GPG|DOCKER|AWS|AZURE|GOOGLE|KUBE|HELM|TF)_|^KUBECONFIG$/i,
  /^(?:EDITOR|VISUAL|PAGER|BROWSER|LESS(?:OPEN|CLOSE)?)$/i,
  // Sentry's own tools, and this action.
  /^SENTRY_(?:URL|ORG|PROJECT|AUTH_TOKEN|TOKEN|PROPERTIES|LOAD_DOTENV|DOTENV_PATH)$/i,
];

function parseEnvName(text: string): string | undefined {
  if (!isIdentifier(text) || RUNNER.test(text)) return undefined;
  const isForDsn = /(?:^|_)DSN(?:_|$)/i.test(text);
  return isForDsn || !RESERVED.some((family) => family.test(text)) ? text : undefined;
}
