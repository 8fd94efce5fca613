/**
 * The tests that notice a room's mutants, as one file: loading the code for each test file takes longer than the tests.
 * Left out are scenarios, because the programs they start don't know which mutant is active, and tests of many runs.
 */
import { globSync } from 'node:fs';
import path from 'node:path';
import { env } from 'node:process';

/** Other folders with tests of a room's code. */
const ALSO: Readonly<Record<string, string>> = { model: 'inputs,list,workflow', inputs: 'list', net: 'sentry,list' };

const room = env['ROOM'] ?? '';
for (const file of globSync(`test/{${room},${ALSO[room] ?? ''}}/*.test.ts`)) {
  if (!/(?:faults|model|properties|rotation-kills)\.test\.ts$/.test(file)) await import(path.resolve(file));
}
