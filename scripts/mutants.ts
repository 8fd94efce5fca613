// Changes the code of a room in hundreds of ways and looks whether the tests of that room notice:
// `npm run mutants`, or `npm run mutants -- keys net` for some rooms only. Takes long. What survived is in
// build/mutants-ROOM.json.
import { execFileSync } from 'node:child_process';
import { existsSync, renameSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const build = join(root, 'build');
const rooms = process.argv.slice(2);

for (const room of rooms.length === 0 ? ['keys', 'inputs', 'net', 'ensure'] : rooms) {
  try {
    execFileSync('stryker', ['run', '--mutate', `src/${room}/**/*.ts`], {
      cwd: root,
      env: { ...process.env, ROOM: room },
      stdio: 'inherit',
    });
  } catch {
    // It has said why; the next room is worth knowing, too.
    process.exitCode = 1;
  }
  const report = join(build, 'mutants.json');
  if (existsSync(report)) renameSync(report, join(build, `mutants-${room}.json`));
}
