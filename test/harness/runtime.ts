import { randomBytes } from 'node:crypto';
import type { Runtime } from '../../src/net/runtime.ts';

/** A runtime in which chance is always the same, but for the IDs of new keys. */
export function aRuntime(more: Pick<Runtime, 'connect' | 'clock' | 'log'> & Partial<Runtime>): Runtime {
  return { random: () => 0.5, newKeyId: () => randomBytes(16).toString('hex'), userAgent: 'test', ...more };
}
