/** Before the first test: a server for all of them, unless one that is running was named. */
import { describeInFile, type RealSentry, startRealSentry, VARIABLE } from './index.ts';

declare global {
  var realSentry: (RealSentry & { close(): Promise<void> }) | undefined;
}

export default async function setUp(): Promise<void> {
  if (process.env[VARIABLE] !== undefined) return;
  const tell = (what: string): void => {
    process.stderr.write(`${what}\n`);
  };
  globalThis.realSentry = await startRealSentry({ tell });
  process.env[VARIABLE] = describeInFile(globalThis.realSentry);
}
