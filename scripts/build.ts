// Builds dist/ from src/: for each step one file that an ordinary run loads whole, and one for each part that
// is loaded only when it is needed.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, resolve } from 'node:path';
import { type Plugin, rolldown } from 'rolldown';

const root = resolve(import.meta.dirname, '..');
const dist = join(root, 'dist');

/** Begins the ID of a module that is no file, by rolldown's convention. */
const VIRTUAL = '\0node:';

/**
 * Takes out of Node's modules what is used by name. For `import * as crypto`, as the toolkit has it, rolldown would
 * copy all of a module when the action starts, property by property.
 */
const nodeModules: Plugin = {
  name: 'node-modules',
  // What CommonJS packages require stays as it is: they get the module itself.
  resolveId: (id, _importer, { kind }) =>
    kind === 'import-statement' && isBuiltin(id)
      ? { id: `${VIRTUAL}${id.replace(/^node:/, '')}`, moduleSideEffects: false }
      : undefined,
  load: (id) => {
    if (!id.startsWith(VIRTUAL)) return undefined;
    const name = `node:${id.slice(VIRTUAL.length)}`;
    const members = process.getBuiltinModule(name);
    if (members === undefined) throw new Error(`Node has no ${name}.`);
    return [
      `const all = /* @__PURE__ */ process.getBuiltinModule('${name}');`,
      'export default all;',
      // Only a call can be marked as pure; else each of them would be read, used or not.
      ...Object.keys(members).map(
        (member) => `export const ${member} = /* @__PURE__ */ (() => all.${member})();`,
      ),
    ].join('\n');
  },
};

/** Builds one step. @returns the folders of the packages that are in it */
async function build(entry: string, folder: string): Promise<string[]> {
  const bundle = await rolldown({
    input: { index: join(root, entry) },
    cwd: root,
    platform: 'node',
    // ES modules where a package has both: of them, only what is used comes along.
    resolve: { mainFields: ['module', 'main'] },
    plugins: [nodeModules],
  });
  const { output } = await bundle.generate({
    // CommonJS starts faster than ES modules, and one file faster than several: docs/performance.md has the
    // figures.
    format: 'cjs',
    codeSplitting: { groups: [{ name: 'index', tags: ['$initial'] }] },
    chunkFileNames: '[name].js',
    strict: true,
    minify: true,
    comments: { legal: true, annotation: false, jsdoc: false },
  });
  await bundle.close();
  mkdirSync(folder, { recursive: true });
  return output.flatMap((file) => {
    if (file.type !== 'chunk') throw new Error(`${file.fileName} is no code.`);
    writeFileSync(join(folder, file.fileName), file.isEntry ? asciiOf(file.code) : file.code);
    return packagesOf(file.moduleIds);
  });
}

/**
 * The same code in ASCII, since one other character makes all of a file take twice the memory. In what every run
 * loads, these stand in texts and patterns only, where an escape is the same.
 */
function asciiOf(code: string): string {
  return code.replace(
    /[^\0-\x7f]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
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
