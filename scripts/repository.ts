import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const packageJson = readFileSync(join(resolve(import.meta.dirname, '..'), 'package.json'), 'utf8');

/** This repository at GitHub, as `owner/name`; package.json is the one place that names its owner. */
export const repository = new URL(
  (JSON.parse(packageJson) as { repository: { url: string } }).repository.url,
).pathname.replace(/^\/|\.git$/g, '');

/** The text with this repository's owner wherever a workflow uses the action. */
export function withRepository(text: string): string {
  return text.replaceAll(/[\w.-]+\/sentry-client-key(?=[@:])/g, repository);
}
