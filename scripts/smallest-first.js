import { statSync } from 'node:fs';
import Sequencer from '@jest/test-sequencer';

/** Runs small test files first, which are the quick ones: most mutants fail in one of them. */
export default class SmallestFirst extends Sequencer {
  sort(tests) {
    return [...tests].sort((a, b) => statSync(a.path).size - statSync(b.path).size);
  }
}
