// Generates the parts of README.md and docs/ that repeat other files: the inputs and outputs of action.yml, the
// modes, the examples, and the owner of this repository wherever a workflow uses it.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';
import { manifest } from '../test/harness/local-runner.ts';
import { MODES } from '../src/model/modes.ts';
import { withRepository } from './repository.ts';
import { examples } from './workflows.ts';

const root = resolve(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const files = (pattern: string): string[] => globSync(pattern, { cwd: root }).map((path) => path.replaceAll('\\', '/'));

/** The pages for users, as paths from the root of the project. */
export const pages = (): string[] => ['README.md', ...files('docs/*.md')];

/** The files in which a workflow uses this action, as paths from the root of the project. */
export const pagesWithOwner = (): string[] => [
  ...pages(),
  '.github/zizmor.yml',
  ...files('examples/**/*.yml'),
  ...files('test/e2e/workflows/*.yml'),
];

/** The generated parts of a page, by the name in their markers. */
function generatedParts(page: string): ReadonlyMap<string, string> {
  const inputs = Object.entries(manifest.inputs).map(([name, { description, default: preset }]) => [
    code(name),
    preset === undefined ? '' : code(preset),
    description,
  ]);
  const outputs = Object.entries(manifest.outputs).map(([name, { description }]) => [code(name), description]);
  const modes = Object.entries(MODES).map(([mode, { found, missing, scope }]) => [
    code(mode),
    found,
    missing,
    code(scope),
  ]);
  return new Map([
    ['inputs', table(['Input', 'Default', 'Meaning'], inputs)],
    ['outputs', table(['Output', 'Meaning'], outputs)],
    ['modes', table(['`mode`', 'The key exists', 'It does not', 'Scope'], modes)],
    ['recipes', table(['For', 'Copy'], recipes(page))],
    ...examples().flatMap(({ file, yaml, purpose, needs }): [string, string][] => {
      const text = `${purpose} ${needs}`.replaceAll(/\b[A-Z]+(?:_[A-Z]+)+\b/g, '`$&`');
      return [
        [`example: ${file}`, `\`\`\`yaml\n${yaml.replace(/^(?:#.*\n)+\n/, '')}\`\`\``],
        [`recipe: ${file}`, `[\`${file}\`](${exampleFrom(page, file)}): ${text}`],
      ];
    }),
  ]);
}

const code = (text: string): string => `\`${text}\``;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const exampleFrom = (page: string, file: string): string => posix.relative(posix.dirname(page), `examples/${file}`);

/** The sections of docs/recipes.md, each with links to its recipes. */
function recipes(page: string): string[][] {
  const [, ...groups] = read('docs/recipes.md').split(/^## /m);
  return groups.flatMap((group) => {
    const [title = '', ...sections] = group.split(/^### /m);
    const links = sections.map((text) => {
      const [first = '', ...others] = Array.from(text.matchAll(/<!-- recipe: (.+?) -->/g), ([, file = '']) =>
        exampleFrom(page, file),
      );
      const more = others.map((path) => `, [${posix.basename(path)}](${path})`);
      return `[${firstLine(text)}](${first})${more.join('')}`;
    });
    return links.length === 0 ? [] : [[firstLine(title), links.join('<br>')]];
  });
}

const firstLine = (text: string): string => text.split('\n', 1).join('');

/**
 * A page with the parts between its markers, `<!-- NAME -->` and `<!-- /NAME -->`, generated again.
 *
 * @param page - its path from the root of the project
 * @throws {Error} if a marker has no end or an unknown name
 */
export function withGenerated(page: string, text: string): string {
  const parts = generatedParts(page);
  return text.replaceAll(/<!-- ([a-z].*?) -->\n(?:.*?\n)??<!-- \/(.*?) -->/gs, (_, name: string, end: string) => {
    const part = parts.get(name);
    if (part === undefined || name !== end) throw new Error(`${page}: unknown or open marker "${name}"`);
    return `<!-- ${name} -->\n${part}\n\n<!-- /${name} -->`;
  });
}

if (import.meta.main) {
  for (const path of pagesWithOwner()) writeFileSync(join(root, path), withRepository(read(path)));
  for (const page of pages()) writeFileSync(join(root, page), withGenerated(page, read(page)));
}
