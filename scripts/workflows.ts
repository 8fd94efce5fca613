import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

const folder = resolve(import.meta.dirname, '..', 'examples');

/** A file of examples/: a workflow, or a composite action or a list of keys that a workflow uses. */
export interface Example {
  /** Its path below examples/, such as `first-dsn.yml`. */
  readonly file: string;
  /** Where readers put it in their repository, such as `.github/workflows/first-dsn.yml`. */
  readonly destination: string;
  readonly kind: 'workflow' | 'action' | 'list';
  /** What the comment at its top says that it is for, on one line. */
  readonly purpose: string;
  /** What the same comment says that it needs, on one line. */
  readonly needs: string;
  readonly yaml: string;
}

/**
 * Every file of examples/, by name.
 *
 * @throws {Error} where one does not say what it is for and what it needs
 */
export function examples(): Example[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .map(readExample);
}

function readExample(file: string): Example {
  const yaml = readFileSync(join(folder, file), 'utf8');
  const content = parse(yaml) as { name?: string } | unknown[];
  const kind = Array.isArray(content) ? 'list' : file.startsWith('actions/') ? 'action' : 'workflow';
  const isNamed = Array.isArray(content) || content.name !== undefined;
  const [, comment = ''] = /^((?:# .*\n)+)\n/.exec(yaml) ?? [];
  const [, purpose, needs] =
    /^(.+?[.]) (Needs .+)$/.exec(comment.replaceAll(/^# /gm, '').trim().replaceAll('\n', ' ')) ?? [];
  if (!isNamed || purpose === undefined || needs === undefined) {
    throw new Error(
      `examples/${file} needs a name (unless it is a list of keys), and a comment at its top: what it is for, and a sentence ` +
        'that starts with "Needs"',
    );
  }
  const destination = `.github/${kind === 'workflow' ? 'workflows/' : ''}${file}`;
  return { file, destination, kind, purpose, needs, yaml };
}

/** An example as a page shows it: without the comment at its top, which the page says in its words. */
export function withoutComment(yaml: string): string {
  return yaml.replace(/^(?:#.*\n)+\n/, '');
}
