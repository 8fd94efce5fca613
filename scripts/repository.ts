import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

const packageJson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { repository: { url: string } };

/**
 * This repository at GitHub, as `owner/name`. package.json is the one place that says it; `npm run docs`
 * writes it wherever a workflow uses this action.
 */
export const repository = new URL(packageJson.repository.url).pathname.replace(/^\/|\.git$/g, '');

/** The text with every mention of this repository by the owner that package.json names. */
export function withRepository(text: string): string {
  const name = repository.split('/')[1] ?? '';
  return text.replaceAll(new RegExp(`[\\w.-]+/${name}(?=[@:])`, 'g'), repository);
}
