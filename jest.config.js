import { availableParallelism } from 'node:os';
import { env } from 'node:process';
import { moduleNames } from './scripts/aliases.ts';

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  // Scenarios start the action as a runner does: src, or with ACTION=dist what is checked in, and then
  // there is nothing else to test.
  testMatch: [
    env.ACTION === 'dist'
      ? '<rootDir>/test/**/*.scenario.ts'
      : '<rootDir>/test/**/*.{test,scenario}.ts',
  ],
  // Most tests wait for programs that they start, which in turn wait for each other.
  maxWorkers: Math.ceil(1.5 * availableParallelism()),
  testTimeout: 20_000,
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: moduleNames,
  transform: { '^.+\\.ts$': '@swc/jest' },
};
