// Builds dist/ from src/: for each step one file that an ordinary run loads whole, and one for each part that
// is loaded only when it is needed.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rolldown, type ChunkingContext } from 'rolldown';

const root = resolve(import.meta.dirname, '..');
const dist = join(root, 'dist');

/** Builds one step. @returns the folders of the packages that are in it */
async function build(entry: string, folder: string): Promise<string[]> {
  const main = join(root, entry);
  let loadedAtOnce: Set<string> | undefined;
  const nameOf = (id: string, context: ChunkingContext): string | null => {
    loadedAtOnce ??= importedBy(main, context);
    return loadedAtOnce.has(id) ? 'index' : null;
  };
  const bundle = await rolldown({ input: { index: main }, cwd: root, platform: 'node' });
  const { output } = await bundle.generate({
    // CommonJS starts faster than ES modules, and one file faster than several: docs/performance.md has the
    // figures.
    format: 'cjs',
    codeSplitting: { groups: [{ name: nameOf, debugName: 'index' }] },
    chunkFileNames: '[name].js',
    minify: true,
  });
  await bundle.close();
  mkdirSync(folder, { recursive: true });
  return output.flatMap((file) => {
    if (file.type !== 'chunk') throw new Error(`${file.fileName} is no code.`);
    writeFileSync(join(folder, file.fileName), asciiOf(file.code));
    return packagesOf(file.moduleIds);
  });
}

/** The same code in ASCII, which takes half the memory: all but ASCII stands in texts and patterns. */
function asciiOf(code: string): string {
  return code.replace(
    /[^\0-\x7f]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A module and what it imports, directly or not, by other ways than `import()`. */
function importedBy(main: string, context: ChunkingContext): Set<string> {
  const modules = new Set([main]);
  // A set is read to its end, with what is added meanwhile.
  for (const module of modules) {
    for (const id of context.getModuleInfo(module)?.importedIds ?? []) modules.add(id);
  }
  return modules;
}

/** The folders of the packages that modules come from. */
function packagesOf(modules: readonly string[]): string[] {
  return modules.flatMap((id) => {
    const [folder] = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id) ?? [];
    return folder === undefined ? [] : [folder];
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

rmSync(dist, { recursive: true, force: true });
const packages = new Set([
  ...(await build('src/main.ts', join(dist, 'main'))),
  ...(await build('src/post.ts', join(dist, 'post'))),
]);
const licenses = [...packages].map(licenseOf).sort();
// The package of this repository is one of ES modules.
writeFileSync(join(dist, 'package.json'), '{"type":"commonjs"}\n');
writeFileSync(join(dist, 'licenses.txt'), licenses.join(`\n${'-'.repeat(72)}\n\n`));
