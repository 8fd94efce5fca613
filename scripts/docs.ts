// Writes the tables of inputs and outputs in README.md from action.yml, which is their only source,
// and the owner of this repository wherever a workflow uses it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { withRepository } from './repository.ts';

const root = resolve(import.meta.dirname, '..');

interface Manifest {
  readonly inputs: Readonly<Record<string, { description: string; default?: string }>>;
  readonly outputs: Readonly<Record<string, { description: string }>>;
}

/** The text with what stands between the markers of each table replaced by the table itself. */
export function withTables(readme: string, actionYml: string): string {
  const { inputs, outputs } = parse(actionYml) as Manifest;
  const inputRows = Object.entries(inputs).map(([name, input]) => {
    const preset = input.default === undefined ? '' : `\`${input.default}\``;
    return `| \`${name}\` | ${preset} | ${input.description} |`;
  });
  const outputRows = Object.entries(outputs).map(
    ([name, output]) => `| \`${name}\` | ${output.description} |`,
  );
  const tables: [name: string, lines: string[]][] = [
    ['inputs', ['| Input | Default | Meaning |', '| --- | --- | --- |', ...inputRows]],
    ['outputs', ['| Output | Meaning |', '| --- | --- |', ...outputRows]],
  ];
  return tables.reduce((text, [name, lines]) => {
    const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    const [before = '', rest] = text.split(start, 2);
    const after = rest?.split(end, 2)[1];
    if (after === undefined) throw new Error(`README.md lacks the markers ${start} and ${end}`);
    return [before, start, '\n\n', lines.join('\n'), '\n\n', end, after].join('');
  }, readme);
}

/** The files in which a workflow uses this action, as paths from the root of the project. */
export function pagesWithOwner(): string[] {
  const inFolder = (folder: string, ending: string): string[] =>
    readdirSync(join(root, folder))
      .filter((file) => file.endsWith(ending))
      .map((file) => `${folder}/${file}`);
  return [
    'README.md',
    '.github/zizmor.yml',
    ...inFolder('docs', '.md'),
    ...inFolder('test/e2e/workflows', '.yml'),
  ];
}

if (import.meta.main) {
  const read = (path: string): string => readFileSync(join(root, path), 'utf8');
  const write = (path: string, text: string): void => {
    writeFileSync(join(root, path), text);
  };
  for (const path of pagesWithOwner()) write(path, withRepository(read(path)));
  write('README.md', withTables(read('README.md'), read('action.yml')));
}
