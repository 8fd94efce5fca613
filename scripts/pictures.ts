// Draws the pictures of the README from what the action and the demo really write.
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { runStep } from '../test/harness/local-runner.ts';
import { startLocalSentry } from '../test/local-sentry/index.ts';
import { summaryPicture } from './job-summary.ts';
import { terminalPicture } from './terminal.ts';

const root = resolve(import.meta.dirname, '..');

/** The job summary of the first workflow that the README shows. */
async function drawSummary(): Promise<string> {
  const sentry = await startLocalSentry();
  try {
    const token = `sntryi_${'4f7a'.repeat(16)}`;
    sentry.addToken(token, ['project:write']);
    const { exitCode, log, summary } = await runStep({
      with: { token, org: 'acme', project: 'web', url: sentry.url, name: 'ci' },
    });
    if (exitCode !== 0) throw new Error(`the step failed: ${log}`);
    return summaryPicture('dsn', summary);
  } finally {
    await sentry.close();
  }
}

const MADE_UP_ID = '0123456789abcdef'.repeat(2);

/** What `npm run demo` prints in a terminal, with what differs from run to run made up. */
async function drawDemo(): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'scripts', 'demo.ts')], {
    env: { ...process.env, FORCE_COLOR: '1', NO_COLOR: undefined },
  });
  const output = stdout
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:9000')
    .replace(/\b[0-9a-f]{32}\b/g, MADE_UP_ID)
    // How much of an ID is left at the end of a line that is too long depends on the port.
    .replace(/\b[0-9a-f]{16,31}…/g, `${MADE_UP_ID.slice(0, 22)}…`)
    .replace(/(?<=\/keys\/)[0-9a-f]{1,15}\b/g, MADE_UP_ID.slice(0, 5));
  return terminalPicture('sentry-client-key', 'npm run demo', output);
}

/** The pictures by their paths, each drawn from a run of its own. */
export const pictures = { 'docs/summary.svg': drawSummary, 'docs/demo.svg': drawDemo } as const;

if (import.meta.main) {
  for (const [path, draw] of Object.entries(pictures)) {
    writeFileSync(join(root, path), await draw());
  }
}
