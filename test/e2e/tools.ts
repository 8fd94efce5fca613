/** The programs of others that the end-to-end tests start. */
import { join } from 'node:path';
import { goTool, npmTool, pythonTools } from '../../scripts/tools.ts';

/** Runs workflows as GitHub's runner does. @returns the path of the program */
export const act = (): string => goTool('act', 'github.com/nektos/act', 'v0.2.89');

/** A Python with the Sentry SDK. @returns the path of the program */
export const python = (): string => join(pythonTools(), 'python');

/** Sentry's own program for the command line. @returns its path */
export const sentryCli = (): string => npmTool('sentry-cli', '@sentry/cli', '3.8.0');

/** Installs all of them; Jest calls it before the first test. */
export default function installTools(): void {
  act();
  python();
  sentryCli();
}
