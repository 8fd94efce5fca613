import { isUtf8 } from 'node:buffer';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import { Failure } from '../failure.ts';
import type { InputReader } from '../inputs/input-reader.ts';
import { quote } from '../text.ts';

/** Bytes of a list; 10,000 keys need about one million. */
const MAX_BYTES = 4 * 1024 * 1024;

/** The list as text, from the input or the file that it names; `undefined` if there is a problem. */
export function readListText(reader: InputReader): string | undefined {
  const { text } = reader.get('keys');
  const isPath = !text.includes('\n') && !/^(?:[[{"]|- |(?:Array|Object)$)/.test(text);
  if (!isPath) return text;
  try {
    return readInWorkspace(text, reader.env['GITHUB_WORKSPACE'] ?? '.');
  } catch (error) {
    const reason =
      error instanceof Failure
        ? error.message
        : `cannot be read (${codeOf(error)}). Use a list, or the path of a file. A file needs a step before this ` +
          'one that checks the repository out (actions/checkout).';
    reader.refuse('keys', `${quote(text)} ${reason}`);
    return undefined;
  }
}

function readInWorkspace(file: string, workspace: string): string {
  const root = realpathSync(workspace);
  // Symbolic links are followed before the path is checked.
  const path = realpathSync(resolve(root, file));
  const inside = relative(root, path);
  if (inside === '' || isAbsolute(inside) || /^\.\.(?:[\\/]|$)/.test(inside)) {
    throw new Failure('is not a file inside the workspace. Use a file of the repository.');
  }
  const stats = statSync(path);
  if (!stats.isFile()) throw new Failure('is not a file. Use a file with a list of keys.');
  if (stats.size > MAX_BYTES) {
    throw new Failure(`is longer than ${MAX_BYTES} bytes. Split it into several files.`);
  }
  const bytes = readFileSync(path);
  if (!isUtf8(bytes)) throw new Failure('is not encoded as UTF-8. Save it as UTF-8.');
  return new TextDecoder().decode(bytes);
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown error';
}
