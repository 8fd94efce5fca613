// Changes the code of a room in hundreds of ways and checks that the tests of that room notice:
// `ROOM=net npm run mutants`. Takes 10 to 40 minutes.
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
      // Scenarios start programs that do not know which mutant is active; tests of hundreds of runs take hours.
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
  reporters: ['clear-text', 'progress-append-only'],
  clearTextReporter: { reportTests: false, logTests: false, allowEmojis: false },
  thresholds: { high: 95, low: 90, break: 85 },
};
