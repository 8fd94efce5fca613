import { availableParallelism } from 'node:os';

/** What all projects share. */
const common = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, experimental: { keepImportAttributes: true } } },
    ],
  },
};

/** `npm test` */
export const main = { ...common, displayName: 'main', testMatch: ['<rootDir>/test/**/*.{test,scenario}.ts'] };

/** `npm run e2e` */
const e2e = {
  ...common,
  displayName: 'e2e',
  testMatch: ['<rootDir>/test/e2e/**/*.e2e.ts'],
  globalSetup: '<rootDir>/test/e2e/tools.ts',
};

/** `npm run e2e:sentry` */
const sentry = {
  ...common,
  displayName: 'sentry',
  testMatch: ['<rootDir>/test/real-sentry/**/*.sentry.ts'],
  globalSetup: '<rootDir>/test/real-sentry/setup.ts',
  globalTeardown: '<rootDir>/test/real-sentry/teardown.ts',
};

/** @type {import('jest').Config} */
export default {
  projects: [main, e2e, sentry],
  // Most tests wait for programs that they start, which in turn wait for each other.
  maxWorkers: Math.ceil(1.5 * availableParallelism()),
  // On a busy machine, the half second that Jest grants a worker is too short even if nothing is open.
  workerGracefulExitTimeout: 5000,
};
