// Changes the code of a room in hundreds of ways and looks whether the tests of that room notice:
// `ROOM=net npm run mutants`. Takes 10 to 40 minutes a room.
import { env } from 'node:process';
import { main } from '../jest.config.js';

const room = env.ROOM ?? 'model';

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: [`src/${room}/**/*.ts`],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: {
    config: {
      ...main,
      projects: undefined,
      // Tests that run in this process: what a scenario starts does not know which mutant is active.
      // Without those that play hundreds of runs, be they faulty or random, which would take hours.
      testMatch: [`<rootDir>/test/${room}/**/!(*faults|*model|*properties|rotation-kills).test.ts`],
    },
    enableFindRelatedTests: false,
  },
  coverageAnalysis: 'perTest',
  timeoutMS: 10_000,
  concurrency: 2,
  maxTestRunnerReuse: 10,
  tempDirName: 'build/mutants',
  ignorePatterns: ['.tools', 'dist'],
  jsonReporter: { fileName: `build/mutants-${room}.json` },
  reporters: ['clear-text', 'progress-append-only', 'json'],
  clearTextReporter: { reportTests: false, logTests: false, allowEmojis: false },
  thresholds: { high: 95, low: 90, break: 90 },
};
