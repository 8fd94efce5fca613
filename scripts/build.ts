// Builds dist/ from src/. ncc bundles; terser then removes what nothing calls, which ncc's own
// minifier leaves in (six sevenths of the bundle), and minifies chunks too, which ncc does not.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ncc, { type Module } from '@vercel/ncc';
import { minify } from 'terser';

const root = resolve(import.meta.dirname, '..');
const dist = join(root, 'dist');

/** Builds one bundle. @returns the folders of the packages that are in it */
async function build(entry: string, folder: string): Promise<string[]> {
  const { code, assets, stats } = await ncc(join(root, entry), {
    cache: false,
    quiet: true,
    // Types are checked by `npm run typecheck`.
    transpileOnly: true,
    // CommonJS starts faster than ES modules: docs/performance.md has the figures.
    esm: false,
  });
  await write(join(folder, 'index.js'), code);
  for (const [name, { source }] of Object.entries(assets)) {
    await write(join(folder, name), source.toString());
  }
  return packagesIn([...stats.compilation.modules]);
}

async function write(file: string, content: string): Promise<void> {
  const compress = { passes: 2 };
  const minified = file.endsWith('.js')
    ? (await minify(content, { toplevel: true, compress })).code
    : content;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, minified ?? '');
}

/** The folders of the packages that modules, and those concatenated into them, come from. */
function packagesIn(modules: readonly Module[]): string[] {
  return modules.flatMap(({ resource = '', modules: inner = [] }) => {
    const [folder] = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(resource) ?? [];
    return [...(folder === undefined ? [] : [folder]), ...packagesIn([...inner])];
  });
}

/** The licence of a package as it has to be passed on with its code. */
function licenseOf(folder: string): string {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  const { name, version, license } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  ) as Record<'name' | 'version' | 'license', string>;
  const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim();
  return `${name} ${version}\n${license}\n\n${text.replaceAll('\r\n', '\n')}\n`;
}

try {
  rmSync(dist, { recursive: true, force: true });
  const packages = new Set([
    ...(await build('src/main.ts', join(dist, 'main'))),
    ...(await build('src/post.ts', join(dist, 'post'))),
  ]);
  const licenses = [...packages].map(licenseOf).sort();
  // The package of this repository is one of ES modules.
  await write(join(dist, 'package.json'), '{"type":"commonjs"}\n');
  await write(join(dist, 'licenses.txt'), licenses.join(`\n${'-'.repeat(72)}\n\n`));
} catch (error) {
  // Thrown on, Node would print the line of ncc it came from, which is megabytes long.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
