import { isUtf8 } from 'node:buffer';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import { Failure } from '../failure.ts';
import { quote } from '../text.ts';
import type { InputReader } from './input-reader.ts';

/** Bytes; 10,000 keys with everything that they can have are far below. */
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * The list of keys as text, from `keys` or out of the file that `keys-file` names; `undefined` where there is
 * a problem with it.
 */
export function readListText(reader: InputReader): string | undefined {
  const { text } = reader.get('keys');
  const file = reader.get('keys-file').text;
  if (text !== '' && file !== '') {
    reader.problems.push('keys-file: was given together with keys. Leave one of them out.');
    return undefined;
  }
  if (text === '' && file === '') {
    reader.problems.push(
      'shard: was given without a list of keys. Add keys or keys-file, or leave shard out. If the workflow ' +
        'does give a list, its expression came out empty.',
    );
    return undefined;
  }
  if (text !== '') return text;
  try {
    return readInWorkspace(file, reader.env['GITHUB_WORKSPACE'] ?? '.');
  } catch (error) {
    const reason =
      error instanceof Failure
        ? error.message
        : `cannot be read (${codeOf(error)}). Check the path, and that a step before this one checks the ` +
          'repository out (actions/checkout).';
    reader.problems.push(`keys-file: ${quote(file)} ${reason}`);
    return undefined;
  }
}

function readInWorkspace(file: string, workspace: string): string {
  const root = realpathSync(workspace);
  // Where links lead counts, not where they are.
  const path = realpathSync(resolve(root, file));
  const inside = relative(root, path);
  if (inside === '' || isAbsolute(inside) || /^\.\.(?:[\\/]|$)/.test(inside)) {
    throw new Failure('is not a file inside the workspace. Name a file of the repository.');
  }
  const stats = statSync(path);
  if (!stats.isFile()) throw new Failure('is not a file. Name a file with a list of keys.');
  if (stats.size > MAX_BYTES) {
    throw new Failure(
      `is longer than ${MAX_BYTES / 1024 / 1024} MiB. Split it into several files.`,
    );
  }
  const bytes = readFileSync(path);
  if (!isUtf8(bytes)) throw new Failure('is not encoded as UTF-8. Save it as UTF-8.');
  // Without the mark that Windows programs write first, after which the parser counts columns wrongly.
  const text = new TextDecoder().decode(bytes);
  if (text.trim() === '') throw new Failure('is empty. Write a list of keys into it.');
  return text;
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error
    ? String(error.code)
    : 'unknown error';
}
