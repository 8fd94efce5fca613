// Changes the code of a room in thousands of ways and looks whether the tests of that room notice:
// `npm run mutants`, or `npm run mutants -- keys net` for some rooms only. Takes long.
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const ROOMS = ['keys', 'inputs', 'net', 'ensure'];
const rooms = process.argv.slice(2);

for (const room of rooms.length === 0 ? ROOMS : rooms) {
  const report = join('build', `mutants-${room}.json`);
  const mutate = ['--mutate', `src/${room}/**/*.ts`, '--jsonReporter.fileName', report];
  try {
    execFileSync('stryker', ['run', ...mutate], {
      cwd: root,
      env: { ...process.env, ROOM: room },
      stdio: 'inherit',
    });
  } catch {
    // It has said why; the next room is worth knowing, too.
    process.exitCode = 1;
  }
}
