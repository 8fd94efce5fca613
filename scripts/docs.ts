// Writes into README.md and the pages of docs/ what is said elsewhere: the inputs and outputs of
// action.yml, the examples, and the owner of this repository wherever a workflow uses it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';
import { parse } from 'yaml';
import { withRepository } from './repository.ts';
import { type Example, examples, withoutComment } from './workflows.ts';

const root = resolve(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

interface Manifest {
  readonly inputs: Readonly<Record<string, { description: string; default?: string }>>;
  readonly outputs: Readonly<Record<string, { description: string }>>;
}

/** The inputs as the README groups them. Each input of action.yml is in one group. */
const INPUT_GROUPS: Readonly<Record<string, readonly string[]>> = {
  sentry: ['token', 'org', 'project', 'region', 'url', 'create-project', 'team', 'platform'],
  key: ['name', 'rate-limit', 'use-case', 'sdk-version', 'loader'],
  list: ['keys', 'keys-file', 'shard'],
  life: [
    ...['if-exists', 'if-missing', 'max-age', 'grace', 'state', 'retire', 'ephemeral', 'dry-run'],
    'timeout',
  ],
  destination: [
    ...['mask', 'env-name', 'secret-name', 'secret-stores', 'variable-name', 'github-token'],
    ...['repository', 'environment', 'organization', 'visibility'],
  ],
};

/**
 * What stands between the markers of a page, by the name in the markers.
 *
 * @throws {Error} where an input is in no group, or in two, or a group names one that does not exist
 */
function generatedParts(page: string): ReadonlyMap<string, string> {
  const { inputs, outputs } = parse(read('action.yml')) as Manifest;
  const grouped = Object.values(INPUT_GROUPS).flat().sort();
  const declared = Object.keys(inputs).sort();
  if (grouped.join() !== declared.join()) {
    throw new Error(
      'INPUT_GROUPS in scripts/docs.ts has to name each input of action.yml once; it has ' +
        `${grouped.join(', ')}, and action.yml has ${declared.join(', ')}`,
    );
  }
  const inputTables = Object.entries(INPUT_GROUPS).map(([group, names]): [string, string] => [
    `inputs: ${group}`,
    table(
      ['Input', 'Default', 'Meaning'],
      names.map((name) => {
        const preset = inputs[name]?.default;
        const shown = preset === undefined ? '' : `\`${preset}\``;
        return [`\`${name}\``, shown, inputs[name]?.description ?? ''];
      }),
    ),
  ]);
  const outputTable = table(
    ['Output', 'Meaning'],
    Object.entries(outputs).map(([name, { description }]) => [`\`${name}\``, description]),
  );
  const ofExamples = examples().flatMap((example): [string, string][] => [
    [`example: ${example.file}`, `\`\`\`yaml\n${withoutComment(example.yaml)}\`\`\``],
    [`recipe: ${example.file}`, recipe(page, example)],
  ]);
  return new Map([
    ...inputTables,
    ['outputs', outputTable],
    ['recipes', recipeTable(page)],
    ...ofExamples,
  ]);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** What an example is for and what it needs, in the words of the comment at its top. */
function recipe(page: string, example: Example): string {
  const said = `${example.purpose} ${example.needs}`;
  return `${link(page, example)}: ${said.replaceAll(/\b[A-Z]+(?:_[A-Z]+)+\b/g, '`$&`')}`;
}

/** What docs/recipes.md is divided into, each with its recipes. */
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
 * A page with what stands between its markers, `<!-- NAME -->` and `<!-- /NAME -->`, written anew.
 *
 * @param page - its path from the root of the project
 * @throws {Error} where a marker has no end, or a name that nothing is known of
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
