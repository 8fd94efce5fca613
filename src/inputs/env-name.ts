import { isIdentifier } from './identifier.ts';
import type { InputReader } from './input-reader.ts';

/** Reads the name of the variable in which later steps get the DSN. */
export function readEnvName(reader: InputReader): string | undefined {
  return reader.parse(
    reader.get('env-name'),
    parseEnvName,
    'write letters, digits and _, no digit first, and no name that changes how later steps run ' +
      '(such as PATH, NODE_OPTIONS, LD_*, GITHUB_*, RUNNER_*)',
  );
}

/** Variables that change how later steps run, be it by the runner, the loader of programs, shells or Node. */
const RESERVED =
  /^(?:(?:LD|DYLD|GITHUB|RUNNER|ACTIONS|INPUT|STATE)_.*|NODE_OPTIONS|PATH|BASH_ENV|ENV|HOME|IFS|SHELL)$/i;

function parseEnvName(text: string): string | undefined {
  return isIdentifier(text) && !RESERVED.test(text) ? text : undefined;
}
