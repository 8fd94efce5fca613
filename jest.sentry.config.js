import config from './jest.config.js';

/** @type {import('jest').Config} */
export default {
  ...config,
  testMatch: ['<rootDir>/test/real-sentry/**/*.sentry.ts'],
  globalSetup: '<rootDir>/test/real-sentry/setup.ts',
  globalTeardown: '<rootDir>/test/real-sentry/teardown.ts',
  // More would only wait for the one server.
  maxWorkers: 2,
  testTimeout: 120_000,
};
