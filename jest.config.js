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
  // Most tests wait for programs that they start, so that one worker less would leave a core idle.
  maxWorkers: '100%',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: moduleNames,
  transform: { '^.+\\.ts$': '@swc/jest' },
};
