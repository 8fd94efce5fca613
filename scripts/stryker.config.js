// Changes the code of a room in hundreds of ways and lists what its tests miss: `ROOM=net npm run mutants`.
import { env } from 'node:process';
import { main } from '../jest.config.js';

env.ROOM ??= 'model';

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: [`src/${env.ROOM}/**/*.ts`],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: {
    // Without an empty list, each of the projects of jest.config.js runs these tests.
    config: { ...main, projects: [], testMatch: ['<rootDir>/scripts/mutants.test.ts'] },
    enableFindRelatedTests: false,
  },
  coverageAnalysis: 'perTest',
  timeoutMS: 10_000,
  concurrency: 2,
  maxTestRunnerReuse: 30,
  tempDirName: 'build/mutants',
  ignorePatterns: ['.tools', 'dist'],
  reporters: ['clear-text', 'progress-append-only'],
  clearTextReporter: { reportTests: false, logTests: false, allowEmojis: false },
};
