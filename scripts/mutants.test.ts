/**
 * The tests that notice a room's mutants, as one file: loading the code for each test file takes longer than the tests.
 * Scenarios are left out because the programs they start don't know which mutant is active, and tests of hundreds of
 * runs because they would take hours.
 */
import { globSync } from 'node:fs';
import path from 'node:path';
import { env } from 'node:process';

/** Further folders with tests of the same code. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  model: ['inputs', 'list', 'workflow'],
  inputs: ['list'],
  net: ['sentry', 'list'],
};

const SLOW = /(?:faults|model|properties|rotation-kills)\.test\.ts$/;

const room = env['ROOM'] ?? '';
for (const folder of [room, ...(ALSO[room] ?? [])]) {
  for (const file of globSync(`test/${folder}/*.test.ts`)) if (!SLOW.test(file)) await import(path.resolve(file));
}
