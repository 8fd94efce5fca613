// Writes the tables of inputs and outputs in README.md from action.yml, which is their only source.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

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

if (import.meta.main) {
  const readme = join(root, 'README.md');
  const actionYml = readFileSync(join(root, 'action.yml'), 'utf8');
  writeFileSync(readme, withTables(readFileSync(readme, 'utf8'), actionYml));
}
