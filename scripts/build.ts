// Builds dist/ from src/. ncc bundles; terser then removes what nothing calls, which ncc's own
// minifier leaves in (four fifths of the bundle), and minifies chunks too, which ncc does not.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ncc from '@vercel/ncc';
import { minify } from 'terser';

const root = resolve(import.meta.dirname, '..');

async function build(entry: string, folder: string): Promise<void> {
  const { code, assets } = await ncc(join(root, entry), {
    license: 'licenses.txt',
    cache: false,
    quiet: true,
    // Types are checked by `npm run typecheck`.
    transpileOnly: true,
  });
  rmSync(folder, { recursive: true, force: true });
  await write(join(folder, 'index.js'), code);
  for (const [name, { source }] of Object.entries(assets)) {
    await write(join(folder, name), source.toString());
  }
}

async function write(file: string, content: string): Promise<void> {
  const compress = { passes: 2 };
  const minified = file.endsWith('.js')
    ? (await minify(content, { module: true, compress })).code
    : content;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, minified ?? '');
}

try {
  await build('src/main.ts', join(root, 'dist', 'main'));
  await build('src/post.ts', join(root, 'dist', 'post'));
} catch (error) {
  // Thrown on, Node would print the line of ncc it came from, which is megabytes long.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
