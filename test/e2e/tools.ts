/** The programs of others that the end-to-end tests start; `install-tools.ts` puts them there. */
import { join, resolve } from 'node:path';

/** Where they are: a folder of this project that git ignores. */
export const TOOLS = resolve(import.meta.dirname, '..', '..', '.tools');

/** Runs workflows as GitHub's runner does. */
export const ACT = join(TOOLS, 'act');

/** A Python of its own, with the Sentry SDK. */
export const PYTHON = join(TOOLS, 'python', 'bin', 'python');

export const SENTRY_CLI = join(TOOLS, 'sentry-cli', 'node_modules', '.bin', 'sentry-cli');
