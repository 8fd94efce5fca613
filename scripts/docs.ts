// Generates the parts of README.md and docs/ that repeat other files: the inputs and outputs of action.yml, the
// modes, the examples, and the owner of this repository wherever a workflow uses it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';
import { parse } from 'yaml';
import { MODES } from '../src/model/modes.ts';
import { withRepository } from './repository.ts';
import { type Example, examples, withoutComment } from './workflows.ts';

const root = resolve(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

interface Manifest {
  readonly inputs: Readonly<Record<string, { description: string; default?: string }>>;
  readonly outputs: Readonly<Record<string, { description: string }>>;
}

/** The generated parts of a page, by the name in their markers. */
function generatedParts(page: string): ReadonlyMap<string, string> {
  const { inputs, outputs } = parse(read('action.yml')) as Manifest;
  const inputRows = Object.entries(inputs).map(([name, { description, default: preset }]) => [
    `\`${name}\``,
    preset === undefined ? '' : `\`${preset}\``,
    description,
  ]);
  const outputRows = Object.entries(outputs).map(([name, { description }]) => [`\`${name}\``, description]);
  const modeRows = Object.entries(MODES).map(([mode, { found, missing, scope }]) => [
    `\`${mode}\``,
    found,
    missing,
    `\`${scope}\``,
  ]);
  const ofExamples = examples().flatMap((example): [string, string][] => [
    [`example: ${example.file}`, `\`\`\`yaml\n${withoutComment(example.yaml)}\`\`\``],
    [`recipe: ${example.file}`, recipe(page, example)],
  ]);
  return new Map([
    ['inputs', table(['Input', 'Default', 'Meaning'], inputRows)],
    ['outputs', table(['Output', 'Meaning'], outputRows)],
    ['modes', table(['`mode`', 'The key exists', 'It does not', 'Scope'], modeRows)],
    ['recipes', recipeTable(page)],
    ...ofExamples,
  ]);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** The purpose and needs of an example, from the comment at its top. */
function recipe(page: string, example: Example): string {
  const text = `${example.purpose} ${example.needs}`;
  return `${link(page, example)}: ${text.replaceAll(/\b[A-Z]+(?:_[A-Z]+)+\b/g, '`$&`')}`;
}

/** The sections of docs/recipes.md, each with its recipes. */
function recipeTable(page: string): string {
  const to = (path: string): string => posix.relative(posix.dirname(page), path);
  const linked: string[] = [];
  const [, ...groups] = read('docs/recipes.md').split(/^## /m);
  const rows = groups.flatMap((group) => {
    const [title = '', ...recipes] = group.split(/^### /m);
    const lines = recipes.map((text) => {
      const files = [...text.matchAll(/<!-- recipe: (.+?) -->/g)].map(([, file = '']) => file);
      linked.push(...files);
      const [first = '', ...others] = files.map((file) => to(`examples/${file}`));
      const more = others.map((path) => `, [${posix.basename(path)}](${path})`);
      return `[${text.split('\n')[0] ?? ''}](${first})${more.join('')}`;
    });
    return lines.length === 0 ? [] : [[title.trim().split('\n')[0] ?? '', lines.join('<br>')]];
  });
  const missing = examples().filter(({ file }) => !linked.includes(file));
  if (missing.length > 0) {
    const files = missing.map(({ file }) => file).join(', ');
    throw new Error(`docs/recipes.md has no marker "recipe: …" for ${files}`);
  }
  return table(['For', 'Copy'], rows);
}

const link = (page: string, { file }: Example): string =>
  `[\`${file}\`](${posix.relative(posix.dirname(page), `examples/${file}`)})`;

/**
 * A page with the parts between its markers, `<!-- NAME -->` and `<!-- /NAME -->`, generated again.
 *
 * @param page - its path from the root of the project
 * @throws {Error} if a marker has no end or an unknown name
 */
export function withGenerated(page: string, text: string): string {
  const parts = generatedParts(page);
  return text.replaceAll(/<!-- ([a-z].*?) -->\n(?:.*?\n)??<!-- \/(.*?) -->/gs, (_, name, end) => {
    const part = parts.get(String(name));
    if (part === undefined || name !== end) {
      throw new Error(`${page}: the marker "${String(name)}" is not known, or has no end`);
    }
    return `<!-- ${name} -->\n${part}\n\n<!-- /${name} -->`;
  });
}

const inFolder = (folder: string, ending: string): string[] =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith(ending))
    .map((file) => `${folder}/${file}`);

/** The pages for users, as paths from the root of the project. */
export const pages = (): string[] => ['README.md', ...inFolder('docs', '.md')];

/** The files in which a workflow uses this action, as paths from the root of the project. */
export function pagesWithOwner(): string[] {
  return [
    ...pages(),
    '.github/zizmor.yml',
    ...examples().map(({ file }) => `examples/${file}`),
    ...inFolder('test/e2e/workflows', '.yml'),
  ];
}

if (import.meta.main) {
  const write = (path: string, text: string): void => {
    writeFileSync(join(root, path), text);
  };
  for (const path of pagesWithOwner()) write(path, withRepository(read(path)));
  for (const page of pages()) write(page, withGenerated(page, read(page)));
}
