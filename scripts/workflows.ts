import { globSync, readFileSync } from 'node:fs';
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
  /** Its purpose and needs from the comment at its top, each on one line. */
  readonly purpose: string;
  readonly needs: string;
  readonly yaml: string;
}

/**
 * Every file of examples/, by name.
 *
 * @throws {Error} if one has no such comment at its top
 */
export function examples(): Example[] {
  const files = globSync('**/*.yml', { cwd: folder }).map((path) => path.replaceAll('\\', '/'));
  return files.sort().map((file) => {
    const yaml = readFileSync(join(folder, file), 'utf8');
    const kind = Array.isArray(parse(yaml)) ? 'list' : file.startsWith('actions/') ? 'action' : 'workflow';
    const [comment = ''] = /^(?:# .*\n)+/.exec(yaml) ?? [];
    const text = comment.replaceAll(/^# /gm, '').trim().replaceAll('\n', ' ');
    const [, purpose, needs] = /^(.+?[.]) (Needs .+)$/.exec(text) ?? [];
    if (purpose === undefined || needs === undefined) {
      throw new Error(
        `examples/${file}: the comment at the top needs a purpose, and a sentence that starts with "Needs"`,
      );
    }
    return {
      file,
      destination: `.github/${kind === 'workflow' ? 'workflows/' : ''}${file}`,
      kind,
      purpose,
      needs,
      yaml,
    };
  });
}
