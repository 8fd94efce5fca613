import { env } from 'node:process';
import config from './jest.config.js';

/**
 * The tests of one room that run in this process: what a scenario starts does not know which mutant is
 * active. Without those that play hundreds of runs, be they faulty or random, which would take hours.
 *
 * @type {import('jest').Config}
 */
export default {
  ...config,
  testMatch: [
    `<rootDir>/test/${env.ROOM ?? '*'}/**/!(*faults|*model|*properties|rotation-kills).test.ts`,
  ],
};
