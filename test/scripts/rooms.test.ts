/** The import rule of src is one that a wrong import breaks. */
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync, appendFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { spawnSync } from 'node:child_process';

const root = resolve(import.meta.dirname, '../..');

test('an import against the rule, a circle and a new room are errors', () => {
  const copy = mkdtempSync(join(tmpdir(), 'rooms-'));
  try {
    for (const name of ['src', 'package.json', 'tsconfig.json', '.dependency-cruiser.js']) {
      cpSync(join(root, name), join(copy, name), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    const add = (file: string, line: string) => {
      appendFileSync(join(copy, 'src', file), line);
    };
    add('keys/slug.ts', "import '../net/clock.ts';\n");
    add('ensure/retire.ts', "import type { Runner } from '../workflow/runner.ts';\n");
    add('sentry/create.ts', "import './list-keys.ts';\n");
    add('sentry/list-keys.ts', "import './create.ts';\n");
    writeFileSync(join(copy, 'src/helpers.ts'), "import './text.ts';\n");

    const cruise = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
    const args = [cruise, 'src', '--config', '.dependency-cruiser.js'];
    const { status, stdout } = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8' });
    expect(status).toBeGreaterThan(0);
    const rules = [...stdout.matchAll(/error ([\w-]+):/g)].map(([, rule]) => rule);
    expect(rules.sort()).toEqual([
      'ensure-imports',
      'every-file-in-a-room',
      'keys-imports',
      'no-circles',
    ]);
  } finally {
    rmSync(copy, { recursive: true });
  }
}, 60_000);
