import { statSync } from 'node:fs';
import Sequencer from '@jest/test-sequencer';
import type { Test } from '@jest/test-result';

/** Runs small test files first, which are the quick ones: most mutants fail in one of them. */
export default class SmallestFirst extends Sequencer {
  override sort(tests: Iterable<Test>): Test[] {
    return [...tests].sort((a, b) => statSync(a.path).size - statSync(b.path).size);
  }
}
