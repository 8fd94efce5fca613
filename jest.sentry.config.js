import config from './jest.config.js';

/** @type {import('jest').Config} */
export default {
  ...config,
  testMatch: ['<rootDir>/test/real-sentry/**/*.sentry.ts'],
  globalSetup: '<rootDir>/test/real-sentry/setup.ts',
  globalTeardown: '<rootDir>/test/real-sentry/teardown.ts',
  // The server is what is busy, and it is one for all.
  maxWorkers: 1,
  testTimeout: 60_000,
};
