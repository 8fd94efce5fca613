/** The import rule of src is one that a wrong import breaks. */
import { appendFileSync, cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { spawnSync } from 'node:child_process';

const root = resolve(import.meta.dirname, '../..');
const config = 'scripts/rooms.config.js';

test('an import against the rule, a circle and a new room are errors', () => {
  const copy = mkdtempSync(join(tmpdir(), 'rooms-'));
  try {
    for (const name of ['src', 'package.json', 'tsconfig.json', config]) {
      cpSync(join(root, name), join(copy, name), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    const add = (file: string, line: string) => {
      appendFileSync(join(copy, 'src', file), line);
    };
    add('model/plan.ts', "import '../net/json.ts';\n");
    add('phases/retire.ts', "import type { Items } from '../list/items.ts';\n");
    add('post-step.ts', "import './list/items.ts';\n");
    add('sentry/create.ts', "import './list-keys.ts';\n");
    add('sentry/list-keys.ts', "import './create.ts';\n");
    writeFileSync(join(copy, 'src/helpers.ts'), "import './text.ts';\n");

    const cruise = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const args = [cruise, 'src', '--config', config];
    const { status, stdout } = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8' });
    expect(status).toBeGreaterThan(0);
    const rules = new Set([...stdout.matchAll(/error ([\w-]+):/g)].map(([, rule]) => rule));
    expect([...rules].sort()).toEqual([
      'every-file-in-a-room',
      'model-imports',
      'no-circles',
      'phases-imports',
      'post-step-imports',
    ]);
  } finally {
    rmSync(copy, { recursive: true });
  }
}, 60_000);
