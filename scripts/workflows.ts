import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

/** A workflow that a page of this project shows, for readers to copy. */
export interface ShownWorkflow {
  /** The page, as a path from the root of the project. */
  readonly page: string;
  /** The line of the page on which the workflow begins, from 1 on. */
  readonly line: number;
  /** The name that the workflow gives itself; one of its kind among all pages. */
  readonly name: string;
  readonly yaml: string;
}

/**
 * Every workflow that README.md and the pages of docs/ show: each block of YAML is one, whole.
 *
 * @throws {Error} where a block has no name, or that of another
 */
export function shownWorkflows(): ShownWorkflow[] {
  const docs = readdirSync(join(root, 'docs')).filter((file) => file.endsWith('.md'));
  const pages = ['README.md', ...docs.map((file) => `docs/${file}`)];
  const shown = pages.flatMap((page) => workflowsOf(page, readFileSync(join(root, page), 'utf8')));
  const names = new Set<string>();
  for (const { page, line, name } of shown) {
    if (names.has(name)) throw new Error(`${page}:${line} is the second workflow named ${name}`);
    names.add(name);
  }
  return shown;
}

function workflowsOf(page: string, text: string): ShownWorkflow[] {
  return [...text.matchAll(/^```yaml\n(.*?)^```$/gms)].map(({ 1: yaml = '', index }) => {
    const line = text.slice(0, index).split('\n').length + 1;
    const name = /^name: (.+)$/m.exec(yaml)?.[1];
    if (name === undefined) throw new Error(`${page}:${line} shows YAML that names no workflow`);
    return { page, line, name, yaml };
  });
}
