/** The workflow engine of the end-to-end tests. */
import { goTool } from '../../scripts/tools.ts';

/** Runs workflows as GitHub's runner does. @returns the path of the program */
export const act = (): string => goTool('act', 'github.com/nektos/act', 'v0.2.89');

/** Installs all of them; Jest calls it before the first test. */
export default function installTools(): void {
  act();
}
